// Prompt guards that are computed here: regular expressions over the texts of the messages. `mask` replaces what is found by the rule's name in
// angle brackets, `reject` answers with the guard's own status and body. The other kinds ask services, whose verdict is declared.

import type { Exchange, Outcome } from '../run/exchange.ts';
import { regexReplaceAll, regexTest } from '../run/regex.ts';
import type { Guard } from './model.ts';
import { isObject, type JsonObject, setField } from './payload.ts';

export interface GuardVerdict {
  readonly rejected: Guard | undefined;
  readonly masked: readonly string[];
}

export function guardRequest(x: Exchange, guards: readonly Guard[], body: JsonObject): GuardVerdict {
  const masked: string[] = [];
  for (const guard of guards.filter((g) => g.side === 'request')) {
    if (guard.kind !== 'regex') {
      if (x.sample.verdicts?.[guard.kind]?.allow === false) return { rejected: guard, masked };
      if (x.sample.verdicts?.[guard.kind] === undefined)
        x.trace.assume({
          code: 'undeclared-guard',
          what: `The prompt guard ${guard.kind} asks a service; nothing is declared, so it is taken to let the prompt through.`,
          target: guard.kind,
          origin: guard.origin,
        });
      continue;
    }
    for (const { name, pattern } of guard.patterns) {
      const texts = textsIn(body, guard.scope);
      const hit = texts.some(({ text }) => regexTest(pattern, text));
      if (!hit) continue;
      if (guard.action === 'reject') return { rejected: guard, masked };
      masked.push(name);
      for (const { text, set } of texts) set(regexReplaceAll(pattern, text, name === 'pattern' ? '<masked>' : `<${maskName(name)}>`));
    }
  }
  return { rejected: undefined, masked };
}

const MASKS: Readonly<Record<string, string>> = {
  ssn: 'SSN',
  creditCard: 'CREDIT_CARD',
  phoneNumber: 'PHONE_NUMBER',
  email: 'EMAIL_ADDRESS',
  caSin: 'CA_SIN',
};
const maskName = (name: string): string => (Object.hasOwn(MASKS, name) ? (MASKS[name] as string) : name);

interface Text {
  readonly text: string;
  readonly set: (text: string) => void;
}

function textsIn(body: JsonObject, scope: readonly string[]): readonly Text[] {
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  return messages
    .filter((message) => scope.includes(message.role === 'system' ? 'systemPrompt' : message.role === 'tool' ? 'toolOutput' : 'messages'))
    .flatMap((message) => textsOfContent(message));
}

function textsOfContent(message: JsonObject): readonly Text[] {
  const { content } = message;
  if (typeof content === 'string') return [{ text: content, set: (text) => setField(message, 'content', text) }];
  if (!Array.isArray(content)) return [];
  return content
    .filter(isObject)
    .flatMap((part) => (typeof part.text === 'string' ? [{ text: part.text, set: (text: string) => setField(part, 'text', text) }] : []));
}

/** The answer of a guard that refuses. */
export const guardReply = ({ rejection }: Guard, where: string): Outcome => ({
  kind: 'reply',
  reply: {
    status: rejection.status,
    headers: [],
    body: rejection.body,
    reason: 'DirectResponse',
    error: undefined,
    redirect: false,
    title: `Refused by a prompt guard of ${where}`,
    because: 'A guard of requests finds what it looks for. No provider is called.',
  },
});
