// What the gateway demands of a request to a model before it sends it on (agentgateway 1.4): JSON of the form that the path says.

import { isObject, type JsonObject } from '../../../base/json.ts';
import { utf8Text } from '../../../http/bytes.ts';
import { missingField, readJson } from '../json-fault.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { type CallKind, REQUIRED } from './kind-of-call.ts';

export type Checked = { readonly ok: true; readonly body: JsonObject } | { readonly ok: false; readonly outcome: Outcome };

/** A refusal of the request as one to a model. */
export const badRequest = (message: string, because: string): Outcome =>
  failure(400, 'InvalidRequest', `failed to process LLM request: ${message}`, 'No LLM request', because);

export function checkRequest(x: Exchange, kind: CallKind): Checked {
  const text = utf8Text(x.request.body);
  const json = readJson(text);
  const fault = json.ok ? faultIn(json.value, kind, text) : json.fault;
  if (!json.ok || fault !== undefined)
    return { ok: false, outcome: badRequest(`failed to parse request: ${fault}`, `The body is no request of this kind: ${fault}.`) };
  return { ok: true, body: json.value as JsonObject };
}

const NUMBERS = ['temperature', 'top_p', 'frequency_penalty', 'presence_penalty'] as const;

function faultIn(body: unknown, kind: CallKind, text: string): string | undefined {
  if (!isObject(body)) return `invalid type: ${kindOf(body)}, expected struct Request at line 1 column ${Array.isArray(body) ? 0 : '*'}`;
  const missing = (REQUIRED[kind] ?? []).find((name) => body[name] === undefined);
  if (missing !== undefined) return missingField(missing, text);
  if (kind !== 'completions') return undefined;
  if (!Array.isArray(body.messages)) return `invalid type: ${kindOf(body.messages)}, expected a sequence at line 1 column *`;
  for (const message of body.messages) {
    if (!isObject(message)) return `invalid type: ${kindOf(message)}, expected struct RequestMessage at line 1 column *`;
    if (message.role === undefined) return 'missing field `role` at line 1 column *';
  }
  const odd = NUMBERS.find((name) => body[name] !== undefined && body[name] !== null && typeof body[name] !== 'number');
  return odd === undefined ? undefined : `invalid type: ${kindOf(body[odd])}, expected f32 at line 1 column *`;
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `integer \`${value}\`` : `floating point \`${value}\``;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  return value === null ? 'null' : Array.isArray(value) ? 'sequence' : 'map';
}
