// Envoy 1.40: cel-cpp without a type checker, comprehensions off, `string()` and `+` of strings and lists off; what
// `cel_config` switches on is asked for with `envoyProfile`.

import type { Library } from '../../lib/library.ts';
import { matchesRows } from '../../lib/matches.ts';
import { standard } from '../../lib/standard/index.ts';
import { strings } from '../../lib/strings.ts';
import { type Operators, standardOperators } from '../../plan/operators.ts';
import { DYN } from '../../types/type.ts';
import { noOperator } from '../../values/fault.ts';
import { fromJson } from '../../values/json.ts';
import { isList } from '../../values/kind.ts';
import { CelError, type Value } from '../../values/value.ts';
import type { LoadedProfile, Profile, Variable } from '../profile.ts';
import { re } from './functions.ts';
import { attributesOfSample } from './sample.ts';

/** The options of a CelExpressionConfig. */
export interface EnvoyOptions {
  readonly stringConversion?: boolean;
  readonly stringConcat?: boolean;
  readonly stringFunctions?: boolean;
}

const base = standard({ durationMilliseconds: 'part', rows: matchesRows({ dialect: 're2', constantsMustCompile: true }) });

const withoutStringConversion: Library = { ...base, overloads: base.overloads.filter((row) => row.name !== 'string') };

/** Envoy 1.40: lists are never joined, strings only with enable_string_concat. */
const operators = (concat: boolean): Operators => ({
  ...standardOperators,
  add: (a, b) =>
    (typeof a === 'string' && typeof b === 'string' && !concat) || (isList(a) && isList(b))
      ? noOperator('_+_', a, b)
      : standardOperators.add(a, b),
});

const root = (name: string, doc: string, example: string): Variable => ({ name, type: DYN, doc, example });

const variables: readonly Variable[] = [
  root(
    'request',
    'The request: path, url_path, host, scheme, method, headers, referer, useragent, time, id, protocol, query, size, total_size, duration.',
    "request.headers['x-user']",
  ),
  root('response', 'The response, in logs: code, code_details, flags, grpc_status, headers, trailers, size, total_size.', 'response.code'),
  root('source', 'The client: address (ip:port, after x-forwarded-for) and port.', 'source.address'),
  root('destination', 'Where the connection was made to: address and port.', 'destination.port'),
  root(
    'connection',
    'The connection: mtls, requested_server_name, tls_version, subjects and SANs of both certificates, id.',
    'connection.mtls',
  ),
  root('upstream', 'The endpoint, once chosen: address, port, local_address, request_attempt_count, num_endpoints.', 'upstream.address'),
  root('metadata', 'Dynamic metadata by filter name.', "metadata.filter_metadata['envoy.filters.http.jwt_authn']"),
  root('filter_state', 'Filter state objects by name.', "filter_state['key']"),
  root('upstream_filter_state', 'Filter state of the upstream connection by name.', "upstream_filter_state['key']"),
  root(
    'xds',
    'Where in the configuration the request is: route_name, cluster_name, virtual_host_name, filter_chain_name, metadata of each, node.',
    'xds.route_name',
  ),
];

/** The profile with the switches of a cel_config. */
export function envoyProfile(options: EnvoyOptions): Profile {
  const libraries = [
    options.stringConversion === true ? base : withoutStringConversion,
    re,
    ...(options.stringFunctions === true ? [strings({ searchPastEnd: 'error' })] : []),
  ];
  return {
    id: 'envoy',
    version: '1.40',
    title: 'Envoy',
    libraries,
    syntax: {
      optionals: false,
      backquotes: false,
      maxDepth: 250,
      maxChain: 250,
      macros: new Set(['has']),
      parser: 'cel-go',
      comprehensions: false,
    },
    evaluation: {
      numbers: 'double',
      logic: 'both',
      stringSize: 'code-points',
      crossTypeComparisons: true,
      regex: 're2',
      operators: operators(options.stringConcat === true),
      messages: false,
    },
    checker: 'advisory',
    variables,
  };
}

function bind(
  sample: Parameters<LoadedProfile['bind']>[0],
  vars: Readonly<Record<string, unknown>>,
  now: string | undefined,
): Readonly<Record<string, Value>> {
  const given = Object.entries(vars).map(([name, json]) => [name, fromJson(json, undefined, 'double')] as const);
  return {
    ...(sample === undefined ? {} : attributesOfSample(sample, now)),
    ...Object.fromEntries(given.filter(([, value]) => !(value instanceof CelError))),
  };
}

export const envoy: LoadedProfile = { profile: envoyProfile({}), bind };
