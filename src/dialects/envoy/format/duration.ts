// %COMMON_DURATION(from:to:unit)%: a time between two moments of a request. How long it is, the simulation cannot know; whether there
// is one, it does.
import { type FormatContext, fromUpstream } from './context.ts';

/** Moments that every request has, those of one that is sent on, and those of one that is answered there. */
const MOMENTS: Readonly<Record<string, 'always' | 'sent' | 'answered'>> = {
  DS_RX_BEG: 'always',
  DS_RX_END: 'always',
  DS_TX_BEG: 'always',
  DS_TX_END: 'always',
  US_CX_BEG: 'sent',
  US_CX_END: 'sent',
  US_TX_BEG: 'sent',
  US_TX_END: 'sent',
  US_RX_BEG: 'answered',
  US_RX_END: 'answered',
};

/** Whether both moments come, or why Envoy 1.40 refuses the arguments. Another name is a moment that some filter notes. */
export function durationMoments(args: string): ((c: FormatContext) => boolean) | string {
  const parts = args.split(':');
  if (parts.length < 2 || parts.length > 3) return `Invalid common duration configuration: ${args}.`;
  const unit = parts[2] ?? 'ms';
  if (!['ms', 'us', 'ns'].includes(unit)) return `Invalid common duration precision: ${unit}.`;
  const moments = parts.slice(0, 2).map((name) => (Object.hasOwn(MOMENTS, name) ? MOMENTS[name] : undefined));
  return (c) => {
    const isSent = c.phase !== 'request' && c.stream.upstreamHost !== undefined;
    const comes = { always: true, sent: isSent, answered: fromUpstream(c) };
    return moments.every((m) => m !== undefined && comes[m]);
  };
}
