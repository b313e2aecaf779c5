// Reading expressions out of a configuration, each with its place.
import type { CelText, NamedCel } from '../model.ts';
import { type At, entries, originOf, textOf } from './at.ts';

export function celOf(at: At): CelText | undefined {
  const text = textOf(at);
  return text === undefined ? undefined : { text, origin: originOf(at) };
}

/** A map from name to expression, in the order written. */
export const namedCels = (at: At): readonly NamedCel[] =>
  entries(at).flatMap(([name, value]) => {
    const cel = celOf(value);
    return cel === undefined ? [] : [{ name, value: cel }];
  });
