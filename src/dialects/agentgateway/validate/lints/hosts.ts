// Hostnames that no request reaches: outside their listener's, a bare star, with a scheme or port in them; listeners that serve the same name.
import { routesOf } from '../../lower/routes.ts';
import type { AgwListener, Bind } from '../../model.ts';
import { covers } from '../../run/listener.ts';
import { placeOf, type Reporter } from '../report.ts';
import type { AgwLint } from './lint.ts';

export const hostLint: AgwLint = ({ model, report }) => {
  const said = new Set<string>();
  for (const bind of model.listeners) {
    checkTwins(bind, report);
    for (const listener of bind.chains) checkListener(listener, report, said);
  }
};

function checkListener(listener: AgwListener, report: Reporter, said: Set<string>): void {
  const once = (path: string, add: () => void): void => {
    if (said.has(path)) return;
    said.add(path);
    add();
  };
  for (const route of [...routesOf(listener), ...listener.tcpRoutes]) {
    for (const host of route.hostnames) {
      const fault = faultOf(host.name);
      if (host.name === '*') once(host.origin.path, () => report.add('agentgateway/star-host', placeOf(host.origin), {}));
      else if (fault !== undefined)
        once(host.origin.path, () => report.add('agentgateway/odd-host', placeOf(host.origin), { host: host.name, because: fault }));
      else if (!overlaps(listener, host.name))
        once(`${listener.id} ${host.origin.path}`, () =>
          report.add('agentgateway/host-outside', placeOf(host.origin), { host: host.name, listener: listener.hostname }),
        );
    }
  }
}

function faultOf(host: string): string | undefined {
  if (host.includes('://')) return 'it is a URL, not a host';
  if (/:\d+$/.test(host)) return 'ports are not part of a hostname';
  if (/[\s/]/.test(host)) return 'it is no host name';
  return host.indexOf('*') > 0 || (host.startsWith('*') && !host.startsWith('*.'))
    ? 'a star only stands for everything before a dot: `*.example.com`'
    : undefined;
}

/** Whether any host can fit both the listener and the route. */
function overlaps(listener: AgwListener, host: string): boolean {
  if (!host.startsWith('*.')) return covers(listener, host);
  const { hostname } = listener;
  if (hostname === '' || hostname === '*') return true;
  const suffix = host.slice(1);
  return hostname.startsWith('*') ? hostname.slice(1).endsWith(suffix) || suffix.endsWith(hostname.slice(1)) : hostname.endsWith(suffix);
}

/** Two listeners of one port that serve the same name: which one wins changes from start to start. */
function checkTwins(bind: Bind, report: Reporter): void {
  const seen = new Map<string, AgwListener>();
  for (const listener of bind.chains) {
    const key = `${listener.tls} ${listener.hostname === '*' ? '' : listener.hostname}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, listener);
    else report.add('agentgateway/same-hostname', placeOf(listener.origin), { host: listener.hostname || 'every host', other: other.name });
  }
}
