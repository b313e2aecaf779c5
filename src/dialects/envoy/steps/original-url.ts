// The URL that a client asked for, as the realm of a refusal names it.
import type { Headers } from '../../../http/headers.ts';

/** Envoy 1.40: of the path the realm has as many characters. */
const MOST_PATH = 256;

/** Envoy 1.40: the whole URL, query included, with the path that a rewrite or the client calls the original one; of a long path its beginning. */
export function originalUrl(headers: Headers): string {
  const path = headers.first('x-envoy-original-path') ?? headers.first(':path') ?? '';
  return `${headers.first(':scheme') ?? 'http'}://${headers.first(':authority') ?? ''}${path.slice(0, MOST_PATH)}`;
}
