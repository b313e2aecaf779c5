// A sample request as a curl command that a person can run against a real gateway.

import { utf8Text } from '../bytes.ts';
import { bodyOf, headerPairsOf } from '../normal-request.ts';
import type { SampleRequest } from '../sample-request.ts';

/** One option a line. What a command cannot say (declared claims, verdicts) is left out. */
export function exportCurl(request: SampleRequest): string {
  const secure = request.tls !== undefined;
  const host = request.host ?? 'example.com';
  const target = request.path ?? '/';
  const body = request.body === undefined ? undefined : utf8Text(bodyOf(request.body));
  const name = secure ? (request.tls?.sni ?? host) : host;
  const port = request.listener?.port ?? request.destination?.port;
  const address = request.destination?.address ?? (port === undefined ? undefined : '127.0.0.1');
  const options = [
    ...methodOption(request.method ?? 'GET', body !== undefined),
    ...(name === host ? [] : [`-H ${quote(`Host: ${host}`)}`]),
    ...(request.host === null ? ["-H 'Host:'"] : []),
    ...protocolOption(request, secure),
    ...(address === undefined ? [] : [`--connect-to ${quote(`::${address.includes(':') ? `[${address}]` : address}:${port ?? ''}`)}`]),
    ...headerPairsOf(request.headers).map(([header, value]) => `-H ${quote(value === '' ? `${header};` : `${header}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quote(body)}`]),
    ...(/\/\.{1,2}(?:\/|\?|$)/.test(target) ? ['--path-as-is'] : []),
  ];
  const url = target.startsWith('/') ? `${secure ? 'https' : 'http'}://${name}${target}` : `${secure ? 'https' : 'http'}://${name}/`;
  const requestTarget = target.startsWith('/') ? [] : [`--request-target ${quote(target)}`];
  return ['curl', quote(url), ...options, ...requestTarget].reduce((line, option, i) =>
    i < 2 ? `${line} ${option}` : `${line} \\\n  ${option}`,
  );
}

function methodOption(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD' && !hasBody) return ['--head'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${quote(method)}`];
}

function protocolOption({ protocol }: SampleRequest, secure: boolean): readonly string[] {
  switch (protocol) {
    case 'HTTP/1.0':
      return ['--http1.0'];
    case 'HTTP/1.1':
      return secure ? ['--http1.1'] : [];
    case 'HTTP/2':
      return [secure ? '--http2' : '--http2-prior-knowledge'];
    case 'HTTP/3':
      return ['--http3'];
    default:
      return [];
  }
}

/** A word for a POSIX shell. */
const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
