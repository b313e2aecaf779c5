// The parameters of a request to a model, as `llm.params` and the log name them. Those between words are single-precision numbers in the real program.

import type { JsonObject } from '../../../base/json.ts';
import type { CallKind } from './kind-of-call.ts';

export interface Parameter {
  readonly name: string;
  /** In the log. */
  readonly logged: string;
  readonly value: number | string;
}

const ROWS: readonly (readonly [name: string, logged: string, fields: readonly string[]])[] = [
  ['temperature', 'gen_ai.request.temperature', ['temperature']],
  ['top_p', 'gen_ai.request.top_p', ['top_p']],
  ['max_tokens', 'gen_ai.request.max_tokens', ['max_completion_tokens', 'max_tokens', 'max_output_tokens']],
  ['frequency_penalty', 'gen_ai.request.frequency_penalty', ['frequency_penalty']],
  ['presence_penalty', 'gen_ai.request.presence_penalty', ['presence_penalty']],
  ['seed', 'gen_ai.request.seed', ['seed']],
];

const OF_EMBEDDINGS: typeof ROWS = [
  ['dimensions', 'gen_ai.embeddings.dimension.count', ['dimensions']],
  ['encoding_format', 'gen_ai.request.encoding_formats', ['encoding_format']],
];

const SINGLE: ReadonlySet<string> = new Set(['temperature', 'top_p', 'frequency_penalty', 'presence_penalty']);

export function parametersOf(kind: CallKind, body: JsonObject): readonly Parameter[] {
  if (kind === 'anthropicTokenCount' || kind === 'detect') return [];
  return (kind === 'embeddings' ? OF_EMBEDDINGS : ROWS).flatMap(([name, logged, fields]) => {
    const value = fields.map((field) => body[field]).find((one) => typeof one === 'number' || typeof one === 'string');
    if (typeof value !== 'number' && typeof value !== 'string') return [];
    return [{ name, logged, value: typeof value === 'number' && SINGLE.has(name) ? Math.fround(value) : value }];
  });
}
