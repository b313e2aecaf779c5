// A raw HTTP message as people paste it: LF or CR LF, often without the final blank line, as a proxy or a browser shows it.

import { encodeBase64 } from '../base64.ts';
import { latin1Text, utf8Bytes } from '../bytes.ts';
import { parseRawMessage } from '../raw-message.ts';
import type { SampleRequest } from '../sample-request.ts';
import { type Imported, importError } from './imported.ts';

const REQUEST_LINE = /^[A-Z!#$%&'*+\-.^_`|~a-z0-9]+ \S+(?: HTTP\/[0-9.]+)?[ \t]*\r?(?:\n|$)/;

export const looksLikeRaw = (text: string): boolean => {
  const plain = asMessage(text);
  return REQUEST_LINE.test(plain) && /^[A-Z]+ (?:\/|\*|https?:|[\w.-]+:\d+ )/.test(plain);
};

/** What `curl -v` prints, or fields as HTTP/2 has them, as a message; any other text as it is. */
function asMessage(text: string): string {
  if (/^> [A-Z]+ \S+ HTTP\//m.test(text.slice(0, 20_000)) && /^[>*] /.test(text)) return sentLines(text);
  const pseudo = /^:(?:method|path|scheme|authority)[ \t]*:/.test(text) ? pseudoFields(text) : undefined;
  return pseudo ?? text;
}

/** The lines behind `>`: those of the last request, where it was sent again. */
function sentLines(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => /^>(?: |$)/.test(line));
  const last = lines.findLastIndex((line) => /^> [A-Z]+ \S+ HTTP\//.test(line));
  return lines
    .slice(last)
    .map((line) => line.slice(2))
    .join('\n');
}

function pseudoFields(text: string): string | undefined {
  const blank = /\r?\n\r?\n/.exec(text);
  const lines = text.slice(0, blank?.index).split(/\r?\n/);
  const value = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`:${name}:`))
      ?.slice(name.length + 2)
      .trim();
  const path = value('path');
  if (path === undefined) return undefined;
  const scheme = value('scheme') ?? 'https';
  const target = path.startsWith('/') && value('authority') !== undefined ? `${scheme}://${value('authority')}${path}` : path;
  const fields = lines.filter((line) => !line.startsWith(':'));
  return [`${value('method') ?? 'GET'} ${target} HTTP/2`, ...fields].join('\n') + (blank === null ? '' : text.slice(blank.index));
}

/** Fields of a message that is well-formed but for its line ends. The bytes as they are go into `raw` of a sample request instead. */
export function importRaw(pasted: string): Imported {
  const text = asMessage(pasted);
  if (!REQUEST_LINE.test(text))
    return importError('The first line is not `METHOD /path HTTP/1.1`.', 0, Math.max(0, text.indexOf('\n')) || text.length);
  const blank = /\r?\n\r?\n/.exec(text);
  const head = blank === null ? text : text.slice(0, blank.index);
  const body = blank === null ? '' : text.slice(blank.index + blank[0].length);
  const lines = head.split(/\r?\n/).filter((line, i) => i === 0 || line !== '');
  const [first = '', ...fields] = lines;
  const version = /HTTP\/[0-9.]+[ \t]*$/.test(first) ? '' : ' HTTP/1.1';
  const message = parseRawMessage(latin1Text(utf8Bytes(`${[first.trimEnd() + version, ...fields].join('\r\n')}\r\n\r\n`)));
  const problems = message.faults
    .filter(({ code }) => !['missing-host', 'unfinished-body', 'bad-version'].includes(code))
    .map(({ message: says }) => ({ severity: 'warning' as const, message: says, span: { start: 0, end: head.length } }));
  return { requests: [requestOf(message, body)], problems };
}

function requestOf(message: ReturnType<typeof parseRawMessage>, body: string): SampleRequest {
  const absolute = /^(https?):\/\/([^/?#]*)(.*)$/i.exec(message.target);
  const host = absolute?.[2] ?? message.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const scheme = absolute?.[1]?.toLowerCase();
  const version = /^HTTP\/(?:[23])/.exec(message.version)?.[0] ?? message.version;
  const chunked = message.headers.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && /chunked/i.test(value));
  const whole = chunked
    ? parseRawMessage(
        `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${latin1Text(utf8Bytes(body.replace(/\r?\n/g, '\r\n')))}`,
      )
    : undefined;
  const dropped = ['host', 'content-length', ...(chunked ? ['transfer-encoding'] : [])];
  return {
    method: message.method,
    ...(scheme === undefined ? {} : { scheme }),
    ...(host === undefined ? {} : { host }),
    path: absolute === null ? message.target : `${(absolute[3] as string).startsWith('/') ? '' : '/'}${absolute[3]}`,
    headers: message.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
    ...(whole !== undefined ? { body: { base64: encodeBase64(whole.body) } } : body === '' ? {} : { body }),
    ...(version === '' || version === 'HTTP/1.1' ? {} : { protocol: version }),
    ...(scheme === 'https' ? { tls: { sni: (host ?? '').replace(/:\d+$/, '') } } : {}),
  };
}
