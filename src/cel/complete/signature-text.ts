// How functions and macros are written, for people: `string.matches(string) → bool`.
import type { Span } from '../../base/span.ts';
import type { Overload } from '../lib/library.ts';
import { printType } from '../types/print.ts';

export interface SignatureText {
  readonly label: string;
  /** Where the parameters between the brackets stand in `label`. */
  readonly parameters: readonly Span[];
}

/** `list(A).size() → int`, `int + int → int`. */
export function signatureText({ name, receiver, params, variadic, result }: Overload): SignatureText {
  const types = params.map(printType);
  const to = ` → ${printType(result)}`;
  if (isOperator(name)) return { label: operatorText(name, types) + to, parameters: [] };
  const [self, ...rest] = receiver ? types : [undefined, ...types];
  const shown = rest.map((type, i) => (variadic === true && i === rest.length - 1 ? `${type}…` : (type ?? '')));
  return withParameters(`${self === undefined ? '' : `${self}.`}${name}(`, shown, `)${to}`);
}

function withParameters(before: string, shown: readonly string[], after: string): SignatureText {
  const parameters: Span[] = [];
  let label = before;
  for (const [i, text] of shown.entries()) {
    if (i > 0) label += ', ';
    parameters.push({ start: label.length, end: label.length + text.length });
    label += text;
  }
  return { label: label + after, parameters };
}

export const isOperator = (name: string): boolean => name.startsWith('_') || name.startsWith('@') || name.endsWith('_');

/** `_+_`, `-_`, `_[_]`, `_?_:_`: the underscores stand for the operands. `@in` is `in`. */
function operatorText(name: string, types: readonly string[]): string {
  if (name === '@in') return `${types[0]} in ${types[1]}`;
  let next = 0;
  return name
    .replace(/_/g, () => ` ${types[next++] ?? ''} `)
    .replace(/\s+/g, ' ')
    .replace(' [ ', '[')
    .replace(' ]', ']')
    .trim();
}

/** A macro's forms: what stands before the bracket, its arguments, what comes of it. Arguments are names and expressions, not values. */
interface MacroForm {
  readonly before: string;
  readonly args: readonly string[];
  readonly result: string;
}

const form = (before: string, args: string, result: string): MacroForm => ({ before, args: args.split(', '), result });

/** By their ids in syntax/macros.ts. */
const MACRO_FORMS: Readonly<Record<string, readonly MacroForm[]>> = {
  has: [form('has', 'e.field', 'bool')],
  all: [form('list.all', 'x, predicate', 'bool')],
  exists: [form('list.exists', 'x, predicate', 'bool')],
  exists_one: [form('list.exists_one', 'x, predicate', 'bool')],
  existsOne: [form('list.existsOne', 'x, predicate', 'bool')],
  map: [form('list.map', 'x, transform', 'list'), form('list.map', 'x, predicate, transform', 'list')],
  filter: [form('list.filter', 'x, predicate', 'list')],
  all2: [form('list.all', 'i, x, predicate', 'bool'), form('map.all', 'k, v, predicate', 'bool')],
  exists2: [form('list.exists', 'i, x, predicate', 'bool'), form('map.exists', 'k, v, predicate', 'bool')],
  exists_one2: [form('list.exists_one', 'i, x, predicate', 'bool')],
  existsOne2: [form('list.existsOne', 'i, x, predicate', 'bool')],
  transformList: [form('list.transformList', 'i, x, transform', 'list'), form('list.transformList', 'i, x, predicate, transform', 'list')],
  transformMap: [form('map.transformMap', 'k, v, transform', 'map'), form('map.transformMap', 'k, v, predicate, transform', 'map')],
  transformMapEntry: [form('map.transformMapEntry', 'k, v, entry', 'map')],
  'cel.bind': [form('cel.bind', 'name, value, expression', 'value')],
  'cel.block': [form('cel.block', 'values, expression', 'value')],
  optMap: [form('optional.optMap', 'x, transform', 'optional_type')],
  optFlatMap: [form('optional.optFlatMap', 'x, transform', 'optional_type')],
  sortBy: [form('list.sortBy', 'x, key', 'list')],
  'math.least': [form('math.least', 'number, …', 'number')],
  'math.greatest': [form('math.greatest', 'number, …', 'number')],
  'proto.getExt': [form('proto.getExt', 'message, extension', 'value')],
  'proto.hasExt': [form('proto.hasExt', 'message, extension', 'bool')],
  with: [form('value.with', 'name, expression', 'value')],
  mapValues: [form('map.mapValues', 'v, transform', 'map')],
  filterKeys: [form('map.filterKeys', 'k, predicate', 'map')],
};

/** The forms of a macro by its id; none for those that no person writes. */
export const macroSignatures = (id: string): readonly SignatureText[] =>
  (Object.hasOwn(MACRO_FORMS, id) ? (MACRO_FORMS[id] ?? []) : []).map(({ before, args, result }) =>
    withParameters(`${before}(`, args, `) → ${result}`),
  );
