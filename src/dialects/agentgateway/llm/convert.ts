// Translation between the forms of calls (agentgateway 1.4), for texts: what the gateway sends in place of what the client wrote, and the answer the other way
// round. Tools and pictures are not translated here; `isPlain` says whether a request is without them.
import { isObject, type JsonObject, objectsIn } from '../../../base/json.ts';
import { setField } from './payload.ts';

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Made of the entries that have a value. */
function record(entries: readonly (readonly [string, unknown])[]): JsonObject {
  const out: JsonObject = {};
  for (const [name, value] of entries) if (value !== undefined) setField(out, name, value);
  return out;
}

export const isPlain = (body: JsonObject): boolean =>
  body.tools === undefined &&
  [...objectsIn(body.messages), ...objectsIn(body.input)].every(
    ({ content, role, type }) =>
      (type === undefined || type === 'message') &&
      role !== 'tool' &&
      (typeof content === 'string' || objectsIn(content).every((part) => typeof part.text === 'string')),
  );

const parts = (content: unknown): readonly JsonObject[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : objectsIn(content).map(({ text }) => ({ type: 'text', text }));

const isStreamed = (body: JsonObject): boolean => body.stream === true;
const usageOption = (body: JsonObject): JsonObject | undefined => (isStreamed(body) ? { include_usage: true } : undefined);

/** Anthropic's messages as chat completions. */
export function messagesToCompletions(body: JsonObject): JsonObject {
  const system =
    body.system === undefined ? [] : [{ role: 'system', content: typeof body.system === 'string' ? body.system : parts(body.system) }];
  return record([
    ['messages', [...system, ...objectsIn(body.messages).map(({ role, content }) => ({ role, content: parts(content) }))]],
    ['model', body.model],
    ['max_completion_tokens', body.max_tokens],
    ['stop', body.stop_sequences],
    ['stream', isStreamed(body)],
    ['stream_options', usageOption(body)],
    ['temperature', body.temperature],
    ['top_p', body.top_p],
    ['user', isObject(body.metadata) ? body.metadata.user_id : undefined],
  ]);
}

/** OpenAI's responses as chat completions. */
export function responsesToCompletions(body: JsonObject): JsonObject {
  const first = typeof body.instructions === 'string' ? [{ role: 'developer', content: body.instructions }] : [];
  const rest =
    typeof body.input === 'string'
      ? [{ role: 'user', content: parts(body.input) }]
      : objectsIn(body.input).map(({ role, content }) => ({
          role: role === 'system' ? 'developer' : role,
          content: typeof content === 'string' ? content : parts(content),
        }));
  return record([
    ['messages', [...first, ...rest]],
    ['model', body.model],
    ['max_completion_tokens', body.max_output_tokens],
    ['stream', isStreamed(body)],
    ['stream_options', usageOption(body)],
    ['temperature', body.temperature],
    ['top_p', body.top_p],
  ]);
}

const MOST_TOKENS = 4096;
const isSystem = ({ role }: JsonObject): boolean => role === 'system' || role === 'developer';
const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : objectsIn(content)
        .map(({ text }) => String(text))
        .join('\n');

/** Chat completions as Anthropic's messages, which need a limit. */
export function completionsToMessages(body: JsonObject): JsonObject {
  const messages = objectsIn(body.messages);
  const system = messages.filter(isSystem).map(({ content }) => textOf(content));
  const stop = typeof body.stop === 'string' ? [body.stop] : body.stop;
  return record([
    ['messages', messages.filter((m) => !isSystem(m)).map(({ role, content }) => ({ role, content: parts(content) }))],
    ['system', system.length === 0 ? undefined : system.join('\n')],
    ['model', body.model],
    ['max_tokens', body.max_completion_tokens ?? body.max_tokens ?? MOST_TOKENS],
    ['stop_sequences', stop],
    ['stream', isStreamed(body) ? true : undefined],
    ['temperature', body.temperature],
    ['top_p', body.top_p],
    ['metadata', body.user === undefined ? undefined : { user_id: body.user }],
  ]);
}

/** Chat completions as Gemini's own form. */
export function completionsToGemini(body: JsonObject): JsonObject {
  const messages = objectsIn(body.messages);
  const texts = (content: unknown): readonly JsonObject[] => parts(content).map(({ text }) => ({ text }));
  const system = messages.filter(isSystem).flatMap(({ content }) => texts(content));
  const config = record([
    ['temperature', body.temperature],
    ['topP', body.top_p],
    ['maxOutputTokens', body.max_completion_tokens ?? body.max_tokens],
    ['stopSequences', typeof body.stop === 'string' ? [body.stop] : body.stop],
    ['seed', body.seed],
  ]);
  return record([
    [
      'contents',
      messages
        .filter((m) => !isSystem(m))
        .map(({ role, content }) => ({ role: role === 'assistant' ? 'model' : role, parts: texts(content) })),
    ],
    ['systemInstruction', system.length === 0 ? undefined : { parts: system }],
    ['generationConfig', Object.keys(config).length === 0 ? undefined : config],
  ]);
}

const STOPS: Readonly<Record<string, string>> = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use' };
const FINISHES: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
};
const wordIn = (table: Readonly<Record<string, string>>, word: unknown): unknown =>
  typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : word;

/** An answer in chat completions as one in Anthropic's messages. */
export function completionsAnswerToMessages(answer: JsonObject): JsonObject {
  const choice = objectsIn(answer.choices)[0] ?? {};
  const message = isObject(choice.message) ? choice.message : {};
  const usage = isObject(answer.usage) ? answer.usage : {};
  const cached = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details.cached_tokens : undefined;
  return record([
    ['id', answer.id],
    ['type', 'message'],
    ['role', 'assistant'],
    ['content', typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : []],
    ['model', answer.model],
    ['stop_reason', wordIn(STOPS, choice.finish_reason)],
    ['stop_sequence', null],
    [
      'usage',
      record([
        ['input_tokens', count(usage.prompt_tokens) - count(cached)],
        ['output_tokens', usage.completion_tokens],
        ['cache_read_input_tokens', cached],
      ]),
    ],
  ]);
}

/** An answer in Anthropic's messages as one in chat completions. */
export function messagesAnswerToCompletions(answer: JsonObject, created: number): JsonObject {
  const usage = isObject(answer.usage) ? answer.usage : {};
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage;
  const details = record([
    ['cached_tokens', read],
    ['cache_write_tokens', written],
  ]);
  const content = objectsIn(answer.content)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('\n');
  return record([
    ['model', answer.model],
    [
      'usage',
      record([
        ['prompt_tokens', usage.input_tokens],
        ['completion_tokens', usage.output_tokens],
        ['total_tokens', count(usage.input_tokens) + count(usage.output_tokens)],
        ['prompt_tokens_details', Object.keys(details).length === 0 ? undefined : details],
        ['cache_read_input_tokens', read],
        ['cache_creation_input_tokens', written],
      ]),
    ],
    ['choices', [{ message: { content, role: 'assistant' }, index: 0, finish_reason: wordIn(FINISHES, answer.stop_reason) }]],
    ['id', answer.id],
    ['created', created],
    ['object', 'chat.completion'],
  ]);
}
