// Format strings and JSON formats, compiled once and printed per exchange.

import { type FormatContext, type FormatExtensions, type Json, NO_EXTENSIONS } from './context.ts';
import type { Read } from './operator.ts';
import { cut, makeOperator } from './operators.ts';
import { parseFormat } from './parse.ts';

interface CompiledPiece {
  readonly text: string | undefined;
  readonly read: Read | undefined;
  readonly length: number | undefined;
  /** Envoy 1.40: as the whole of a JSON value, a typed state is not cut. */
  readonly whole: boolean;
}

export type Compiled =
  | { readonly ok: true; readonly pieces: readonly CompiledPiece[] }
  | { readonly ok: false; readonly message: string; readonly at: number };

const known = new Map<string, Compiled>();

/** Compiles a format string. `extensions`: types of the formatters that the format lists. */
export function compileFormat(format: string, extensions: FormatExtensions = NO_EXTENSIONS): Compiled {
  const key = `${extensions.withoutQuery}${JSON.stringify(extensions.cel)}|${format}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = compile(format, extensions);
  if (known.size > 2000) known.clear();
  known.set(key, made);
  return made;
}

function compile(format: string, extensions: FormatExtensions): Compiled {
  const parsed = parseFormat(format);
  if (!parsed.ok) return parsed;
  const pieces: CompiledPiece[] = [];
  for (const piece of parsed.pieces) {
    if (piece.kind === 'text') pieces.push({ text: piece.text, read: undefined, length: undefined, whole: false });
    else {
      const { name, args, length } = piece.operator;
      const made = makeOperator(name, args, length, extensions);
      if (typeof made === 'string') return { ok: false, message: made, at: piece.at };
      pieces.push({ text: undefined, read: made, length, whole: name === 'FILTER_STATE' && !/:PLAIN$/.test(args ?? '') });
    }
  }
  return { ok: true, pieces };
}

/** The text of a format; `absent` stands for values that are not there. A format that does not load prints as it is written. */
export function printFormat(format: string, context: FormatContext, absent: string, extensions: FormatExtensions = NO_EXTENSIONS): string {
  const compiled = compileFormat(format, extensions);
  if (!compiled.ok) return format;
  return compiled.pieces
    .map((p) => p.text ?? (p.read === undefined ? '' : textOf(cut(textual(p.read(context)), p.length), absent)))
    .join('');
}

/** A value for JSON: one operator alone keeps its type, text around it makes a string, in which `absent` stands for what is not there. */
export function printValue(
  format: string,
  context: FormatContext,
  extensions: FormatExtensions = NO_EXTENSIONS,
  absent = '-',
): Json | undefined {
  const compiled = compileFormat(format, extensions);
  if (!compiled.ok) return format;
  const [first, ...rest] = compiled.pieces;
  if (first?.read !== undefined && rest.length === 0)
    return cut(first.read({ ...context, alone: true }), first.whole ? undefined : first.length);
  return printFormat(format, context, absent, extensions);
}

// Envoy 1.40: null is no text
const textual = (value: Json | undefined): Json | undefined => (value !== null && typeof value === 'object' ? jsonText(value) : value);

function textOf(value: Json | undefined, absent: string): string {
  if (value === undefined || value === null) return absent;
  if (typeof value === 'string') return value;
  return typeof value === 'object' || typeof value === 'number' ? jsonText(value) : String(value);
}

/** JSON with sorted keys, without blanks. */
export function jsonText(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(jsonText).join(',')}]`;
  const entries = Object.entries(value as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${jsonText(v)}`).join(',')}}`;
}

/** A double as C++ prints its shortest form: plain or with an exponent, whichever has fewer characters, plain where both have as many. */
function numberText(n: number): string {
  if (!Number.isFinite(n)) return Number.isNaN(n) ? 'nan' : n > 0 ? 'inf' : '-inf';
  if (n === 0) return Object.is(n, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = n.toExponential().split('e');
  const exponent = Number(power);
  const scientific = `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  if (Math.abs(exponent) > 40) return scientific;
  const plain = Number.isInteger(n) ? String(BigInt(n)) : plainFraction(n, mantissa, exponent);
  return plain.length <= scientific.length ? plain : scientific;
}

/** The digits of a fraction without an exponent. */
function plainFraction(n: number, mantissa: string, exponent: number): string {
  if (exponent >= -6) return String(n);
  const digits = mantissa.replace(/[-.]/g, '');
  return `${n < 0 ? '-' : ''}0.${'0'.repeat(-exponent - 1)}${digits}`;
}
