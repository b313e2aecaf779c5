// Fractions: `random % denominator < numerator`, with a runtime key that may replace the fraction.
import { child, type Message, text, whole } from '../schema/message.ts';
import { runtimeNumber, type World } from '../world.ts';

const DENOMINATORS: ReadonlyMap<string, number> = new Map([
  ['HUNDRED', 100],
  ['TEN_THOUSAND', 10_000],
  ['MILLION', 1_000_000],
]);

const denominatorOf = (name: string): number => DENOMINATORS.get(name) ?? 100;

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** A FractionalPercent; absent is `otherwise`. */
export function fractionOf(m: Message | undefined, otherwise: Fraction): Fraction {
  if (m === undefined) return otherwise;
  return { numerator: whole(m, 'numerator'), denominator: denominatorOf(text(m, 'denominator', 'HUNDRED')) };
}

/** A RuntimeFractionalPercent with its key looked up: a number there is a percentage, a map a fraction of its own. */
export function runtimeFraction(
  m: Message | undefined,
  world: World,
  overrides: Readonly<Record<string, unknown>> | undefined,
  otherwise: Fraction,
): Fraction {
  if (m === undefined) return otherwise;
  const fallback = fractionOf(child(m, 'default_value'), otherwise);
  const key = text(m, 'runtime_key');
  const own = overrides !== undefined && Object.hasOwn(overrides, key) ? overrides[key] : world.runtime.get(key);
  if (own !== null && typeof own === 'object') {
    const record = own as Record<string, unknown>;
    return { numerator: Number(record.numerator ?? 0), denominator: denominatorOf(String(record.denominator ?? 'HUNDRED')) };
  }
  const number = runtimeNumber(world, overrides, key);
  return number === undefined ? fallback : { numerator: number, denominator: 100 };
}

/** A numerator that is no number takes nothing. */
export const inFraction = (f: Fraction, random: bigint): boolean => Number(random % BigInt(f.denominator)) < Math.floor(f.numerator);

/** Whether another random value could come out differently. */
export const isOpen = (f: Fraction): boolean => f.numerator > 0 && f.numerator < f.denominator;
