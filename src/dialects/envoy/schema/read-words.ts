// What messages about values say: what stands there, what is taken, what was likely meant.
import { nearest } from '../../../base/nearest.ts';
import type { SyntaxNode } from '../../../text/syntax.ts';
import type { EnumType, FieldType, MessageType } from './descriptor.ts';

/** What stands there, in words. */
export const describe = (node: SyntaxNode): string =>
  node.kind === 'list'
    ? 'a list'
    : node.kind === 'map'
      ? 'a map'
      : node.value === null
        ? 'null'
        : `the value ${JSON.stringify(node.raw.slice(0, 40))}`;

/** What a field takes, in words. */
export function kindName(field: FieldType): string {
  switch (field.scalar) {
    case 'string':
      return 'a string';
    case 'bool':
      return 'true or false';
    case 'bytes':
      return 'base64 bytes';
    case 'double':
    case 'float':
      return 'a number';
    case 'uint32':
    case 'uint64':
      return 'a whole number from 0';
    case 'int32':
    case 'int64':
      return 'a whole number';
    case undefined:
      return 'a value';
  }
}

/** The first names of an enum. */
export const names = (type: EnumType | undefined): string => {
  const all = type?.values.map((v) => v.name) ?? [];
  return all.length > 8 ? `${all.slice(0, 8).join(', ')} …` : all.join(', ');
};

/** A hint for durations in other units. */
export const minutes = (raw: string): string =>
  /^\d+(ms|m|h)$/.test(raw) ? ' (only seconds are understood, with fractions: 90s, 0.25s)' : '';

/** The field that was most likely meant: the same but for `-`, `_` and case, or a slip away. */
export function nearestField(key: string, type: MessageType): string | undefined {
  const plain = key.toLowerCase().replaceAll('-', '_');
  const bare = (name: string): string => name.replaceAll('_', '');
  const known = type.fields.map(({ name }) => name);
  return known.find((name) => bare(name) === bare(plain)) ?? nearest(plain, known);
}
