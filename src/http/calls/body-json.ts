// The JSON object that a sample request's body holds, for the kinds of call that are JSON over HTTP.
import { isObject, type JsonObject } from '../../base/json.ts';
import type { SampleRequest } from '../sample-request.ts';

/** The object, or undefined when the body is no text of a JSON object. */
export function bodyObject(request: SampleRequest): JsonObject | undefined {
  if (typeof request.body !== 'string') return undefined;
  try {
    const json: unknown = JSON.parse(request.body);
    return isObject(json) ? json : undefined;
  } catch {
    // Half-typed JSON is no call yet.
    return undefined;
  }
}
