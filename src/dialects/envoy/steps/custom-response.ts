// envoy.filters.http.custom_response: a matcher over the answer chooses another one. Envoy 1.40. A local policy is known whole; one that
// fetches the answer from elsewhere is the sample's to declare.
import { Headers } from '../../../http/headers.ts';
import { grpcFromHttp, isGrpcType } from '../format/grpc-status.ts';
import { isRouteEntry, printSubstitution } from '../hcm/reply.ts';
import { matcherCustom } from '../match/custom.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import { finalizeResponse } from '../routing/finalize.ts';
import { applyHeaderSet } from '../routing/header-operations.ts';
import { dataSource } from '../schema/data-source.ts';
import { type AnyValue, anyOf, child, children, has, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

export const customResponse: EnvoyStep = {
  response: (policy, s) => {
    const levels = [...perRoute(s, policy, '.CustomResponse'), configOf(policy)];
    const matcher = child(
      levels.find((m) => m !== undefined && has(m, 'custom_response_matcher')),
      'custom_response_matcher',
    );
    if (matcher === undefined || s.responseHeaders === undefined) return;
    const action = runMatcher(matcher, { input: (typed) => textInput(typed, s), custom: (typed, input) => matcherCustom(typed, input, s) });
    const chosen = anyOf(action, 'typed_config');
    if (chosen?.message === undefined) return;
    if (chosen.type.endsWith('.LocalResponsePolicy')) replace(chosen.message, s);
    else assume(chosen, policy.name, s);
  },
};

function replace(own: Message, s: Stream): void {
  const headers = s.responseHeaders;
  if (headers === undefined) return;
  const source = child(own, 'body');
  const plain = source === undefined ? (s.responseBody ?? '') : dataSource(source);
  const format = child(own, 'body_format');
  const context = { stream: s, logType: 'NotSet', phase: 'response', localReplyBody: plain } as const;
  const body = format === undefined ? plain : printSubstitution(format, context);
  // it is a reply of Envoy's own: nothing of the upstream's headers is kept, though they may be formatted
  s.details = '';
  const fresh = new Headers();
  applyHeaderSet(fresh, children(own, 'response_headers_to_add'), [], context);
  for (const [name] of [...headers.pairs]) headers.remove(name);
  if (isRouteEntry(s)) finalizeResponse(s);
  for (const [name, value] of fresh.pairs) headers.add(name, value);
  s.status = optionalWhole(own, 'status_code') ?? (s.statusHeader || s.status);
  s.statusHeader = 0;
  s.responseBody = s.headers.first(':method') === 'HEAD' ? '' : body;
  headers.set('content-length', String(new TextEncoder().encode(body).length));
  const type = format === undefined ? '' : text(format, 'content_type');
  if (type !== '' || source !== undefined) headers.set('content-type', type || 'text/plain');
  if (isGrpcType(s.headers.first('content-type'))) asGrpc(s, headers, body);
  s.localReply = true;
  s.outcome = 'respond';
}

/** A gRPC client is told in its own way. */
function asGrpc(s: Stream, headers: Headers, body: string): void {
  headers.set('content-type', 'application/grpc');
  headers.set('grpc-status', String(grpcFromHttp(s.status)));
  if (body !== '' && s.headers.first(':method') !== 'HEAD') headers.set('grpc-message', body);
  headers.remove('content-length');
  s.status = 200;
  s.responseBody = '';
}

function assume(chosen: AnyValue, name: string, s: Stream): void {
  s.trace.assume({
    code: 'opaque-filter',
    what: `${name} would fetch the answer from elsewhere (${chosen.type.slice(chosen.type.lastIndexOf('.') + 1)}); the upstream’s is shown`,
    target: name,
  });
}
