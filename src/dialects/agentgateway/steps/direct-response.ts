// agentgateway 1.4, `directResponse`: the gateway answers by itself. A body expression that fails is a 500; a header whose expression fails, is a
// list or no valid text is left out.

import { isError } from '../../../cel/values/value.ts';
import { utf8Bytes } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { bytesOf, evaluate, evaluateHeader, failureText, isTrue } from '../cel-site.ts';
import type { CelText, NamedCel } from '../model.ts';
import { type At, child, items, numberOf, textOf } from '../read/at.ts';
import { celOf, namedCels } from '../read/cel.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { type Exchange, failure } from '../run/exchange.ts';
import { chooseAlternative } from './alternatives.ts';
import type { PolicyKind } from './kind.ts';

export interface DirectResponse {
  readonly status: number;
  readonly body: Uint8Array;
  readonly bodyExpression: CelText | undefined;
  readonly headers: readonly NamedCel[];
}

/** A body is written as text or as a list of byte values. */
export function readBytes(at: At): Uint8Array {
  const text = textOf(at);
  if (text !== undefined) return new TextEncoder().encode(text);
  return Uint8Array.from(items(at).map((item) => numberOf(item) ?? 0));
}

export const directResponse: PolicyKind<Alternatives<DirectResponse>> = {
  key: 'directResponse',
  read: (at) =>
    alternativesOf(at, (one) => ({
      status: numberOf(child(one, 'status')) ?? 200,
      body: readBytes(child(one, 'body')),
      bodyExpression: celOf(child(one, 'bodyExpression')),
      headers: namedCels(child(one, 'headers')),
    })),
  says: (spec) =>
    spec.entries
      .map(({ condition, spec: one }) => (condition === undefined ? String(one.status) : `${one.status} if ${condition.text}`))
      .join(', '),
  request: (policy, x) => {
    const { spec, name, id, origin } = policy;
    const chosen = chooseAlternative(policy, spec, x, isTrue);
    if (chosen === undefined) return CONTINUE;
    const route = x.route?.name ?? name;
    let body = chosen.body;
    if (chosen.bodyExpression !== undefined) {
      const value = evaluate(x, chosen.bodyExpression);
      if (isError(value)) {
        const message = `failed to apply filters: invalid filter configuration: execution: ${failureText(value)}`;
        x.trace.record(() => ({
          step: 'directResponse',
          target: name,
          entity: id,
          result: 'respond',
          because: `bodyExpression failed: ${value.message}`,
          origin,
        }));
        return failure(500, 'Internal', message, `directResponse failed on ${route}`, `its bodyExpression fails: ${value.message}`);
      }
      body = bytesOf(value);
    }
    const headers = chosen.headers.flatMap(({ name: header, value }) => {
      const text = evaluateHeader(x, value);
      return text === undefined ? [] : [[header.toLowerCase(), text] as const];
    });
    x.trace.record(() => ({
      step: 'directResponse',
      target: name,
      entity: id,
      result: 'respond',
      because: `the status is ${chosen.status}, the body ${body.length === 0 ? 'is empty' : `has ${body.length} bytes`}`,
      origin,
    }));
    return {
      kind: 'reply',
      reply: {
        status: chosen.status,
        headers,
        body,
        reason: 'DirectResponse',
        error: undefined,
        redirect: false,
        ...(chosen.status < 200
          ? {
              title: `The directResponse of ${route} cannot be sent`,
              because: `No answer ends with ${chosen.status}: the log has it, the client gets ${chosen.status === 101 ? 502 : 500}. No backend is called.`,
            }
          : {
              title: `${chosen.status} answered by ${route} itself`,
              because: 'A directResponse policy answers. No backend is called.',
            }),
      },
    };
  },
};

const NO_UPGRADE = 'request upgrade failed, backend tried None but None was requested';

/** Puts what the client gets in the place of an answer with a status below 200, which is in the log, but cannot be sent. */
export function replaceUnfinal(x: Exchange): void {
  const isUpgrade = x.response?.status === 101;
  const body = utf8Bytes(isUpgrade ? NO_UPGRADE : '');
  const headers = new Headers(isUpgrade ? [['content-type', 'text/plain']] : []);
  if (body.length > 0 || x.request.method !== 'HEAD') headers.add('content-length', String(body.length));
  x.response = { status: isUpgrade ? 502 : 500, headers, body };
}
