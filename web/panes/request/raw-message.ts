// A request written out as the bytes of an HTTP/1 message, to go on from byte by byte.
import { latin1Text } from '../../../src/http/bytes.ts';
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import { bodyOf } from '../../../src/http/normal-request.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { DEFAULT_HOST } from './address.ts';

/** The same request as one message (one character a byte); its body is framed by a length where no header frames it. */
export function rawMessageOf(request: SampleRequest): string {
  const { method = 'GET', path, host, protocol = '' } = request;
  const body = latin1Text(bodyOf(request.body));
  const given = headerPairsOf(request.headers);
  const has = (...names: readonly string[]) => given.some(([name]) => names.includes(name.toLowerCase()));
  const hostLines = host === null || (host === undefined && has('host')) ? [] : [`Host: ${host ?? DEFAULT_HOST}`];
  const length = body === '' || has('content-length', 'transfer-encoding') ? [] : [`Content-Length: ${body.length}`];
  const lines = [
    `${method} ${path ?? '/'} ${/^HTTP\/1\.\d$/.test(protocol) ? protocol : 'HTTP/1.1'}`,
    ...hostLines,
    ...given.map(([name, value]) => `${name}: ${value}`),
    ...length,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
