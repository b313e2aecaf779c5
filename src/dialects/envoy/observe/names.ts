// Names under which listeners count.
import type { EnvoyListener } from '../model.ts';
import { text } from '../schema/message.ts';
import { statName } from './counters.ts';

/** `listener.127.0.0.1_80.`; its stat_prefix where it has one. */
export function listenerStat(listener: EnvoyListener): string {
  const own = text(listener.config, 'stat_prefix');
  if (own !== '') return `listener.${own}.`;
  const host = listener.address ?? '';
  return `listener.${statName(host.includes(':') ? `[${host}]` : host)}_${listener.port ?? 0}.`;
}
