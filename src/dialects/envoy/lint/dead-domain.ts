// Domains of a virtual host that no Host header can be. Envoy 1.40 does not check where `*` stands or what a domain looks like.
import type { CheckContext, CheckTable } from '../load/check.ts';
import { flag, type Message, originOf, text, texts } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const deadDomain: CheckTable = {
  [TypeNames.virtualHost]: (host, x) => {
    const domains = texts(host, 'domains');
    const dead = domains.flatMap((domain) => {
      const why = reasonOf(domain, x);
      return why === undefined ? [] : [`${JSON.stringify(domain)} ${why}`];
    });
    if (dead.length === 0) return;
    const whole = dead.length === domains.length ? `Virtual host ${text(host, 'name')} is never chosen: ` : 'No request has such a host: ';
    x.problems.warn('dead-domain', `${whole}${dead.slice(0, 5).join('; ')}.`, originOf(host, 'domains'));
  },
};

/** Why nothing matches the domain. */
function reasonOf(domain: string, x: CheckContext): string | undefined {
  if (domain === '*') return undefined;
  if (domain.trim() === '') return 'is empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(domain)) return 'is a URL, not a host';
  if (/[/?#\s]/.test(domain)) return 'has characters that no host has';
  if (domain.slice(1, -1).includes('*')) return 'has a * inside, which is a plain character there';
  if (/^\*.*\*$/.test(domain)) return 'has two *, of which one is a plain character';
  return /:[0-9]+$/.test(domain) && cutsPorts(x) ? 'has a port, and ports are cut off the request before it is compared' : undefined;
}

function cutsPorts({ parents }: CheckContext): boolean {
  const of = (type: string): Message | undefined => parents.find((p) => p.type.name === type);
  const table = of(TypeNames.routeConfiguration);
  const manager = of(TypeNames.manager);
  return (
    (table !== undefined && flag(table, 'ignore_port_in_host_matching')) || (manager !== undefined && flag(manager, 'strip_any_host_port'))
  );
}
