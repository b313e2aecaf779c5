// The decision as a colleague would say it.
import type { Decision } from '../../../model/decision.ts';
import { RESPONSE_FLAGS } from '../format/flags.ts';
import { conditionsMet } from '../routing/select.ts';
import type { Stream } from '../stream.ts';

export function sentenceOf(s: Stream): Decision['sentence'] {
  if (s.sentence.title !== '') return { ...s.sentence, because: asSentence(s.sentence.because) };
  const why = asSentence(because(s));
  switch (s.outcome) {
    case 'forward':
      return { title: `Forwarded to ${s.cluster}`, because: why };
    case 'redirect':
      return { title: `Redirected to ${s.responseHeaders?.first('location') ?? ''}`, because: why };
    case 'tunnel':
      return { title: `Tunnelled to ${s.cluster}`, because: why };
    case 'close':
      return { title: 'The connection is closed', because: why };
    default:
      return { title: `Answered ${s.status} by Envoy`, because: why };
  }
}

/** With a capital and a full stop, unless it begins with a name as it is written (`direct_response`). */
const asSentence = (text: string): string => {
  const begun = /^[a-z]+(?= )/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return begun === '' || /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

function because(s: Stream): string {
  const { route, virtualHost } = s;
  const flag = RESPONSE_FLAGS.find((f) => s.flags.has(f.short));
  if (s.tlsRedirect && s.details === 'direct_response') return `virtual host ${virtualHost?.name ?? ''} requires TLS`;
  if (s.details === 'route_not_found')
    return virtualHost === undefined
      ? `no virtual host serves ${JSON.stringify(s.headers.first(':authority') ?? '')}`
      : `no route of virtual host ${virtualHost.name} matches`;
  if (s.details === 'cluster_not_found')
    return `route ${route?.name ?? ''} names cluster ${JSON.stringify(s.cluster ?? '')}, which does not exist`;
  if (s.localReply && s.details !== 'direct_response') return flag === undefined ? (s.details ?? '') : `${flag.says} (${s.details ?? ''})`;
  if (route === undefined || virtualHost === undefined) return s.details ?? '';
  const weights = s.weighted === undefined ? '' : `; ${s.clusterBecause ?? ''}`;
  return `route ${route.name} of virtual host ${virtualHost.name} matches: ${conditionsMet(route, s, virtualHost.table).join(', ')}${weights}`;
}
