// A call of a language model as a sample request: the chat forms of OpenAI (`/v1/chat/completions`) and Anthropic (`/v1/messages`), of which people think as
// model and prompt.

import { isObject, type JsonObject } from '../../base/json.ts';
import type { SampleRequest } from '../sample-request.ts';
import { bodyObject } from './body-json.ts';
import { withHeaders } from './with-headers.ts';

export interface LlmCall {
  readonly api: LlmApi;
  readonly model: string;
  /** The system prompt; empty: none. */
  readonly system: string;
  /** The last message of the user. */
  readonly prompt: string;
  readonly stream: boolean;
}

export type LlmApi = 'openai' | 'anthropic';

export const LLM_PATHS: Readonly<Record<LlmApi, string>> = { openai: '/v1/chat/completions', anthropic: '/v1/messages' };

/** The call that a request carries, or undefined when its body names no model. */
export function readLlmCall(request: SampleRequest): LlmCall | undefined {
  const body = bodyObject(request);
  if (body === undefined || typeof body.model !== 'string') return undefined;
  const api = apiOf(request.path ?? undefined) ?? 'openai';
  const messages = messagesOf(body);
  return {
    api,
    model: body.model,
    system: api === 'anthropic' ? textOf(body.system) : textOf(messages.find((message) => message.role === 'system')?.content),
    prompt: textOf(messages.findLast((message) => message.role === 'user')?.content),
    stream: body.stream === true,
  };
}

/** The fields of a request that carries the call. Other messages and parameters that it had are kept; the path changes only when it is that of another form. */
export function writeLlmCall(call: LlmCall, before: SampleRequest): SampleRequest {
  const old = bodyObject(before) ?? {};
  const { system: _system, stream: _stream, ...kept } = old;
  const others = messagesOf(old).filter((message) => message.role !== 'system');
  const at = others.findLastIndex((message) => message.role === 'user');
  const asked = { role: 'user', content: call.prompt };
  const turns = at < 0 ? [...others, asked] : others.with(at, asked);
  const inMessages = call.api === 'openai' && call.system !== '';
  const body = {
    ...kept,
    model: call.model,
    ...(call.api === 'anthropic' ? { max_tokens: old.max_tokens ?? 1024 } : {}),
    ...(call.api === 'anthropic' && call.system !== '' ? { system: call.system } : {}),
    messages: inMessages ? [{ role: 'system', content: call.system }, ...turns] : turns,
    ...(call.stream ? { stream: true } : {}),
  };
  const path = apiOf(before.path ?? undefined) === call.api ? (before.path ?? '') : LLM_PATHS[call.api];
  return { method: 'POST', path, headers: withHeaders(before, [['content-type', 'application/json']]), body: JSON.stringify(body) };
}

/** The form that a path is of, by its last segment. */
const apiOf = (path: string | undefined): LlmApi | undefined =>
  path === undefined
    ? undefined
    : /\/messages(?:[?/]|$)/.test(path)
      ? 'anthropic'
      : /\/chat\/completions(?:[?/]|$)/.test(path)
        ? 'openai'
        : undefined;

const messagesOf = (body: JsonObject): readonly JsonObject[] => (Array.isArray(body.messages) ? body.messages.filter(isObject) : []);

/** A message's text: as it is, or the text parts of a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter(isObject)
    .flatMap((part) => (typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
}
