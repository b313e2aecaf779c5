// The Connection header of an HTTP/1 request names headers that are for this hop alone. Envoy 1.40 removes them, and refuses a request
// that names what the way of a request depends on: a client could take away what a proxy before it has added.
import type { Headers } from '../../../http/headers.ts';

/** A request with so many names is refused. */
const MOST_NAMES = 10;
/** A TE header of this size is refused where the Connection header names it. */
const MOST_TE = 256;

const KEPT = new Set(['close', 'http2-settings', 'keep-alive', 'upgrade', 'connection', '']);
const PROTECTED = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

/** Takes away what the Connection header names; false when the request is to be refused. */
export function removeNamed(headers: Headers): boolean {
  const value = headers.first('connection');
  if (value === undefined) return true;
  const names = value
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.trim().toLowerCase());
  if (names.length >= MOST_NAMES || names.some((name) => PROTECTED.has(name) || name.startsWith(':'))) return false;
  for (const name of names) {
    const te = name === 'te' ? headers.first('te') : undefined;
    if (te !== undefined && te.length >= MOST_TE) return false;
    if (te?.split(',').some((v) => v.trim() === 'trailers')) headers.set('te', 'trailers');
    else if (!KEPT.has(name)) headers.remove(name === 'host' ? ':authority' : name);
  }
  return true;
}
