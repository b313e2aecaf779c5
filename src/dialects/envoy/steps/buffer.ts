// envoy.filters.http.buffer: refuses a request that is larger than the buffer. Envoy 1.40: what comes in one piece with its end (one frame of HTTP/2) is not
// held back.
import { CONTINUE } from '../../../simulate/phases.ts';
import { child, flag, optionalWhole } from '../schema/message.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

/** The most that HTTP/2 sends in one frame unless it is agreed otherwise. */
const FRAME = 16_384;

export const buffer: EnvoyStep = {
  request: (policy, s) => {
    const own = perRoute(s, policy, '.BufferPerRoute')[0];
    const config = child(own, 'buffer') ?? configOf(policy);
    if (config === undefined || (own !== undefined && flag(own, 'disabled'))) return CONTINUE;
    const most = optionalWhole(config, 'max_request_bytes') ?? Number.POSITIVE_INFINITY;
    const { length } = s.sample.body;
    if (length <= most || (s.connection.protocol === 'HTTP/2' && length <= FRAME)) return CONTINUE;
    s.counters.add(`${statPrefix(s)}downstream_rq_too_large`);
    return { kind: 'reply', reply: { status: 413, body: 'Payload Too Large', details: 'request_payload_too_large' } };
  },
};
