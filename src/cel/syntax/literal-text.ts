// Literals as cel-go's unparser writes them: strings as Go quotes them, bytes as three-digit octal, shortest doubles.
import { formatShortest } from '../values/double-text.ts';
import { doubleOf } from '../values/number.ts';
import { Uint, type Value } from '../values/value.ts';

/** The source text of a literal's value. */
export function literalText(value: Value): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof Uint8Array) return `b"${Array.from(value, octal).join('')}"`;
  if (value instanceof Uint) return `${value.value}u`;
  const double = doubleOf(value);
  if (double === undefined) return String(value);
  if (!Number.isFinite(double)) return `double("${double}")`;
  const text = formatShortest(double);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** In double quotes, with what does not print escaped. */
export function quote(text: string): string {
  return `"${text.replaceAll(/[\\"]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (c) => ESCAPES.get(c) ?? escapeOf(c))}"`;
}

function escapeOf(c: string): string {
  const code = c.codePointAt(0) as number;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
