// envoy.filters.http.cdn_loop. Envoy 1.40: a request that names this CDN too often is a loop; others get its name appended.
import { CONTINUE } from '../../../simulate/phases.ts';
import { text, whole } from '../schema/message.ts';
import { configOf, type EnvoyStep } from './step.ts';

export const cdnLoop: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const id = text(config, 'cdn_id');
    const value = s.headers.all('cdn-loop').join(',');
    const entries = value === '' ? [] : value.split(',').map((e) => e.split(';')[0]?.trim() ?? '');
    if (entries.some((e) => e !== '' && !/^[!#$%&'*+\-.^_`|~0-9A-Za-z:[\]]+$/.test(e)))
      return {
        kind: 'reply',
        reply: { status: 400, body: 'Invalid CDN-Loop header in request.', details: 'invalid_cdn_loop_header', closes: true },
      };
    if (entries.filter((e) => e === id).length > whole(config, 'max_allowed_occurrences'))
      return { kind: 'reply', reply: { status: 502, body: 'The server has detected a loop between CDNs.', details: 'cdn_loop_detected' } };
    s.headers.set('cdn-loop', value === '' ? id : `${value},${id}`);
    return CONTINUE;
  },
};
