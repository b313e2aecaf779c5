// The policy `ai`: what happens to prompts and answers of LLM traffic on a route or backend.

import type { Origin } from '../../../model/model.ts';
import type { NamedCel } from '../model.ts';
import { type At, child, dataOf, hasKey, items, numberOf, originOf, pairsOf, textOf, textsOf } from '../read/at.ts';
import { namedCels } from '../read/cel.ts';
import { readBytes } from '../steps/direct-response.ts';
import type { Guard, Payload } from './model.ts';

export interface AiPolicy {
  readonly origin: Origin;
  readonly payload: Payload;
  readonly transformations: readonly NamedCel[];
  readonly aliases: readonly (readonly [string, string])[];
  readonly guards: readonly Guard[];
  readonly prepend: readonly ChatMessage[];
  readonly append: readonly ChatMessage[];
  /** From the end of a path to what kind of call it is. */
  readonly routes: readonly (readonly [string, string])[];
}

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

const recordOf = (at: At): Readonly<Record<string, unknown>> => {
  const data = dataOf(at);
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};
};

export const readPayload = (at: At, transformations = 'transformations', final = 'finalTransformations'): Payload => ({
  defaults: recordOf(child(at, 'defaults')),
  overrides: recordOf(child(at, 'overrides')),
  transformations: namedCels(child(at, transformations)),
  finalTransformations: namedCels(child(at, final)),
});

const readMessages = (at: At): readonly ChatMessage[] =>
  items(at).map((one) => ({ role: textOf(child(one, 'role')) ?? 'user', content: textOf(child(one, 'content')) ?? '' }));

export function readAiPolicy(at: At): AiPolicy {
  const payload = readPayload(at);
  return {
    origin: originOf(at),
    payload,
    transformations: payload.transformations,
    aliases: pairsOf(child(at, 'modelAliases')),
    guards: readGuards(child(at, 'promptGuard')),
    prepend: readMessages(child(child(at, 'prompts'), 'prepend')),
    append: readMessages(child(child(at, 'prompts'), 'append')),
    routes: pairsOf(child(at, 'routes')),
  };
}

const GUARD_KINDS = ['regex', 'webhook', 'openAIModeration', 'bedrockGuardrails', 'googleModelArmor', 'azureContentSafety'];

export const readGuards = (at: At): readonly Guard[] =>
  (['request', 'response'] as const).flatMap((side) => items(child(at, side)).map((one) => readGuard(one, side)));

const INAPPROPRIATE = 'The request was rejected due to inappropriate content';

function readGuard(at: At, side: Guard['side']): Guard {
  const rejection = child(at, 'rejection');
  const regex = child(at, 'regex');
  return {
    side,
    kind: GUARD_KINDS.find((kind) => hasKey(at, kind)) ?? 'none',
    action: textOf(child(regex, 'action')) === 'reject' ? 'reject' : 'mask',
    patterns: items(child(regex, 'rules')).flatMap((rule) => {
      const builtin = textOf(child(rule, 'builtin'));
      if (builtin !== undefined) return Object.hasOwn(BUILTIN, builtin) ? [{ name: builtin, pattern: BUILTIN[builtin] as string }] : [];
      const pattern = textOf(child(rule, 'pattern'));
      return pattern === undefined ? [] : [{ name: 'pattern', pattern }];
    }),
    rejection: {
      status: numberOf(child(rejection, 'status')) ?? 403,
      headers: (['set', 'add'] as const).flatMap((how) => pairsOf(child(child(rejection, 'headers'), how))),
      body: hasKey(rejection, 'body') ? readBytes(child(rejection, 'body')) : new TextEncoder().encode(INAPPROPRIATE),
    },
    scope: hasKey(at, 'scope') ? textsOf(child(at, 'scope')) : ['systemPrompt', 'messages'],
    origin: originOf(at),
  };
}

/** What the built-in rules look for. That for telephone numbers knows the plans of countries; this is its core. */
export const BUILTIN: Readonly<Record<string, string>> = {
  ssn: '\\b(?:\\d{5}-\\d{4}|\\d{3}-\\d{6}|\\d{9}|\\d{3}[- .]\\d{2}[- .]\\d{4})\\b',
  // Thirteen digits that begin with 1 are a time.
  creditCard:
    '\\b(?:(?:[346]\\d{3}|5[0-5]\\d{2})[- ]?\\d{3,4}[- ]?\\d{3,4}[- ]?\\d{3,5}|1\\d{3}[- ]?(?:\\d{4}[- ]?\\d{3,4}[- ]?\\d{3,5}|\\d{3}[- ]?\\d{4}[- ]?\\d{3,5}|\\d{3}[- ]?\\d{3}[- ]?\\d{4,5}))\\b',
  phoneNumber: '(?:\\+?\\d{1,3}[ .-]?)?\\(?\\d{3}\\)?[ .-]?\\d{3}[ .-]?\\d{4}\\b',
  email: '[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9.-]+',
  caSin: '\\b(?:\\d{3}[ -]\\d{3}[ -]\\d{3}|\\d{9})\\b',
};
