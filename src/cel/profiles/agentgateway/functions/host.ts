// What belongs to the gateway itself: header views, URIs, secrets, optionals, and the functions that take errors apart.
import { lazy, type Overload, variadic, volatile } from '../../../lib/library.ts';
import { DOUBLE, DYN, list, map, STRING } from '../../../types/type.ts';
import { noSuchKey } from '../../../values/fault.ts';
import { isList, isMap, listSize, type MapValue, mapEntries, mapSize, toArray } from '../../../values/kind.ts';
import { double, doubleOf } from '../../../values/number.ts';
import { typeName } from '../../../values/type-of.ts';
import { CelError, Duration, Uint, type Value } from '../../../values/value.ts';
import { HeaderView } from '../header-view.ts';
import { OptionalObject } from '../objects.ts';
import { either, failed, functionRow, methodRow, noText, objectRow, selfRows, tooFew } from '../rows.ts';
import { RustMap } from '../rust-map.ts';
import { plain, Secret, UriText } from '../text-value.ts';
import { formEscape, formPairs } from './codec.ts';
import { joinList, stringRows } from './strings.ts';

const HEADERS = map(STRING, DYN);

const isView = (v: Value): boolean => v instanceof HeaderView;
const isUri = (v: Value): boolean => v instanceof UriText;

const headerForm = (name: string, use: (h: HeaderView) => Value): Overload =>
  objectRow(name, [HEADERS], HEADERS, isView, (h) => use(h as HeaderView));

/** The query of a URI, as it stands. */
const queryOf = (uri: string): string => (uri.includes('?') ? uri.slice(uri.indexOf('?') + 1) : '');

function query(uri: Value, name: Value): Value {
  const wanted = plain(name);
  if (typeof wanted !== 'string') return noText();
  const found = formPairs(queryOf((uri as UriText).plain)).filter(([key]) => key === wanted);
  return found.length === 0 ? noSuchKey(wanted) : found.map(([, value]) => value);
}

/** Every pair is written anew, so that `%20` becomes `+` and a bare name gets its `=`. */
function withQuery(self: Value, name: Value, value: Value, replacing: boolean): Value {
  const uri = self as UriText;
  const [key, text] = [plain(name), plain(value)];
  if (typeof key !== 'string' || typeof text !== 'string') return noText();
  if (uri.plain === '*') return failed('query', 'the target * has no query (the gateway panics here)');
  const kept = formPairs(queryOf(uri.plain)).filter(([known]) => !replacing || known !== key);
  const pairs = [...kept, [key, text] as const].map(([k, v]) => `${formEscape(k)}=${formEscape(v)}`);
  return new UriText(`${uri.plain.split('?')[0]}?${pairs.join('&')}`);
}

/** Null, a missing key and an unknown name count as absent; every other error goes on. */
function orDefault(v: Value, other?: Value): Value {
  const absent = v === null || (v instanceof CelError && (v.code === 'no_such_key' || v.code === 'undeclared_reference'));
  return absent ? (other ?? (other === null ? null : tooFew('default'))) : v;
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

const notOptional = (name: string, v: Value): CelError =>
  new CelError('no_such_overload', () => `${name}: expected optional_type, got ${typeName(v)}`);

const ofOptional = (name: string, run: (o: OptionalObject) => Value): readonly Overload[] =>
  either(name, [DYN], DYN, (o) => (o instanceof OptionalObject ? run(o) : notOptional(name, o)));

const orOther = (name: string, run: (o: OptionalObject, other: Value) => Value): readonly Overload[] =>
  selfRows(name, [DYN, DYN], DYN, (o, other) => (o instanceof OptionalObject ? run(o, other as Value) : notOptional(name, o as Value)));

/** What optional.ofNonZeroValue() makes none of. */
function isZero(v: Value): boolean {
  if (v === null || v === '' || v === false || doubleOf(v) === 0) return true;
  if (v instanceof Uint) return Number(v.value) === 0;
  if (v instanceof Duration) return v.seconds === 0 && v.nanos === 0;
  if (v instanceof OptionalObject) return v.value === undefined;
  if (v instanceof Uint8Array || isList(v)) return (v instanceof Uint8Array ? v.length : listSize(v)) === 0;
  return v === 0 || (isMap(v) && mapSize(v) === 0);
}

export const hostRows: readonly Overload[] = [
  ...stringRows,
  headerForm('redacted', (h) => h.redacted()),
  headerForm('raw', (h) => h.as('raw')),
  ...joinRows(),
  raw(
    methodRow('split', [HEADERS], HEADERS, (h) => h as Value),
    (h) => (isView(h as Value) ? (h as HeaderView).as('split') : notText('split', h as Value)),
  ),
  objectRow('cookie', [HEADERS, STRING], STRING, isView, (h, given) => {
    const name = plain(given as Value);
    if (typeof name !== 'string') return failed('cookie', 'expected a string');
    return (h as HeaderView).cookie(name) ?? noSuchKey(name);
  }),
  objectRow('query', [STRING, STRING], list(STRING), isUri, query),
  objectRow('addQuery', [STRING, STRING, STRING], STRING, isUri, (u, k, v) => withQuery(u, k, v, false)),
  objectRow('setQuery', [STRING, STRING, STRING], STRING, isUri, (u, k, v) => withQuery(u, k, v, true)),
  objectRow(
    'unredacted',
    [STRING],
    STRING,
    (v) => v instanceof Secret,
    (s) => (s as Secret).reveal(),
  ),
  ...defaultRows(),
  variadic(lazy(raw(functionRow('coalesce', [DYN], DYN, coalesce), coalesce))),
  methodRow('merge', [map(DYN, DYN), map(DYN, DYN)], map(DYN, DYN), merge),
  functionRow('fail', [DYN], DYN, (message) => failed('fail', `fail() called: ${String(plain(message))}`)),
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
  ...orOther('orValue', (o, other) => (o.value === undefined ? other : o.value)),
  ...orOther('or', (o, other) => {
    if (o.value !== undefined) return o;
    return other instanceof OptionalObject ? other : notOptional('or', other);
  }),
];

const notText = (name: string, v: Value): CelError =>
  new CelError('no_such_overload', () => `${name}: not of ${typeName(v)} without arguments`);

/** A row that is given host texts as they are. */
function raw(row: Overload, run: Overload['run']): Overload {
  return { ...row, run };
}

/** Of a list of texts, or, without a separator, the form of a header view. */
function joinRows(): readonly Overload[] {
  const join = (v: Value, separator?: Value): Value => {
    if (v instanceof HeaderView) return separator === undefined ? v.as('join') : failed('join', 'takes no argument on headers');
    return isList(v) ? joinList(toArray(v), (separator ?? '') as string) : failed('join', 'expects a list of strings');
  };
  return [methodRow('join', [DYN], STRING, join), methodRow('join', [DYN, STRING], STRING, join)];
}

function defaultRows(): readonly Overload[] {
  return [1, 2].map((count) => raw(lazy(functionRow('default', new Array(count).fill(DYN), DYN, orDefault)), orDefault));
}
