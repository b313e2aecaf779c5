// agentgateway 1.4, `buffer`: bodies are read whole before they go on; over the limit a request is refused with 413, an answer becomes 502. In mode
// failOpen a body that is too long goes on unread.

import { Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, isPresent, numberOf, textOf } from '../read/at.ts';
import type { PolicyKind } from './kind.ts';

interface Limit {
  readonly maxBytes: number;
  readonly failOpen: boolean;
}

export interface BufferSpec {
  readonly request: Limit | undefined;
  readonly response: Limit | undefined;
}

/** What the gateway reads of a body without this policy: 2 MiB. */
export const DEFAULT_BUFFER = 2_097_152;

const readLimit = (at: At): Limit | undefined =>
  isPresent(at)
    ? { maxBytes: numberOf(child(at, 'maxBytes')) ?? DEFAULT_BUFFER, failOpen: textOf(child(at, 'failureMode')) === 'failOpen' }
    : undefined;

export const buffer: PolicyKind<BufferSpec> = {
  key: 'buffer',
  read: (at) => ({ request: readLimit(child(at, 'request')), response: readLimit(child(at, 'response')) }),
  says: (spec) =>
    [
      spec.request === undefined ? '' : `request ≤ ${spec.request.maxBytes} bytes`,
      spec.response === undefined ? '' : `response ≤ ${spec.response.maxBytes} bytes`,
    ]
      .filter((s) => s !== '')
      .join(', '),
  request: ({ spec, name, id, origin }, x) => {
    const limit = spec.request;
    if (limit === undefined || limit.failOpen || x.request.body.length <= limit.maxBytes) return CONTINUE;
    const because = `the body has ${x.request.body.length} bytes, buffer.request.maxBytes is ${limit.maxBytes}`;
    x.trace.record(() => ({ step: 'buffer', target: name, entity: id, result: 'deny', because, origin }));
    return {
      kind: 'reply',
      reply: {
        status: 413,
        headers: [],
        body: new Uint8Array(),
        reason: 'DirectResponse',
        error: undefined,
        redirect: false,
        title: `Body too large for ${x.route?.name ?? name}`,
        because: `${because}. No backend is called.`,
      },
    };
  },
  response: ({ spec, name, id, origin }, x) => {
    const limit = spec.response;
    if (limit === undefined || limit.failOpen || x.response === undefined || x.response.body.length <= limit.maxBytes) return;
    const because = `the answer has ${x.response.body.length} bytes, buffer.response.maxBytes is ${limit.maxBytes}`;
    x.trace.record(() => ({ step: 'buffer', target: name, entity: id, result: 'deny', because, origin }));
    x.response = { status: 502, headers: new Headers(), body: new Uint8Array() };
  },
};
