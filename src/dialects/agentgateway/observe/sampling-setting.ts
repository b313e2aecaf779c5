// How a sampling setting is written: a share from 0 to 1, true or false, or an expression that gives one of them.
import type { CelText } from '../model.ts';
import { type At, boolOf, numberOf, originOf } from '../read/at.ts';
import { celOf } from '../read/cel.ts';

export function samplingOf(at: At): CelText | undefined {
  const literal = numberOf(at) ?? boolOf(at);
  return literal === undefined ? celOf(at) : { text: String(literal), origin: originOf(at) };
}
