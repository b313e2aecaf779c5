// Access-log lines → the requests that they tell of: Envoy's default format and Istio's, JSON lines of either, agentgateway's text
// and JSON, the combined format of web servers. A line does not say everything (bodies, most headers); what it does not say has
// its default.

import { parseJson } from '../../text/json.ts';
import { plainOf } from '../../text/syntax.ts';
import { splitAuthority } from '../authority.ts';
import type { SampleRequest } from '../sample-request.ts';
import { parseUrl } from '../url.ts';
import type { Imported, ImportProblem } from './imported.ts';
import { fieldsOf, type LogField, type LogFields } from './log-fields.ts';
import { type LogFormat, placeOf, readByFormat } from './log-format.ts';
import type { Observed } from './observed.ts';

const MAX_LINES = 100_000;
/** Longest line that is looked at. */
const MAX_LINE = 64 * 1024;

/** Whether the first line with text is an access-log line. */
export const looksLikeAccessLog = (text: string): boolean => readLine(text.trimStart().split('\n', 1)[0] ?? '') !== undefined;

/** Reads every line; those that are no log lines are reported and left out. `formats` are those of the configuration, tried first. */
export function importAccessLog(text: string, formats: readonly LogFormat[] = []): Imported {
  const requests: SampleRequest[] = [];
  const observed: Observed[] = [];
  const problems: ImportProblem[] = [];
  let start = 0;
  for (const line of text.split('\n', MAX_LINES)) {
    const read = line.trim() === '' ? undefined : (readOwn(line.trim(), formats) ?? readLine(line.trim()));
    if (read !== undefined) {
      requests.push(requestOf(read));
      observed.push(observedOf(read.fields));
    } else if (line.trim() !== '' && problems.length < 20)
      problems.push({
        severity: 'warning',
        message: 'This is no access-log line that is known here.',
        span: { start, end: start + line.length },
      });
    start += line.length + 1;
  }
  if (requests.length === 0)
    problems.unshift({ severity: 'error', message: 'No line is an access-log line.', span: { start: 0, end: text.length } });
  return { requests, problems, observed };
}

/** The fields of a line in any of the formats; a line without a method and a path tells of no request. */
function readLine(line: string): Line | undefined {
  const bare = withoutCollector(line);
  return (bare === line ? undefined : readBare(bare)) ?? readBare(line);
}

/** Takes away what collectors of logs put before a line: pod or container, time and stream, the head of syslog. */
const withoutCollector = (line: string): string =>
  line
    .slice(0, 500)
    .replace(
      /^(?:\[pod\/[^\]]+\][ \t]+|[\w.-]+[ \t]+\|[ \t]+|(?:<\d+>)?[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \S+ [^:\s]+: +)?(?:\d{4}-\d\d-\d\dT\S+[ \t]+(?:std(?:out|err) [FP] )?(?=\S*["[{]|\d|\S+ \S+ \S+ \[))?/,
      '',
    ) + line.slice(500);

function readBare(line: string): Line | undefined {
  if (line.length > MAX_LINE) return undefined;
  const fields = line.startsWith('{') ? jsonFields(line) : (positional(line) ?? attributes(line));
  // A sample request is JSON with a method and a path, too; what a gateway answered is only in logs.
  const answered = fields?.has('status') || fields?.has('flags') || !line.startsWith('{');
  return answered && fields?.has('method') && fields.has('path') ? { fields, headers: [] } : undefined;
}

/** A line's fields, and request headers that its format logs by name. */
interface Line {
  readonly fields: LogFields;
  readonly headers: readonly (readonly [string, string])[];
}

/** A line of one of the configuration's own formats. */
function readOwn(line: string, formats: readonly LogFormat[]): Line | undefined {
  for (const format of formats) {
    const values = format.kind === 'text' ? readByFormat(format.parts, line) : jsonByOperator(format.keys, line);
    if (values === undefined) continue;
    const read = byPlace(values);
    if (read.fields.has('path')) return read;
  }
  return undefined;
}

function jsonByOperator(keys: ReadonlyMap<string, string>, line: string): ReadonlyMap<string, string> | undefined {
  const values = jsonValues(line);
  if (values === undefined || !values.some(([key]) => keys.has(key))) return undefined;
  return new Map(values.flatMap(([key, value]) => (keys.has(key) ? [[keys.get(key) as string, value] as const] : [])));
}

function byPlace(values: ReadonlyMap<string, string>): Line {
  const fields = new Map<LogField, string>();
  const headers: [string, string][] = [];
  for (const [operator, value] of values) {
    const place = placeOf(operator);
    if (place === undefined || value === '-' || value === '') continue;
    if ('header' in place) headers.push([place.header, value]);
    else if (!fields.has(place.field)) fields.set(place.field, value);
  }
  return { fields, headers };
}

const jsonFields = (line: string): LogFields | undefined => {
  const values = jsonValues(line);
  return values === undefined ? undefined : fieldsOf(values);
};

/** Scalars of a JSON object as texts; null is none. */
function jsonValues(line: string): readonly (readonly [string, string])[] | undefined {
  const { documents, problems } = parseJson(line);
  const root = documents[0]?.root;
  if (problems.length > 0 || root?.kind !== 'map') return undefined;
  return root.entries.flatMap(({ key, value }) => {
    const plain = value.kind === 'scalar' ? plainOf(value) : undefined;
    return plain === undefined || plain === null ? [] : [[key, String(plain)] as const];
  });
}

/** agentgateway: `name=value` with quotes where a value has blanks; the time and a level stand before. */
function attributes(line: string): LogFields | undefined {
  const found = [...line.matchAll(/(?<![^\s])([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|\S*)/g)];
  if (found.length < 3) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\S+/.exec(line)?.[0];
  const values = found.map(([, name, value]) => [name as string, unquote(value as string)] as const);
  return fieldsOf(time === undefined ? values : [...values, ['time', time] as const]);
}

const unquote = (value: string): string =>
  value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;

/** Formats whose fields are told by their places. A word is quoted, in brackets, or free of blanks. */
const knownFormats: readonly (readonly (LogField | 'request' | '')[])[] = [
  // Istio: Envoy's, with details after the flags and six fields at the end.
  [
    'time',
    'request',
    'status',
    'flags',
    'reason',
    '',
    '',
    '',
    '',
    '',
    '',
    'forwardedFor',
    'userAgent',
    'requestId',
    'host',
    'endpoint',
    'cluster',
    '',
    'local',
    'source',
    'sni',
    'route',
  ],
  // Envoy's default.
  ['time', 'request', 'status', 'flags', '', '', '', '', 'forwardedFor', 'userAgent', 'requestId', 'host', 'endpoint'],
];

/** Common and combined log format. Servers put more behind it, and the virtual host before it. */
const webServer: readonly (LogField | 'request' | '')[] = ['source', '', '', 'time', 'request', 'status', '', 'referer', 'userAgent'];

function positional(line: string): LogFields | undefined {
  const words = wordsOf(line);
  const format = knownFormats.find((places) => places.length === words.length && words[places.indexOf('request')]?.includes(' '));
  return format === undefined ? ofWebServer(words) : placed(format, words);
}

function ofWebServer(words: readonly string[]): LogFields | undefined {
  const at = [0, 1].find((first) => /^\d\d\/[A-Z][a-z]{2}\/\d{4}:/.test(words[first + 3] ?? ''));
  if (at === undefined || !/^[A-Z]+ \S/.test(words[at + 4] ?? '')) return undefined;
  const host: LogFields = at === 0 ? new Map() : new Map([['host', (words[0] as string).replace(/:80$/, '')]]);
  // nginx's usual format ends in the addresses that the request was forwarded for.
  const next = words[at + 9] ?? '';
  const forwarded: LogFields =
    /^[0-9A-Fa-f.:]{3,45}(?:, ?[0-9A-Fa-f.:]{3,45})*$/.test(next) && /[.:]/.test(next) && !/^\d+\.\d+$/.test(next)
      ? new Map([['forwardedFor', next]])
      : new Map();
  return new Map([...host, ...placed(webServer, words.slice(at)), ...forwarded]);
}

function placed(format: readonly (LogField | 'request' | '')[], words: readonly string[]): LogFields {
  const fields = new Map<LogField, string>();
  for (const [i, place] of format.entries()) {
    const word = words[i] ?? '-';
    if (place === '' || word === '-') continue;
    if (place !== 'request') fields.set(place, word);
    else {
      const [method, path, protocol] = splitRequest(word);
      fields.set('method', method).set('path', path);
      if (protocol !== undefined) fields.set('protocol', protocol);
    }
  }
  return fields;
}

function splitRequest(line: string): readonly [string, string, string | undefined] {
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  return last > first
    ? [line.slice(0, first), line.slice(first + 1, last), line.slice(last + 1)]
    : [line.slice(0, first), line.slice(first + 1), undefined];
}

/** What stands in brackets is a time: short, so that brackets which nothing closes are not looked through to the end of the line each. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"|\[([^\]]{0,200})\]|(\S+)/g)].map(
    ([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare ?? '',
  );

function requestOf({ fields, headers: logged }: Line): SampleRequest {
  const text = (field: LogField): string | undefined => fields.get(field);
  const absolute = parseUrl(text('path') ?? '');
  const url = absolute.ok ? absolute.url : undefined;
  const host = text('host') ?? url?.authority;
  const scheme = text('scheme') ?? url?.scheme;
  const sni = text('sni');
  const source = addressOf(text('source'));
  const time = timeOf(text('time'));
  const protocol = text('protocol');
  const headers = (
    [
      ['user-agent', text('userAgent')],
      ['x-request-id', text('requestId')],
      ['x-forwarded-for', text('forwardedFor')],
      ['referer', text('referer')],
    ] as const
  ).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    method: text('method') ?? 'GET',
    ...(scheme === undefined ? {} : { scheme }),
    ...(host === undefined ? {} : { host }),
    path: url?.target ?? text('path') ?? '/',
    headers: [...headers, ...logged],
    ...(protocol !== undefined && /^HTTP\/[123]/.test(protocol) ? { protocol: protocol.replace(/^HTTP\/([23])\.0$/, 'HTTP/$1') } : {}),
    ...(sni === undefined ? (scheme === 'https' ? { tls: {} } : {}) : { tls: { sni } }),
    ...(source === undefined ? {} : { source }),
    ...(time === undefined ? {} : { time }),
  };
}

function addressOf(text: string | undefined): SampleRequest['source'] | undefined {
  if (text === undefined) return undefined;
  const { host, port } = splitAuthority(text);
  return { address: host.replace(/^\[|\]$/g, ''), ...(port ? { port: Number(port) } : {}) };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3339 as it is; the web servers' `10/Oct/2000:13:55:36 -0700` turned into it. */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/.test(text)) return text;
  const found = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([-+]\d\d)(\d\d)$/.exec(text);
  const month = MONTHS.indexOf(found?.[2] ?? '') + 1;
  return found === null || month === 0
    ? undefined
    : `${found[3]}-${String(month).padStart(2, '0')}-${found[1]}T${found[4]}${found[5]}:${found[6]}`;
}

function observedOf(fields: LogFields): Observed {
  const status = Number(fields.get('status'));
  const flags = fields.get('flags');
  const named = (['reason', 'route', 'cluster', 'endpoint', 'listener'] as const).flatMap((name) => {
    const value = fields.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(Number.isInteger(status) && status > 0 ? { status } : {}),
    ...(flags === undefined ? {} : { flags: flags.split(',').filter((flag) => flag !== '') }),
    ...Object.fromEntries(named),
  };
}
