// From what was found in the tree to places of a report.
import type { At } from '../../read/at.ts';
import type { Place } from '../report.ts';
import type { FoundStruct } from '../shape.ts';

export const placeOfAt = (at: At): Place => ({ path: at.path, span: at.span });

export const atOf = (struct: FoundStruct, file: string): At => ({ file, path: struct.path, span: struct.node.span, node: struct.node });

/** The structs of a name, as places to read from, in the order of the text. */
export function structsNamed(structs: readonly FoundStruct[], file: string, ...names: readonly string[]): readonly At[] {
  const found = names.flatMap((name) => byName(structs).get(name) ?? []);
  return (names.length > 1 ? found.sort((a, b) => a.order - b.order) : found).map(({ struct }) => atOf(struct, file));
}

interface Ordered {
  readonly struct: FoundStruct;
  readonly order: number;
}

const indexes = new WeakMap<readonly FoundStruct[], ReadonlyMap<string, readonly Ordered[]>>();

/** Many rules ask, of tens of thousands of structs. */
function byName(structs: readonly FoundStruct[]): ReadonlyMap<string, readonly Ordered[]> {
  const known = indexes.get(structs);
  if (known !== undefined) return known;
  const made = new Map<string, Ordered[]>();
  for (const [order, struct] of structs.entries()) {
    const list = made.get(struct.name);
    if (list === undefined) made.set(struct.name, [{ struct, order }]);
    else list.push({ struct, order });
  }
  indexes.set(structs, made);
  return made;
}
