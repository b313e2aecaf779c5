// A raw HTTP message as people paste it: LF or CR LF, often without the final blank line, as a proxy or a browser shows it.

import { encodeBase64 } from '../base64.ts';
import { latin1Text, utf8Bytes } from '../bytes.ts';
import { parseRawMessage } from '../raw-message.ts';
import type { SampleRequest } from '../sample-request.ts';
import { type Imported, importError } from './imported.ts';

const REQUEST_LINE = /^[A-Z!#$%&'*+\-.^_`|~a-z0-9]+ \S+(?: HTTP\/[0-9.]+)?[ \t]*\r?(?:\n|$)/;

export const looksLikeRaw = (text: string): boolean => REQUEST_LINE.test(text) && /^[A-Z]+ (?:\/|\*|https?:|[\w.-]+:\d+ )/.test(text);

/** Fields of a message that is well-formed but for its line ends. The bytes as they are go into `raw` of a sample request instead. */
export function importRaw(text: string): Imported {
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
