// Filters and maps whose lists nobody keeps: `xs.filter(…).map(…).size()`, `xs.map(…).exists(…)`. They go item by item (chain-nodes.ts); where
// anything fails, or the range is of no usual kind, the plain walks say what comes of it.
import type { Comprehension } from '../syntax/ast.ts';
import { isMap, mapKeys } from '../values/kind.ts';
import type { Value } from '../values/value.ts';
import { chainNodes, type End } from './chain-nodes.ts';
import { type Cell, type Push, type Shape, type Step, shaped, shapeOf } from './step.ts';

type Chain = Extract<Shape, { readonly kind: 'chain' }>;

/** A walk as a stage of a chain. */
interface Walk {
  readonly range: Step;
  readonly cell: Cell;
  readonly filter: Step | undefined;
  readonly body: Step;
}

/** The walk's step, which knows that it is a chain; one of more than one stage builds no list between. */
export function chainedList(macro: Comprehension['macro'], walk: Walk, plain: Step): Step {
  if (macro !== 'filter' && macro !== 'map') return plain;
  const before = shapeOf(walk.range);
  const earlier = before?.kind === 'chain' ? before : undefined;
  const chain: Chain = {
    kind: 'chain',
    range: earlier?.range ?? walk.range,
    cells: [...(earlier?.cells ?? []), walk.cell],
    push: (next) => {
      const staged = stage(macro, walk, next);
      return earlier === undefined ? staged : earlier.push(staged);
    },
  };
  if (earlier === undefined) return shaped(plain, chain);
  const end = emptyEnd();
  return shaped(walkChain(chain, chainNodes.pushListed(end), end, listOf, plain), chain);
}

function stage(macro: 'filter' | 'map', { cell, filter, body }: Walk, next: Push): Push {
  if (macro === 'filter') return chainNodes.pushFiltered(cell, body, next);
  const shape = shapeOf(body);
  const isIdentity = shape?.kind === 'local' && shape.cell === cell && filter === undefined;
  const mapped = isIdentity ? next : chainNodes.pushMapped(cell, body, next);
  return filter === undefined ? mapped : chainNodes.pushFiltered(cell, filter, mapped);
}

/** `exists` and `all` over a chain. */
export function chainedTest(walk: Walk, decisive: boolean, plain: Step): Step {
  const chain = shapeOf(walk.range);
  if (chain?.kind !== 'chain') return plain;
  const end = emptyEnd();
  const push = chainNodes.pushTested(end, walk.cell, walk.body, decisive);
  return walkChain({ ...chain, cells: [...chain.cells, walk.cell] }, push, end, decisive ? decidedOf : undecidedOf, plain);
}

/** `size()` of a chain. */
export function chainedSize(arg: Step, plain: Step): Step {
  const chain = shapeOf(arg);
  if (chain?.kind !== 'chain') return plain;
  const end = emptyEnd();
  const counted = chainNodes.pushCounted(end);
  // Nothing is left out and nothing can fail: there are as many as in the range.
  if (chain.push(counted) === counted) return chainNodes.countOfItems(chain.range, keysOf, plain);
  return walkChain(chain, counted, end, countOf, plain);
}

const walkChain = ({ range, cells, push }: Chain, last: Push, end: End, answer: (end: End) => Value, plain: Step): Step =>
  chainNodes.chain(range, push(last), cells, end, answer, keysOf, plain);

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
