// What is done to the JSON of an LLM request before it goes out (agentgateway 1.4): defaults where a field is missing, transformations by expression,
// overrides in any case, then the final transformations. A transformation that fails or gives null leaves its field out.
import { isError } from '../../../cel/values/value.ts';
import type { Change } from '../../../model/decision.ts';
import { evaluate, jsonOf } from '../cel-site.ts';
import type { NamedCel } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import type { Payload } from './model.ts';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON text's value; undefined where it is none. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** An object of own keys, whatever their names. */
export function setField(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

const putInto =
  (body: JsonObject, changes: Change[]) =>
  (name: string, value: unknown): void => {
    changes.push({
      what: name,
      ...(Object.hasOwn(body, name) ? { before: JSON.stringify(body[name]) } : {}),
      after: JSON.stringify(value),
    });
    setField(body, name, value);
  };

/** The last word: on the body in the provider's own form. */
export function applyFinal(x: Exchange, payload: Payload, body: JsonObject): readonly Change[] {
  const changes: Change[] = [];
  applyExpressions(x, payload.finalTransformations, body, putInto(body, changes));
  return changes;
}

export function applyPayload(x: Exchange, payload: Payload, body: JsonObject): readonly Change[] {
  const changes: Change[] = [];
  const put = putInto(body, changes);
  for (const [name, value] of Object.entries(payload.defaults)) if (!Object.hasOwn(body, name)) put(name, value);
  applyExpressions(x, payload.transformations, body, put);
  for (const [name, value] of Object.entries(payload.overrides)) put(name, value);
  return changes;
}

function applyExpressions(
  x: Exchange,
  transformations: readonly NamedCel[],
  body: JsonObject,
  put: (name: string, value: unknown) => void,
): void {
  for (const { name, value } of transformations) {
    x.facts.set('llmRequest', { ...body });
    const result = evaluate(x, value);
    if (!isError(result) && result !== null) put(name, jsonOf(result));
  }
}
