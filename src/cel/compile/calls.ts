// Calls of library functions: the tests of texts, `size` and constant formats in place, every other function through its row, after
// the tests of its parameters.
import { type Clauses, parseFormat } from '../lib/format.ts';
import type { Overload, Run } from '../lib/library.ts';
import { textRows } from '../lib/standard/text.ts';
import { functionOf, mostParameters, otherCall, specialised, takes } from '../plan/call.ts';
import { type Row, rowFor, type Test } from '../plan/dispatch.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { noOverload } from '../values/fault.ts';
import { MAX_TEXT } from '../values/meter.ts';
import { CelError, type Value } from '../values/value.ts';
import { boxed, given, sound } from './box.ts';
import { writeClosure } from './closure.ts';
import { asBool, asInt, asString, refined } from './guards.ts';
import { computed, type Known, literal, MAX_SAFE, named } from './known.ts';
import { callOrLeave, fresh, leaveIf, line, linkRun, type Place, simple, temporary, type Writer, working } from './writer.ts';

export function writeFunction(w: Writer, call: Call, place: Place): Known {
  const { planner } = w;
  const { name, overloads, target } = functionOf(planner, call);
  const all = [...(target === undefined ? [] : [target]), ...call.args];
  if (otherCall(planner, name, overloads, target !== undefined, all.length) !== undefined) return writeClosure(w, call, place);
  const ignoresMore = planner.env.profile.evaluation.extraArguments === 'ignored';
  const args = ignoresMore ? all.slice(0, mostParameters(overloads, all.length)) : all;
  if (overloads.some((row) => row.ofVariables !== undefined || (row.lazy === true && takes(row, args.length))))
    return writeClosure(w, call, place);
  const fitting = overloads.filter((row) => takes(row, args.length));
  const [only] = fitting;
  if (only === undefined) return writeClosure(w, call, place);
  const loose = fitting.find((row) => row.loose === true);
  if (loose !== undefined) return writeRun(w, call, prepared(w, call, loose, args), args, place);
  if (name === 'size' && args.length === 1) return writeSize(w, call, fitting, args[0] as Expr, place);
  if (fitting.length > 1) return writeChoice(w, call, fitting, args, place);
  return writeInPlace(w, only, args, place) ?? writeRow(w, call, only, args, place);
}

/** The row with what its constant arguments allow to do once. */
function prepared(w: Writer, call: Call, row: Overload, args: readonly Expr[]): Overload {
  const steps = args.map((arg) => w.steps.get(arg.id) ?? (() => null));
  return specialised(w.planner, row, steps, call);
}

/** Rows whose work does not grow beyond that of reading one text. */
const LIGHT = /^(string|int64|uint64|double|bool|bytes|timestamp|duration)_to_|^type$|^to_dyn$|^matches(_string)?$/;

function bounding(w: Writer, row: Overload, isPrepared: boolean): void {
  working(w);
  if (!LIGHT.test(row.id) || (row.id.startsWith('matches') && !isPrepared)) w.isMetered = true;
}

/** Any values, but no errors. */
function writeRun(w: Writer, _: Call, row: Overload, args: readonly Expr[], place: Place): Known {
  const values = args.map((arg) => sound(w, w.write(arg, place), place));
  w.isMetered = true;
  working(w);
  return callOrLeave(w, place, `${linkRun(w, row.run)}(${values.join(', ')})`);
}

function writeRow(w: Writer, call: Call, plain: Overload, args: readonly Expr[], place: Place): Known {
  const row = prepared(w, call, plain, args);
  const fitted = rowFor(row, args.length) as Row;
  const values = args.map((arg, i) => argument(w, w.write(arg, place), fitted, i, place));
  bounding(w, row, row !== plain);
  return callOrLeave(w, place, `${linkRun(w, row.run)}(${values.join(', ')})`);
}

/** An argument after the test of its parameter. */
function argument(w: Writer, known: Known, row: Row, i: number, place: Place): string {
  switch (row.params[Math.min(i, row.params.length - 1)]?.kind) {
    case 'string':
      return asString(w, known, place).js;
    case 'bool':
      return asBool(w, known, place);
    case 'int':
      return boxed(w, asInt(w, known, place));
    default: {
      const value = temporary(w, boxed(w, given(w, known, place)));
      leaveIf(w, place, `!${linkRun(w, row.tests[i] as Test)}(${value})`);
      return value;
    }
  }
}

/** Several rows: the one that the values fit is found when it runs. */
function writeChoice(w: Writer, call: Call, rows: readonly Overload[], args: readonly Expr[], place: Place): Known {
  const values = args.map((arg) => boxed(w, given(w, w.write(arg, place), place)));
  for (const row of rows) bounding(w, row, false);
  const fitted = rows.map((row) => rowFor(prepared(w, call, row, args), args.length) as Row);
  return callOrLeave(w, place, `${linkRun(w, chooser(call.name, fitted))}(${values.join(', ')})`);
}

const chooser =
  (name: string, rows: readonly Row[]): Run =>
  (...values) => {
    for (const { run, tests } of rows) if (tests.every((fits, i) => fits(values[i] as Value))) return run(...values);
    return noOverload(name, ...values);
  };

/** An array has its length; everything else has a row. */
function writeSize(w: Writer, call: Call, rows: readonly Overload[], arg: Expr, place: Place): Known {
  const counted = w.countOf(arg, place);
  if (counted !== undefined) return counted;
  const x = refined(w, simple(w, given(w, w.write(arg, place), place)));
  if (x.kind === 'list') return computed('int', `${x.js}.length`, { most: MAX_SAFE });
  const fitted = rows.map((row) => rowFor(prepared(w, call, row, [arg]), 1) as Row);
  const size = `${linkRun(w, chooser('size', fitted))}(${boxed(w, x)})`;
  const name = temporary(w, x.kind === 'any' ? `Array.isArray(${x.js}) ? ${x.js}.length : ${size}` : size);
  leaveIf(w, place, `typeof ${name} !== "number"`);
  working(w);
  return named('int', name, { most: MAX_SAFE });
}

type InPlace = (w: Writer, args: readonly Known[], place: Place) => Known;

const test =
  (method: string): InPlace =>
  (w, [s, part]) => {
    if (method === 'includes' || part?.constant === undefined) w.work++;
    return computed('bool', `${(s as Known).js}.${method}(${(part as Known).js})`);
  };

/** The tests of texts, by the function that the row runs: a profile's own function of the same name is not among them. */
const inPlace: ReadonlyMap<Run, InPlace> = new Map(
  textRows.flatMap((row): [Run, InPlace][] => {
    if (row.name === 'startsWith' || row.name === 'endsWith') return [[row.run, test(row.name)]];
    return row.name === 'contains' ? [[row.run, test('includes')]] : [];
  }),
);

function writeInPlace(w: Writer, row: Overload, args: readonly Expr[], place: Place): Known | undefined {
  if (row.clauses !== undefined) return writeFormat(w, row.clauses, args, place);
  const write = inPlace.get(row.run);
  if (write === undefined) return undefined;
  const texts = args.map((arg) => asString(w, w.write(arg, place), place));
  return write(w, texts, place);
}

/** A constant format over a list that is written out: its parts and arguments, put together. */
function writeFormat(w: Writer, clauses: Clauses, [format, list]: readonly Expr[], place: Place): Known | undefined {
  if (format?.kind !== 'literal' || typeof format.value !== 'string' || list?.kind !== 'list') return undefined;
  const parts = parseFormat(format.value, clauses);
  const wanted = parts.filter((part) => typeof part !== 'string').length;
  if (wanted > list.elements.length || list.elements.some((element) => element.optional) || parts.some((p) => p instanceof CelError))
    return undefined;
  const values = list.elements.map(({ value }) => simple(w, given(w, w.write(value, place), place)));
  let used = 0;
  const texts = parts.map((part) => {
    if (typeof part === 'string') return literal(part);
    if (part instanceof CelError) return '""';
    return clauseText(w, clauses, part.clause, part.precision, values[used++] as Known, place);
  });
  for (const value of values.slice(used)) sound(w, value, place);
  const name = temporary(w, texts.length === 0 ? '""' : `"" + ${texts.join(' + ')}`);
  leaveIf(w, place, `${name}.length > ${MAX_TEXT}`);
  working(w);
  return named('string', name);
}

function clauseText(w: Writer, clauses: Clauses, clause: Clauses[string], precision: number, known: Known, place: Place): string {
  const value = refined(w, known);
  const takesText = clause === clauses.s;
  if (takesText && value.kind === 'string') return value.js;
  const name = fresh(w, 't');
  const guard = takesText ? `typeof ${value.js} === "string"` : clause === clauses.d ? `Number.isSafeInteger(${value.js})` : undefined;
  const fast = takesText ? value.js : `"" + (${value.js} + 0)`;
  const slow = `${linkRun(w, clause)}(${boxed(w, value)}, ${precision})`;
  line(
    w,
    `const ${name} = ${guard === undefined || (value.kind !== 'any' && value.kind !== 'int') ? slow : `${guard} ? ${fast} : ${slow}`};`,
  );
  leaveIf(w, place, `typeof ${name} !== "string"`);
  return name;
}
