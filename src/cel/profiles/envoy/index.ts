// Envoy 1.40: cel-cpp without a checker. Comprehensions are off, unknown functions and bad constant patterns stop the
// configuration from loading, every other fault is one of evaluation and counts as false.

import { BOOL, DURATION, DYN, INT, map, object, STRING, TIMESTAMP, UINT } from '../../types/type.ts';
import { wellKnownTypes } from '../../types/well-known.ts';
import { goSyntax } from '../go-syntax.ts';
import type { LoadedProfile, Profile, Variable } from '../profile.ts';
import { bindEnvoy } from './activation.ts';
import { type EnvoyOptions, librariesOf, operatorsOf } from './library.ts';

export { AttributeMap, HeaderMap } from './attributes.ts';
export type { EnvoyOptions } from './library.ts';
export { envoyText } from './text.ts';

const HEADERS = map(STRING, STRING);
const PEER = {
  requested_server_name: STRING,
  tls_version: STRING,
  subject_local_certificate: STRING,
  subject_peer_certificate: STRING,
  dns_san_local_certificate: STRING,
  dns_san_peer_certificate: STRING,
  uri_san_local_certificate: STRING,
  uri_san_peer_certificate: STRING,
  sha256_peer_certificate_digest: STRING,
  transport_failure_reason: STRING,
};

const variables: readonly Variable[] = [
  {
    name: 'request',
    doc: 'The request: path, host, method, headers … Headers that are absent have no value.',
    type: object('request', {
      path: STRING,
      url_path: STRING,
      query: STRING,
      host: STRING,
      scheme: STRING,
      method: STRING,
      referer: STRING,
      useragent: STRING,
      id: STRING,
      protocol: STRING,
      headers: HEADERS,
      time: TIMESTAMP,
      duration: DURATION,
      size: INT,
      total_size: INT,
    }),
  },
  {
    name: 'response',
    doc: 'The response, once there is one.',
    phases: ['response', 'log'],
    type: object('response', {
      code: INT,
      code_details: STRING,
      flags: INT,
      grpc_status: INT,
      headers: HEADERS,
      trailers: HEADERS,
      size: INT,
      total_size: INT,
      backend_latency: DURATION,
    }),
  },
  { name: 'source', doc: 'The remote address, after X-Forwarded-For.', type: object('source', { address: STRING, port: INT }) },
  { name: 'destination', doc: 'The local address.', type: object('destination', { address: STRING, port: INT }) },
  {
    name: 'connection',
    doc: 'The downstream connection and its TLS; what TLS knows is absent on plaintext.',
    type: object('connection', { id: UINT, mtls: BOOL, termination_details: STRING, ...PEER }),
  },
  {
    name: 'upstream',
    doc: 'The upstream host, once one is chosen.',
    phases: ['response', 'log'],
    type: object('upstream', {
      address: STRING,
      port: INT,
      local_address: STRING,
      locality: DYN,
      request_attempt_count: UINT,
      cx_pool_ready_duration: DURATION,
      num_endpoints: UINT,
      ...PEER,
    }),
  },
  {
    name: 'metadata',
    doc: 'Dynamic metadata by filter.',
    type: object('metadata', { filter_metadata: map(STRING, DYN), typed_filter_metadata: DYN }),
  },
  { name: 'filter_state', doc: 'Filter state by name; what has no CEL form is bytes.', type: map(STRING, DYN) },
  { name: 'upstream_filter_state', doc: 'Filter state of the upstream connection.', type: map(STRING, DYN) },
  {
    name: 'xds',
    doc: 'Names and metadata of the configuration that the request went through.',
    type: object('xds', {
      node: DYN,
      cluster_name: STRING,
      cluster_metadata: DYN,
      route_name: STRING,
      route_metadata: DYN,
      virtual_host_name: STRING,
      virtual_host_metadata: DYN,
      listener_metadata: DYN,
      listener_direction: INT,
      filter_chain_name: STRING,
      upstream_host_metadata: DYN,
      upstream_host_locality_metadata: DYN,
    }),
  },
];

/** The profile with the libraries that a `cel_config` switches on. */
export function envoyWith(options: EnvoyOptions): LoadedProfile {
  const libraries = librariesOf(options);
  const profile: Profile = {
    id: 'envoy',
    version: '1.40',
    title: 'Envoy',
    libraries,
    types: wellKnownTypes,
    syntax: goSyntax(libraries, { optionals: false, backquotes: false, comprehensions: false }),
    evaluation: {
      numbers: 'double',
      logic: 'both',
      stringSize: 'code-points',
      crossTypeComparisons: true,
      regex: 're2',
      operators: operatorsOf(options),
      unknownFunctions: 'refused',
      eitherForm: false,
    },
    checker: 'advisory',
    variables,
  };
  return { profile, bind: bindEnvoy };
}

export const envoy: LoadedProfile = envoyWith({});
