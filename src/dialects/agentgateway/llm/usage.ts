// What an answer says about itself (agentgateway 1.4): model, tokens, texts, tools. Each form of answer has its own names for them; `llm` and the log have one.

import { isObject, type JsonObject, objectsIn } from '../../../base/json.ts';
import { parseJson } from '../json-fault.ts';
import type { CallKind } from './kind-of-call.ts';

export interface Usage {
  readonly model: string | undefined;
  /** By the names of `llm`. */
  readonly counts: Readonly<Record<string, number | undefined>>;
  readonly serviceTier: string | undefined;
  readonly completion: readonly string[] | undefined;
  readonly toolCalls: readonly JsonObject[];
}

const objectIn = (value: unknown): JsonObject => (isObject(value) ? value : {});
const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const textsIn = (values: readonly unknown[]): readonly string[] => values.filter((one) => typeof one === 'string');

/** A sum; undefined where no part of it is there. */
const sum = (...parts: readonly (number | undefined)[]): number | undefined =>
  parts.every((part) => part === undefined) ? undefined : parts.reduce<number>((total, part) => total + (part ?? 0), 0);

export function usageOf(form: CallKind, answer: JsonObject): Usage {
  const model = typeof answer.model === 'string' ? answer.model : undefined;
  const serviceTier = typeof answer.service_tier === 'string' ? answer.service_tier : undefined;
  const shared = { model, serviceTier };
  switch (form) {
    case 'messages':
      return { ...shared, ...messagesUsage(answer) };
    case 'responses':
      return { ...shared, ...responsesUsage(answer) };
    case 'anthropicTokenCount':
      return {
        model: undefined,
        serviceTier,
        counts: { countTokens: numberIn(answer.input_tokens) },
        completion: undefined,
        toolCalls: [],
      };
    case 'generateContent':
      return { ...shared, ...geminiUsage(answer) };
    default:
      return { ...shared, ...completionsUsage(answer, form) };
  }
}

type Told = Omit<Usage, 'model' | 'serviceTier'>;

function completionsUsage(answer: JsonObject, form: CallKind): Told {
  const isChat = form !== 'embeddings' && form !== 'rerank';
  const usage = objectIn(answer.usage);
  const input = objectIn(usage.prompt_tokens_details);
  const output = objectIn(usage.completion_tokens_details);
  const messages = objectsIn(answer.choices).map(({ message }) => objectIn(message));
  const inputTokens = numberIn(usage.prompt_tokens);
  const total = numberIn(usage.total_tokens) ?? sum(inputTokens, numberIn(usage.completion_tokens));
  return {
    counts: {
      inputTokens,
      providerInputTokens: inputTokens,
      inputAudioTokens: numberIn(input.audio_tokens),
      cachedInputTokens: numberIn(input.cached_tokens),
      outputTokens: isChat ? numberIn(usage.completion_tokens) : undefined,
      outputAudioTokens: numberIn(output.audio_tokens),
      reasoningTokens: numberIn(output.reasoning_tokens),
      totalTokens: total,
      providerTotalTokens: total,
    },
    completion: isChat && form !== 'detect' ? textsIn(messages.map(({ content }) => content)) : undefined,
    toolCalls: messages.flatMap(({ tool_calls }) =>
      objectsIn(tool_calls).map((call) => {
        const { name, arguments: given } = objectIn(call.function);
        return { id: call.id, name, arguments: typeof given === 'string' ? (parseJson(given)?.value ?? given) : given };
      }),
    ),
  };
}

/** Anthropic counts what it cached apart: the prompt is all of it. */
function messagesUsage(answer: JsonObject): Told {
  const usage = objectIn(answer.usage);
  const [plain, output] = [numberIn(usage.input_tokens), numberIn(usage.output_tokens)];
  const [read, written] = [numberIn(usage.cache_read_input_tokens), numberIn(usage.cache_creation_input_tokens)];
  const inputTokens = sum(plain, read, written);
  const parts = objectsIn(answer.content);
  return {
    counts: {
      inputTokens,
      providerInputTokens: plain,
      cachedInputTokens: read,
      cacheCreationInputTokens: written,
      outputTokens: output,
      totalTokens: sum(inputTokens, output),
      providerTotalTokens: sum(plain, output),
    },
    completion: textsIn(parts.map(({ text }) => text)),
    toolCalls: parts.filter(({ type }) => type === 'tool_use').map(({ id, name, input }) => ({ id, name, arguments: input })),
  };
}

function responsesUsage(answer: JsonObject): Told {
  const usage = objectIn(answer.usage);
  const inputTokens = numberIn(usage.input_tokens);
  const outputTokens = numberIn(usage.output_tokens);
  const total = numberIn(usage.total_tokens) ?? sum(inputTokens, outputTokens);
  const output = objectsIn(answer.output);
  return {
    counts: {
      inputTokens,
      providerInputTokens: inputTokens,
      cachedInputTokens: numberIn(objectIn(usage.input_tokens_details).cached_tokens),
      outputTokens,
      reasoningTokens: numberIn(objectIn(usage.output_tokens_details).reasoning_tokens),
      totalTokens: total,
      providerTotalTokens: total,
    },
    completion: textsIn(output.flatMap(({ content }) => objectsIn(content).map(({ text }) => text))),
    toolCalls: output
      .filter(({ type }) => type === 'function_call')
      .map(({ call_id, name, arguments: given }) => ({
        id: call_id,
        name,
        arguments: typeof given === 'string' ? (parseJson(given)?.value ?? given) : given,
      })),
  };
}

function geminiUsage(answer: JsonObject): Told & Pick<Usage, 'model'> {
  const usage = objectIn(answer.usageMetadata);
  const inputTokens = numberIn(usage.promptTokenCount);
  const outputTokens = numberIn(usage.candidatesTokenCount);
  const total = numberIn(usage.totalTokenCount);
  const parts = objectsIn(answer.candidates).flatMap(({ content }) => objectsIn(objectIn(content).parts));
  return {
    model: typeof answer.modelVersion === 'string' ? answer.modelVersion : '',
    counts: { inputTokens, providerInputTokens: inputTokens, outputTokens, totalTokens: total, providerTotalTokens: total },
    completion: [textsIn(parts.map(({ text }) => text)).join('')],
    toolCalls: [],
  };
}

/** The events of a stream of chat completions, as one answer. */
export function streamedAnswer(text: string): JsonObject | undefined {
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => parseJson(line.slice(5))?.value)
    .filter(isObject);
  if (!text.includes('data:')) return undefined;
  const deltas = events.flatMap(({ choices }) => objectsIn(choices).map(({ delta }) => objectIn(delta)));
  const content = textsIn(deltas.map((delta) => delta.content)).join('');
  return {
    ...(deltas.length === 0 ? {} : { streamed: true }),
    model: events[0]?.model,
    usage: events.findLast(({ usage }) => isObject(usage))?.usage,
    choices: [{ message: { content } }],
  };
}

/** Fields of the log, in its order. */
export const LOGGED: readonly (readonly [field: string, count: string])[] = [
  ['gen_ai.usage.input_tokens', 'inputTokens'],
  ['gen_ai.usage.cache_creation.input_tokens', 'cacheCreationInputTokens'],
  ['gen_ai.usage.cache_read.input_tokens', 'cachedInputTokens'],
  ['gen_ai.usage.output_tokens', 'outputTokens'],
  ['gen_ai.usage.reasoning_tokens', 'reasoningTokens'],
  ['gen_ai.usage.input_audio_tokens', 'inputAudioTokens'],
  ['gen_ai.usage.output_audio_tokens', 'outputAudioTokens'],
];
