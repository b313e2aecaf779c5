// Filters and maps whose lists nobody keeps: `xs.filter(…).map(…).size()`, `xs.map(…).exists(…)`. They go item by item (loops.ts); where
// anything fails, or the range is of no usual kind, the plain walks say what comes of it.
import type { Comprehension } from '../syntax/ast.ts';
import { isMap, mapKeys } from '../values/kind.ts';
import type { Value } from '../values/value.ts';
import type { End, Push } from './loops.ts';
import type { Planner } from './planner.ts';
import { type Cell, type Shape, type Step, shaped, shapeOf } from './step.ts';

type Chain = Extract<Shape, { readonly kind: 'chain' }>;

/** A walk as a stage of a chain. */
interface Walk {
  readonly range: Step;
  readonly cell: Cell;
  readonly filter: Step | undefined;
  readonly body: Step;
}

/** The walk's step, which knows that it is a chain; one of more than one stage builds no list between. */
export function chainedList(p: Planner, macro: Comprehension['macro'], walk: Walk, plain: Step): Step {
  if (macro !== 'filter' && macro !== 'map') return plain;
  const before = shapeOf(walk.range);
  const earlier = before?.kind === 'chain' ? before : undefined;
  const chain: Chain = {
    kind: 'chain',
    range: earlier?.range ?? walk.range,
    cells: [...(earlier?.cells ?? []), walk.cell],
    push: (next) => {
      const staged = stage(p, macro, walk, next);
      return earlier === undefined ? staged : earlier.push(staged);
    },
  };
  if (earlier === undefined) return shaped(plain, chain);
  const end = emptyEnd();
  return shaped(walkChain(p, chain, p.nodes.pushListed(end), end, listOf, plain), chain);
}

function stage(p: Planner, macro: 'filter' | 'map', { cell, filter, body }: Walk, next: Push): Push {
  if (macro === 'filter') return p.nodes.pushFiltered(cell, body, next);
  const shape = shapeOf(body);
  const isIdentity = shape?.kind === 'local' && shape.cell === cell && filter === undefined;
  const mapped = isIdentity ? next : p.nodes.pushMapped(cell, body, next);
  return filter === undefined ? mapped : p.nodes.pushFiltered(cell, filter, mapped);
}

/** `exists` and `all` over a chain. */
export function chainedTest(p: Planner, walk: Walk, decisive: boolean, plain: Step): Step {
  const chain = shapeOf(walk.range);
  if (chain?.kind !== 'chain') return plain;
  const end = emptyEnd();
  const push = p.nodes.pushTested(end, walk.cell, walk.body, decisive);
  return walkChain(p, { ...chain, cells: [...chain.cells, walk.cell] }, push, end, decisive ? decidedOf : undecidedOf, plain);
}

/** `size()` of a chain. */
export function chainedSize(p: Planner, arg: Step, plain: Step): Step {
  const chain = shapeOf(arg);
  if (chain?.kind !== 'chain') return plain;
  const end = emptyEnd();
  const counted = p.nodes.pushCounted(end);
  // Nothing is left out and nothing can fail: there are as many as in the range.
  if (chain.push(counted) === counted) return p.nodes.countOfItems(chain.range, keysOf, plain);
  return walkChain(p, chain, counted, end, countOf, plain);
}

const walkChain = (p: Planner, { range, cells, push }: Chain, last: Push, end: End, answer: (end: End) => Value, plain: Step): Step =>
  p.nodes.chain(range, push(last), cells, end, answer, keysOf, plain);

const emptyEnd = (): End => ({ count: 0, list: [], decided: false });
const countOf = (end: End): Value => end.count;
const listOf = (end: End): Value => end.list;
const decidedOf = (end: End): Value => end.decided;
const undecidedOf = (end: End): Value => !end.decided;

/** A map is walked by its keys. */
function keysOf(range: Value): readonly Value[] | undefined {
  if (typeof range === 'object' && range !== null && Object.getPrototypeOf(range) === Object.prototype) return Object.keys(range);
  return isMap(range) ? mapKeys(range) : undefined;
}
