// agentgateway 1.4, `extProc`: an external processor sees and may change request and response. What it does is declared by the sample request
// (`verdicts: {extProc: {headers: {…}, body: …}}`, or `allow: false` with a status to answer at once); nothing declared: it changes nothing.

import { jsonText } from '../../../cel/profiles/agentgateway/to-json.ts';
import { isError } from '../../../cel/values/value.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { evaluate, isTrue } from '../cel-site.ts';
import type { NamedCel } from '../model.ts';
import { type At, child, entries, textOf } from '../read/at.ts';
import { type BackendRef, readBackendRef } from '../read/backend-ref.ts';
import { namedCels } from '../read/cel.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { failure } from '../run/exchange.ts';
import { chooseAlternative } from './alternatives.ts';
import { verdictOf } from './declared.ts';
import type { PolicyKind } from './kind.ts';

export interface ExtProc {
  readonly service: BackendRef | undefined;
  readonly failOpen: boolean;
  readonly requestAttributes: readonly NamedCel[];
  readonly responseAttributes: readonly NamedCel[];
  readonly metadata: readonly { readonly namespace: string; readonly values: readonly NamedCel[] }[];
}

const readOne = (at: At): ExtProc => ({
  service: readBackendRef(at),
  failOpen: textOf(child(at, 'failureMode')) === 'failOpen',
  requestAttributes: namedCels(child(at, 'requestAttributes')),
  responseAttributes: namedCels(child(at, 'responseAttributes')),
  metadata: entries(child(at, 'metadataContext')).map(([namespace, values]) => ({ namespace, values: namedCels(values) })),
});

export const extProc: PolicyKind<Alternatives<ExtProc>> = {
  key: 'extProc',
  read: (at) => alternativesOf(at, readOne),
  says: (spec) => spec.entries.map(({ spec: one }) => one.service?.name ?? '').join(', '),
  request: (policy, x) => {
    const chosen = chooseAlternative(policy, policy.spec, x, isTrue);
    if (chosen === undefined) return CONTINUE;
    const service = chosen.service?.name ?? 'its service';
    const note = (result: 'pass' | 'change' | 'deny' | 'respond', because: string): void =>
      x.trace.record(() => ({ step: 'extProc', target: policy.name, entity: policy.id, result, because, origin: policy.origin }));
    const attributes = [...chosen.requestAttributes, ...chosen.metadata.flatMap((m) => m.values)].flatMap(({ name, value }) => {
      const result = evaluate(x, value);
      return isError(result) ? [] : [`${name} = ${jsonText(result)}`];
    });
    const told = attributes.length === 0 ? '' : ` (told ${attributes.join('; ')})`;
    const declared = verdictOf(policy, x, chosen.service);
    if (declared === undefined) {
      x.trace.assume({
        code: 'undeclared-extProc',
        what: `extProc calls ${service}; nothing is declared, so it is taken to change nothing.`,
        target: policy.id,
        origin: policy.origin,
      });
      note('pass', `calls ${service}${told}; taken to change nothing`);
      return CONTINUE;
    }
    if (declared.failed) {
      note(
        chosen.failOpen ? 'pass' : 'deny',
        `${service} cannot be reached, failureMode is ${chosen.failOpen ? 'failOpen' : 'failClosed'}`,
      );
      if (chosen.failOpen) return CONTINUE;
      return failure(
        500,
        'ExtProc',
        'ext_proc failed: failed to send request',
        `extProc failed on ${x.route?.name ?? policy.name}`,
        `${service} cannot be reached. No backend is called.`,
      );
    }
    if (!declared.allow) {
      note('respond', `${service} answers at once`);
      return {
        kind: 'reply',
        reply: {
          status: declared.status ?? 403,
          headers: declared.headers,
          body: declared.body,
          reason: 'DirectResponse',
          error: undefined,
          redirect: false,
          title: `Answered by extProc on ${x.route?.name ?? policy.name}`,
          because: `${service} answers at once. No backend is called.`,
        },
      };
    }
    for (const [name, value] of declared.headers) x.request.headers.set(name.toLowerCase(), value);
    if (declared.body.length > 0) {
      x.request.body = declared.body;
      x.body.replaced = true;
      x.request.headers.set('content-length', String(declared.body.length));
    }
    if (Object.keys(declared.metadata).length > 0) x.facts.set('extproc', declared.metadata);
    note('change', `${service} as declared${told}`);
    return CONTINUE;
  },
};
