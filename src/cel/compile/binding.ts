// `cel.bind`, `with`, `cel.block` and `optMap`. A value is computed where it is bound, not where it is first used: it has no effects, and
// one that fails leaves for the closures, which know whether it is needed.
import type { Bind, Block, OptionalMap } from '../syntax/ast.ts';
import { Optional } from '../values/value.ts';
import { boxed, given, sound } from './box.ts';
import { writeClosure } from './closure.ts';
import { type Known, named } from './known.ts';
import { fresh, inBlock, type Local, leaveIf, line, link, NeedsBinding, type Place, simple, type Writer } from './writer.ts';

const unbound = (): never => {
  throw new NeedsBinding();
};

const bound = (name: string, known: Known, outer: Local | undefined): Local => ({ name, known, step: unbound, outer });

/** What `write` writes; the closures' step where it needs a variable that they cannot be given. */
function orClosure(w: Writer, expr: Bind | Block | OptionalMap, place: Place, write: () => Known): Known {
  const { length } = w.lines;
  try {
    return write();
  } catch (error) {
    if (!(error instanceof NeedsBinding)) throw error;
    w.lines.length = length;
    w.facts.at(-1)?.clear();
    return writeClosure(w, expr, place);
  }
}

export const writeBind = (w: Writer, expr: Bind, place: Place): Known =>
  orClosure(w, expr, place, () => {
    const value = simple(w, given(w, w.write(expr.value, place), place));
    if (expr.spelling === 'with') sound(w, value, place);
    return w.write(expr.body, { ...place, scope: bound(expr.variable, value, place.scope) });
  });

export const writeBlock = (w: Writer, expr: Block, place: Place): Known =>
  orClosure(w, expr, place, () => {
    let scope = place.scope;
    expr.bindings.forEach((binding, i) => {
      const value = simple(w, given(w, w.write(binding, { ...place, scope }), place));
      scope = bound(`@index${i}`, value, scope);
    });
    return w.write(expr.body, { ...place, scope });
  });

export const writeOptionalMap = (w: Writer, expr: OptionalMap, place: Place): Known =>
  orClosure(w, expr, place, () => {
    const optional = simple(w, given(w, w.write(expr.value, place), place));
    const [result, value] = [fresh(w, 't'), fresh(w, 't')];
    leaveIf(w, place, `!(${boxed(w, optional)} instanceof ${link(w, Optional)})`);
    line(w, `let ${result} = ${optional.js};`);
    line(w, `const ${value} = ${optional.js}.value;`);
    line(w, `if (${value} !== undefined) {`);
    inBlock(w, () => {
      const body = w.write(expr.body, { ...place, scope: bound(expr.variable, named('any', value), place.scope) });
      const js = sound(w, body, place);
      if (expr.flat) leaveIf(w, place, `!(${js} instanceof ${link(w, Optional)})`);
      line(w, `${result} = ${expr.flat ? js : `new ${link(w, Optional)}(${js})`};`);
    });
    line(w, '}');
    return named('any', result, { isSound: true });
  });
