// From a sample request to Envoy's attributes, as they are while the request is on its way: what only a response or an
// upstream knows is absent.
import type { HeaderPairs } from '../../../http/headers.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import { decodeBase64, encodeUtf8 } from '../../values/bytes.ts';
import { fromJson } from '../../values/json.ts';
import { parseTimestamp } from '../../values/time.ts';
import { CelError, type Value } from '../../values/value.ts';
import { AttributeMap, HeaderMap } from './attributes.ts';

/** The attributes of a sample request; `vars` replace whole groups, whole numbers in them are doubles. */
export function bindEnvoy(
  sample: SampleRequest | undefined,
  vars: Readonly<Record<string, unknown>>,
  now: string | undefined,
): Readonly<Record<string, Value>> {
  const attributes = sample === undefined ? {} : attributesOf(sample, now);
  const given = Object.entries({ ...sample?.vars, ...vars })
    .map(([name, json]) => [name, fromJson(json, undefined, 'double')] as const)
    .filter(([, value]) => !(value instanceof CelError));
  return { ...attributes, ...Object.fromEntries(given) };
}

function attributesOf(sample: SampleRequest, now: string | undefined): Readonly<Record<string, Value>> {
  const source = { address: '127.0.0.1', port: 0, ...sample.source };
  const destination = { address: sample.listener?.address ?? '0.0.0.0', port: sample.listener?.port ?? 0, ...sample.destination };
  return {
    request: requestOf(sample, now),
    source: new AttributeMap({ address: socket(source), port: source.port }),
    destination: new AttributeMap({ address: socket(destination), port: destination.port }),
    connection: connectionOf(sample),
    metadata: new AttributeMap({ filter_metadata: fromJson(sample.metadata ?? {}, undefined, 'double') }),
    filter_state: {},
    xds: new AttributeMap({}),
  };
}

const socket = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

function requestOf(sample: SampleRequest, now: string | undefined): AttributeMap {
  const path = sample.path ?? '/';
  const host = sample.host === undefined ? 'example.com' : (sample.host ?? undefined);
  const scheme = sample.scheme ?? (sample.tls === undefined ? 'http' : 'https');
  const method = sample.method ?? 'GET';
  const pairs = headerPairs(sample.headers);
  const pseudo: HeaderPairs = [
    [':method', method],
    [':path', path],
    [':scheme', scheme],
    ...(host === undefined ? [] : ([[':authority', host]] as const)),
  ];
  const headers = new HeaderMap([...pseudo, ...pairs]);
  const withoutFragment = path.split('#')[0] as string;
  const time = parseTimestamp(sample.time ?? now ?? '');
  return new AttributeMap({
    path,
    url_path: withoutFragment.split('?')[0] as string,
    query: withoutFragment.includes('?') ? withoutFragment.slice(withoutFragment.indexOf('?') + 1) : '',
    host,
    scheme,
    method,
    referer: headers.get('referer'),
    useragent: headers.get('user-agent'),
    id: headers.get('x-request-id'),
    protocol: sample.protocol ?? 'HTTP/1.1',
    headers,
    time: time instanceof CelError ? undefined : time,
    size: sizeOf(sample, headers),
  });
}

/** The content-length where it is valid, else the bytes that arrived. */
function sizeOf(sample: SampleRequest, headers: HeaderMap): number {
  const declared = headers.get('content-length');
  if (typeof declared === 'string' && /^\d{1,15}$/.test(declared)) return Number(declared);
  const { body } = sample;
  if (body === undefined) return 0;
  return typeof body === 'string' ? encodeUtf8(body).length : (decodeBase64(body.base64)?.length ?? 0);
}

/** What TLS knows is absent on a plaintext connection. */
function connectionOf({ tls }: SampleRequest): AttributeMap {
  const peer = tls?.peer;
  return new AttributeMap({
    mtls: peer !== undefined && peer.validated !== false,
    requested_server_name: tls?.sni,
    subject_peer_certificate: peer?.subject,
    dns_san_peer_certificate: peer?.dnsSans?.[0],
    uri_san_peer_certificate: peer?.uriSans?.[0],
  });
}

function headerPairs(headers: SampleRequest['headers']): HeaderPairs {
  if (headers === undefined) return [];
  if (Array.isArray(headers)) return headers as HeaderPairs;
  return Object.entries(headers as Readonly<Record<string, string | readonly string[]>>).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((v) => [name, v] as const),
  );
}
