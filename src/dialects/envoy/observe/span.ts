// The spans of a request that is traced, told: names and tags as Envoy 1.40 sets them, and the tags that the configuration adds, which
// replace Envoy's own of the same name.
import type { Change } from '../../../model/decision.ts';
import type { FormatContext, Json } from '../format/context.ts';
import { flagsText } from '../format/flags.ts';
import { jsonText, printFormat } from '../format/format.ts';
import { grpcNumber, isGrpcType } from '../format/grpc-status.ts';
import { utf8Length } from '../format/operators.ts';
import { namespacesOf } from '../match/namespaces.ts';
import { atPath, pathOf } from '../match/value-matcher.ts';
import { anyOf, child, children, chosen, flag, type Message, optionalWhole, originOf, text } from '../schema/message.ts';
import type { Span, Stream } from '../stream.ts';

type Tags = Map<string, string>;

/** Tells the spans that a traced request leaves. */
export function tellSpans(s: Stream): void {
  const { span } = s;
  if (span === undefined || !span.traced) return;
  if (span.kept) {
    s.trace.record(() => ({
      step: 'span',
      target: span.operation,
      result: 'skip',
      because: 'the trace that the client sends is not sampled, so the span is not sent',
      origin: originOf(span.config),
    }));
    return;
  }
  s.trace.record(() => {
    const tags = downstreamTags(s, span);
    const asked = addCustom(tags, s, span.config);
    return {
      step: 'span',
      target: operationOf(s, span, 'operation') ?? span.operation,
      result: 'pass',
      because: destination(span.config),
      origin: originOf(span.config),
      changes: changesOf(tags, asked),
    };
  });
  if (!flag(span.config, 'spawn_upstream_span') || s.sent === undefined || s.upstreamHost === undefined) return;
  s.trace.record(() => ({
    step: 'span',
    target: operationOf(s, span, 'upstream_operation') ?? `router ${s.cluster ?? ''} egress`,
    result: 'pass',
    because: `a span of its own for the call of the upstream${s.attempts > 1 ? `, one for each of ${s.attempts} attempts; this is the last` : ''}`,
    origin: originOf(span.config, 'spawn_upstream_span'),
    changes: upstreamChanges(s, span),
  }));
}

/** Where spans go. */
function destination(config: Message): string {
  const typed = anyOf(child(config, 'provider'), 'typed_config');
  if (typed === undefined) return 'the connection manager names no provider: unless the bootstrap does, no span is sent anywhere';
  const tracer =
    typed.type
      .split('.')
      .at(-1)
      ?.replace(/Config$/, '') ?? typed.type;
  const cluster =
    typed.message === undefined
      ? ''
      : text(typed.message, 'collector_cluster') ||
        text(child(child(typed.message, 'grpc_service'), 'envoy_grpc') ?? typed.message, 'cluster_name');
  return `the span goes to ${tracer}${cluster === '' ? '' : `, by cluster ${cluster}`}`;
}

const changesOf = (tags: Tags, asked: ReadonlySet<string>): readonly Change[] =>
  [...tags].map(([what, after]) => ({ what, after, ...(asked.has(what) ? { asked: true } : {}) }));

/** A format that names the span, the route's before the connection manager's; nothing where it prints nothing. */
function operationOf(s: Stream, span: Span, field: string): string | undefined {
  const own = child(s.route?.config, 'tracing');
  const format = (own === undefined ? '' : text(own, field)) || text(span.config, field);
  const made = format === '' ? '' : printFormat(format, contextOf(s), '');
  return made === '' ? undefined : made;
}

const contextOf = (s: Stream): FormatContext => ({ stream: s, logType: 'NotSet', phase: 'log' });

function downstreamTags(s: Stream, { config }: Span): Tags {
  const { headers } = s;
  const tags: Tags = new Map();
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined) tags.set(name, value);
  };
  const path = headers.first('x-envoy-original-path') ?? headers.first(':path') ?? '';
  put('guid:x-request-id', headers.first('x-request-id'));
  put(
    'http.url',
    `${headers.first(':scheme') ?? ''}://${headers.first(':authority') ?? ''}${path.slice(0, optionalWhole(config, 'max_path_tag_length') ?? 256)}`,
  );
  put('http.method', headers.first(':method'));
  put('downstream_cluster', headers.first('x-envoy-downstream-service-cluster') ?? '-');
  put('user_agent', headers.first('user-agent') ?? '-');
  put('http.protocol', s.connection.protocol);
  put('peer.address', s.connection.direct.ip);
  put('guid:x-client-trace-id', headers.first('x-client-trace-id'));
  if (isGrpcType(headers.first('content-type'))) {
    put('grpc.path', path);
    put('grpc.authority', headers.first(':authority'));
    put('grpc.content_type', headers.first('content-type'));
    put('grpc.timeout', headers.first('grpc-timeout'));
    grpcTags(s, put);
  }
  put('request_size', String(utf8Length(s.body)));
  put('response_size', s.compressed ? '*' : String(utf8Length(s.responseBody ?? '')));
  put('component', 'proxy');
  const node = child(s.world.model.configuration.bootstrap, 'node');
  put('node_id', node === undefined || text(node, 'id') === '' ? undefined : text(node, 'id'));
  outcomeTags(s, tags, s.status, flagsText(s.flags));
  return tags;
}

/** Envoy 1.40: statuses that are the upstream's fault. */
const GRPC_ERRORS = new Set([2, 4, 12, 13, 14, 15]);

function grpcTags(s: Stream, put: (name: string, value: string | undefined) => void): void {
  const status = grpcNumber(s);
  if (status === undefined) return;
  put('grpc.status_code', String(status));
  put('grpc.message', s.responseHeaders?.first('grpc-message'));
  if (GRPC_ERRORS.has(status)) put('error', 'true');
}

/** Status, flags, cluster, and whether it is an error: 5xx, or no answer at all. */
function outcomeTags(s: Stream, tags: Tags, status: number, flags: string): void {
  const cluster = s.world.clusters.get(s.cluster ?? '');
  if (cluster !== undefined) {
    tags.set('upstream_cluster', cluster.name);
    tags.set('upstream_cluster.name', text(cluster.config, 'alt_stat_name') || cluster.name);
  }
  tags.set('http.status_code', String(status));
  tags.set('response_flags', flags);
  if (status === 0 || status >= 500) tags.set('error', 'true');
}

/** Of the last attempt. Envoy 1.40: an attempt that timed out was given up. */
function upstreamChanges(s: Stream, span: Span): readonly Change[] {
  const isAnswered = !s.localReply;
  const host = s.upstreamHost ?? '';
  const tags: Tags = new Map([
    ['http.protocol', 'HTTP/1.1'],
    ['component', 'proxy'],
    ['upstream_address', host],
    ['peer.address', host],
  ]);
  if (s.attempts > 1) tags.set('retry.count', String(s.attempts - 1));
  outcomeTags(s, tags, isAnswered ? s.status : 0, isAnswered ? '-' : (['UC', 'UF'].find((f) => s.flags.has(f)) ?? '-'));
  if (s.flags.has('UT')) tags.set('canceled', 'true');
  return changesOf(tags, addCustom(tags, s, span.config));
}

/** Tags of the connection manager, then those of the route, which replace them; without a value there is no tag. Gives their names. */
function addCustom(tags: Tags, s: Stream, config: Message): ReadonlySet<string> {
  const names = new Set<string>();
  for (const tag of [...children(config, 'custom_tags'), ...children(child(s.route?.config, 'tracing'), 'custom_tags')]) {
    const value = tagValue(tag, s);
    if (value === '') continue;
    tags.set(text(tag, 'tag'), value);
    names.add(text(tag, 'tag'));
  }
  return names;
}

function tagValue(tag: Message, s: Stream): string {
  const kind = chosen(tag, 'type');
  const inner = kind === undefined ? undefined : child(tag, kind);
  const otherwise = inner === undefined ? '' : text(inner, 'default_value');
  switch (kind) {
    case 'literal':
      return inner === undefined ? '' : text(inner, 'value');
    case 'environment': {
      const { environment } = s.world.model;
      const name = inner === undefined ? '' : text(inner, 'name');
      return Object.hasOwn(environment, name) ? (environment[name] ?? otherwise) : otherwise;
    }
    case 'request_header':
      return s.headers.first(inner === undefined ? '' : text(inner, 'name').toLowerCase()) ?? otherwise;
    case 'metadata':
      return inner === undefined ? '' : (metadataText(inner, s) ?? otherwise);
    case 'value':
      return printFormat(text(tag, 'value'), contextOf(s), '');
    default:
      return '';
  }
}

/** A value of metadata as text: objects and lists as JSON, null as none. */
function metadataText(m: Message, s: Stream): string | undefined {
  const key = child(m, 'metadata_key');
  if (key === undefined) return undefined;
  const value = atPath(metadataOf(m, s).get(text(key, 'key')), pathOf(key)) as Json | undefined;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : jsonText(value);
}

function metadataOf(m: Message, s: Stream): ReadonlyMap<string, unknown> {
  const kinds = child(m, 'kind');
  const kind = kinds === undefined ? 'request' : (chosen(kinds, 'kind') ?? 'request');
  if (kind === 'request') return s.metadata;
  if (kind === 'route') return namespacesOf(child(s.route?.config, 'metadata'));
  const cluster = s.world.clusters.get(s.cluster ?? '');
  if (s.upstreamHost === undefined) return new Map();
  if (kind === 'cluster') return namespacesOf(child(cluster?.config, 'metadata'));
  const hosts = cluster?.priorities.flatMap((p) => p.localities.flatMap((l) => l.endpoints)) ?? [];
  const host = hosts.find((e) => e.address === s.upstreamHost);
  return host !== undefined && 'config' in host ? namespacesOf(child(host.config as Message, 'metadata')) : new Map();
}
