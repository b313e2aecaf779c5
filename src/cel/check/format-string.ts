// `'%d of %s'.format([n, x])` with a constant format: clauses are compared with the types of the list's elements, by the
// tables of cel-go's strings library (ext/formatting.go and formatting_v2.go).
import type { Call, Expr } from '../syntax/ast.ts';
import { runtimeName } from '../types/runtime-name.ts';
import type { Type } from '../types/type.ts';
import { report, type Walk } from './walk.ts';

interface Clause {
  readonly takes: ReadonlySet<Type['kind']>;
  readonly refusal: string;
}

const clause = (takes: readonly Type['kind'][], refusal: string): Clause => ({ takes: new Set(takes), refusal });

const TEXT = clause(
  ['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp', 'bytes', 'duration', 'type', 'null'],
  'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
);

type ClauseTable = Readonly<Record<string, Clause>>;

const NEW: ClauseTable = {
  s: TEXT,
  d: clause(['int', 'uint', 'double'], 'decimal clause can only be used on ints, uints, and doubles'),
  f: clause(['int', 'uint', 'double'], 'fixed-point clause can only be used on ints, uints, and doubles'),
  e: clause(['int', 'uint', 'double'], 'scientific clause can only be used on ints, uints, and doubles'),
  b: clause(['int', 'uint', 'bool'], 'only ints, uints, and bools can be formatted as binary'),
  x: clause(['int', 'uint', 'string', 'bytes'], 'only ints, uints, bytes, and strings can be formatted as hex'),
  X: clause(['int', 'uint', 'string', 'bytes'], 'only ints, uints, bytes, and strings can be formatted as hex'),
  o: clause(['int', 'uint'], 'octal clause can only be used on ints and uints'),
};

const OLD: ClauseTable = {
  s: TEXT,
  d: clause(['int', 'uint'], 'decimal clause can only be used on integers'),
  f: clause(['double', 'string'], 'fixed-point clause can only be used on doubles'),
  e: clause(['double', 'string'], 'scientific clause can only be used on doubles'),
  b: clause(['int', 'uint', 'bool'], 'only integers and bools can be formatted as binary'),
  x: clause(['int', 'uint', 'string', 'bytes'], 'only integers, byte buffers, and strings can be formatted as hex'),
  X: clause(['int', 'uint', 'string', 'bytes'], 'only integers, byte buffers, and strings can be formatted as hex'),
  o: clause(['int', 'uint'], 'octal clause can only be used on integers'),
};

/** The largest precision of the strings library from version 5 on. */
const MAX_PRECISION = 100;

export function checkFormat(walk: Walk, call: Call, version: 'new' | 'old'): void {
  const { target } = call;
  const [list] = call.args;
  if (call.form !== 'receiver' || target?.kind !== 'literal' || typeof target.value !== 'string') return;
  if (call.args.length !== 1 || list?.kind !== 'list') return;
  const args = list.elements.map((e) => e.value);
  const fault = faultOf(walk, target.value, args, version);
  if (fault === undefined) return;
  report(walk, 'bad_format', { span: (fault.at ?? target).span, order: call.nameSpan.end }, { because: fault.because });
}

/** What is wrong with a format and its arguments first; `at` is the argument to blame, else the format is. */
function faultOf(walk: Walk, format: string, args: readonly Expr[], version: 'new' | 'old'): { because: string; at?: Expr } | undefined {
  const table = version === 'new' ? NEW : OLD;
  let used = 0;
  for (const { letter, problem, ended } of clausesOf(format, version)) {
    const arg = args[used];
    if (ended) return { because: 'unexpected end of string' };
    if (arg === undefined) return { because: `index ${used} out of range` };
    if (problem !== undefined) return { because: `could not parse formatting clause: ${problem}` };
    const wanted = table[letter] as Clause;
    const wrong = refused(walk, arg, wanted, letter);
    if (wrong !== undefined) return { because: `error during formatting: ${wanted.refusal}, was given ${wrong.name}`, at: wrong.expr };
    used++;
  }
  if (args.length <= used) return undefined;
  return { because: `too many arguments supplied to string.format (expected ${used}, got ${args.length})`, at: args[used] as Expr };
}

interface FoundClause {
  readonly letter: string;
  readonly problem: string | undefined;
  /** A lone `%` at the end. */
  readonly ended: boolean;
}

function* clausesOf(format: string, version: 'new' | 'old'): Generator<FoundClause> {
  for (let i = format.indexOf('%'); i >= 0; i = format.indexOf('%', i)) {
    if (format[i + 1] === '%') {
      i += 2;
      continue;
    }
    const { precision, letter } = readClause(format, i + 1);
    yield { letter, problem: problemOf(precision, letter, version), ended: i + 1 === format.length };
    i += 1 + (precision?.length ?? 0) + letter.length;
  }
}

/** A precision with its dot, if there is one, and the letter after it. */
function readClause(format: string, start: number): { precision: string | undefined; letter: string } {
  let at = start;
  if (format[at] === '.') {
    at++;
    while (at < format.length && format.charAt(at) >= '0' && format.charAt(at) <= '9') at++;
  }
  const letter = format.codePointAt(at);
  return {
    precision: at === start ? undefined : format.slice(start, at),
    letter: letter === undefined ? '' : String.fromCodePoint(letter),
  };
}

function problemOf(precision: string | undefined, letter: string, version: 'new' | 'old'): string | undefined {
  if (precision !== undefined) {
    const digits = precision.slice(1);
    const wrong =
      letter === ''
        ? 'could not find end of precision specifier'
        : digits === ''
          ? 'error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax'
          : version === 'new' && Number(digits) > MAX_PRECISION
            ? `precision ${digits} exceeds maximum allowed precision ${MAX_PRECISION}`
            : undefined;
    if (wrong !== undefined) return `error while parsing precision: ${wrong}`;
  }
  return Object.hasOwn(NEW, letter) ? undefined : `unrecognized formatting clause "${letter}"`;
}

/** The expression whose type the clause does not take; with `%s` also an element of a literal. */
function refused(walk: Walk, expr: Expr, wanted: Clause, letter: string): { expr: Expr; name: string } | undefined {
  const type = walk.types.get(expr.id);
  if (type === undefined || type.kind === 'dyn') return undefined;
  const kind = type.kind === 'wrapper' ? type.of.kind : type.kind;
  if (!wanted.takes.has(kind)) return { expr, name: runtimeName(type) };
  if (letter !== 's') return undefined;
  const parts =
    expr.kind === 'list' ? expr.elements.map((e) => e.value) : expr.kind === 'map' ? expr.entries.flatMap((e) => [e.key, e.value]) : [];
  for (const part of parts) {
    const wrong = refused(walk, part, wanted, letter);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
