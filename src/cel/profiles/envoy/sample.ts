// Envoy's attributes as a sample request alone gives them: what a person tries expressions against without a configuration.
import { normalise } from '../../../http/normal-request.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import { fromJson } from '../../values/json.ts';
import { parseTimestamp } from '../../values/time.ts';
import { CelError, type Value } from '../../values/value.ts';
import { AttributeMap, type Attributes, HeaderMap } from './attribute-map.ts';

const first = (pairs: readonly (readonly [string, string])[], name: string): string | undefined =>
  pairs.find(([n]) => n.toLowerCase() === name)?.[1];
const plain = (json: unknown): Value | undefined => {
  const value = fromJson(json, undefined, 'double');
  return value instanceof CelError ? undefined : value;
};

/** The roots `request`, `source`, `destination`, `connection`, `metadata` of a sample. */
export function attributesOfSample(sample: SampleRequest, now: string | undefined): Readonly<Record<string, Value>> {
  const s = normalise(sample);
  const host = s.host ?? '';
  const pairs: readonly (readonly [string, string])[] = [
    [':authority', host],
    [':path', s.path],
    [':method', s.method],
    [':scheme', s.scheme],
    ...s.headers,
  ];
  const time = s.time ?? now;
  const request: Attributes = {
    path: () => s.path,
    url_path: () => s.path.replace(/[?#].*$/s, ''),
    query: () => /\?([^#]*)/.exec(s.path)?.[1] ?? '',
    host: () => host,
    scheme: () => s.scheme,
    method: () => s.method,
    headers: () => new HeaderMap(pairs),
    referer: () => first(pairs, 'referer'),
    useragent: () => first(pairs, 'user-agent'),
    id: () => first(pairs, 'x-request-id'),
    protocol: () => s.protocol,
    time: () => (time === undefined ? undefined : (parseTimestamp(time) ?? undefined)),
    size: () => s.body.length,
    total_size: () => s.body.length,
  };
  const peer = s.tls?.peer;
  const connection: Attributes = {
    mtls: () => peer !== undefined,
    requested_server_name: () => s.tls?.sni ?? '',
    tls_version: () => (s.tls === undefined ? undefined : 'TLSv1.3'),
    subject_peer_certificate: () => peer?.subject,
    uri_san_peer_certificate: () => peer?.uriSans?.[0],
    dns_san_peer_certificate: () => peer?.dnsSans?.[0],
  };
  const port = s.source.port ?? 50_000;
  return {
    request: new AttributeMap(request),
    connection: new AttributeMap(connection),
    source: new AttributeMap({ address: () => `${s.source.address}:${port}`, port: () => port }),
    destination: new AttributeMap({
      address: () => `${s.destination.address ?? '127.0.0.1'}:${s.destination.port ?? 80}`,
      port: () => s.destination.port ?? 80,
    }),
    metadata: new AttributeMap({ filter_metadata: () => plain(s.metadata) }),
    filter_state: new AttributeMap({}),
    upstream_filter_state: new AttributeMap({}),
    xds: new AttributeMap({}),
    upstream: new AttributeMap({}),
    response: new AttributeMap({}),
  };
}
