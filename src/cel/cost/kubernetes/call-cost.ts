// What calls did cost: the API server's own functions by their names (k8s.io/apiserver/pkg/cel/library/cost.go), all others
// by their overloads as in cel-go 0.29 (interpreter/runtimecost.go).
import { formats } from '../../profiles/kubernetes/formats.ts';
import { FormatValue } from '../../profiles/kubernetes/objects.ts';
import { isList, isMap, mapEntries, toArray } from '../../values/kind.ts';
import { Opaque, Optional, type Value } from '../../values/value.ts';
import { lengthOf } from '../actual-size.ts';
import { least } from '../size.ts';
import { selectorCost } from './call-bounds.ts';
import { byFactor, PATTERN, SCAN } from './factor.ts';

/** A call that has run; the receiver is the first argument. */
export interface CallRun {
  readonly name: string;
  readonly overload: string | undefined;
  readonly args: readonly Value[];
  readonly result: Value;
}

/** A formula over the first two arguments and the result. */
type Formula = (first: Value, second: Value, call: CallRun) => bigint;

const scan = (value: Value, times = 1): bigint => byFactor(lengthOf(value), times * SCAN);
const matching = (text: Value, pattern: bigint): bigint => byFactor(lengthOf(text) + 1n, SCAN) * byFactor(pattern, PATTERN);

const traversal: Formula = (first) => traversed(first);
const scanOnce: Formula = (first) => scan(first);
const scanTwice: Formula = (first) => scan(first, 2);
const search: Formula = (first, second) => matching(first, lengthOf(second));
const selector: Formula = (_first, second) => selectorCost({ min: lengthOf(second), max: lengthOf(second) }).max;

const named = (names: string, formula: Formula): readonly (readonly [string, Formula])[] =>
  names.split(' ').map((name) => [name, formula] as const);

const byName: ReadonlyMap<string, Formula> = new Map([
  ...named('check', () => 350_000n),
  ...named('fieldSelector labelSelector', selector),
  ...named('isSorted sum max min indexOf lastIndexOf includes', traversal),
  ...named('url lowerAscii upperAscii substring trim jsonpatch.escapeKey cidr isIP isCIDR quantity isQuantity semver isSemver', scanOnce),
  ...named('replace split ip.isCanonical', scanTwice),
  ...named('join', (_first, _second, { result }) => scan(result, 2)),
  ...named('find findAll', search),
  ...named('ip', (first, _second, { overload }) => (overload === 'cidr_ip' ? 1n : scan(first))),
  ...named('containsIP', (cidr, other, { overload }) => {
    return byFactor(2n * lengthOf(cidr), SCAN) + (overload === 'cidr_contains_ip_string' ? scan(other) : 0n);
  }),
  ...named('containsCIDR', (cidr, other, { overload }) => {
    return byFactor(2n * lengthOf(cidr), SCAN) + scan(cidr) + 1n + (overload === 'cidr_contains_cidr_string' ? scan(other) : 0n);
  }),
]);

export function callCost(call: CallRun): bigint {
  const [first = null, second = null] = call.args;
  const extension = extensionCost(call, first, second);
  if (extension !== undefined) return extension;
  const formula = byName.get(call.name);
  if (formula !== undefined) return formula(first, second, call);
  if (call.name === 'validate' && first instanceof FormatValue) return matching(second, patternSize(first));
  if (call.name === '_==_' && first instanceof Opaque) return 1n;
  return standardCost(call.overload, first, second);
}

/** The list and set extensions. */
function extensionCost({ overload = '', args, result }: CallRun, first: Value, second: Value): bigint | undefined {
  switch (overload) {
    case 'list_slice':
    case 'lists_range':
    case 'list_reverse':
      return newList(lengthOf(result), 1);
    case 'list_flatten':
    case 'list_flatten_int':
      return newList(lengthOf(first), args.length === 2 ? Math.max(Number(second), 0) : 1);
    case 'list_distinct':
      return compared(first);
    case 'list_sets_contains_list':
    case 'list_sets_intersects_list':
      return 1n + lengthOf(first) * lengthOf(second);
    case 'list_sets_equivalent_list':
      return 1n + 2n * lengthOf(first) * lengthOf(second);
    default:
      if (/^list_.+_sort$/.test(overload)) return compared(first);
      return overload.endsWith('_sortByAssociatedKeys') ? compared(second) : undefined;
  }
}

/** A new list, and the work that fills it. */
const newList = (size: bigint, factor: number): bigint => 11n + BigInt(Math.floor(Number(size) * factor));

/** Every element with every other. */
function compared(list: Value): bigint {
  const elements = isList(list) ? toArray(list) : [];
  const [first] = elements;
  const isText = typeof first === 'string' || first instanceof Uint8Array;
  return newList(BigInt(elements.length) ** 2n, isText ? 2 + SCAN : 2);
}

function standardCost(overload: string | undefined, first: Value, second: Value): bigint {
  switch (overload) {
    case 'starts_with_string':
    case 'ends_with_string':
      return byFactor(sizeOf(second), SCAN);
    case 'string_to_bytes':
    case 'bytes_to_string':
    case 'strings_quote':
    case 'string_format':
      return byFactor(sizeOf(first), SCAN);
    case 'in_list':
      return sizeOf(second);
    case 'less_string':
    case 'greater_string':
    case 'less_equals_string':
    case 'greater_equals_string':
    case 'less_bytes':
    case 'greater_bytes':
    case 'less_equals_bytes':
    case 'greater_equals_bytes':
    case 'equals':
    case 'not_equals':
      return byFactor(least(sizeOf(first), sizeOf(second)), SCAN);
    case 'add_string':
    case 'add_bytes':
      return byFactor(sizeOf(first) + sizeOf(second), SCAN);
    case 'matches':
    case 'matches_string':
      return byFactor(sizeOf(first) + 1n, SCAN) * byFactor(sizeOf(second), PATTERN);
    case 'contains_string':
      return byFactor(sizeOf(first), SCAN) * byFactor(sizeOf(second), SCAN);
    default:
      return 1n;
  }
}

/** An optional is as large as what it holds. */
function sizeOf(value: Value): bigint {
  return value instanceof Optional && value.value !== undefined ? sizeOf(value.value) : lengthOf(value);
}

const BYTES = new TextEncoder();

/** A tenth of every text within, rounded down, and one for everything else. */
function traversed(value: Value): bigint {
  if (typeof value === 'string') return BigInt(Math.floor(BYTES.encode(value).length * SCAN));
  if (value instanceof Uint8Array) return BigInt(Math.floor(value.length * SCAN));
  if (isList(value)) return toArray(value).reduce<bigint>((sum, element) => sum + traversed(element), 0n);
  if (isMap(value)) return mapEntries(value).reduce<bigint>((sum, [k, v]) => sum + traversed(k) + traversed(v), 0n);
  return 1n;
}

/** How long a format's pattern is taken to be. */
const PATTERN_SIZES: Readonly<Record<string, number>> = {
  dns1123Label: 30,
  dns1123Subdomain: 60,
  dns1035Label: 30,
  qualifiedName: 60,
  dns1123LabelPrefix: 30,
  dns1123SubdomainPrefix: 60,
  dns1035LabelPrefix: 30,
  labelValue: 40,
  uri: 1103,
  uuid: 70,
  byte: 84,
  date: 71,
  datetime: 71,
};

function patternSize({ data }: FormatValue): bigint {
  const id = [...formats].find(([, format]) => format === data)?.[0] ?? '';
  return BigInt(PATTERN_SIZES[id] ?? 0);
}
