// Answers that Envoy makes itself: status, body, details, and what local_reply_config makes of them. For gRPC requests the status
// becomes 200 with grpc-status and the body a grpc-message.
import { Headers } from '../../../http/headers.ts';
import { optionsOf } from '../expressions.ts';
import type { FormatContext, FormatExtensions, Json } from '../format/context.ts';
import { jsonText, printFormat, printValue } from '../format/format.ts';
import { grpcFromHttp, isGrpcType } from '../format/grpc-status.ts';
import { utf8Length } from '../format/operators.ts';
import { logFilterPasses } from '../observe/log-filter.ts';
import { finalizeResponse } from '../routing/finalize.ts';
import { applyHeaderSet } from '../routing/header-operations.ts';
import { dataSource } from '../schema/data-source.ts';
import { anyOf, child, children, chosen, dataOf, flag, has, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

export { dataSource };

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Response code details, as written before blanks become underscores. */
  readonly details: string;
  readonly flags?: readonly string[];
  readonly grpcStatus?: number;
  /** Changes to the headers before the body's own are set. */
  readonly headers?: (headers: Headers) => void;
  /** The type of the body; text/plain otherwise. A given one always wins. */
  readonly contentType?: string;
  readonly closes?: boolean;
  readonly redirect?: boolean;
  /** Sent as it is: no header operations of the route, no local_reply_config, no gRPC form. */
  readonly verbatim?: boolean;
}

/** Makes the reply the stream's response. */
export function sendReply(s: Stream, reply: Reply): void {
  const headers = new Headers();
  s.localReply = true;
  s.details = reply.details.replace(/[ \t\r\n\v\f]/g, '_');
  for (const f of reply.flags ?? []) s.flags.add(f);
  s.responseHeaders = headers;
  s.statusHeader = reply.status;
  if (reply.verbatim !== true && isRouteEntry(s)) finalizeResponse(s);
  reply.headers?.(headers);
  s.status = reply.status;
  s.statusHeader = 0;
  if (reply.verbatim === true) {
    s.responseBody = reply.body;
    s.outcome = headers.has('location') ? 'redirect' : 'respond';
    return;
  }
  const made = rewritten(s, reply, headers);
  const isGrpc = isGrpcType(s.headers.first('content-type'));
  if (isGrpc) grpcReply(s, reply, made, headers);
  else plainReply(s, made, headers, reply.contentType);
  if (reply.closes === true) headers.set('connection', 'close');
  s.outcome = s.outcome ?? (headers.has('location') && s.statusHeader === 0 && s.status >= 300 && s.status < 400 ? 'redirect' : 'respond');
}

/** Envoy 1.40: whoever answers in place of the upstream, the header operations of a route that would have forwarded come first. */
export function isRouteEntry(s: Stream): boolean {
  const kind = s.route === undefined ? undefined : chosen(s.route.config, 'action');
  return kind !== undefined && kind !== 'redirect' && kind !== 'direct_response';
}

interface Made {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | undefined;
}

function plainReply(s: Stream, made: Made, headers: Headers, given: string | undefined): void {
  s.status = made.status;
  s.responseBody = made.body;
  if (made.body === '') {
    headers.remove('content-type');
    headers.remove('content-length');
    return;
  }
  headers.set('content-length', String(utf8Length(made.body)));
  const forced = made.contentType ?? given;
  if (forced !== undefined) headers.set('content-type', forced);
  else if (!headers.has('content-type')) headers.add('content-type', 'text/plain');
  if (s.headers.first(':method') === 'HEAD' || (bodiless(made.status) && s.connection.protocol.startsWith('HTTP/1'))) s.responseBody = '';
}

/** HTTP/1 cannot send a body with these; Envoy 1.40 does send one over HTTP/2. */
const bodiless = (status: number): boolean => status === 204 || status === 304 || status < 200;

/** Envoy 1.40: on the way back filters see `:status` 200, while the response code is the one that was meant. */
function grpcReply(s: Stream, reply: Reply, made: Made, headers: Headers): void {
  s.status = made.status;
  s.statusHeader = 200;
  headers.set('content-type', 'application/grpc');
  headers.set('grpc-status', String(reply.grpcStatus ?? grpcFromHttp(made.status)));
  // Envoy 1.40: the line break that a JSON format ends with goes, where local_reply_config made it
  const message = made.contentType === 'application/json' ? made.body.replace(/\n$/, '') : made.body;
  if (message !== '' && s.headers.first(':method') !== 'HEAD') headers.set('grpc-message', grpcMessage(message));
  headers.remove('content-length');
  s.responseBody = '';
}

/** Percent-encoding of grpc-message: everything outside printable ASCII, and %. */
const grpcMessage = (body: string): string =>
  [...new TextEncoder().encode(body)]
    .map((b) => (b >= 0x20 && b <= 0x7e && b !== 0x25 ? String.fromCharCode(b) : `%${b.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('');

/** local_reply_config: the first mapper whose filter passes, then the common body format. */
function rewritten(s: Stream, reply: Reply, headers: Headers): Made {
  const config = child(s.hcm, 'local_reply_config');
  const start: Made = { status: reply.status, body: reply.body, contentType: undefined };
  if (config === undefined) return start;
  const mapper = children(config, 'mappers').find((m) => logFilterPasses(child(m, 'filter'), s));
  const status = mapper === undefined ? reply.status : (optionalWhole(mapper, 'status_code') ?? reply.status);
  const source = child(mapper, 'body');
  const body = source === undefined ? reply.body : dataSource(source);
  // Envoy 1.40: the headers are told the status as it was, the body the one that it becomes
  if (mapper !== undefined) applyHeaderSet(headers, children(mapper, 'headers_to_add'), [], contextOf(s, body));
  s.status = status;
  const format = child(mapper, 'body_format_override') ?? child(config, 'body_format');
  if (format === undefined) return { status, body, contentType: undefined };
  return { status, ...formattedBody(format, s, body) };
}

const contextOf = (s: Stream, body: string): FormatContext => ({ stream: s, logType: 'NotSet', phase: 'response', localReplyBody: body });

/** A SubstitutionFormatString as a body, with its content type. */
export function formattedBody(format: Message, s: Stream, body: string): { readonly body: string; readonly contentType: string } {
  const made = printSubstitution(format, contextOf(s, body));
  return { body: made, contentType: text(format, 'content_type') || (has(format, 'json_format') ? 'application/json' : 'text/plain') };
}

/** What the formatters of a SubstitutionFormatString add. */
export function formatExtensions(format: Message): FormatExtensions {
  const typed = children(format, 'formatters').map((f) => anyOf(f, 'typed_config'));
  const cel = typed.find((t) => t?.type.includes('.formatter.cel.'))?.message;
  return { withoutQuery: typed.some((t) => t?.type.includes('req_without_query')), cel: optionsOf(child(cel, 'cel_config')) };
}

/** The text of a SubstitutionFormatString; JSON ends with a line break. */
export function printSubstitution(format: Message, context: FormatContext): string {
  const json = dataOf(format, 'json_format');
  const extensions = formatExtensions(format);
  const omit = flag(format, 'omit_empty_values');
  if (json !== undefined) return `${jsonText(jsonFormat(json as Json, context, extensions, omit) ?? {})}\n`;
  const source = child(format, 'text_format_source');
  const pattern = source === undefined ? text(format, 'text_format') : dataSource(source);
  return printFormat(pattern, context, omit ? '' : '-', extensions);
}

/** A JSON format with its strings formatted; absent values are null, or left out, and so are objects that nothing is left of. */
export function jsonFormat(value: Json, context: FormatContext, extensions: FormatExtensions, omit: boolean): Json | undefined {
  if (typeof value === 'string') return printValue(value, context, extensions, omit ? '' : '-') ?? (omit ? undefined : null);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((v) => jsonFormat(v, context, extensions, omit)).filter((v) => v !== undefined);
  const out: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    const made = jsonFormat(inner, context, extensions, omit);
    if (made !== undefined) Object.defineProperty(out, key, { value: made, enumerable: true, configurable: true, writable: true });
  }
  return omit && Object.keys(out).length === 0 ? undefined : out;
}
