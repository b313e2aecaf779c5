// What the gateway found out about a request on its way, as expressions see it: verified claims, the owner of a key, the MCP call.
import type { Decision } from '../../../model/decision.ts';
import type { Exchange } from './exchange.ts';

/** Facts by the names of variables; those with other names are the simulation's own. */
export function learntOf({ facts, trace }: Pick<Exchange, 'facts' | 'trace'>): Pick<Decision, 'learnt'> {
  if (!trace.wanted) return {};
  const token = facts.get('jwt.rawToken');
  const named = [...facts].filter(([name]) => /^[a-z]\w*$/i.test(name));
  if (named.length === 0) return {};
  const learnt = Object.fromEntries(named);
  const { jwt } = learnt;
  const isToken = typeof jwt === 'object' && jwt !== null && token !== undefined;
  return { learnt: isToken ? { ...learnt, jwt: { ...jwt, rawToken: token } } : learnt };
}
