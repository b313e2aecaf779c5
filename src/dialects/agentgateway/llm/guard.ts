// Prompt guards (agentgateway 1.4): regular expressions over the texts of prompts and answers. `mask` replaces what is found, by the name of a built-in rule or
// the word masked, `reject` answers in the guard's own words. They run in the order written, each on what the ones before have left. The other kinds ask services,
// whose verdict the sample request declares.

import { isObject, type JsonObject, objectsIn } from '../../../base/json.ts';
import type { Change } from '../../../model/decision.ts';
import type { Exchange, Outcome } from '../run/exchange.ts';
import { regexReplaceAll, regexTest } from '../run/regex.ts';
import type { Guard } from './model.ts';
import { setField } from './payload.ts';

interface Text {
  readonly text: string;
  readonly set: (text: string) => void;
}

/** Runs the guards of prompts; gives the refusal of one that refuses. */
export function guardRequest(x: Exchange, guards: readonly Guard[], body: JsonObject): Outcome | undefined {
  const rejected = run(x, guards, 'request', (guard) => promptTexts(body, guard.scope));
  return rejected === undefined ? undefined : refusal(rejected, 'prompt', 'No provider is called.');
}

/** Runs the guards of answers. */
export function guardAnswer(x: Exchange, guards: readonly Guard[], answer: JsonObject): Outcome | undefined {
  const rejected = run(x, guards, 'response', () => answerTexts(answer));
  return rejected === undefined ? undefined : refusal(rejected, 'answer', 'The client does not get the answer of the provider.');
}

function run(x: Exchange, guards: readonly Guard[], side: Guard['side'], textsFor: (guard: Guard) => readonly Text[]): Guard | undefined {
  return guards.find((guard) => guard.side === side && isRejectedBy(x, guard, () => textsFor(guard)));
}

function isRejectedBy(x: Exchange, guard: Guard, texts: () => readonly Text[]): boolean {
  if (guard.kind !== 'regex') return isRejectedByService(x, guard);
  const found: string[] = [];
  const changes: Change[] = [];
  for (const { name, pattern } of guard.patterns) {
    const hits = texts().filter(({ text }) => regexTest(pattern, text));
    if (hits.length === 0) continue;
    found.push(name === 'pattern' ? pattern : name);
    if (name === 'phoneNumber') assumePhone(x, guard);
    if (guard.action === 'reject') break;
    for (const { text, set } of hits) {
      const masked = regexReplaceAll(pattern, text, Object.hasOwn(MASKS, name) ? `<${MASKS[name]}>` : '<masked>');
      changes.push({ what: subjectOf(guard), before: text, after: masked });
      set(masked);
    }
  }
  const rejects = found.length > 0 && guard.action === 'reject';
  x.trace.record(() => ({
    step: 'prompt guard',
    target: subjectOf(guard),
    result: rejects ? 'deny' : changes.length > 0 ? 'change' : 'pass',
    because:
      found.length === 0
        ? `nothing fits ${guard.patterns.map(({ name, pattern }) => (name === 'pattern' ? pattern : name)).join(', ') || 'no rule'}`
        : `${found.join(', ')} is found, and the action is ${guard.action}`,
    origin: guard.origin,
    ...(changes.length === 0 ? {} : { changes }),
  }));
  return rejects;
}

const subjectOf = (guard: Guard): string => (guard.side === 'request' ? 'prompt' : 'answer');

const assumePhone = (x: Exchange, { origin }: Guard): void =>
  x.trace.assume({
    code: 'telephone-numbers',
    what: 'The rule phoneNumber knows the numbering plans of countries; here it takes what looks like a number of ten digits.',
    target: 'phoneNumber',
    origin,
  });

function isRejectedByService(x: Exchange, { kind, origin, side: of }: Guard): boolean {
  const verdict = x.sample.verdicts?.[kind];
  if (verdict === undefined)
    x.trace.assume({
      code: 'undeclared-guard',
      what: `The prompt guard ${kind} asks a service; nothing is declared, so it is taken to let the ${of === 'request' ? 'prompt' : 'answer'} through.`,
      target: kind,
      origin,
    });
  const rejects = verdict?.allow === false;
  x.trace.record(() => ({
    step: 'prompt guard',
    target: kind,
    result: rejects ? 'deny' : 'pass',
    because: verdict === undefined ? 'no verdict is declared: it passes' : `the declared verdict is ${rejects ? 'to refuse' : 'to pass'}`,
    origin,
  }));
  return rejects;
}

const MASKS: Readonly<Record<string, string>> = {
  ssn: 'SSN',
  creditCard: 'CREDIT_CARD',
  phoneNumber: 'PHONE_NUMBER',
  email: 'EMAIL_ADDRESS',
  caSin: 'CA_SIN',
};

/** Texts of the messages that a guard looks at, arguments of tools where it says so. */
function promptTexts(body: JsonObject, scope: readonly string[]): readonly Text[] {
  const messages = objectsIn(body.messages);
  const inTools = scope.includes('toolInput')
    ? messages.flatMap(({ tool_calls }) => objectsIn(tool_calls).flatMap((call) => fieldText(call.function, 'arguments')))
    : [];
  const system = scope.includes('systemPrompt') ? ['system', 'instructions'].flatMap((field) => fieldText(body, field)) : [];
  const input = scope.includes('messages') ? fieldText(body, 'input') : [];
  return [...system, ...input, ...messages.filter((message) => scope.includes(scopeOf(message))).flatMap(textsOfContent), ...inTools];
}

const scopeOf = ({ role }: JsonObject): string =>
  role === 'system' || role === 'developer' ? 'systemPrompt' : role === 'tool' ? 'toolOutput' : 'messages';

const fieldText = (owner: unknown, field: string): readonly Text[] => {
  const text = isObject(owner) ? owner[field] : undefined;
  return typeof text === 'string' && isObject(owner) ? [{ text, set: (masked) => setField(owner, field, masked) }] : [];
};

function textsOfContent(message: JsonObject): readonly Text[] {
  return Array.isArray(message.content)
    ? objectsIn(message.content).flatMap((part) => fieldText(part, 'text'))
    : fieldText(message, 'content');
}

/** Texts of an answer, in either form. */
const answerTexts = (answer: JsonObject): readonly Text[] => [
  ...objectsIn(answer.choices).flatMap(({ message }) => (isObject(message) ? textsOfContent(message) : [])),
  ...textsOfContent(answer),
];

/** The answer of a guard that refuses. The log names a refused prompt, not a refused answer. */
const refusal = ({ rejection, kind, side: of }: Guard, what: string, then: string): Outcome => ({
  kind: 'reply',
  reply: {
    status: rejection.status,
    headers: rejection.headers,
    body: rejection.body,
    reason: of === 'request' ? 'Guardrail' : undefined,
    error: of === 'request' ? `request rejected by ${kind} guardrail` : undefined,
    redirect: false,
    title: `Refused by a guard of the ${what}`,
    because: `A guard finds what it looks for in the ${what}. ${then}`,
  },
});
