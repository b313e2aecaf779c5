// What a request asks, as `llm.prompt` shows it: role and text of each message, whatever the form of the call. Like the answer's texts it is
// there only where an expression of the configuration names it.

import { type JsonObject, objectsIn } from '../../../base/json.ts';
import type { Exchange } from '../run/exchange.ts';
import type { CallKind } from './kind-of-call.ts';

export interface Prompt {
  readonly role: string;
  readonly content: string;
}

/** The texts of parts stand beside each other. */
const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : objectsIn(content)
        .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
        .join(' ');

const promptsIn = (list: unknown): readonly Prompt[] =>
  objectsIn(list).map(({ role, content }) => ({ role: typeof role === 'string' ? role : 'user', content: textOf(content) }));

/** Undefined for calls without messages. */
export function promptsOf(kind: CallKind, body: JsonObject): readonly Prompt[] | undefined {
  switch (kind) {
    case 'completions':
      return promptsIn(body.messages);
    case 'messages':
      return [...(body.system === undefined ? [] : [{ role: 'system', content: textOf(body.system) }]), ...promptsIn(body.messages)];
    case 'responses':
      return [
        ...(typeof body.instructions === 'string' ? [{ role: 'system', content: body.instructions }] : []),
        ...(typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : promptsIn(body.input)),
      ];
    default:
      return undefined;
  }
}

const named = new WeakMap<object, string>();

/** Whether an expression of the configuration names a field of `llm`. */
export function namesField(x: Exchange, field: string): boolean {
  const { frontend, settings } = x.model;
  const { logFilter, logFields, tracing, metrics } = settings;
  return [frontend, [logFilter, logFields, tracing, metrics], x.routePolicies, x.backendPolicies].some((specs) => {
    const texts = named.get(specs) ?? textsIn(specs).join('\n');
    named.set(specs, texts);
    return new RegExp(`\\bllm\\s*(?:\\.\\s*${field}\\b|\\[\\s*["']${field}["'])|\\bvariables\\s*\\(`).test(texts);
  });
}

/** The expressions among settings, wherever they stand. */
function textsIn(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  if ('text' in value && 'origin' in value && typeof value.text === 'string') found.push(value.text);
  else for (const one of Object.values(value)) textsIn(one, found);
  return found;
}
