// gRPC to a cluster that is spoken to in HTTP/1.1: gRPC needs HTTP/2, and every call fails. The commonest slip with ext_authz, ratelimit and
// other services, which loads without a word.
import type { CheckContext } from '../load/check.ts';
import { child, chosen, has, isAny, type Message, mapOf, originOf, text } from '../schema/message.ts';
import type { Lint, LintContext } from './lint.ts';
import { TypeNames } from './type-names.ts';

const OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

export function grpcOverHttp1({ configuration }: LintContext): Lint {
  const clusters = new Map(configuration.clusters.map(({ message }) => [text(message, 'name'), message]));
  const speaks = new Map<string, boolean>();
  const speaksHttp1Only = (name: string): boolean => {
    const cluster = clusters.get(name);
    if (cluster === undefined) return false;
    const known = speaks.get(name) ?? isHttp1Only(cluster);
    speaks.set(name, known);
    return known;
  };
  return {
    on: {
      [TypeNames.envoyGrpc]: (m, x) => {
        const name = text(m, 'cluster_name');
        if (speaksHttp1Only(name)) report(name, 'This gRPC service', m, 'cluster_name', x);
      },
      [TypeNames.route]: (m, x) => {
        const action = child(m, 'route');
        const match = child(m, 'match');
        if (action === undefined || match === undefined || !has(match, 'grpc')) return;
        const name = text(action, 'cluster');
        if (speaksHttp1Only(name)) report(name, 'This route of gRPC requests', action, 'cluster', x);
      },
    },
  };
}

/** Envoy 1.40: HTTP/1.1 unless the cluster says otherwise. */
function isHttp1Only(cluster: Message): boolean {
  if (has(cluster, 'http2_protocol_options') || text(cluster, 'protocol_selection') === 'USE_DOWNSTREAM_PROTOCOL') return false;
  const options = mapOf(cluster, 'typed_extension_protocol_options').get(OPTIONS);
  const typed = isAny(options) ? options.message : undefined;
  if (typed === undefined) return options === undefined;
  const kind = chosen(typed, 'upstream_protocol_options');
  const explicit = child(typed, 'explicit_http_config');
  return kind === 'explicit_http_config' && explicit !== undefined && chosen(explicit, 'protocol_config') === 'http_protocol_options';
}

const report = (name: string, what: string, m: Message, field: string, { problems }: CheckContext): void =>
  problems.warn(
    'grpc-over-http1',
    `${what} needs HTTP/2, and cluster ${name} is spoken to in HTTP/1.1. Give the cluster http2_protocol_options in its HttpProtocolOptions.`,
    originOf(m, field),
  );
