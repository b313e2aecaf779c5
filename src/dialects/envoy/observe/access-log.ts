// The lines that access logs write at the end of a request, as they are written.

import type { Json } from '../format/context.ts';
import { type FormatContext, NO_EXTENSIONS } from '../format/context.ts';
import { jsonText, printFormat } from '../format/format.ts';
import { jsonFormat, printSubstitution } from '../hcm/reply.ts';
import { anyOf, child, children, dataOf, type Message, originOf, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { logFilterPasses } from './log-filter.ts';

/** Envoy's default text format. */
const DEFAULT_FORMAT =
  '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"\n';

/** Appends the lines of the connection manager's loggers to the stream's log. */
export function accessLog(s: Stream): void {
  for (const logger of children(s.hcm, 'access_log')) if (logFilterPasses(child(logger, 'filter'), s)) log(s, logger);
}

/** Appends what a logger writes, an entry a line: a format may hold line breaks. */
export function log(s: Stream, logger: Message): void {
  const written = textOf(logger, s);
  if (written !== undefined) s.log.push(...written.split('\n').map((line) => ({ line, origin: originOf(logger) })));
}

/** The text of a file, stdout or stderr logger; other loggers send messages, not lines. */
function textOf(logger: Message, s: Stream): string | undefined {
  const typed = anyOf(logger, 'typed_config');
  if (typed?.message === undefined || !/\.access_loggers\.(file|stream)\./.test(typed.type)) return undefined;
  const context: FormatContext = { stream: s, logType: 'DownstreamEnd', phase: 'log' };
  return withoutBreak(print(typed.message, context));
}

function print(config: Message, context: FormatContext): string {
  const format = child(config, 'log_format');
  if (format !== undefined) return printSubstitution(format, context);
  const old = text(config, 'format');
  if (old !== '') return printFormat(old, context, '-');
  for (const field of ['json_format', 'typed_json_format']) {
    const data = dataOf(config, field);
    if (data !== undefined) return jsonText(jsonFormat(data as Json, context, NO_EXTENSIONS, false) ?? {});
  }
  return printFormat(DEFAULT_FORMAT, context, '-');
}

const withoutBreak = (line: string): string => (line.endsWith('\n') ? line.slice(0, -1) : line);
