// From what was found in the tree to places of a report.
import type { At } from '../../read/at.ts';
import type { Place } from '../report.ts';
import type { FoundStruct } from '../shape.ts';

export const placeOfAt = (at: At): Place => ({ path: at.path, span: at.span });

export const atOf = (struct: FoundStruct, file: string): At => ({ file, path: struct.path, span: struct.node.span, node: struct.node });

/** The structs of a name, as places to read from. */
export const structsNamed = (structs: readonly FoundStruct[], file: string, ...names: readonly string[]): readonly At[] =>
  structs.filter((struct) => names.includes(struct.name)).map((struct) => atOf(struct, file));
