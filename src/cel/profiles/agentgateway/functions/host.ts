// What belongs to the gateway itself: header views, URIs, secrets, optionals, and the functions that take errors apart.
import { lazy, type Overload, variadic, volatile } from '../../../lib/library.ts';
import { DOUBLE, DYN, list, map, STRING } from '../../../types/type.ts';
import { noSuchKey } from '../../../values/fault.ts';
import { isList, isMap, type MapValue, mapEntries, toArray } from '../../../values/kind.ts';
import { double } from '../../../values/number.ts';
import { CelError, type Value } from '../../../values/value.ts';
import { HeaderView } from '../header-view.ts';
import { OptionalObject } from '../objects.ts';
import { either, failed, functionRow, methodRow } from '../rows.ts';
import { RustMap } from '../rust-map.ts';
import { plain, Secret, UriText } from '../text-value.ts';
import { formEscape, formPairs } from './codec.ts';
import { joinList, stringRows } from './strings.ts';

const HEADERS = map(STRING, DYN);
const undeclared = (name: string): CelError => new CelError('undeclared_reference', `undeclared reference to '${name}'`);

const headerForm = (name: string, use: (h: HeaderView) => Value): Overload =>
  methodRow(name, [HEADERS], HEADERS, (h) => (h instanceof HeaderView ? use(h) : undeclared(name)));

/** The query of a URI, as it stands. */
const queryOf = (uri: string): string => (uri.includes('?') ? uri.slice(uri.indexOf('?') + 1) : '');

function query(uri: Value, name: Value): Value {
  if (!(uri instanceof UriText)) return undeclared('query');
  if (typeof name !== 'string') return failed('query', 'expected a string');
  const found = formPairs(queryOf(uri.plain)).filter(([key]) => key === name);
  return found.length === 0 ? noSuchKey(name) : found.map(([, value]) => value);
}

/** Every pair is written anew, so that `%20` becomes `+` and a bare name gets its `=`. */
function withQuery(uri: Value, name: Value, value: Value, replacing: boolean): Value {
  if (!(uri instanceof UriText)) return undeclared(replacing ? 'setQuery' : 'addQuery');
  const text = plain(value);
  if (typeof name !== 'string' || typeof text !== 'string') return failed('query', 'expected strings');
  if (uri.plain === '*') return failed('query', 'the target * has no query (the gateway panics here)');
  const kept = formPairs(queryOf(uri.plain)).filter(([key]) => !replacing || key !== name);
  const pairs = [...kept, [name, text] as const].map(([key, v]) => `${formEscape(key)}=${formEscape(v)}`);
  return new UriText(`${uri.plain.split('?')[0]}?${pairs.join('&')}`);
}

/** Null, a missing key and an unknown name count as absent; every other error goes on. */
function orDefault(v: Value, other?: Value): Value {
  const absent = v === null || (v instanceof CelError && (v.code === 'no_such_key' || v.code === 'undeclared_reference'));
  return absent && other !== undefined ? other : v;
}

/** The first value that is no error and not null; null where only null is left; else the last error. */
function coalesce(...values: Value[]): Value {
  const found = values.find((v) => v !== null && !(v instanceof CelError));
  if (found !== undefined) return found;
  return values.includes(null) ? null : (values.at(-1) ?? failed('coalesce', 'requires an argument'));
}

function merge(a: Value, b: Value): Value {
  const out = new RustMap();
  for (const [key, value] of [...mapEntries(a as MapValue), ...mapEntries(b as MapValue)]) out.set(key, value);
  return out;
}

const flattened = (name: string, suffix: string): Overload =>
  functionRow(name, [DYN], DYN, (v) => {
    if (isMap(v)) return { [`$_meta_flatten_map${suffix}`]: v };
    return isList(v) ? { [`$_meta_flatten_list${suffix}`]: toArray(v) } : failed(name, 'flatten only works on maps and lists');
  });

const UUID_BYTES = 16;

/** A random UUID of version 4. Not secret: the simulation has no need of good randomness. */
function uuid(): string {
  const hex = Array.from({ length: UUID_BYTES * 2 }, () => Math.floor(Math.random() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'[Math.floor(Math.random() * 4)] as string;
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const ofOptional = (name: string, run: (o: OptionalObject, other: Value) => Value): readonly Overload[] => [
  methodRow(name, [DYN], DYN, (o) => (o instanceof OptionalObject ? run(o, null) : undeclared(name))),
  methodRow(name, [DYN, DYN], DYN, (o, other) => (o instanceof OptionalObject ? run(o, other as Value) : undeclared(name))),
];

const isZero = (v: Value): boolean => v === null || v === '' || v === 0 || v === false || (isList(v) && toArray(v).length === 0);

export const hostRows: readonly Overload[] = [
  ...stringRows,
  headerForm('redacted', (h) => h.redacted()),
  headerForm('raw', (h) => h.as('raw')),
  ...joinRows(),
  headerForm('split', (h) => h.as('split')),
  methodRow('cookie', [HEADERS, STRING], STRING, (h, name) =>
    h instanceof HeaderView ? (h.cookie(name as string) ?? noSuchKey(name as string)) : undeclared('cookie'),
  ),
  // Host texts must arrive as they are: these test their receiver themselves.
  raw(methodRow('query', [STRING, STRING], list(STRING), query), query),
  raw(methodRow('addQuery', [STRING, STRING, STRING], STRING, query), (u, k, v) => withQuery(u, k, v, false)),
  raw(methodRow('setQuery', [STRING, STRING, STRING], STRING, query), (u, k, v) => withQuery(u, k, v, true)),
  raw(methodRow('unredacted', [STRING], STRING, query), (s) => (s instanceof Secret ? s.reveal() : undeclared('unredacted'))),
  ...defaultRows(),
  variadic(lazy(raw(functionRow('coalesce', [DYN], DYN, coalesce), coalesce))),
  variadic(lazy(raw(methodRow('coalesce', [DYN, DYN], DYN, coalesce), (_, ...values) => coalesce(...values)))),
  methodRow('merge', [map(DYN, DYN), map(DYN, DYN)], map(DYN, DYN), merge),
  ...either('fail', [DYN], DYN, (message) => failed('fail', `fail() called: ${String(plain(message))}`)),
  volatile(functionRow('random', [], DOUBLE, () => double(Math.random()))),
  volatile(functionRow('uuid', [], STRING, uuid)),
  flattened('flatten', ''),
  flattened('flattenRecursive', '_recursive'),
  functionRow('optional.of', [DYN], DYN, (v) => new OptionalObject(v)),
  functionRow('optional.none', [], DYN, () => new OptionalObject(undefined)),
  functionRow('optional.none', [DYN], DYN, () => failed('none', 'unsupported function')),
  functionRow('optional.ofNonZeroValue', [DYN], DYN, (v) => new OptionalObject(isZero(v) ? undefined : v)),
  ...ofOptional('hasValue', (o) => o.value !== undefined),
  ...ofOptional('value', (o) => (o.value === undefined ? failed('value', 'optional.none() dereference') : o.value)),
  ...ofOptional('orValue', (o, other) => (o.value === undefined ? other : o.value)),
  ...ofOptional('or', (o, other) => (o.value === undefined ? other : o)),
];

/** A row that is given host texts as they are. */
function raw(row: Overload, run: Overload['run']): Overload {
  return { ...row, run };
}

/** Of a list of texts, or the form of a header view. */
function joinRows(): readonly Overload[] {
  const join = (v: Value, separator: Value = ''): Value => {
    if (v instanceof HeaderView) return v.as('join');
    return isList(v) ? joinList(toArray(v), separator as string) : failed('join', 'expects a list of strings');
  };
  return [methodRow('join', [DYN], STRING, join), methodRow('join', [DYN, STRING], STRING, join)];
}

function defaultRows(): readonly Overload[] {
  const row = (receiver: boolean, count: number): Overload =>
    lazy((receiver ? methodRow : functionRow)('default', new Array(count).fill(DYN), DYN, orDefault));
  return [row(false, 1), row(false, 2), row(true, 1), row(true, 2)].map((r) => raw(r, orDefault));
}
