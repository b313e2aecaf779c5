// agentgateway 1.4, `extAuthz`: asks a service, over gRPC or HTTP, whether the request may go on. Over HTTP the call and what its answer does are computed here: path, body and
// headers of the call, headers taken over, `extauthz` metadata, redirect. A path, redirect or body expression that fails is a 403; a
// failing metadata entry or added header is left out.

import { jsonText } from '../../../cel/profiles/agentgateway/to-json.ts';
import { isError } from '../../../cel/values/value.ts';
import { type HeaderPairs, Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { bytesOf, dataOf, evaluate, evaluateHeader, isTrue, textOrBytes, withResponse } from '../cel-site.ts';
import type { AgwPolicy, CelText, NamedCel } from '../model.ts';
import { type At, boolOf, child, hasKey, isPresent, numberOf, pairsOf, textOf, textsOf } from '../read/at.ts';
import { type BackendRef, leadsNowhere, readBackendRef, resolveRef } from '../read/backend-ref.ts';
import { celOf, namedCels } from '../read/cel.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { type Exchange, failure, type Outcome, type Reply } from '../run/exchange.ts';
import { nextResponse } from '../run/responses.ts';
import { sentence } from '../sentence.ts';
import { chooseAlternative } from './alternatives.ts';
import { assumeAllowed, type Declared, verdictOf } from './declared.ts';
import type { PolicyKind } from './kind.ts';

export interface ExtAuthz {
  readonly service: BackendRef | undefined;
  readonly protocol: 'grpc' | 'http';
  readonly path: CelText | undefined;
  readonly redirect: CelText | undefined;
  readonly body: CelText | undefined;
  readonly includeResponseHeaders: readonly string[];
  readonly addRequestHeaders: readonly NamedCel[];
  readonly metadata: readonly NamedCel[];
  readonly context: readonly (readonly [string, string])[];
  readonly includeRequestHeaders: readonly string[];
  /** Bytes of the body that are sent along; a longer one is refused unless its begin will do. */
  readonly mostBody: number | undefined;
  readonly onFailure: 'allow' | 'deny' | number;
}

function readOne(at: At): ExtAuthz {
  const protocol = child(at, 'protocol');
  const http = child(protocol, 'http');
  const grpc = child(protocol, 'grpc');
  const failureMode = child(at, 'failureMode');
  const body = child(at, 'includeRequestBody');
  return {
    service: readBackendRef(at),
    protocol: hasKey(protocol, 'http') ? 'http' : 'grpc',
    path: celOf(child(http, 'path')),
    redirect: celOf(child(http, 'redirect')),
    body: celOf(child(http, 'body')),
    includeResponseHeaders: textsOf(child(http, 'includeResponseHeaders')),
    addRequestHeaders: namedCels(child(http, 'addRequestHeaders')),
    metadata: namedCels(child(isPresent(http) ? http : grpc, 'metadata')),
    context: pairsOf(child(grpc, 'context')),
    includeRequestHeaders: textsOf(child(at, 'includeRequestHeaders')),
    mostBody:
      isPresent(body) && boolOf(child(body, 'allowPartialMessage')) !== true ? (numberOf(child(body, 'maxRequestBytes')) ?? 0) : undefined,
    onFailure: textOf(failureMode) === 'allow' ? 'allow' : (numberOf(child(failureMode, 'denyWithStatus')) ?? 'deny'),
  };
}

export const extAuthz: PolicyKind<Alternatives<ExtAuthz>> = {
  key: 'extAuthz',
  read: (at) => alternativesOf(at, readOne),
  says: (spec) => spec.entries.map(({ spec: one }) => `${one.protocol} ${one.service?.name ?? ''}`).join(', '),
  request: (policy, x) => {
    const chosen = chooseAlternative(policy, policy.spec, x, isTrue);
    return chosen === undefined ? CONTINUE : ask(policy, chosen, x);
  },
};

const UNREACHABLE = 'upstream call failed: Connect: Connection refused (os error 111)';

function ask(policy: AgwPolicy, spec: ExtAuthz, x: Exchange): Outcome {
  const service = spec.service?.name ?? 'its service';
  const note = (result: 'pass' | 'deny' | 'respond', because: string): void =>
    x.trace.record(() => ({ step: 'extAuthz', target: policy.name, entity: policy.id, result, because, origin: policy.origin }));
  if (spec.mostBody !== undefined && x.request.body.length > spec.mostBody) {
    const because = `the body has ${x.request.body.length} bytes; at most ${spec.mostBody} are sent to ${service}`;
    note('deny', because);
    return denied(x, policy, because, 413);
  }
  const call = spec.protocol === 'http' ? httpCall(spec, x) : { ok: true as const, says: grpcCall(spec, x) };
  if (!call.ok) {
    note('deny', call.because);
    return denied(x, policy, call.because);
  }
  const answer = verdictOf(policy, x, spec.service) ?? fromService(spec, x);
  if (answer === undefined) {
    assumeAllowed(policy, x, service);
    note('pass', `asks ${service} (${call.says}); taken to allow`);
    return CONTINUE;
  }
  if (answer.failed) {
    note(
      spec.onFailure === 'allow' ? 'pass' : 'deny',
      `${service} cannot be reached; failureMode is ${typeof spec.onFailure === 'number' ? `denyWithStatus ${spec.onFailure}` : spec.onFailure}`,
    );
    if (spec.onFailure === 'allow') return CONTINUE;
    if (spec.onFailure === 'deny') return denied(x, policy, `${service} cannot be reached`);
    return answered(
      {
        status: spec.onFailure,
        headers: [],
        body: new TextEncoder().encode(leadsNowhere(x.model, spec.service) ? 'backend does not exist' : UNREACHABLE),
      },
      x,
      policy,
      `${service} cannot be reached`,
    );
  }
  if (!answer.allow) return refuse(spec, answer, x, policy, service, note);
  note('pass', `${service} allows (${call.says})`);
  takeOver(spec, answer, x);
  return CONTINUE;
}

function refuse(
  spec: ExtAuthz,
  answer: Declared,
  x: Exchange,
  policy: AgwPolicy,
  service: string,
  note: (result: 'deny' | 'respond', because: string) => void,
): Outcome {
  // Other answers go to the client as they are.
  if (spec.redirect !== undefined && [undefined, 401, 403].includes(answer.status)) {
    const to = textOrBytes(evaluate(x, spec.redirect));
    if (to === undefined) {
      note('deny', 'the redirect expression fails');
      return denied(x, policy, 'the redirect expression fails');
    }
    note('respond', `${service} refuses; sent to ${to}`);
    return answered(
      { status: 302, headers: [['location', to]], body: new Uint8Array() },
      x,
      policy,
      `${service} refuses, and a redirect is configured`,
    );
  }
  note('deny', `${service} refuses`);
  const headers: HeaderPairs = [
    ...answer.headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
    ['content-length', String(answer.body.length)],
  ];
  return answered({ status: answer.status ?? 403, headers, body: answer.body }, x, policy, `${service} refuses`);
}

const denied = (x: Exchange, policy: AgwPolicy, because: string, status = 403): Outcome =>
  failure(
    status,
    'ExtAuth',
    'external authorization failed',
    `Denied by extAuthz on ${x.route?.name ?? policy.name}`,
    `${sentence(because)} No backend is called.`,
  );

const answered = (reply: Pick<Reply, 'status' | 'headers' | 'body'>, x: Exchange, policy: AgwPolicy, because: string): Outcome => ({
  kind: 'reply',
  reply: {
    ...reply,
    reason: 'DirectResponse',
    error: undefined,
    redirect: reply.status >= 300 && reply.status < 400 && reply.headers.some(([name]) => name === 'location'),
    title: `Denied by extAuthz on ${x.route?.name ?? policy.name}`,
    because: `${because}. No backend is called.`,
  },
});

/** What the sample request gives as the service's HTTP response: 200 to 299 allow. */
function fromService(spec: ExtAuthz, x: Exchange): Declared | undefined {
  const endpoint = spec.service === undefined ? undefined : resolveRef(x.model, spec.service)?.endpoint;
  const response = endpoint === undefined || spec.protocol !== 'http' ? undefined : nextResponse(x, endpoint);
  if (response === undefined) return undefined;
  return {
    allow: response.status >= 200 && response.status < 300,
    status: response.status,
    headers: response.headers,
    body: response.body,
    metadata: {},
    failed: response.reset || response.refused,
  };
}

type Call = { readonly ok: true; readonly says: string } | { readonly ok: false; readonly because: string };

function httpCall(spec: ExtAuthz, x: Exchange): Call {
  let path = x.request.target;
  if (spec.path !== undefined) {
    const value = evaluate(x, spec.path);
    const text = textOrBytes(value);
    if (text === undefined)
      return { ok: false, because: `the path expression fails: ${isError(value) ? value.message : 'it is no string'}` };
    path = text;
  }
  if (spec.body !== undefined && isError(evaluate(x, spec.body))) return { ok: false, because: 'the body expression fails' };
  const added = spec.addRequestHeaders.flatMap(({ name, value }) => {
    const text = evaluateHeader(x, value);
    return text === undefined ? [] : [`${name}: ${text}`];
  });
  const body = spec.body === undefined ? '' : `, body ${bytesOf(evaluate(x, spec.body)).length} bytes`;
  return { ok: true, says: [`${x.request.method} ${path}${body}`, ...added].join('; ') };
}

function grpcCall(spec: ExtAuthz, x: Exchange): string {
  const metadata = spec.metadata.flatMap(({ name, value }) => {
    const result = evaluate(x, value);
    return isError(result) ? [] : [`${name} = ${jsonText(result)}`];
  });
  return ['gRPC Check', ...spec.context.map(([key, value]) => `${key} = ${value}`), ...metadata].join('; ');
}

/** Headers and metadata of an answer that allows. */
function takeOver(spec: ExtAuthz, answer: Declared, x: Exchange): void {
  const headers = new Headers(answer.headers);
  if (!headers.has('content-length')) headers.add('content-length', String(answer.body.length));
  const taken = spec.protocol === 'http' ? spec.includeResponseHeaders : answer.headers.map(([name]) => name);
  for (const name of taken) {
    const value = headers.first(name);
    if (value !== undefined) x.request.headers.set(name.toLowerCase(), value);
  }
  const metadata: Record<string, unknown> = { ...answer.metadata };
  const evaluateAll = (): void => {
    for (const { name, value } of spec.metadata) {
      const result = evaluate(x, value);
      if (!isError(result))
        Object.defineProperty(metadata, name, { value: dataOf(result), enumerable: true, configurable: true, writable: true });
    }
  };
  if (spec.protocol === 'http') withResponse(x, { status: answer.status ?? 200, headers, body: answer.body }, evaluateAll, true);
  // Of expressions that all fail an empty map is left.
  if (Object.keys(metadata).length > 0 || (spec.protocol === 'http' && spec.metadata.length > 0)) x.facts.set('extauthz', metadata);
}
