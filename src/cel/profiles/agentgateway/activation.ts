// From a sample request to agentgateway's variables. Every root is always there: null where the request has nothing for it.
import type { HeaderPairs } from '../../../http/headers.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import { decodeBase64, encodeUtf8 } from '../../values/bytes.ts';
import type { Value } from '../../values/value.ts';
import { HeaderView } from './header-view.ts';
import { readRoot, roots } from './roots.ts';

/** Headers that are marked sensitive as they arrive. */
const SENSITIVE = ['authorization'];

/** The variables of a sample request; `vars` replace whole roots, in the schema's JSON form. */
export function bindAgentgateway(
  sample: SampleRequest | undefined,
  vars: Readonly<Record<string, unknown>>,
  now: string | undefined,
): Readonly<Record<string, Value>> {
  const bound = new Map<string, Value>();
  for (const name of Object.keys(roots)) bound.set(name, null);
  bound.set('env', {});
  if (sample !== undefined)
    for (const [name, json] of Object.entries(fromSample(sample, now))) bound.set(name, readRoot(name, json) ?? null);
  for (const [name, json] of Object.entries({ ...sample?.vars, ...vars })) bound.set(name, readRoot(name, json) ?? null);
  return Object.fromEntries(bound);
}

function fromSample(sample: SampleRequest, now: string | undefined): Readonly<Record<string, unknown>> {
  const source = { address: '127.0.0.1', port: 50000, ...sample.source };
  const out: Record<string, unknown> = {
    request: requestOf(sample, now),
    source: { ...source, rawAddress: sample.directSource?.address ?? source.address, rawPort: sample.directSource?.port ?? source.port },
  };
  if (sample.destination !== undefined) out['destination'] = sample.destination;
  if (sample.jwt !== undefined) out['jwt'] = { ...sample.jwt, ...bearerToken(headerPairs(sample.headers)) };
  return out;
}

function requestOf(sample: SampleRequest, now: string | undefined): Readonly<Record<string, unknown>> {
  const path = sample.path ?? '/';
  const scheme = sample.scheme ?? (sample.tls === undefined ? 'http' : 'https');
  const host = sample.host === undefined ? 'example.com' : sample.host;
  const absolute = path.startsWith('/') && host !== null;
  return {
    method: sample.method ?? 'GET',
    uri: absolute ? `${scheme}://${host}${path === '/' ? '/' : path}` : path,
    host,
    scheme: absolute ? scheme : null,
    path: path.split('?')[0],
    pathAndQuery: path,
    version: sample.protocol === 'h2' || sample.protocol === 'HTTP/2.0' ? 'HTTP/2' : (sample.protocol ?? 'HTTP/1.1'),
    headers: HeaderView.of(headerPairs(sample.headers), SENSITIVE),
    ...bodyOf(sample.body),
    startTime: sample.time ?? now ?? null,
  };
}

function bearerToken(headers: HeaderPairs): Readonly<Record<string, unknown>> {
  const value = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const token = /^bearer +(.+)$/i.exec(value ?? '')?.[1];
  return token === undefined ? {} : { rawToken: token };
}

function bodyOf(body: SampleRequest['body']): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  const bytes = typeof body === 'string' ? encodeUtf8(body) : (decodeBase64(body.base64) ?? new Uint8Array());
  return { body: bytes, bodyPrefix: bytes };
}

function headerPairs(headers: SampleRequest['headers']): HeaderPairs {
  if (headers === undefined) return [];
  if (Array.isArray(headers)) return headers as HeaderPairs;
  return Object.entries(headers as Readonly<Record<string, string | readonly string[]>>).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((v) => [name, v] as const),
  );
}
