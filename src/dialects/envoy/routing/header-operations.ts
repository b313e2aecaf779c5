// request_headers_to_add and its kin. Envoy 1.40: of one set, removals come first; then every value is formatted against the headers
// as they now are, and ADD_IF_ABSENT and OVERWRITE_IF_EXISTS are judged; then overwrites, then additions, in order.
import type { Headers } from '../../../http/headers.ts';
import type { Change } from '../../../model/decision.ts';
import type { FormatContext } from '../format/context.ts';
import { compileFormat, printFormat } from '../format/format.ts';
import { child, children, flag, has, type Message, text, texts } from '../schema/message.ts';

export type AppendAction = 'APPEND_IF_EXISTS_OR_ADD' | 'ADD_IF_ABSENT' | 'OVERWRITE_IF_EXISTS_OR_ADD' | 'OVERWRITE_IF_EXISTS';

/** The action of a HeaderValueOption: `append: false` is the old form of overwriting. */
export function appendActionOf(option: Message): AppendAction {
  if (has(option, 'append')) return flag(option, 'append') ? 'APPEND_IF_EXISTS_OR_ADD' : 'OVERWRITE_IF_EXISTS_OR_ADD';
  return text(option, 'append_action', 'APPEND_IF_EXISTS_OR_ADD') as AppendAction;
}

/** The value of a HeaderValueOption, formatted; undefined when it is empty and empty values are not kept. */
export function optionValue(option: Message, context: FormatContext): { readonly name: string; readonly value: string } | undefined {
  const header = child(option, 'header');
  const name = header === undefined ? '' : text(header, 'key').toLowerCase();
  const raw = header === undefined ? '' : rawValue(header);
  const value = compileFormat(raw).ok ? printFormat(raw, context, '') : raw;
  return value === '' && !flag(option, 'keep_empty_value') ? undefined : { name, value };
}

function rawValue(header: Message): string {
  const bytes = header.fields.get('raw_value')?.value;
  return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : text(header, 'value');
}

/** Applies one level's additions and removals. */
export function applyHeaderSet(headers: Headers, add: readonly Message[], remove: readonly string[], context: FormatContext): void {
  for (const name of remove) headers.remove(name);
  const overwrites: (readonly [string, string])[] = [];
  const additions: (readonly [string, string])[] = [];
  for (const option of add) {
    const made = optionValue(option, context);
    if (made === undefined) continue;
    const pair = [made.name, made.value] as const;
    switch (appendActionOf(option)) {
      case 'APPEND_IF_EXISTS_OR_ADD':
        additions.push(pair);
        break;
      case 'ADD_IF_ABSENT':
        if (!headers.has(made.name)) additions.push(pair);
        break;
      case 'OVERWRITE_IF_EXISTS':
        if (headers.has(made.name)) overwrites.push(pair);
        break;
      case 'OVERWRITE_IF_EXISTS_OR_ADD':
        overwrites.push(pair);
    }
  }
  // overwriting leaves one value, in the place of the first
  for (const [name, value] of overwrites) headers.set(name, value);
  const direction = context.phase === 'request' ? 'request' : 'response';
  for (const [name, value] of additions) addHeader(headers, name, value, direction);
}

/** The additions and removals of a message, by direction. */
export const headerSetOf = (
  m: Message | undefined,
  direction: 'request' | 'response',
): readonly [readonly Message[], readonly string[]] => [
  children(m, `${direction}_headers_to_add`),
  texts(m, `${direction}_headers_to_remove`),
];

const words = (list: string): readonly string[] => list.split(/\s+/);

/** Headers that Envoy 1.40 keeps once: a second value is joined to the first with a comma. Those of either direction first. */
const EITHER = words(`connection content-length content-type keep-alive proxy-connection proxy-status transfer-encoding upgrade via
cache-control content-encoding x-request-id x-envoy-attempt-count x-envoy-decorator-operation`);
const JOINED: Readonly<Record<'request' | 'response', ReadonlySet<string>>> = {
  request: new Set([
    ...EITHER,
    ...words(`:authority accept accept-encoding access-control-request-headers access-control-request-method
access-control-request-private-network authentication authorization cdn-loop expect grpc-accept-encoding grpc-timeout if-match
if-modified-since if-none-match if-range if-unmodified-since origin pragma referer te user-agent x-client-trace-id
x-envoy-downstream-service-cluster x-envoy-downstream-service-node x-envoy-expected-rq-timeout-ms x-envoy-external-address
x-envoy-force-trace x-envoy-hedge-on-per-try-timeout x-envoy-internal x-envoy-ip-tags x-envoy-max-retries x-envoy-original-host
x-envoy-original-path x-envoy-original-url x-envoy-retriable-header-names x-envoy-retriable-status-codes x-envoy-retry-grpc-on
x-envoy-retry-on x-envoy-upstream-alt-stat-name x-envoy-upstream-rq-per-try-timeout-ms x-envoy-upstream-rq-timeout-alt-response
x-envoy-upstream-rq-timeout-ms x-envoy-upstream-stream-duration-ms x-forwarded-client-cert x-forwarded-for x-forwarded-host
x-forwarded-port x-forwarded-proto`),
  ]),
  response: new Set([
    ...EITHER,
    ...words(`access-control-allow-credentials access-control-allow-headers access-control-allow-methods access-control-allow-origin
access-control-allow-private-network access-control-expose-headers access-control-max-age age date etag expires grpc-message grpc-status
last-modified location server vary x-envoy-degraded x-envoy-immediate-health-check-fail x-envoy-ratelimited x-envoy-upstream-canary
x-envoy-upstream-healthchecked-cluster x-envoy-upstream-service-time`),
  ]),
};

/** Adds a value as Envoy's header map of that direction does. */
export function addHeader(headers: Headers, name: string, value: string, direction: 'request' | 'response' = 'request'): void {
  const first = JOINED[direction].has(name) ? headers.first(name) : undefined;
  if (first === undefined) headers.add(name, value);
  else if (value !== '') headers.set(name, first === '' ? value : `${first},${value}`);
}

/** What changed from one list of pairs to another, by name. */
export function headerChanges(
  before: readonly (readonly [string, string])[],
  after: readonly (readonly [string, string])[],
): readonly Change[] {
  const group = (pairs: readonly (readonly [string, string])[]): Map<string, string> => {
    const out = new Map<string, string>();
    for (const [n, v] of pairs) out.set(n, out.has(n) ? `${out.get(n)}, ${v}` : v);
    return out;
  };
  const old = group(before);
  const now = group(after);
  const changes: Change[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const b = old.get(name);
    const a = now.get(name);
    if (b !== a) changes.push({ what: name, ...(b === undefined ? {} : { before: b }), ...(a === undefined ? {} : { after: a }) });
  }
  return changes;
}
