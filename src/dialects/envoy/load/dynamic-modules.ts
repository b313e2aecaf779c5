// Code in modules of one's own, and extensions that need another extension of the bootstrap beside them.
import { anyOf, child, children, flag, has, text } from '../schema/message.ts';
import type { Check, CheckTable } from './check.ts';

const ROUTE_SPECIFIER = /\.router\.route_specifiers\.dynamic_modules\./;

/** A module is found by its name, or its bytes are given. */
const module: Check = (m, x) => {
  if (text(m, 'name') === '' && !has(m, 'module'))
    x.bad('incomplete', m, undefined, 'Which module? name or module is needed in dynamic_module_config.');
  else if (['inline_string', 'inline_bytes', 'environment_variable'].some((field) => has(child(child(m, 'module'), 'local') ?? m, field)))
    x.bad('not-supported', m, 'module', 'A module is a file, here or on another server.');
  else if (ROUTE_SPECIFIER.test(x.parents[0]?.type.name ?? '') && !flag(m, 'do_not_close'))
    x.bad('incomplete', m, undefined, 'A module that chooses routes stays open: do_not_close must be true.');
};

/** What holds a module's configuration, which may not be missing. */
const holder: Check = (m, x) => {
  if (child(m, 'dynamic_module_config') === undefined) x.bad('incomplete', m, undefined, 'Which module? dynamic_module_config is missing.');
};

const UPSTREAM_SOCKET = 'envoy.extensions.bootstrap.reverse_tunnel.upstream_socket_interface.v3.UpstreamReverseConnectionSocketInterface';

const reverseTunnel: Check = (m, x) => {
  const { bootstrap, bare } = x.configuration;
  if (bootstrap === undefined || bare !== undefined) return;
  if (!children(bootstrap, 'bootstrap_extensions').some((e) => anyOf(e, 'typed_config')?.type === UPSTREAM_SOCKET))
    x.bad('incomplete', m, undefined, 'A reverse tunnel needs the upstream socket interface in bootstrap_extensions.');
};

export const moduleChecks: CheckTable = {
  'envoy.extensions.dynamic_modules.v3.DynamicModuleConfig': module,
  'envoy.extensions.bootstrap.dynamic_modules.v3.DynamicModuleBootstrapExtension': holder,
  'envoy.extensions.filters.http.dynamic_modules.v3.DynamicModuleFilter': holder,
  'envoy.extensions.filters.listener.dynamic_modules.v3.DynamicModuleListenerFilter': holder,
  'envoy.extensions.filters.network.dynamic_modules.v3.DynamicModuleNetworkFilter': holder,
  'envoy.extensions.filters.udp.dynamic_modules.v3.DynamicModuleUdpListenerFilter': holder,
  'envoy.extensions.filters.network.reverse_tunnel.v3.ReverseTunnel': reverseTunnel,
};
