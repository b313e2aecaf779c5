// agentgateway 1.4, `buffer`: bodies are read whole before they go on; over the limit a request is refused with 413, an answer becomes 502. In mode
// failOpen a body that is too long goes on unread.

import { Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, isPresent, numberOf, textOf } from '../read/at.ts';
import { keepAnswer, readRequest } from '../run/captured.ts';
import type { PolicyKind } from './kind.ts';

interface Limit {
  /** What the gateway reads of any body, where it is not said. */
  readonly maxBytes: number | undefined;
  readonly failOpen: boolean;
}

export interface BufferSpec {
  readonly request: Limit | undefined;
  readonly response: Limit | undefined;
}

const readLimit = (at: At): Limit | undefined =>
  isPresent(at) ? { maxBytes: numberOf(child(at, 'maxBytes')), failOpen: textOf(child(at, 'failureMode')) === 'failOpen' } : undefined;

const says = (what: string, limit: Limit | undefined): readonly string[] =>
  limit === undefined ? [] : [limit.maxBytes === undefined ? what : `${what} ≤ ${limit.maxBytes} bytes`];

export const buffer: PolicyKind<BufferSpec> = {
  key: 'buffer',
  read: (at) => ({ request: readLimit(child(at, 'request')), response: readLimit(child(at, 'response')) }),
  says: (spec) => [...says('request', spec.request), ...says('response', spec.response)].join(', '),
  request: ({ spec, name, id, origin }, x) => {
    if (spec.request === undefined) return CONTINUE;
    const { maxBytes = x.body.limit, failOpen } = spec.request;
    // The log's record of the body is whole from here on; what is read later, the answer too, is limited likewise.
    if (x.body.recorded) readRequest(x);
    x.body.limit = maxBytes;
    if (x.request.body.length <= maxBytes || failOpen) {
      x.trace.record(() => ({
        step: 'buffer',
        target: name,
        entity: id,
        result: 'pass',
        because: saysLength(x.request.body, maxBytes),
        origin,
      }));
      return CONTINUE;
    }
    const because = `the body has ${x.request.body.length} bytes, buffer.request.maxBytes is ${maxBytes}`;
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
    if (spec.response === undefined || x.response === undefined) return;
    const { maxBytes = x.body.limit, failOpen } = spec.response;
    const { body } = x.response;
    if (x.body.answerRecorded) keepAnswer(x);
    if (body.length <= maxBytes || failOpen) {
      x.trace.record(() => ({ step: 'buffer', target: name, entity: id, result: 'pass', because: saysLength(body, maxBytes), origin }));
      return;
    }
    const because = `the answer has ${body.length} bytes, buffer.response.maxBytes is ${maxBytes}`;
    x.trace.record(() => ({ step: 'buffer', target: name, entity: id, result: 'deny', because, origin }));
    // Of an empty answer to HEAD nothing says how long it would be.
    const headers = new Headers(x.request.method === 'HEAD' ? [] : [['content-length', '0']]);
    x.response = { status: 502, headers, body: new Uint8Array() };
    x.body.answerLost = true;
  },
};

const saysLength = ({ length }: Uint8Array, most: number): string =>
  length > most ? `${length} bytes, more than ${most}: it goes on unread` : `${length} bytes, at most ${most}`;
