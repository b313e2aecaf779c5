// What the generator has no code of its own for is the closures' step of that node: the code puts the variables of loops into the cells
// where the step looks for them, and calls it.
import { type Cell, shapeOf } from '../plan/step.ts';
import type { Expr, Ident } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/visit.ts';
import { sound } from './box.ts';
import type { Known } from './known.ts';
import { callOrLeave, type Local, line, link, linkRun, NeedsBinding, type Place, Unwritable, type Writer, working } from './writer.ts';

export function writeClosure(w: Writer, expr: Expr, place: Place): Known {
  const step = w.steps.get(expr.id);
  if (step === undefined) throw new Unwritable('a part of it was not planned');
  for (const { cell, local } of localsIn(w, expr, place.scope)) {
    line(w, `${link(w, cell)}.value = ${sound(w, local.known, place)};`);
  }
  w.isMetered = true;
  working(w);
  return callOrLeave(w, place, `${linkRun(w, step)}(vars)`);
}

/** The variables from outside that a part reads. */
function localsIn(w: Writer, expr: Expr, scope: Local | undefined): readonly { readonly cell: Cell; readonly local: Local }[] {
  const found = new Map<Local, Cell>();
  for (const node of freeNames(expr, new Set())) {
    const local = localNamed(scope, node.name);
    if (local === undefined) continue;
    const step = w.steps.get(node.id);
    const shape = step === undefined ? undefined : shapeOf(step);
    if (shape?.kind !== 'local') throw new NeedsBinding();
    found.set(local, shape.cell);
  }
  return [...found].map(([local, cell]) => ({ local, cell }));
}

/** The names in a part that it does not bind itself. */
function freeNames(expr: Expr, bound: ReadonlySet<string>): readonly Ident[] {
  if (expr.kind === 'ident') return expr.absolute || bound.has(expr.name) ? [] : [expr];
  const { outside, names } = bindingOf(expr);
  const inside = names.length === 0 ? bound : new Set([...bound, ...names]);
  return childrenOf(expr).flatMap((child) => freeNames(child, child === outside ? bound : inside));
}

/** The names that a node binds in its parts, all but `outside`. */
function bindingOf(expr: Expr): { readonly outside?: Expr; readonly names: readonly string[] } {
  switch (expr.kind) {
    case 'comprehension':
      return { outside: expr.range, names: expr.second === undefined ? [expr.first] : [expr.first, expr.second] };
    case 'bind':
    case 'optionalMap':
      return { outside: expr.value, names: [expr.variable] };
    case 'block':
      return { names: expr.bindings.map((_, i) => `@index${i}`) };
    default:
      return { names: [] };
  }
}

export function localNamed(scope: Local | undefined, name: string): Local | undefined {
  for (let local = scope; local !== undefined; local = local.outer) if (local.name === name) return local;
  return undefined;
}
