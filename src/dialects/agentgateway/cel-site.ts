// Where CEL meets the exchange: variables as the real program would see them at this moment, evaluation, and the conversions that each kind of
// place makes of a result. What a failing expression does is the place's own business (the steps say it); here a failure is a CelError.
import { type Compiled, compile } from '../../cel/compile.ts';
import { explainer } from '../../cel/explain/explain.ts';
import { jsonText } from '../../cel/profiles/agentgateway/to-json.ts';
import type { LoadedProfile } from '../../cel/profiles/profile.ts';
import { toJson } from '../../cel/values/json.ts';
import { mapEntries as entriesOfMap, isList, isMap, toArray } from '../../cel/values/kind.ts';
import { CelError, Double, Duration, isError, Opaque, Timestamp, Uint, type Value } from '../../cel/values/value.ts';
import { encodeBase64 } from '../../http/base64.ts';
import { utf8Bytes, utf8Text } from '../../http/bytes.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { TracedExpression } from '../../model/decision.ts';
import type { CelText } from './model.ts';
import { readDuration } from './read/duration.ts';
import { isHeaderValue } from './read/header-name.ts';
import type { Exchange, LiveResponse, SeenBody } from './run/exchange.ts';

export type Variables = Readonly<Record<string, Value>>;

const programs = new WeakMap<LoadedProfile, Map<string, Compiled>>();

/** An expression's program; the same text is compiled once. */
export function programOf(loaded: LoadedProfile, text: string): Compiled {
  let known = programs.get(loaded);
  if (known === undefined) {
    known = new Map();
    programs.set(loaded, known);
  }
  let compiled = known.get(text);
  if (compiled === undefined) {
    if (known.size > 20_000) known.clear();
    compiled = compile(text, { profile: loaded.profile, check: false });
    known.set(text, compiled);
  }
  return compiled;
}

/** The result of an expression for this exchange as it stands. */
export function evaluate(x: Exchange, cel: CelText): Value {
  const { run, issues } = programOf(x.cel, cel.text);
  if (run === undefined) return new CelError('function_error', issues[0]?.message ?? 'the expression cannot be read');
  const vars = variablesOf(x);
  return x.cel.during(vars, () => run(vars));
}

export const isTrue = (x: Exchange, cel: CelText): boolean => evaluate(x, cel) === true;

/** The expression explained, for the trace. */
export function traced(x: Exchange, cel: CelText): TracedExpression {
  const vars = variablesOf(x);
  const explanation = x.cel.during(vars, () => explainerOf(x.cel, cel.text)(vars));
  // A literal is explained by nothing else; a text that cannot be read is not explained at all.
  const bare = programOf(x.cel, cel.text).run === undefined ? `${cel.text} cannot be read` : `it is always ${cel.text}`;
  const because = explanation.because === '' ? bare : explanation.because;
  return { text: cel.text, origin: cel.origin, explanation: { ...explanation, because } };
}

const explainers = new WeakMap<LoadedProfile, Map<string, ReturnType<typeof explainer>>>();

/** An expression's program that also says what it did; the same text is compiled once. */
function explainerOf(loaded: LoadedProfile, text: string): ReturnType<typeof explainer> {
  const known = explainers.get(loaded) ?? new Map<string, ReturnType<typeof explainer>>();
  explainers.set(loaded, known);
  const made = known.get(text) ?? explainer(text, { profile: loaded.profile, check: false });
  if (known.size > 2000) known.clear();
  known.set(text, made);
  return made;
}

/** A failure in the program's own words, which reach the client where an expression makes the answer. */
export function failureText({ code, message }: CelError): string {
  if (code === 'no_such_overload' && message.startsWith('expected a bool')) return 'No such overload';
  return OWN_WORDS.has(code) ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : message;
}

const OWN_WORDS: ReadonlySet<string> = new Set(['no_such_key', 'no_such_field', 'undeclared_reference']);

/** Text of a string or bytes; undefined for everything else, errors included. */
export function textOrBytes(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return utf8Text(value);
  return isTextObject(value) ? value.toString() : undefined;
}

/** A value of the host that is a string to expressions: `request.uri`. */
const isTextObject = (value: Value): value is Opaque => value instanceof Opaque && value.typeName === 'string';

/** A header's value; undefined where it cannot be set. */
export function evaluateHeader(x: Exchange, cel: CelText): string | undefined {
  const text = textOrBytes(evaluate(x, cel));
  return text === undefined || !isHeaderValue(text) ? undefined : text;
}

export function expressionText(x: Exchange, cel: CelText): string | undefined {
  const text = textOrBytes(evaluate(x, cel));
  return text === '' ? undefined : text;
}

/** A body: text and bytes as they are, everything else as JSON (null as the word). */
export function bytesOf(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return utf8Bytes(typeof value === 'string' ? value : jsonText(value));
}

/** A status code out of an int or uint. */
export function statusOf(value: Value): number | undefined {
  const plain = value instanceof Uint ? value.value : value;
  return typeof plain === 'number' && Number.isInteger(plain) ? plain : undefined;
}

/**
 * A value as data that later expressions read as a free map (cel/profiles/agentgateway/free-map.ts): JSON, but that whole numbers stay
 * exact and a whole double stays one.
 */
export function dataOf(value: Value): unknown {
  if (value instanceof Double || typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  if (isListValue(value)) return toArray(value).map(dataOf);
  const entries = mapEntries(value);
  if (entries !== undefined) return Object.fromEntries(entries.map(([key, one]) => [key, dataOf(one)]));
  return typeof value === 'number' && !Number.isFinite(value) ? null : toJson(value);
}

/** Entries of a map with text keys; undefined for everything else. */
export function mapEntries(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (isError(value) || value === null || typeof value !== 'object' || value instanceof Uint8Array || !isMap(value)) return undefined;
  return entriesOfMap(value).map(([key, one]) => [String(toJson(key)), isListValue(one) ? toArray(one) : one] as const);
}

const isListValue = (value: Value): value is Extract<Value, readonly Value[]> => isList(value);

/** A scalar as the text that its JSON is: 5 → `5`, 1.0 → `1.0`, true → `true`, bytes → base64; undefined for null, lists and maps. */
export function scalarText(value: Value): string | undefined {
  if (isListValue(value) || mapEntries(value) !== undefined) return undefined;
  const json = toJson(value);
  if (typeof json === 'string' && !isNumeric(value)) return json;
  const text = jsonText(value);
  return text === 'null' ? undefined : text;
}

const isNumeric = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint || value instanceof Double;

/** Milliseconds of a delay: a duration, a text that is one, or a number of milliseconds; anything else is none. */
export function delayOf(value: Value): number {
  if (value instanceof Duration) return Math.max(0, value.seconds * 1000 + value.nanos / 1e6);
  if (typeof value === 'string') {
    const read = readDuration(value);
    return read.ok ? read.milliseconds : 0;
  }
  const plain = value instanceof Uint || value instanceof Double ? value.value : value;
  return typeof plain === 'number' || typeof plain === 'bigint' ? Math.max(0, Number(plain)) : 0;
}

/** What a rate-limit descriptor carries: scalars as text; undefined where the entry cannot be sent. */
export function rateLimitText(x: Exchange, cel: CelText): string | undefined {
  const value = evaluate(x, cel);
  return isError(value) || value === null ? undefined : scalarText(value);
}

export function uintOf(x: Exchange, cel: CelText): number | undefined {
  const value = evaluate(x, cel);
  const plain = value instanceof Uint || value instanceof Double ? Number(value.value) : value;
  return typeof plain === 'number' && plain >= 0 ? Math.trunc(plain) : undefined;
}

/** Runs something while an answer is the response that expressions see; `isRead`: with its body. */
export function withResponse(x: Exchange, response: LiveResponse, run: () => void, isRead = false): void {
  const before = { response: x.response, seen: x.body.answerSeen };
  x.response = response;
  if (isRead) x.body.answerSeen = { bytes: response.body, limit: x.body.limit };
  run();
  x.response = before.response;
  x.body.answerSeen = before.seen;
}

/** The request as the sample request that the profile builds its variables from. */
function liveSample(x: Exchange): SampleRequest {
  const { request } = x;
  const { tls, source, directSource, destination, connection } = x.sample;
  return {
    method: request.method,
    scheme: request.scheme,
    host: request.authority,
    path: request.target,
    headers: request.headers.pairs,
    ...bodyIn(x),
    protocol: request.version,
    time: new Date(x.startedAt).toISOString(),
    ...(tls === undefined ? {} : { tls }),
    ...(source === undefined ? {} : { source }),
    ...(directSource === undefined ? {} : { directSource }),
    destination: { address: '127.0.0.1', port: x.bind?.port ?? 0, ...destination },
    ...(connection === undefined ? {} : { connection }),
  };
}

function bodyIn(x: Exchange): Pick<SampleRequest, 'body'> {
  const body = bodySeen(x);
  return body === undefined ? {} : { body: { base64: encodeBase64(body.bytes) } };
}

/** The request's body as expressions see it; undefined where they do not. */
function bodySeen({ body, phase }: Exchange): SeenBody | undefined {
  if (body.seen !== undefined) return body.seen;
  if (!body.recorded) return undefined;
  return phase !== 'request' && body.passed ? { bytes: body.arrived, limit: body.limit } : NONE;
}

/** Likewise the answer's. */
function answerSeen({ body, phase, response, request }: Exchange): SeenBody | undefined {
  if (body.answerLost) return undefined;
  if (body.answerSeen !== undefined) return body.answerSeen;
  if (body.answerRead || !body.answerRecorded) return undefined;
  const passes = phase === 'log' && !body.answerReplaced && request.method !== 'HEAD' && response !== undefined;
  return passes ? { bytes: response.body, limit: body.ownAnswer ? Number.POSITIVE_INFINITY : body.limit } : NONE;
}

const NONE: SeenBody = { bytes: new Uint8Array(), limit: 0 };

/** Top-level variables that steps and the run have learnt, as plain data in the schema's own form. */
function learnt(x: Exchange): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of x.facts) if (!/[:.]/.test(name)) out[name] = value;
  const { routeBackend, response } = x;
  out.proxy = proxyOf(x);
  // The backend is known to expressions on the way back and in the log, not before.
  if (routeBackend !== undefined && x.reached && x.phase !== 'request')
    out.backend = { name: routeBackend.fullName, type: backendType(x), protocol: x.log.protocol };
  if (response !== undefined)
    out.response = { code: response.status, headers: Object.fromEntries(groupHeaders(response)), ...answerBody(x) };
  return out;
}

function answerBody(x: Exchange): { readonly body?: string; readonly bodyPrefix?: string } {
  const body = answerSeen(x);
  if (body === undefined) return {};
  const { bytes, limit } = body;
  return bytes.length > limit ? { bodyPrefix: encodeBase64(bytes.subarray(0, limit)) } : { body: encodeBase64(bytes) };
}

/** `proxy`: where the request is; once a backend was called the durations, which are not known here but not zero. */
function proxyOf({ phase, bind, listener, route, endpoint, body }: Exchange): Record<string, unknown> {
  const place = {
    ...(bind?.port === undefined ? {} : { bind: `bind/${bind.port}` }),
    ...(listener === undefined
      ? {}
      : { gateway: { namespace: listener.namespace, name: listener.gateway }, listener: { name: listener.name } }),
    ...(route === undefined ? {} : { route: { namespace: route.namespace, name: route.name } }),
  };
  if (phase === 'request') return place;
  const times = endpoint === undefined ? {} : { requestProcessingDuration: '0.001s', upstreamDuration: '0.001s' };
  if (phase === 'response') return body.ownAnswer ? {} : times;
  return { ...place, ...times, ...(endpoint === undefined || body.ownAnswer ? {} : { responseProcessingDuration: '0.001s' }) };
}

function groupHeaders(response: LiveResponse): Map<string, string | readonly string[]> {
  const out = new Map<string, string | readonly string[]>();
  for (const [name] of response.headers.pairs) {
    const all = response.headers.all(name);
    out.set(name, all.length === 1 ? (all[0] as string) : all);
  }
  return out;
}

function backendType(x: Exchange): string {
  switch (x.backend?.backend.kind) {
    case 'ai':
    case 'llm':
      return 'ai';
    case 'mcp':
      return 'mcp';
    case 'host':
      return 'static';
    case 'dynamic':
      return 'dynamic';
    case 'service':
      return 'service';
    default:
      return 'unknown';
  }
}

export function variablesOf(x: Exchange): Variables {
  const vars = { ...learnt(x), ...x.sample.vars };
  // Not kept for the way back: policies of the backend then see the response alone.
  const isLost = x.phase === 'response' && x.side === 'backend' && !x.captured;
  if (isLost || (x.phase !== 'request' && x.facts.has(':requestLost')))
    return x.cel.bind(undefined, { response: vars.response }, undefined);
  const bound = withoutLongBody(x.cel.bind(liveSample(x), vars, undefined), x);
  return x.phase === 'log' ? withEnd(bound, x) : bound;
}

/** A body over the limit is not there, only its beginning is. */
function withoutLongBody(bound: Variables, x: Exchange): Variables {
  const body = bodySeen(x);
  if (body === undefined || body.bytes.length <= body.limit) return bound;
  const request = mapEntries(bound.request ?? null) ?? [];
  const rest = request.filter(([name]) => name !== 'body' && name !== 'bodyPrefix');
  return { ...bound, request: Object.fromEntries([...rest, ['bodyPrefix', body.bytes.subarray(0, body.limit)]]) };
}

/** The request has an end when its line is written: after the waits, and the moment that the durations of `proxy` stand for. */
function withEnd(bound: Variables, { startedAt, elapsed }: Exchange): Variables {
  const request = mapEntries(bound.request ?? null);
  if (request === undefined) return bound;
  const end = startedAt + elapsed + 3;
  const seconds = Math.floor(end / 1000);
  return {
    ...bound,
    request: Object.fromEntries([...request, ['endTime', new Timestamp(seconds, Math.round((end - seconds * 1000) * 1e6))]]),
  };
}
