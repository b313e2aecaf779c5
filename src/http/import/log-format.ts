// Envoy's format strings read backwards: a configuration says how its log lines are written, so a line of it can be taken apart
// whatever its format is. `[%START_TIME%] "%REQ(:METHOD)% %REQ(:PATH)%"` gives the pieces between its literals.
import type { SyntaxNode } from '../../text/syntax.ts';
import type { LogField } from './log-fields.ts';

export type LogFormat =
  | { readonly kind: 'text'; readonly parts: readonly FormatPart[] }
  /** Keys of a JSON log, each with the operator that it holds. */
  | { readonly kind: 'json'; readonly keys: ReadonlyMap<string, string> };

export type FormatPart = { readonly literal: string } | { readonly operator: string };

/** What a value of a line is: a known field, or a request header by its name. */
export type LoggedPlace = { readonly field: LogField } | { readonly header: string };

const OPERATOR = /%([A-Z_]+(?:\([^%]*?\))?(?::\d+)?)%/g;

export function parseLogFormat(format: string): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let last = 0;
  for (const found of format.matchAll(OPERATOR)) {
    if (found.index > last) parts.push({ literal: format.slice(last, found.index) });
    parts.push({ operator: found[1] as string });
    last = found.index + found[0].length;
  }
  const tail = format.slice(last).replace(/\r?\n$/, '');
  return tail === '' ? parts : [...parts, { literal: tail }];
}

/** Values by operator, or undefined when the line is not of the format. Between two literals a value is as short as it can be. */
export function readByFormat(parts: readonly FormatPart[], line: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  let at = 0;
  let open: string | undefined;
  for (const part of parts) {
    if ('operator' in part) {
      // Two operators without anything between them cannot be told apart.
      if (open !== undefined) return undefined;
      open = part.operator;
      continue;
    }
    const found = open === undefined ? (line.startsWith(part.literal, at) ? at : -1) : line.indexOf(part.literal, at);
    if (found < 0) return undefined;
    if (open !== undefined) values.set(open, line.slice(at, found));
    open = undefined;
    at = found + part.literal.length;
  }
  if (open !== undefined) values.set(open, line.slice(at));
  else if (at < line.length) return undefined;
  return values;
}

const fields: ReadonlyMap<string, LogField> = new Map([
  ['PROTOCOL', 'protocol'],
  ['RESPONSE_CODE', 'status'],
  ['RESPONSE_FLAGS', 'flags'],
  ['RESPONSE_CODE_DETAILS', 'reason'],
  ['START_TIME', 'time'],
  ['DOWNSTREAM_REMOTE_ADDRESS', 'source'],
  ['DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT', 'source'],
  ['DOWNSTREAM_DIRECT_REMOTE_ADDRESS', 'source'],
  ['REQUESTED_SERVER_NAME', 'sni'],
  ['ROUTE_NAME', 'route'],
  ['UPSTREAM_CLUSTER', 'cluster'],
  ['UPSTREAM_CLUSTER_RAW', 'cluster'],
  ['UPSTREAM_HOST', 'endpoint'],
]);

const requestHeaders: ReadonlyMap<string, LogField> = new Map([
  [':method', 'method'],
  [':path', 'path'],
  ['x-envoy-original-path', 'path'],
  [':authority', 'host'],
  ['host', 'host'],
  [':scheme', 'scheme'],
  ['user-agent', 'userAgent'],
  ['x-request-id', 'requestId'],
  ['x-forwarded-for', 'forwardedFor'],
  ['referer', 'referer'],
]);

/** What an operator logs: `REQ(X?Y):10` the header X, else Y. */
export function placeOf(operator: string): LoggedPlace | undefined {
  const request = /^(?:REQ|REQUEST_HEADER)\(([^)?]+)(?:\?[^)]*)?\)/.exec(operator)?.[1]?.toLowerCase();
  if (request !== undefined) {
    const field = requestHeaders.get(request);
    return field !== undefined ? { field } : request.startsWith(':') ? undefined : { header: request };
  }
  const field = fields.get(operator.replace(/[(:].*$/s, ''));
  return field === undefined ? undefined : { field };
}

const MAX_FORMATS = 50;

/** The log formats of a configuration: texts and JSON maps whose values are operators, with a method or a path among them. */
export function logFormatsIn(root: SyntaxNode | undefined): readonly LogFormat[] {
  const found: LogFormat[] = [];
  const tellsRequest = (operators: readonly string[]): boolean =>
    operators.some((operator) => /^(?:REQ|REQUEST_HEADER)\([^)]*:(?:METHOD|PATH)\b/i.test(operator));
  const open: SyntaxNode[] = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined && found.length < MAX_FORMATS; node = open.pop()) {
    if (node.kind === 'scalar') {
      if (typeof node.value !== 'string' || !node.value.includes('%')) continue;
      const parts = parseLogFormat(node.value);
      if (parts.length > 1 && tellsRequest(operatorsOf(parts))) found.push({ kind: 'text', parts });
    } else if (node.kind === 'list') open.push(...node.items);
    else {
      const keys = jsonKeys(node);
      if (tellsRequest([...keys.values()])) found.push({ kind: 'json', keys });
      for (const { value } of node.entries) open.push(value);
    }
  }
  return found;
}

const operatorsOf = (parts: readonly FormatPart[]): readonly string[] =>
  parts.flatMap((part) => ('operator' in part ? [part.operator] : []));

/** Entries whose value is one operator and nothing else. */
function jsonKeys(node: Extract<SyntaxNode, { kind: 'map' }>): ReadonlyMap<string, string> {
  return new Map(
    node.entries.flatMap(({ key, value }) => {
      const parts = value.kind === 'scalar' && typeof value.value === 'string' ? parseLogFormat(value.value) : [];
      const [only] = parts;
      return parts.length === 1 && only !== undefined && 'operator' in only ? [[key, only.operator] as const] : [];
    }),
  );
}
