// agentgateway's local configuration: `binds` and `gateways`, `routes`, `llm`, `mcp`, `ui`. The descriptor is small and eager, the engine loads on first use.
import { assert } from '../../base/assert.ts';
import { loadLeanProfile } from '../../cel/profiles/index.ts';
import { findValue, type SyntaxNode } from '../../text/syntax.ts';
import type { Certainty, Dialect } from '../dialect.ts';

const PROFILE = 'agentgateway@1.4';

export const agentgateway: Dialect = {
  id: 'agentgateway',
  title: 'agentgateway',
  profiles: [PROFILE],
  detect: (document) => detect(document),
  load: async () => {
    const [{ engineOf }, profile] = await Promise.all([import('./engine.ts'), loadLeanProfile(PROFILE)]);
    assert(profile !== undefined, `the CEL profile ${PROFILE} is listed`);
    return engineOf(profile);
  },
};

/** Kubernetes objects have `kind` and `apiVersion`; an Envoy bootstrap has none of these keys. */
function detect(document: SyntaxNode | undefined): Certainty {
  if (document?.kind !== 'map' || findValue(document, 'apiVersion') !== undefined) return 'no';
  const has = (key: string): boolean => findValue(document, key) !== undefined;
  if (has('binds') || findValue(document, 'gateways')?.kind === 'map' || has('frontendPolicies')) return 'certain';
  if (has('llm') || has('mcp') || has('routeGroups')) return 'certain';
  return has('config') || has('ui') || (has('routes') && has('backends')) ? 'likely' : 'no';
}
