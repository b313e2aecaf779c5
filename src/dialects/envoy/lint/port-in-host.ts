// Domains without a port on a listener whose clients send one. Envoy 1.40 compares the whole Host header: shop.test is not shop.test:10000.

import type { CheckTable } from '../load/check.ts';
import { child, children, flag, type Message, originOf, texts, whole } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const portInHost: CheckTable = {
  [TypeNames.manager]: (hcm, { parents, problems }) => {
    const routes = child(hcm, 'route_config');
    if (routes === undefined || flag(hcm, 'strip_matching_host_port') || flag(hcm, 'strip_any_host_port')) return;
    if (flag(routes, 'ignore_port_in_host_matching')) return;
    const listener = parents.find((p) => p.type.name === TypeNames.listener);
    const port = listener === undefined ? 0 : whole(child(child(listener, 'address'), 'socket_address') ?? listener, 'port_value');
    if (port === 0 || port === 80 || port === 443) return;
    const hosts = children(routes, 'virtual_hosts');
    const host = hosts.find((h) => exact(h).length > 0);
    if (host === undefined || hosts.some((h) => texts(h, 'domains').includes('*'))) return;
    const [domain = ''] = exact(host);
    if (texts(host, 'domains').some((d) => d.startsWith(`${domain}:`) || d === `${domain}*`)) return;
    problems.add(
      'port-in-host',
      'info',
      `Clients of port ${port} send Host: ${domain}:${port}, which ${JSON.stringify(domain)} does not match; strip_matching_host_port removes it.`,
      originOf(host, 'domains'),
    );
  },
};

const exact = (host: Message): readonly string[] => texts(host, 'domains').filter((d) => !d.includes('*') && !d.includes(':'));
