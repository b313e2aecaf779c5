// The operators, by their names in the tree.
import { literalLookUp } from '../plan/call.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { CelError } from '../values/value.ts';
import { type Sign, writeArithmetic, writeNegation } from './arithmetic.ts';
import { boxed, given, sound } from './box.ts';
import { writeClosure } from './closure.ts';
import { type Order, writeEquality, writeMembership, writeOrdering } from './comparison.ts';
import { refined } from './guards.ts';
import { type Known, kindOfValue, literal, named } from './known.ts';
import { field, uncheckedName, variableKnown } from './names.ts';
import { callOrLeave, fresh, leaveIf, line, link, linkRun, type Place, simple, type Writer } from './writer.ts';

export function writeOperator(w: Writer, call: Call, place: Place): Known {
  if (call.name === '_[_]') return writeIndex(w, call, place);
  const [left, right] = operands(w, call, place);
  const { operators } = w.planner;
  if (left === undefined) return writeClosure(w, call, place);
  if (right === undefined) return call.name === '-_' ? writeNegation(w, left, operators.negate, place) : writeClosure(w, call, place);
  const arithmetic = (sign: Sign, run = operators.add): Known => writeArithmetic(w, sign, left, right, run, place);
  const ordering = (sign: Order, run = operators.less): Known => writeOrdering(w, sign, left, right, run, place);
  switch (call.name) {
    case '_+_':
      return arithmetic('+');
    case '_-_':
      return arithmetic('-', operators.subtract);
    case '_*_':
      return arithmetic('*', operators.multiply);
    case '_/_':
      return arithmetic('/', operators.divide);
    case '_%_':
      return arithmetic('%', operators.modulo);
    case '_==_':
      return writeEquality(w, left, right, true, operators.equals, place);
    case '_!=_':
      return writeEquality(w, left, right, false, operators.differs, place);
    case '_<_':
      return ordering('<');
    case '_<=_':
      return ordering('<=', operators.lessOrEqual);
    case '_>_':
      return ordering('>', operators.greater);
    case '_>=_':
      return ordering('>=', operators.greaterOrEqual);
    case '@in':
      return writeMembership(w, left, right, operators.within, place);
    default:
      return writeClosure(w, call, place);
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(['_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_']);
const ARITHMETIC: ReadonlySet<string> = new Set(['_+_', '_-_', '_*_', '_/_', '_%_']);

/** The operands; what one of a comparison is compared with says what it is likely to be. */
function operands(w: Writer, call: Call, place: Place): readonly Known[] {
  const constants = COMPARISONS.has(call.name) ? call.args.map((arg) => kindOfValue(w.constantIn(arg))) : [];
  const expects = constants.find((kind) => kind !== undefined) ?? (ARITHMETIC.has(call.name) ? place.expects : undefined);
  return call.args.map((arg, i) => w.write(arg, { ...place, expects, use: useOf(w, call, call.args[1 - i]) }));
}

/** What becomes of an operand beside this other one. */
function useOf(w: Writer, call: Call, other: Expr | undefined): Place['use'] {
  if (other === undefined || !isSmallTerm(w, other)) return undefined;
  return COMPARISONS.has(call.name) ? 'compared' : call.name === '_+_' || call.name === '_-_' ? 'added' : undefined;
}

const SMALL = 2 ** 30;

/** A small constant, or a remainder by one. */
function isSmallTerm(w: Writer, expr: Expr): boolean {
  const value = w.constantIn(expr);
  if (value !== undefined) return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= SMALL;
  return expr.kind === 'call' && expr.name === '_%_' && expr.args[1] !== undefined && isSmallTerm(w, expr.args[1]);
}

function writeIndex(w: Writer, call: Call, place: Place): Known {
  const [of, by] = call.args;
  if (of === undefined || by === undefined) return writeClosure(w, call, place);
  const { operators } = w.planner;
  const name = by.kind === 'literal' && typeof by.value === 'string' ? by.value : undefined;
  const variable = name === undefined ? undefined : uncheckedName(w, of, name, place);
  if (variable !== undefined) return variableKnown(w, call, variable);
  const operand = w.write(of, place);
  const special = literalLookUp(w.planner, call, place.scope);
  if (special !== undefined)
    return callOrLeave(w, place, `${linkRun(w, special.run)}(${sound(w, operand, place)}, ${literal(special.name)})`);
  const key = w.write(by, place);
  const text = key.constant?.value;
  if (typeof text === 'string') return field(w, call, operand, text, operators.index, place);
  return element(w, refined(w, simple(w, given(w, operand, place))), simple(w, given(w, key, place)), place);
}

/** An element of an array in place; everything else by the profile's index. */
function element(w: Writer, operand: Known, key: Known, place: Place): Known {
  const run = link(w, w.planner.operators.index);
  const name = fresh(w, 't');
  const isList = operand.kind === 'list' || operand.kind === 'any';
  const isNumber = key.kind === 'int' || key.kind === 'any';
  const guard = `Array.isArray(${operand.js}) && typeof ${key.js} === "number"`;
  line(w, `let ${name}${isList && isNumber ? ` = ${guard} ? ${operand.js}[${key.js}] : undefined` : ''};`);
  const slow = `(${name} = ${run}(${boxed(w, operand)}, ${boxed(w, key)}))`;
  leaveIf(w, place, `${name} === undefined && ${slow} instanceof ${link(w, CelError)}`);
  return named('any', name, { isSound: true });
}
