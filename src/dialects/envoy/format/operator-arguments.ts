// Operators whose arguments say what is read: headers, paths, metadata, filter state, times.

import { cidrOf, cidrText } from '../match/cidr.ts';
import { namespacesOf } from '../match/namespaces.ts';
import { atPath, type Namespaces } from '../match/value-matcher.ts';
import { child, type Message } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import type { FormatContext, Json } from './context.ts';
import { durationMoments } from './duration.ts';
import { grpcNumber, grpcStatusName, isGrpcType } from './grpc-status.ts';
import { DEFAULT_TIME, type Read, type Row, UNKNOWN } from './operator.ts';
import { formatTime } from './time.ts';

/** An address; with the length of a mask, the range that it is in: `10.0.0.0/8`. */
export const maskable = (read: (c: FormatContext) => string | undefined): Row => ({
  args: 'optional',
  make: (args) => (/^\s*[-+]?[0-9]+\s*$/.test(args) ? (c) => masked(read(c), Number(args)) : read),
});

/** Envoy 1.40: a length that is no whole number is left out; a negative one leaves nothing of the address. */
function masked(ip: string | undefined, length: number): string | undefined {
  if (ip !== undefined && length < 0) return '';
  const range = ip === undefined ? undefined : cidrOf(ip, length);
  return range === undefined ? ip : cidrText(range);
}

/** `name?other`: the first header that is there, first value. */
export function headers(of: (c: FormatContext) => { first(name: string): string | undefined } | undefined): Row {
  return {
    args: 'required',
    length: true,
    make: (args) => {
      const names = headerNames(args);
      return typeof names === 'string' ? names : (c) => names.map((n) => of(c)?.first(n)).find((v) => v !== undefined);
    },
  };
}

/** A token of HTTP, which may begin with the colon of a pseudo-header. */
export const HEADER_NAME = /^:?[!#$%&'*+\-.^_`|~0-9a-z]+$/;

export function headerNames(args: string): readonly string[] | string {
  const names = args.split('?').map((n) => n.toLowerCase());
  if (names.some((n) => n !== '' && !HEADER_NAME.test(n)))
    return 'Invalid header configuration. Format string contains invalid characters.';
  return names.length > 2 ? `More than 1 alternative header specified in token: ${args}` : names;
}

/** Envoy 1.40: the operators of a gRPC status are silent about other requests. */
export const isGrpc = (s: Stream): boolean => isGrpcType(s.headers.first('content-type'));
export const withoutQuery = (path: string | undefined): string | undefined => path?.replace(/[?#].*$/s, '');

/** `namespace:key:key` looked up. */
export const metadataAt = (args: string, of: (c: FormatContext) => Namespaces): Read => {
  const [space, ...path] = args.split(':') as [string, ...string[]];
  return (c) => {
    const root = of(c).get(space);
    return root === undefined ? undefined : (atPath(root, path) as Json | undefined);
  };
};

export const METADATA: Readonly<Record<string, (c: FormatContext) => Namespaces>> = {
  DYNAMIC: (c) => c.stream.metadata,
  ROUTE: (c) => namespacesOf(child(c.stream.route?.config, 'metadata')),
  VIRTUAL_HOST: (c) => namespacesOf(child(c.stream.virtualHost?.config, 'metadata')),
  CLUSTER: (c) => namespacesOf(child(c.stream.world.clusters.get(c.stream.cluster ?? '')?.config, 'metadata')),
  LISTENER_FILTER_CHAIN: (c) => namespacesOf(child(c.stream.connection.chain?.config, 'metadata')),
  LISTENER: (c) => namespacesOf(child(c.stream.connection.listener.config, 'metadata')),
  UPSTREAM_HOST: (c) => (c.phase === 'request' && c.extended !== true ? new Map() : hostMetadata(c.stream)),
};

export function hostMetadata(s: Stream): Namespaces {
  const cluster = s.world.clusters.get(s.cluster ?? '');
  for (const p of cluster?.priorities ?? [])
    for (const l of p.localities)
      for (const e of l.endpoints)
        if (e.address === s.upstreamHost && 'config' in e) return namespacesOf(child(e.config as Message, 'metadata'));
  return new Map();
}

export function pathOperator(args: string): Read | string {
  const [query = '', source = ''] = args.split(':');
  if (!['', 'WQ', 'NQ'].includes(query)) return `Invalid PATH option: '${query}', only 'WQ'/'NQ' are allowed`;
  if (!['', 'ORIG', 'PATH', 'ORIG_OR_PATH'].includes(source))
    return `Invalid PATH option: '${source}', only 'ORIG'/'PATH'/'ORIG_OR_PATH' are allowed`;
  return (c) => {
    const original = c.stream.headers.first('x-envoy-original-path');
    const now = c.stream.headers.first(':path');
    const path = source === 'ORIG' ? original : source === 'PATH' ? now : (original ?? now);
    return query === 'NQ' ? withoutQuery(path) : path;
  };
}

/**
 * REQUESTED_SERVER_NAME(SNI_FIRST|HOST_FIRST|SNI_ONLY:ORIG|HOST): what the client said, falling back to Host. Envoy 1.40: ORIG looks at the
 * host before it was rewritten, and a request that is refused at once has none.
 */
export function serverName(args: string): Read | string {
  const [order = '', source = ''] = args.split(':');
  if (!['', 'SNI_ONLY', 'SNI_FIRST', 'HOST_FIRST'].includes(order)) return `Invalid REQUESTED_SERVER_NAME option: '${order}'`;
  return (c) => {
    const sni = c.stream.connection.sni === '' ? undefined : c.stream.connection.sni;
    const written = c.stream.headers.first(source === 'ORIG' ? 'x-envoy-original-host' : ':authority');
    const authority = c.stream.accepted ? written : undefined;
    if (order === 'SNI_FIRST') return sni ?? authority;
    return order === 'HOST_FIRST' ? (authority ?? sni) : sni;
  };
}

export function upstreamMetadata(args: string): Read | string {
  const read = METADATA.UPSTREAM_HOST as (c: FormatContext) => Namespaces;
  if (args.startsWith('[')) {
    const path = parseJson(args);
    if (!Array.isArray(path) || path.length < 2 || !path.every((p) => typeof p === 'string'))
      return `Invalid header configuration. Expected format UPSTREAM_METADATA(["namespace", "k", ...]), actual format UPSTREAM_METADATA${args}`;
    const [space, ...keys] = path as [string, ...string[]];
    return (c) => atPath(read(c).get(space), keys) as Json | undefined;
  }
  return metadataAt(args, read);
}

export function metadataOperator(args: string): Read | string {
  const colon = args.indexOf(':');
  const kind = colon < 0 ? args : args.slice(0, colon);
  const read = Object.hasOwn(METADATA, kind) ? METADATA[kind] : undefined;
  return read === undefined ? `${kind} is not supported type of metadata` : metadataAt(colon < 0 ? '' : args.slice(colon + 1), read);
}

/** A time between two moments. */
export function commonDuration(args: string): Read | string {
  const isKnown = durationMoments(args);
  return typeof isKnown === 'string' ? isKnown : (c) => (isKnown(c) ? UNKNOWN : undefined);
}

export function filterState(args: string): Read | string {
  const [key = '', kind = 'TYPED', field = ''] = args.split(':');
  if (key === '') return 'Invalid filter state configuration, key cannot be empty.';
  if (!['TYPED', 'PLAIN', 'FIELD'].includes(kind)) return `Invalid filter state serialize type, only support PLAIN/TYPED/FIELD.`;
  if (kind === 'FIELD' && field === '') return 'Invalid filter state serialize type, FIELD should be used with the field name.';
  // a text has no fields
  if (kind === 'FIELD') return () => undefined;
  return (c) => {
    const found = c.stream.filterState.get(key);
    if (found === undefined) return undefined;
    return kind === 'PLAIN' ? found.text : found.kind === 'other' ? undefined : c.alone === true ? found.text : JSON.stringify(found.text);
  };
}

/** Envoy 1.40: a variable that is not set prints `-` wherever it stands. */
export function environment(name: string): Read {
  return (c) => {
    const { environment: variables } = c.stream.world.model;
    return Object.hasOwn(variables, name) ? variables[name] : '-';
  };
}

export function startTime(args: string): Read {
  return (c) => {
    if (c.stream.sample.time === undefined) return UNKNOWN;
    const ms = c.stream.startMs;
    return formatTime(ms, args === '' ? DEFAULT_TIME : args);
  };
}

export function grpcOperator(args: string): Read | string {
  if (!['', 'CAMEL_STRING', 'SNAKE_STRING', 'NUMBER'].includes(args))
    return `GrpcStatusFormatter only supports CAMEL_STRING, SNAKE_STRING or NUMBER.`;
  return (c) => {
    const number = c.phase === 'request' || !isGrpc(c.stream) ? undefined : grpcNumber(c.stream);
    return number === undefined ? undefined : args === 'NUMBER' ? number : grpcStatusName(number, args === 'SNAKE_STRING');
  };
}

export function parseJson(textValue: string): unknown {
  try {
    return JSON.parse(textValue);
  } catch {
    return undefined;
  }
}
