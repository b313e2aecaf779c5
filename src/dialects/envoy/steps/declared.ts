// Filters whose effect only the sample can tell: programs (Lua, Wasm), other services (ext_proc), state that grew over time (caches,
// admission control). A verdict of the filter's name says what it does; without one it lets the request through, as an assumption.
//
//   "verdicts": { "envoy.filters.http.lua": { "headers": { "x-user": "ann", "cookie": null }, "responseHeaders": { "x-lua": "1" } } }
//   "verdicts": { "my-wasm": { "allow": false, "status": 401, "body": "no", "responseHeaders": { "www-authenticate": "Basic" } } }
import { isObject } from '../../../base/json.ts';
import type { Headers } from '../../../http/headers.ts';
import type { Verdict } from '../../../http/sample-request.ts';
import { passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import type { Stream } from '../stream.ts';
import { note } from './rbac.ts';
import type { EnvoyStep } from './step.ts';

/** What a filter may do, by the part of its type that names it. A filter that is not here is told in general words. */
const MAY: Readonly<Record<string, string>> = {
  lua: 'its program may change the request and the answer, or answer',
  wasm: 'its module may change the request and the answer, or answer',
  golang: 'its plugin may change the request and the answer, or answer',
  dynamic_modules: 'its module may change the request and the answer, or answer',
  ext_proc: 'its processor may change the request and the answer, or answer',
  rate_limit_quota: 'its quota service may answer in place of the upstream',
  cache: 'an answer in the cache would be given in place of the upstream’s',
  cache_v2: 'an answer in the cache would be given in place of the upstream’s',
  admission_control: 'it sheds requests when the upstream’s success rate falls',
  adaptive_concurrency: 'it sheds requests when the upstream grows slow',
  aws_lambda: 'it turns the request into a call of a function',
  aws_request_signing: 'it adds a signature to the request',
  gcp_authn: 'it adds a token that it fetches',
  geoip: 'it adds headers with the place of the client’s address',
  grpc_json_transcoder: 'it turns JSON into gRPC by descriptors',
  dynamic_forward_proxy: 'it resolves the host when the request comes',
  proto_message_extraction: 'it writes parts of gRPC messages into the metadata',
  file_system_buffer: 'it holds bodies back on disk',
  tap: 'it may record the exchange',
};

/** Filters that change neither request nor answer that a person would see. */
const QUIET = new Set([
  'bandwidth_limit',
  'grpc_stats',
  'original_src',
  'on_demand',
  'alternate_protocols_cache',
  'kill_request',
  'grpc_web',
]);

const shortName = (type: string): string => /\.filters\.http\.([a-z0-9_]+)\./.exec(type)?.[1] ?? '';

/** Whether a filter has nothing to tell: no effect on what is simulated. */
export const isQuiet = (type: string): boolean => QUIET.has(shortName(type));

/** A step that does what the sample declares. */
export function declaredRequest(policy: EnvoyPolicy, s: Stream): StepOutcome<Reply> {
  const verdict = s.sample.verdicts.get(policy.name);
  if (verdict !== undefined) return effect(policy, verdict, s);
  if (isQuiet(policy.type)) return passes('changes nothing that an answer shows');
  const may = MAY[shortName(policy.type)] ?? 'it may answer or change the request';
  s.trace.assume({
    code: 'opaque-filter',
    what: `${policy.name}: ${may}; it is taken to let the request through unchanged`,
    target: policy.name,
    origin: policy.origin,
  });
  return passes(`is not simulated: ${may}`);
}

export const declaredResponse = (policy: EnvoyPolicy, s: Stream): void => {
  const verdict = s.sample.verdicts.get(policy.name);
  if (verdict !== undefined && verdict.allow !== false && s.responseHeaders !== undefined)
    change(s.responseHeaders, verdict.responseHeaders);
};

/** A filter without a simulation of its own. */
export const declared: EnvoyStep = { request: declaredRequest, response: declaredResponse };

function effect(policy: EnvoyPolicy, verdict: Verdict, s: Stream): StepOutcome<Reply> {
  if (isObject(verdict.metadata))
    for (const [namespace, values] of Object.entries(verdict.metadata)) if (isObject(values)) note(s, namespace, values);
  if (verdict.allow === false) {
    const body = typeof verdict.body === 'string' ? verdict.body : '';
    const status = typeof verdict.status === 'number' ? verdict.status : 403;
    const details = typeof verdict.details === 'string' ? verdict.details : `${policy.name}_denied`;
    return { kind: 'reply', reply: { status, body, details, headers: (h) => change(h, verdict.responseHeaders) } };
  }
  change(s.headers, verdict.headers);
  for (const name of ['method', 'path', 'host'] as const) {
    const value = verdict[name];
    if (typeof value === 'string') s.headers.set(name === 'host' ? ':authority' : `:${name}`, value);
  }
  if (verdict.clearRouteCache === true) s.clearRoute?.();
  return passes('does what the sample says of it');
}

/** Sets headers; null takes one away. */
function change(headers: Headers, given: unknown): void {
  if (!isObject(given)) return;
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (value === null) headers.remove(key);
    else if (Array.isArray(value)) {
      headers.remove(key);
      for (const v of value) headers.add(key, String(v));
    } else headers.set(key, String(value));
  }
}
