// Reads a provider's answer: into `llm`, the log and the cost, and into the form that the client expects (agentgateway 1.4). An answer that is not what the
// provider should say becomes a 502; errors of the provider pass.

import { isObject, type JsonObject } from '../../../base/json.ts';
import { utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { missingField, parseJson, readJson } from '../json-fault.ts';
import { type Exchange, failure, type LiveResponse, type Outcome } from '../run/exchange.ts';
import { completionsAnswerToMessages, messagesAnswerToCompletions } from './convert.ts';
import { costOf } from './cost.ts';
import { guardAnswer } from './guard.ts';
import type { CallKind } from './kind-of-call.ts';
import type { AiProvider, Guard } from './model.ts';
import { setField } from './payload.ts';
import { namesField } from './prompts.ts';
import { LOGGED, streamedAnswer, type Usage, usageOf } from './usage.ts';

export interface Answered {
  readonly provider: AiProvider;
  /** The client's form. */
  readonly kind: CallKind;
  readonly guards: readonly Guard[];
}

/** `form` is the provider's. */
export function readAnswer(x: Exchange, { provider, kind, guards }: Answered, form: CallKind): Outcome {
  const { response } = x;
  if (response === undefined) return CONTINUE;
  if (response.status >= 400) return passError(response, kind, form);
  const text = utf8Text(response.body);
  const llm = x.facts.get('llm');
  if (isObject(llm) && llm.streaming === true) {
    const streamed = streamedAnswer(text);
    if (streamed === undefined) return CONTINUE;
    tell(x, provider, usageOf('completions', streamed));
    if (streamed.streamed === true) x.log.extra.push(['agw.ai.time_to_first_token', '*'], ['agw.ai.time_per_output_token', '*']);
    return CONTINUE;
  }
  const json = readJson(text);
  const fault = json.ok ? faultIn(json.value, form, text) : json.fault;
  if (fault !== undefined || !json.ok || !isObject(json.value)) return unreadable(x, provider, fault ?? 'invalid type');
  const refused = guardAnswer(x, guards, json.value);
  if (refused !== undefined) {
    x.facts.delete('llm');
    return refused;
  }
  tell(x, provider, usageOf(form, json.value));
  const shown = translated(x, json.value, kind, form);
  if (shown !== undefined) setBody(response, shown);
  return CONTINUE;
}

function unreadable(x: Exchange, { name }: AiProvider, fault: string): Outcome {
  x.facts.delete('llm');
  return failure(
    502,
    'UpstreamFailure',
    `failed to process LLM response: failed to parse response: ${fault}`,
    `${name} gave no answer of a model`,
    `Its answer cannot be read: ${fault}.`,
  );
}

function faultIn(value: unknown, form: CallKind, text: string): string | undefined {
  if (!isObject(value)) return 'invalid type: *';
  if (form === 'completions' && value.model === undefined) return missingField('model', text);
  if (form === 'messages' && (!isObject(value.usage) || value.usage.input_tokens === undefined))
    return 'missing field `input_tokens` at line 1 column *';
  if (form === 'responses' && isObject(value.usage) && value.usage.input_tokens === undefined)
    return 'missing field `input_tokens` at line 1 column *';
  return form === 'rerank' && value.results === undefined ? 'missing field `results`' : undefined;
}

/** Usage, model, cost and texts, into `llm` and the log. */
function tell(x: Exchange, { system, name, origin }: AiProvider, usage: Usage): void {
  const before = x.facts.get('llm');
  const facts: JsonObject = isObject(before) ? { ...before } : {};
  const requested = typeof facts.requestModel === 'string' ? facts.requestModel : undefined;
  if (usage.model !== undefined) {
    x.log.extra.push(['gen_ai.response.model', usage.model]);
    setField(facts, 'responseModel', usage.model);
  }
  for (const [field, count] of LOGGED) if (usage.counts[count] !== undefined) x.log.extra.push([field, String(usage.counts[count])]);
  for (const [count, value] of Object.entries(usage.counts)) if (value !== undefined) setField(facts, count, value);
  if (usage.serviceTier !== undefined) setField(facts, 'serviceTier', usage.serviceTier);
  if (usage.completion !== undefined && namesField(x, 'completion')) setField(facts, 'completion', usage.completion);
  if (usage.toolCalls.length > 0 && namesField(x, 'toolCalls')) setField(facts, 'toolCalls', usage.toolCalls);
  const cost = usage.counts.inputTokens === undefined ? undefined : costOf(x, system, [usage.model, requested], usage.counts);
  if (cost !== undefined) {
    for (const [field, value] of Object.entries(cost)) setField(facts, field, value);
    x.log.extra.push(['agw.ai.usage.cost.total', plainDecimal(cost.cost.total ?? 0)]);
  }
  x.facts.set('llm', facts);
  const { inputTokens = 0, outputTokens = 0 } = usage.counts;
  if (usage.counts.inputTokens !== undefined)
    x.trace.record(() => ({
      step: 'usage',
      target: usage.model ?? name,
      result: 'pass',
      because: `${inputTokens} tokens in, ${outputTokens} out${cost === undefined ? '' : `, which cost ${plainDecimal(cost.cost.total ?? 0)}`}`,
      origin,
    }));
}

/** Without exponent. */
const plainDecimal = (value: number): string => (value === 0 ? '0' : value.toFixed(15).replace(/\.?0+$/, ''));

/** The answer in the client's form; undefined where it stays as it is, or its translation is not known here. */
function translated(x: Exchange, answer: JsonObject, kind: CallKind, form: CallKind): JsonObject | undefined {
  if (kind === form) return form === 'completions' ? wholeCompletion(answer) : undefined;
  if (kind === 'messages' && form === 'completions') return completionsAnswerToMessages(answer);
  if (kind === 'completions' && form === 'messages') return messagesAnswerToCompletions(answer, Math.floor(x.startedAt / 1000));
  x.trace.assume({ code: 'untranslated-answer', what: 'The answer is translated for the client; it is shown as the provider gave it.' });
  return undefined;
}

/** What the real program reads of a completion, written again. */
function wholeCompletion(answer: JsonObject): JsonObject {
  const choices = Array.isArray(answer.choices) ? answer.choices : [];
  return {
    ...answer,
    usage: answer.usage ?? null,
    choices: choices.map((choice: unknown) => (isObject(choice) ? withMessage(choice) : choice)),
  };
}

function withMessage(choice: JsonObject): JsonObject {
  const message = isObject(choice.message) ? choice.message : {};
  const { content, ...rest } = message;
  return { ...choice, message: content === null || content === undefined ? rest : message };
}

function setBody(response: LiveResponse, answer: JsonObject): void {
  response.body = utf8Bytes(JSON.stringify(answer));
  response.headers.set('content-length', String(response.body.length));
}

/** An error of the provider keeps its status; Anthropic's is written as OpenAI's where the client expects that. */
function passError(response: LiveResponse, kind: CallKind, form: CallKind): Outcome {
  const error = parseJson(utf8Text(response.body))?.value;
  if (kind === 'completions' && form === 'messages' && isObject(error) && isObject(error.error))
    setBody(response, { event_id: null, error: { type: error.error.type, message: error.error.message } });
  return CONTINUE;
}
