// Resolves plain scalars by the core schema of YAML 1.2 (§10.3.2): null, booleans, integers, floats, else text.

const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const words: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ...['.inf', '.Inf', '.INF'].flatMap((word): [string, number][] => [
    [word, Number.POSITIVE_INFINITY],
    [`+${word}`, Number.POSITIVE_INFINITY],
    [`-${word}`, Number.NEGATIVE_INFINITY],
  ]),
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
]);

/** Digits that a number may have before it stays text: no one means more, and conversion to bigint is quadratic. */
const MAX_DIGITS = 400;

/** The value of an unquoted scalar. Integers beyond 2^53 are bigint. */
export function resolvePlain(raw: string): string | number | bigint | boolean | null {
  if (raw.length <= 5) {
    const word = words.get(raw);
    if (word !== undefined) return word;
  }
  const first = raw.charCodeAt(0);
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!numeric || raw.length > MAX_DIGITS) return raw;
  if (INTEGER.test(raw)) return integer(raw.startsWith('+') ? raw.slice(1) : raw);
  if (OCTAL.test(raw) || HEX.test(raw)) return integer(raw);
  return FLOAT.test(raw) ? Number(raw) : raw;
}

/** A safe integer as number, a larger one as bigint. `digits` is what BigInt reads: decimal, 0o… or 0x…. */
export function integer(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}
