// Upgrades and CONNECT: allowed by the route or the connection manager, else refused; names are compared without case.
import type { Headers } from '../../../http/headers.ts';
import { child, children, flag, has, type Message, text } from '../schema/message.ts';
import { statPrefix } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import type { Reply } from './reply.ts';

/** Whether the request asks to upgrade, and to what. Without `connection: upgrade` the header means nothing. */
export function upgradeAsked(headers: Headers): string | undefined {
  if (headers.first(':method') === 'CONNECT') return headers.first(':protocol') ?? 'CONNECT';
  const asks = (headers.first('connection') ?? '').split(',').some((v) => v.trim().toLowerCase() === 'upgrade');
  return asks ? headers.first('upgrade') : undefined;
}

/** Removes hop-by-hop headers of a request that does not upgrade; a Reply when it may not upgrade. */
export function upgradeProblem(s: Stream): Reply | undefined {
  const { headers } = s;
  let wanted = upgradeAsked(headers);
  if (wanted?.toLowerCase() === 'h2c') {
    headers.remove('http2-settings');
    wanted = undefined;
  }
  if (wanted === undefined) {
    headers.remove('connection');
    headers.remove('upgrade');
    const te = headers.first('te');
    if (te !== undefined) {
      if (te.split(',').some((v) => v.trim() === 'trailers')) headers.set('te', 'trailers');
      else headers.remove('te');
    }
    return undefined;
  }

  if (s.route === undefined) return undefined;
  if (allowed(s, wanted)) {
    s.upgrade = wanted;
    return undefined;
  }
  s.counters.add(`${statPrefix(s)}downstream_rq_ws_on_non_ws_route`);
  return { status: 403, body: '', details: 'upgrade_failed', closes: true };
}

function allowed(s: Stream, wanted: string): boolean {
  const name = wanted.toLowerCase();
  const find = (m: Message | undefined): Message | undefined =>
    children(m, 'upgrade_configs').find((c) => text(c, 'upgrade_type').toLowerCase() === name);
  const action = child(s.route?.config, 'route');
  const own = find(action);
  if (own !== undefined) return !has(own, 'enabled') || flag(own, 'enabled');
  const shared = find(s.hcm);
  return shared !== undefined && (!has(shared, 'enabled') || flag(shared, 'enabled'));
}
