// The libraries of the API server: url, regex, lists, quantity, semver, format, authorizer.
import type { Library, Overload, Run } from '../../lib/library.ts';
import { fn, method } from '../../lib/library.ts';
import { type MatchesOptions, pattern, withPattern } from '../../lib/matches.ts';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  list,
  map,
  opaque,
  optional,
  STRING,
  T,
  TIMESTAMP,
  type Type,
  type as typeOf,
  UINT,
} from '../../types/type.ts';
import { add } from '../../values/arithmetic.ts';
import { compare } from '../../values/compare.ts';
import { equal } from '../../values/equal.ts';
import { invalid, noOverload } from '../../values/fault.ts';
import { isList, kindOf, type ListValue, toArray } from '../../values/kind.ts';
import { double, int } from '../../values/number.ts';
import { CelError, Duration, Optional, TypeValue, Uint, type Value } from '../../values/value.ts';
import { formats, labelFaults, subdomainFaults } from './formats.ts';
import { type GoUrl, hostnameOf, isRequestUri, parseGoUrl, portOf, queryOf } from './go-url.ts';
import { type CheckValue, DecisionValue, FormatValue, QuantityValue, SemverValue, UrlValue } from './objects.ts';
import * as quantities from './quantity.ts';
import { compareSemver, parseLenientSemver, parseSemver, type Semver } from './semver.ts';

const array = (l: Value): readonly Value[] => toArray(l as ListValue);

/** A library around opaque types of its own, which are names in expressions too. */
function library(id: string, title: string, overloads: readonly Overload[], types: readonly string[] = []): Library {
  const constants = Object.fromEntries(types.map((name) => [name, { type: typeOf(opaque(name)), value: new TypeValue(name) }]));
  return { id: `kubernetes.${id}`, title, overloads, constants };
}

// --- url ----------------------------------------------------------------------------------------------------------------

const URL = opaque('kubernetes.URL');
const ofUrl = (name: string, id: string, get: (u: GoUrl) => string): Overload =>
  method(name, id, [URL], STRING, (u) => get((u as UrlValue).data));

const url = library(
  'urls',
  'URLs',
  [
    fn('url', 'string_to_url', [STRING], URL, (s) => {
      const read = parseGoUrl(s as string);
      return typeof read === 'string' ? invalid(`URL parse error during conversion from string: ${read}`) : new UrlValue(read);
    }),
    fn('isURL', 'is_url_string', [STRING], BOOL, (s) => isRequestUri(s as string)),
    ofUrl('getScheme', 'url_get_scheme', (u) => u.scheme),
    ofUrl('getHost', 'url_get_host', (u) => u.host),
    ofUrl('getHostname', 'url_get_hostname', hostnameOf),
    ofUrl('getPort', 'url_get_port', portOf),
    ofUrl('getEscapedPath', 'url_get_escaped_path', (u) => u.escapedPath),
    method('getQuery', 'url_get_query', [URL], map(STRING, list(STRING)), (u) => queryOf((u as UrlValue).data)),
  ],
  ['kubernetes.URL'],
);

// --- regex --------------------------------------------------------------------------------------------------------------

export const PATTERNS: MatchesOptions = { dialect: 're2', constantsMustCompile: true };

/** A row whose second argument is a pattern. */
function withRegex(row: Overload, use: Parameters<typeof withPattern>[2]): Overload {
  const run: Run = (...args) => {
    const regex = pattern(args[1] as string, PATTERNS);
    return regex instanceof CelError ? regex : use(regex)(...args);
  };
  return { ...row, run, specialise: withPattern(PATTERNS, 1, use) };
}

const unused: Run = () => null;
const textOf = (s: string, m: { readonly start: number; readonly end: number }): string => s.slice(m.start, m.end);

const regex = library('regex', 'Regular expressions', [
  withRegex(method('find', 'string_find_string', [STRING, STRING], STRING, unused), (re) => (s) => {
    const m = re.find(s as string);
    return m === undefined ? '' : textOf(s as string, m);
  }),
  withRegex(
    method('findAll', 'string_find_all_string', [STRING, STRING], list(STRING), unused),
    (re) => (s) => re.findAll(s as string).map((m) => textOf(s as string, m)),
  ),
  withRegex(method('findAll', 'string_find_all_string_int', [STRING, STRING, INT], list(STRING), unused), (re) => (s, _, n) => {
    const limit = n as number | bigint;
    return re.findAll(s as string, limit < 0 ? undefined : Number(limit)).map((m) => textOf(s as string, m));
  }),
]);

// --- lists --------------------------------------------------------------------------------------------------------------

const SUMMABLE: readonly (readonly [string, Type, Value])[] = [
  ['int', INT, 0],
  ['uint', UINT, new Uint(0)],
  ['double', DOUBLE, double(0)],
  ['duration', DURATION, new Duration(0, 0)],
];
const COMPARABLE: readonly (readonly [string, Type])[] = [
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['bool', BOOL],
  ['duration', DURATION],
  ['timestamp', TIMESTAMP],
  ['string', STRING],
  ['bytes', BYTES],
];

function sum(l: Value, zero: Value): Value {
  const [first, ...rest] = array(l);
  if (first === undefined) return zero;
  if (!SUMMABLE.some(([name]) => name === kindOf(first))) return noOverload('sum', l);
  let total = first;
  for (const v of rest) {
    total = add(total, v);
    if (total instanceof CelError) return total;
  }
  return total;
}

const hasOrder = (v: Value): boolean => compare(v, v) !== undefined;

/** The first of the smallest or largest. What cannot be compared with what was found never takes its place. */
function extreme(name: string, l: Value, wins: number): Value {
  const [first, ...rest] = array(l);
  if (first === undefined) return invalid(`${name} called on empty list`);
  if (!array(l).every(hasOrder)) return noOverload(name, l);
  let found = first;
  for (const v of rest) if (compare(v, found) === wins) found = v;
  return found;
}

function isSorted(l: Value): Value {
  const values = array(l);
  if (!values.every(hasOrder)) return noOverload('isSorted', l);
  return values.every((v, i) => i === 0 || compare(values[i - 1] as Value, v) !== 1);
}

/** Whether a list has the element; of anything else, whether it is equal. */
const includes = (whole: Value, part: Value): Value => (isList(whole) ? toArray(whole).some((v) => equal(v, part)) : equal(whole, part));

const lists = library('lists', 'List functions', [
  ...COMPARABLE.map(([name, t]) => method('isSorted', `list_${name}_is_sorted_bool`, [list(t)], BOOL, isSorted)),
  ...SUMMABLE.map(([name, t, zero]) => method('sum', `list_${name}_sum_${name}`, [list(t)], t, (l) => sum(l, zero))),
  ...COMPARABLE.map(([name, t]) => method('max', `list_${name}_max_${name}`, [list(t)], t, (l) => extreme('max', l, 1))),
  ...COMPARABLE.map(([name, t]) => method('min', `list_${name}_min_${name}`, [list(t)], t, (l) => extreme('min', l, -1))),
  method('indexOf', 'list_a_index_of_int', [list(T), T], INT, (l, v) => array(l).findIndex((x) => equal(x, v))),
  method('lastIndexOf', 'list_a_last_index_of_int', [list(T), T], INT, (l, v) => array(l).findLastIndex((x) => equal(x, v))),
  method('includes', 'list_includes_dyn_dyn', [DYN, DYN], BOOL, includes),
]);

// --- quantity -----------------------------------------------------------------------------------------------------------

const QUANTITY = opaque('kubernetes.Quantity');
const amount = (v: Value): quantities.Quantity => (v as QuantityValue).data;
const made = (q: quantities.Quantity): Value => new QuantityValue(q);
const computed = (q: quantities.Quantity): Value => new QuantityValue(q, true);

const quantity = library(
  'quantity',
  'Quantities',
  [
    fn('quantity', 'string_to_quantity', [STRING], QUANTITY, (s) => {
      const q = quantities.parseQuantity(s as string);
      return typeof q === 'string' ? invalid(q) : made(q);
    }),
    fn('isQuantity', 'is_quantity_string', [STRING], BOOL, (s) => typeof quantities.parseQuantity(s as string) !== 'string'),
    fn('sign', 'quantity_sign', [QUANTITY], INT, (q) => quantities.signOf(amount(q))),
    method(
      'isGreaterThan',
      'quantity_is_greater_than',
      [QUANTITY, QUANTITY],
      BOOL,
      (a, b) => quantities.compareQuantities(amount(a), amount(b)) > 0,
    ),
    method(
      'isLessThan',
      'quantity_is_less_than',
      [QUANTITY, QUANTITY],
      BOOL,
      (a, b) => quantities.compareQuantities(amount(a), amount(b)) < 0,
    ),
    method('compareTo', 'quantity_compare_to', [QUANTITY, QUANTITY], INT, (a, b) => quantities.compareQuantities(amount(a), amount(b))),
    method('asApproximateFloat', 'quantity_get_float', [QUANTITY], DOUBLE, (q) => double(quantities.floatOf(amount(q)))),
    method('asInteger', 'quantity_get_int', [QUANTITY], INT, (q) => {
      const n = quantities.integerOf(amount(q));
      return n === undefined ? invalid('cannot convert value to integer') : int(n);
    }),
    method('isInteger', 'quantity_is_integer', [QUANTITY], BOOL, (q) => quantities.integerOf(amount(q)) !== undefined),
    method('add', 'quantity_add', [QUANTITY, QUANTITY], QUANTITY, (a, b) => computed(quantities.addQuantities(amount(a), amount(b)))),
    method('add', 'quantity_add_int', [QUANTITY, INT], QUANTITY, (a, n) =>
      computed(quantities.addQuantities(amount(a), quantities.quantityOfInt(BigInt(n as number | bigint)))),
    ),
    method('sub', 'quantity_sub', [QUANTITY, QUANTITY], QUANTITY, (a, b) => computed(quantities.subtractQuantities(amount(a), amount(b)))),
    method('sub', 'quantity_sub_int', [QUANTITY, INT], QUANTITY, (a, n) =>
      computed(quantities.subtractInt(amount(a), BigInt(n as number | bigint))),
    ),
  ],
  ['kubernetes.Quantity'],
);

// --- semver -------------------------------------------------------------------------------------------------------------

const SEMVER = opaque('kubernetes.Semver');
const version = (v: Value): Semver => (v as SemverValue).data;
const readSemver = (s: Value, lenient: Value): Semver | string => (lenient === true ? parseLenientSemver : parseSemver)(s as string);
const toSemver = (s: Value, lenient: Value): Value => {
  const v = readSemver(s, lenient);
  return typeof v === 'string' ? invalid(v) : new SemverValue(v);
};

const semver = library(
  'semver',
  'Semantic versions',
  [
    fn('semver', 'string_to_semver', [STRING], SEMVER, (s) => toSemver(s, false)),
    fn('semver', 'string_bool_to_semver', [STRING, BOOL], SEMVER, toSemver),
    fn('isSemver', 'is_semver_string', [STRING], BOOL, (s) => typeof readSemver(s, false) !== 'string'),
    fn('isSemver', 'is_semver_string_bool', [STRING, BOOL], BOOL, (s, lenient) => typeof readSemver(s, lenient) !== 'string'),
    method('isGreaterThan', 'semver_is_greater_than', [SEMVER, SEMVER], BOOL, (a, b) => compareSemver(version(a), version(b)) > 0),
    method('isLessThan', 'semver_is_less_than', [SEMVER, SEMVER], BOOL, (a, b) => compareSemver(version(a), version(b)) < 0),
    method('compareTo', 'semver_compare_to', [SEMVER, SEMVER], INT, (a, b) => compareSemver(version(a), version(b))),
    ...(['major', 'minor', 'patch'] as const).map((name, i) =>
      method(name, `semver_${name}`, [SEMVER], INT, (v) => int(BigInt.asIntN(64, version(v).numbers[i] as bigint))),
    ),
  ],
  ['kubernetes.Semver'],
);

// --- format -------------------------------------------------------------------------------------------------------------

const FORMAT = opaque('kubernetes.NamedFormat');

const format = library(
  'format',
  'Named formats',
  [
    ...[...formats].map(([name, f]) => fn(`format.${name}`, `format.${name}`, [], FORMAT, () => new FormatValue(f))),
    fn('format.named', 'format-named', [STRING], optional(FORMAT), (name) => {
      const f = formats.get(name as string);
      return new Optional(f === undefined ? undefined : new FormatValue(f));
    }),
    method('validate', 'format-validate', [FORMAT, STRING], optional(list(STRING)), (f, s) => {
      const faults = (f as FormatValue).data.faults(s as string);
      return new Optional(faults.length === 0 ? undefined : faults);
    }),
  ],
  ['kubernetes.NamedFormat'],
);

// --- authorizer ---------------------------------------------------------------------------------------------------------

const typed = (name: string): Type => opaque(`kubernetes.authorization.${name}`);
const AUTHORIZER = typed('Authorizer');
const PATH = typed('PathCheck');
const GROUP = typed('GroupCheck');
const RESOURCE = typed('ResourceCheck');
const DECISION = typed('Decision');
const check = (v: Value): CheckValue => v as CheckValue;

/** A step that adds one text to a resource check. */
const narrow = (name: string, id: string, key: 'subresource' | 'namespace' | 'name'): Overload =>
  method(name, id, [RESOURCE, STRING], RESOURCE, (c, s) => check(c).next('ResourceCheck', { [key]: s as string }));
/** Selectors do not change what the sample rules decide. */
const selector = (name: string, id: string): Overload => method(name, id, [RESOURCE, STRING], RESOURCE, (c) => c);
const decided: Run = (c, verb) => new DecisionValue(check(c).decide(check(c).data, verb as string));

function serviceAccount(c: Value, namespace: Value, name: Value): Value {
  if (subdomainFaults(name as string).length > 0) return invalid('Invalid service account name');
  return labelFaults(namespace as string).length > 0 ? invalid('Invalid service account namespace') : c;
}

const authorizer = library(
  'authz',
  'Authorizer',
  [
    method('path', 'authorizer_path', [AUTHORIZER, STRING], PATH, (c, path) =>
      (path as string).trim() === '' ? invalid('path must not be empty') : check(c).next('PathCheck', { path: path as string }),
    ),
    method('group', 'authorizer_group', [AUTHORIZER, STRING], GROUP, (c, group) => check(c).next('GroupCheck', { group: group as string })),
    method('serviceAccount', 'authorizer_serviceaccount', [AUTHORIZER, STRING, STRING], AUTHORIZER, serviceAccount),
    method('resource', 'groupcheck_resource', [GROUP, STRING], RESOURCE, (c, resource) =>
      (resource as string).trim() === ''
        ? invalid('resource must not be empty')
        : check(c).next('ResourceCheck', { resource: resource as string }),
    ),
    narrow('subresource', 'resourcecheck_subresource', 'subresource'),
    narrow('namespace', 'resourcecheck_namespace', 'namespace'),
    narrow('name', 'resourcecheck_name', 'name'),
    selector('fieldSelector', 'authorizer_fieldselector'),
    selector('labelSelector', 'authorizer_labelselector'),
    method('check', 'pathcheck_check', [PATH, STRING], DECISION, decided),
    method('check', 'resourcecheck_check', [RESOURCE, STRING], DECISION, decided),
    method('errored', 'decision_errored', [DECISION], BOOL, () => false),
    method('error', 'decision_error', [DECISION], STRING, () => ''),
    method('allowed', 'decision_allowed', [DECISION], BOOL, (d) => (d as DecisionValue).data.decision === 'allow'),
    method('reason', 'decision_reason', [DECISION], STRING, (d) => (d as DecisionValue).data.reason),
  ],
  ['Authorizer', 'PathCheck', 'GroupCheck', 'ResourceCheck', 'Decision'].map((name) => `kubernetes.authorization.${name}`),
);

export const kubernetesLibraries: readonly Library[] = [url, regex, lists, quantity, semver, format, authorizer];
