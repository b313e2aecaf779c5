// Where configuration comes from at run time: discovery services and files that are watched. Envoy says who it is to every one of
// them, so it needs a node; which settings a source takes depends on how it is spoken to.
import { anyOf, child, children, flag, has, type Message, text, texts } from '../schema/message.ts';
import { typesOfCategories } from '../schema/points.ts';
import type { Check, CheckContext, CheckTable, EveryCheck } from './check.ts';

const SOURCE = 'envoy.config.core.v3.ConfigSource';

/** A subscription is made for the source that stands in this field (Envoy does not look at listeners' in validation). */
const isSubscribed = (parent: Message | undefined, m: Message): boolean =>
  parent !== undefined &&
  !NOT_SUBSCRIBED.some((field) => parent.fields.get(field)?.value === m) &&
  !parent.type.name.endsWith('.Bootstrap');
const NOT_SUBSCRIBED = ['lds_config', 'lrs_server', 'rds_config_source'];

const isStatic = (x: CheckContext): boolean => x.configuration.bare === undefined && x.configuration.bootstrap !== undefined;

export function needNode(what: string, m: Message, x: CheckContext): void {
  const node = child(x.configuration.bootstrap, 'node');
  if (!isStatic(x) || (node !== undefined && has(node, 'id') && has(node, 'cluster'))) return;
  x.bad('no-node', m, undefined, `${what} needs a node with id and cluster: Envoy says who it is.`);
}

const source: Check = (m, x) => {
  const [parent] = x.parents;
  if (!isSubscribed(parent, m)) return;
  const speaks = ['api_config_source', 'path_config_source', 'path', 'ads'].some((field) => has(m, field));
  if (!speaks) x.bad('incomplete', m, undefined, 'A source needs one of ads, api_config_source, path_config_source.');
  else needNode('A source', m, x);
};

const GRPC = new Set(['GRPC', 'DELTA_GRPC']);

const apiSource: Check = (m, x) => {
  const type = text(m, 'api_type');
  const services = children(m, 'grpc_services').length;
  const names = texts(m, 'cluster_names').length;
  const [parent] = x.parents;
  const isAds = parent !== undefined && parent.fields.get('ads_config')?.value === m;
  // validation does not look at health discovery
  if (parent?.fields.get('hds_config')?.value === m) return;
  // nor at what delivers listeners, nor takes load reports
  if (['lds_config', 'lrs_server'].some((field) => x.parents[1]?.fields.get(field)?.value === parent)) return;
  if (type === '' || type === 'DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE')
    x.bad(
      'bad-api-type',
      m,
      has(m, 'api_type') ? 'api_type' : undefined,
      'A source says how it is spoken to: api_type is GRPC, DELTA_GRPC, REST or an AGGREGATED_ one.',
    );
  if (services === 0 && names === 0) x.bad('incomplete', m, undefined, 'A source needs a gRPC service, or a cluster for REST.');
  else if (GRPC.has(type)) {
    if (names > 0) x.bad('both-given', m, 'cluster_names', 'A gRPC source names its cluster in grpc_services, not in cluster_names.');
    if (services > 1) x.bad('too-many', m, 'grpc_services', 'One gRPC service is enough, and no more are taken.');
  } else if (isAds) x.bad('bad-api-type', m, 'api_type', `ads_config is spoken to by GRPC or DELTA_GRPC, not by ${type || 'nothing'}.`);
  else if (!type.startsWith('AGGREGATED_')) {
    if (services > 0) x.bad('both-given', m, 'grpc_services', `grpc_services are for gRPC; api_type is ${type || 'absent'}.`);
    else if (names > 1) x.bad('too-many', m, 'cluster_names', 'A REST source has exactly one cluster.');
  }
  if (isAds && type === 'GRPC' && services > 0) needNode('ADS', m, x);
  if (type === 'REST' && !has(m, 'refresh_delay')) x.bad('incomplete', m, undefined, 'A REST source needs refresh_delay.');
};

const dynamicResources: Check = (m, x) => {
  // validation does not look at listeners that are delivered
  const locator = text(m, 'cds_resources_locator');
  if (locator === '') return;
  if (!/^(xdstp|http|file):/.test(locator))
    x.bad('bad-locator', m, 'cds_resources_locator', `${JSON.stringify(locator)} does not begin with xdstp:, http: or file:.`);
  else if (locator.startsWith('xdstp:')) {
    const config = child(m, 'cds_config');
    if (config === undefined || (!has(config, 'ads') && !has(config, 'api_config_source')))
      x.bad(
        'bad-source',
        m,
        config === undefined ? 'cds_resources_locator' : 'cds_config',
        'A collection comes from ads or api_config_source.',
      );
  }
};

/** Sources of xdstp names in the bootstrap. */
function onlyServices(m: Message, x: CheckContext): void {
  for (const config of [child(m, 'default_config_source'), ...children(m, 'config_sources')])
    if (config !== undefined && !has(config, 'api_config_source'))
      x.bad('bad-source', config, undefined, 'A source of xdstp names is an api_config_source.');
}

const required =
  (field: string, message: string, unless: (m: Message) => boolean = () => false): Check =>
  (m, x) => {
    if (!has(m, field) && !unless(m)) x.bad('incomplete', m, undefined, message);
  };

/** `transport_api_version: V2` of any gRPC service. Nobody looks at it beside an HTTP service, nor at resource_api_version. */
export const transportVersion: EveryCheck = (type) => (type.byName.has(VERSION) ? checkVersion : undefined);

const checkVersion: Check = (m, x) => {
  if (text(m, VERSION) === 'V2' && !has(m, 'http_service')) x.bad('old-version', m, VERSION, 'The V2 transport was removed; write V3.');
};
const VERSION = 'transport_api_version';

/** Filters that are delivered: of kinds that are compiled in, and with one to begin with where nobody waits for them. */
const delivered =
  (category: string, named: boolean): Check =>
  (m, x) => {
    const discovery = child(m, 'config_discovery');
    if (discovery === undefined) return;
    const known = typesOfCategories(x.schema, [category]);
    const wanted = texts(discovery, 'type_urls').map((url) => url.slice(url.lastIndexOf('/') + 1));
    const unknown = named ? wanted.find((type) => !known.includes(type)) : undefined;
    const first = anyOf(discovery, 'default_config');
    if (unknown !== undefined) x.bad('no-implementation', discovery, 'type_urls', `No filter here takes ${unknown}.`);
    else if (first === undefined) {
      if (named && flag(discovery, 'apply_default_config_without_warming'))
        x.bad('incomplete', discovery, undefined, 'A filter that is applied without warming needs default_config.');
    } else if (named ? !wanted.includes(first.type) : !known.includes(first.type))
      x.bad('no-implementation', discovery, 'default_config', `default_config is of a kind that does not fit: ${first.type}.`);
  };

const watchedPath: Check = (m, x) => {
  if (['lds_config', 'lrs_server'].some((field) => x.parents[1]?.fields.get(field)?.value === x.parents[0])) return;
  if (has(m, 'poll_interval') && has(m, 'watched_directory'))
    x.bad('both-given', m, 'watched_directory', 'poll_interval and watched_directory exclude each other.');
};

/** What is sent along with every call that Envoy makes of itself. */
const initialMetadata: Check = (m, x) => {
  if (!x.parents.some((p) => /\.(ApiConfigSource|MetricsServiceConfig)$/.test(p.type.name))) return;
  for (const header of children(m, 'initial_metadata'))
    if (text(header, 'key').startsWith(':') || text(header, 'key').toLowerCase() === 'host')
      x.bad('protected-header', header, 'key', `${text(header, 'key')} cannot be set here.`);
};

export const sourceChecks: CheckTable = {
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter': delivered('envoy.filters.http', true),
  'envoy.config.listener.v3.Filter': delivered('envoy.filters.network', false),
  'envoy.config.core.v3.GrpcService': initialMetadata,
  'envoy.config.core.v3.PathConfigSource': watchedPath,
  [SOURCE]: source,
  'envoy.config.core.v3.ApiConfigSource': apiSource,
  'envoy.config.bootstrap.v3.Bootstrap': onlyServices,
  'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': dynamicResources,
  'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer': required('rtds_config', 'A delivered runtime layer needs rtds_config.'),
  'envoy.extensions.filters.network.http_connection_manager.v3.Rds': required(
    'config_source',
    'An RDS configuration needs config_source, or an xdstp name.',
    (m) => text(m, 'route_config_name').startsWith('xdstp://'),
  ),
  'envoy.config.metrics.v3.StatsdSink': (m, x) => {
    if (has(m, 'tcp_cluster_name')) needNode('A TCP statsd sink', m, x);
  },
};
