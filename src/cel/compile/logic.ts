// `&&`, `||`, `!`, `?:` as control flow. An operand that leaves does not end the whole: a later one may decide.
import { shapeOf } from '../plan/step.ts';
import type { And, Conditional, Expr, Not, Or } from '../syntax/ast.ts';
import { boxed } from './box.ts';
import { asBool, asString } from './guards.ts';
import { computed, type Known, named } from './known.ts';
import { apart, exitOf, fresh, leaveIf, line, link, type Place, type Writer } from './writer.ts';

export function writeLogic(w: Writer, expr: And | Or, place: Place): Known {
  const decisive = expr.kind === 'or';
  const among = decisive ? anyOf(w, expr, place) : undefined;
  if (among !== undefined) return among;
  const [result, label, failed] = [fresh(w, 't'), fresh(w, 'l'), fresh(w, 'f')];
  line(w, `let ${result} = ${!decisive}, ${failed} = false;`);
  line(w, `${label}: {`);
  const { lines } = apart(w, () => {
    expr.terms.forEach((term, i) => {
      const decided = (js: string): string => `if (${decisive ? js : `!${js}`}) { ${result} = ${decisive}; break ${label}; }`;
      if (i === expr.terms.length - 1) {
        line(w, decided(asBool(w, w.write(term, place), place)));
      } else writeTerm(w, term, place, failed, decided);
    });
    leaveIf(w, place, failed);
  });
  w.lines.push(...lines);
  line(w, '}');
  return named('bool', result);
}

/** An operand before the last: where it leaves, the next one goes on. */
function writeTerm(w: Writer, term: Expr, place: Place, failed: string, decided: (js: string) => string): void {
  const label = fresh(w, 'l');
  const exit = exitOf(`{ ${failed} = true; break ${label}; }`);
  const inner: Place = { ...place, exit };
  const { lines } = apart(w, () => line(w, decided(asBool(w, w.write(term, inner), inner))));
  line(w, exit.wasUsed ? `${label}: {` : '{');
  w.lines.push(...lines);
  line(w, '}');
}

/** `x == 'a' || x == 'b' || …` over one x: a look-up in a set, as the planner found out. */
function anyOf(w: Writer, expr: Or | And, place: Place): Known | undefined {
  const shape = shapeOf(w.steps.get(expr.id) ?? (() => null));
  if (shape?.kind !== 'anyOfTexts') return undefined;
  const [first] = expr.terms;
  if (first?.kind !== 'call' || first.args[0] === undefined) return undefined;
  const x = asString(w, w.write(first.args[0], place), place);
  return computed('bool', `${link(w, shape.texts)}.has(${x.js})`);
}

export function writeNot(w: Writer, expr: Not, place: Place): Known {
  return computed('bool', `!${asBool(w, w.write(expr.operand, place), place)}`);
}

export function writeConditional(w: Writer, expr: Conditional, place: Place): Known {
  const condition = asBool(w, w.write(expr.condition, place), place);
  if (condition === 'true') return w.write(expr.then, place);
  if (condition === 'false') return w.write(expr.otherwise, place);
  const then = apart(w, () => w.write(expr.then, place));
  const otherwise = apart(w, () => w.write(expr.otherwise, place));
  const js = fresh(w, 't');
  const joined = join(then.result, otherwise.result, js);
  const value = (known: Known): string => (joined.kind === 'any' ? boxed(w, known) : known.js);
  line(w, `let ${js};`);
  line(w, `if (${condition}) {`);
  w.lines.push(...then.lines);
  line(w, `${js} = ${value(then.result)};`);
  line(w, '} else {');
  w.lines.push(...otherwise.lines);
  line(w, `${js} = ${value(otherwise.result)};`);
  line(w, '}');
  return joined;
}

/** What is known of a value that is one of two. */
function join(a: Known, b: Known, js: string): Known {
  if (a.kind !== b.kind || a.kind === 'any' || a.kind === 'time') {
    const isSound = [a, b].every((known) => known.kind !== 'any' || known.isSound === true);
    const maybeMissing = a.maybeMissing === true || b.maybeMissing === true;
    return named('any', js, { ...(isSound ? { isSound: true as const } : {}), ...(maybeMissing ? { maybeMissing: true as const } : {}) });
  }
  if (a.kind !== 'int') return named(a.kind, js);
  const most = Math.max(a.most ?? Number.MAX_SAFE_INTEGER, b.most ?? Number.MAX_SAFE_INTEGER);
  const maybeMinusZero = a.maybeMinusZero === true || b.maybeMinusZero === true;
  return named('int', js, { most, ...(maybeMinusZero ? { maybeMinusZero: true as const } : {}) });
}
