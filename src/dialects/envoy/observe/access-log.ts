// The lines that access logs write, as they are written: those of the connection manager, at the end of a request and, where it asks for
// them, at its start, at intervals and when a tunnel stands.

import type { Json } from '../format/context.ts';
import { type FormatContext, NO_EXTENSIONS } from '../format/context.ts';
import { jsonText, printFormat } from '../format/format.ts';
import { jsonFormat, printSubstitution } from '../hcm/reply.ts';
import { anyOf, child, children, dataOf, flag, type Message, milliseconds, originOf, text } from '../schema/message.ts';
import type { LogEntry, Stream } from '../stream.ts';
import { logFilterPasses } from './log-filter.ts';

/** Envoy's default text format. */
const DEFAULT_FORMAT =
  '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"\n';

/** When a line is written: the word that %ACCESS_LOG_TYPE% prints. */
type Moment = 'DownstreamStart' | 'DownstreamPeriodic' | 'DownstreamEnd' | 'DownstreamTunnelSuccessfullyEstablished';

/** Appends the lines that the connection manager's loggers write at the end of a request. */
export const accessLog = (s: Stream): void => requestLog(s, 'DownstreamEnd');

function requestLog(s: Stream, logType: Moment): void {
  const context: FormatContext = { stream: s, logType, phase: 'log' };
  for (const logger of children(s.hcm, 'access_log'))
    if (logFilterPasses(child(logger, 'filter'), s, logType)) s.log.push(...linesOf(logger, context));
}

const wants = (s: Stream, option: string): boolean => {
  const options = child(s.hcm, 'access_log_options');
  return (options !== undefined && flag(options, option)) || flag(s.hcm, option);
};

/** Appends the lines that are written when a request has come, if the connection manager asks for them. Nothing of its body was read. */
export function logStart(s: Stream): void {
  if (wants(s, 'flush_access_log_on_new_request')) requestLog({ ...s, body: '' }, 'DownstreamStart');
}

/** Appends the lines that are written when a tunnel stands, if the connection manager asks for them. */
export function logTunnel(s: Stream): void {
  if (wants(s, 'flush_log_on_tunnel_successfully_established')) requestLog(s, 'DownstreamTunnelSuccessfullyEstablished');
}

/** Lines of one request that are written at intervals, at most. */
const MAX_PERIODIC = 100;

/** Appends the lines that are written at intervals while a request waits `elapsed` milliseconds for the upstream. */
export function logPeriodic(s: Stream, elapsed: number): void {
  const every =
    milliseconds(child(s.hcm, 'access_log_options'), 'access_log_flush_interval') ?? milliseconds(s.hcm, 'access_log_flush_interval');
  if (every === undefined || every <= 0) return;
  const times = Math.min(MAX_PERIODIC, Math.ceil(elapsed / every) - 1);
  for (let i = 0; i < times; i++) requestLog(s, 'DownstreamPeriodic');
}

/** What a logger writes, an entry a line: a format may hold line breaks. */
export function linesOf(logger: Message, context: FormatContext): readonly LogEntry[] {
  const written = textOf(logger, context);
  return written === undefined ? [] : written.split('\n').map((line) => ({ line, origin: originOf(logger) }));
}

/** The text of a file, stdout or stderr logger; other loggers send messages, not lines. */
function textOf(logger: Message, context: FormatContext): string | undefined {
  const typed = anyOf(logger, 'typed_config');
  if (typed?.message === undefined || !/\.access_loggers\.(file|stream)\./.test(typed.type)) return undefined;
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
