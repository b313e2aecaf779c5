// The body of a call in the form that its provider understands (agentgateway 1.4).

import { isObject, type JsonObject } from '../../../base/json.ts';
import { failure, type Outcome } from '../run/exchange.ts';
import { completionsToGemini, completionsToMessages, isPlain, messagesToCompletions, responsesToCompletions } from './convert.ts';
import type { CallKind } from './kind-of-call.ts';
import type { AiProvider } from './model.ts';
import { setField } from './payload.ts';

export type Outgoing =
  | {
      readonly ok: true;
      readonly body: JsonObject;
      /** False where the translation is not known here, and the body is still the client's. */
      readonly translated: boolean;
    }
  | { readonly ok: false; readonly outcome: Outcome };

const TRANSLATE: Readonly<Record<string, (body: JsonObject) => JsonObject>> = {
  'messages completions': messagesToCompletions,
  'responses completions': responsesToCompletions,
  'completions messages': completionsToMessages,
  'completions generateContent': completionsToGemini,
};

export function outgoingBody(provider: AiProvider, from: CallKind, to: CallKind, body: JsonObject): Outgoing {
  if (from === to) {
    const known = provider.provider !== 'bedrock' && (provider.provider !== 'vertex' || to === 'completions');
    return { ok: true, translated: known, body: from === 'completions' ? asCompletions(provider, body) : withoutNulls(body) };
  }
  if (from === 'messages' && body.max_tokens === undefined) return { ok: false, outcome: marshal('missing field `max_tokens`') };
  const translate = TRANSLATE[`${from} ${to}`];
  return translate === undefined || !isPlain(body)
    ? { ok: true, translated: false, body }
    : { ok: true, translated: true, body: translate(body) };
}

const marshal = (because: string): Outcome =>
  failure(
    503,
    'Internal',
    `failed to process LLM request: failed to marshal request: ${because}`,
    'The request cannot be translated',
    `It has to be translated for the provider: ${because}.`,
  );

/** Fields that the real program knows: null says nothing there. Others go on as they are. */
const KNOWN: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'temperature',
  'top_p',
  'frequency_penalty',
  'presence_penalty',
  'seed',
  'max_tokens',
  'max_completion_tokens',
  'stream',
  'stream_options',
  'content',
]);

const withoutNulls = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== null || !KNOWN.has(name)));

/** OpenAI's newer models take `max_completion_tokens`; a stream is asked for its usage. */
function asCompletions({ provider }: AiProvider, body: JsonObject): JsonObject {
  const { max_tokens, ...rest } = withoutNulls(body);
  const out: JsonObject = { ...rest };
  if (Array.isArray(rest.messages))
    setField(
      out,
      'messages',
      rest.messages.map((one: unknown) => (isObject(one) && one.content === null ? withoutNulls(one) : one)),
    );
  const isNewer = (provider === 'openAI' || provider === 'copilot') && typeof body.model === 'string' && body.model.startsWith('gpt-');
  if (max_tokens !== undefined) {
    if (!isNewer) setField(out, 'max_tokens', max_tokens);
    else if (out.max_completion_tokens === undefined) setField(out, 'max_completion_tokens', max_tokens);
  }
  if (body.stream === true && out.stream_options === undefined) setField(out, 'stream_options', { include_usage: true });
  return out;
}
