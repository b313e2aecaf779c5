// What expressions see on the way back (agentgateway 1.4). Before the backend is called the gateway keeps the request for later, but only when an expression of the
// log or of the gateway and route phases uses any variable. Policies of the backend are not asked, so without such an expression their
// response transformations find `request`, `source` and `backend` null.
import { readsOf } from '../../../cel/explain/reads.ts';
import { parse } from '../../../cel/syntax/parser.ts';
import type { AgwModel, AgwPolicy } from '../model.ts';
import type { Exchange } from './exchange.ts';

/** Notes whether the body is read before these policies run. */
export function readBody(x: Exchange, policies: readonly AgwPolicy[]): void {
  x.body.read ||= policies.some((policy) => {
    const known = bodyUses.get(policy) ?? (buffers(policy) || expressionsIn(policy.spec).some((text) => namesBody(x, text)));
    bodyUses.set(policy, known);
    return known;
  });
}

const bodyUses = new WeakMap<AgwPolicy, boolean>();

const buffers = ({ type, spec }: AgwPolicy): boolean =>
  type === 'buffer' && typeof spec === 'object' && spec !== null && 'request' in spec && spec.request !== undefined;

const namesBody = (x: Exchange, text: string): boolean =>
  /request/.test(text) && pathsOf(x, text).some((path) => path === 'request' || /^request\.body/.test(path));

/** Notes whether the request is kept for the way back. */
export function capture(x: Exchange, policies: readonly AgwPolicy[]): void {
  x.captured = usesVariables(x, x.model.frontend) || settingsUse(x) || usesVariables(x, policies);
}

const uses = new WeakMap<AgwPolicy, boolean>();
const settings = new WeakMap<AgwModel, boolean>();

const usesVariables = (x: Exchange, policies: readonly AgwPolicy[]): boolean =>
  policies.some((policy) => {
    const known = uses.get(policy) ?? expressionsIn(policy.spec).some((text) => reads(x, text));
    uses.set(policy, known);
    return known;
  });

function settingsUse(x: Exchange): boolean {
  const { logFilter, logFields, tracing, metrics } = x.model.settings;
  const known = settings.get(x.model) ?? expressionsIn([logFilter, logFields, tracing, metrics]).some((text) => reads(x, text));
  settings.set(x.model, known);
  return known;
}

const reads = (x: Exchange, text: string): boolean => pathsOf(x, text).length > 0;

const pathsOf = (x: Exchange, text: string): readonly string[] => readsOf(parse(text, x.cel.profile.syntax).expr, undefined);

/** The expressions in a policy's settings, wherever they stand. */
function expressionsIn(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  if ('text' in value && 'origin' in value && typeof value.text === 'string') found.push(value.text);
  else for (const one of Object.values(value)) expressionsIn(one, found);
  return found;
}
