// What expressions see on the way back (agentgateway 1.4). Before the backend is called the gateway keeps the request for later, but only when an expression of the
// log or of the gateway and route phases uses a variable beyond the response. Policies of the backend are not asked, so without such an expression their
// response transformations find `request`, `source` and `backend` null.
import { readsOf } from '../../../cel/explain/reads.ts';
import { parse } from '../../../cel/syntax/parser.ts';
import type { AgwModel, AgwPolicy } from '../model.ts';
import type { Exchange } from './exchange.ts';

/** What the gateway reads of a body where nothing else is set: 2 MiB. */
export const DEFAULT_BUFFER = 2_097_152;

/** Reads the bodies that these policies' expressions name, as they are now. */
export function readBodies(x: Exchange, policies: readonly AgwPolicy[]): void {
  for (const policy of policies) {
    const named = namedBodies(x, policy);
    if (named.request) readRequest(x);
    if (named.answer) x.body.answerRead = true;
  }
}

/** Reads the request's body, once. */
export function readRequest({ body, request }: Exchange): void {
  if (body.seen === undefined) body.seen = { bytes: request.body, limit: body.limit };
}

/** The answer's body is read before any policy changes it. */
export function readAnswer(x: Exchange): void {
  if (x.body.answerRead) keepAnswer(x);
}

/** Keeps the answer's body as it is now, once. The gateway's own are not limited. */
export function keepAnswer({ body, response }: Exchange): void {
  if (body.answerSeen === undefined && response !== undefined)
    body.answerSeen = { bytes: response.body, limit: body.ownAnswer ? Number.POSITIVE_INFINITY : body.limit };
}

interface Named {
  readonly request: boolean;
  readonly answer: boolean;
}

const bodyUses = new WeakMap<object, Named>();

function namedBodies(x: Exchange, policy: AgwPolicy): Named {
  const known = bodyUses.get(policy) ?? namedIn(x, policy.spec);
  bodyUses.set(policy, known);
  return known;
}

/** Which bodies the log, traces and metrics name. */
export function recordedBodies(x: Pick<Exchange, 'model' | 'cel'>): Named {
  const { logFilter, logFields, tracing, metrics } = x.model.settings;
  const known = bodyUses.get(x.model) ?? namedIn(x, [x.model.frontend.map(({ spec }) => spec), logFilter, logFields, tracing, metrics]);
  bodyUses.set(x.model, known);
  return known;
}

function namedIn(x: Pick<Exchange, 'cel'>, spec: unknown): Named {
  const texts = expressionsIn(spec);
  const all = texts.some(callsVariables);
  return {
    request: all || texts.some((text) => namesBody(x, text, 'request')),
    answer: all || texts.some((text) => namesBody(x, text, 'response')),
  };
}

/** `variables()` is all of them. */
const callsVariables = (text: string): boolean => /\bvariables\s*\(/.test(text);

const namesBody = (x: Pick<Exchange, 'cel'>, text: string, of: 'request' | 'response'): boolean =>
  text.includes(of) && pathsOf(x, text).some((path) => path === of || path.startsWith(`${of}.body`) || path.startsWith(`${of}["body`));

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

/** The response and the environment are there in any case. */
const reads = (x: Exchange, text: string): boolean =>
  callsVariables(text) || pathsOf(x, text).some((path) => !/^(?:response|env)\b/.test(path));

const pathsOf = (x: Pick<Exchange, 'cel'>, text: string): readonly string[] => readsOf(parse(text, x.cel.profile.syntax).expr, undefined);

/** The expressions in a policy's settings, wherever they stand. */
function expressionsIn(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  if ('text' in value && 'origin' in value && typeof value.text === 'string') found.push(value.text);
  else for (const one of Object.values(value)) expressionsIn(one, found);
  return found;
}
