// What calls may cost, and how large their results may be: the API server's own functions by their names
// (k8s.io/apiserver/pkg/cel/library/cost.go), all others by their overloads as in cel-go 0.29 (checker/cost.go).
import type { Core } from '../../expand/core.ts';
import { isExactType } from '../../types/unify.ts';
import { both, type CostBounds, either, exactly, NOTHING } from '../bounds.ts';
import { least, plus, times, UNBOUNDED } from '../size.ts';
import { byFactor, multiplied, PATTERN, SCAN, scaledBy } from './factor.ts';

/** Bounds of a size; nothing is known of the parts here. */
export type Extent = CostBounds;

export interface Bounds {
  readonly cost: CostBounds;
  readonly size?: Extent;
}

export interface CallShape {
  readonly name: string;
  readonly overload: string;
  readonly target: Core | undefined;
  readonly args: readonly Core[];
  readonly size: (node: Core) => Extent;
}

const UNKNOWN: Extent = { min: 0n, max: UNBOUNDED };
const ONE: Bounds = { cost: exactly(1) };

/** A selector is a list of requirements, each a struct and a list; the shortest takes two characters. */
export const selectorCost = (length: Extent): CostBounds =>
  both(both(exactly(10), scaledBy(length, SCAN)), scaledBy(scaledBy(length, 0.5), 50));

const NOMINAL: ReadonlySet<string> = new Set(
  [
    'serviceAccount path group resource subresource namespace name allowed reason error errored',
    'masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast format.named',
    'sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch',
    'getScheme getHostname getHost getPort getEscapedPath getQuery',
  ].flatMap((names) => names.split(' ')),
);

/** Bounds of a call of the API server's functions; undefined for any other. */
export function kubernetesBounds(call: CallShape): Bounds | undefined {
  const { name, overload, target, args, size } = call;
  if (NOMINAL.has(name)) return ONE;
  const [first, second] = args;
  const own = target === undefined ? UNKNOWN : size(target);
  const given = first === undefined ? UNKNOWN : size(first);
  switch (name) {
    case 'check':
      return { cost: exactly(350_000) };
    case 'fieldSelector':
    case 'labelSelector':
      return { cost: selectorCost(given) };
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
    case 'includes':
      return target === undefined ? undefined : { cost: traversal(name, target, own) };
    case 'url':
    case 'jsonpatch.escapeKey':
      return { cost: scaledBy(given, SCAN), size: given };
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return { cost: scaledBy(own, SCAN), size: own };
    case 'replace':
      if (first === undefined || second === undefined) return undefined;
      return { cost: scaledBy(own, 2 * SCAN), size: replaced(own, given, size(second)) };
    case 'split':
      return { cost: scaledBy(own, 2 * SCAN), size: { min: 0n, max: pieces(second, own) } };
    case 'join':
      return target === undefined ? undefined : joined(target, own, first === undefined ? undefined : given);
    case 'find':
    case 'findAll':
      return { cost: matching(own, given), size: { min: 0n, max: own.max } };
    case 'ip':
      return overload === 'cidr_ip' ? ONE : { cost: scaledBy(given, SCAN) };
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
      return { cost: scaledBy(given, SCAN) };
    case 'ip.isCanonical':
      return { cost: scaledBy(given, 2 * SCAN) };
    case 'containsIP':
      return { cost: both(COMPARED, overload === 'cidr_contains_ip_string' ? scaledBy(given, SCAN) : NOTHING) };
    case 'containsCIDR': {
      const masked = both(both(COMPARED, scaledBy(ADDRESS, SCAN)), exactly(1));
      return { cost: both(masked, overload === 'cidr_contains_cidr_string' ? scaledBy(given, SCAN) : NOTHING) };
    }
    case 'validate':
      return { cost: scaledBy(scaledBy(given, SCAN), 128 * PATTERN) };
    case '_==_':
      return first === undefined || second === undefined ? undefined : equality(first, second, size(second));
    default:
      return undefined;
  }
}

/** An address has 4 or 16 bytes. */
const ADDRESS: Extent = { min: 4n, max: 16n };
const COMPARED = scaledBy(both(ADDRESS, ADDRESS), SCAN);

const matching = (text: Extent, pattern: Extent): CostBounds =>
  multiplied(scaledBy(both(text, exactly(1)), SCAN), scaledBy(pattern, PATTERN));

/** The type of what a container holds first: a list's elements, a map's keys. */
function partKind(node: Core): string | undefined {
  const { type } = node;
  switch (type.kind) {
    case 'list':
      return type.element.kind;
    case 'map':
      return type.key.kind;
    case 'optional':
      return type.of.kind;
    default:
      return undefined;
  }
}

/** One for every element, and for a text also its length, which nobody knows. */
function traversal(name: string, target: Core, size: Extent): CostBounds {
  const kind = partKind(target);
  if (kind === undefined) return name === 'includes' ? size : scaledBy(size, SCAN);
  return multiplied(size, isText(kind) ? both(exactly(1), scaledBy(UNKNOWN, SCAN)) : exactly(1));
}

/** A text after `replace(from, to)`: as many replacements as there may be, the longest, and the fewest. */
function replaced(text: Extent, from: Extent, to: Extent): Extent {
  const most = replacedBy(text.max, from.min, to.max, to.max <= from.min);
  const fewest = replacedBy(text.min, from.max, to.min, from.max <= to.min);
  return { min: fewest, max: most };
}

function replacedBy(text: bigint, from: bigint, to: bigint, keepsLength: boolean): bigint {
  if (from === 0n) return plus(times(plus(text, 1n), to), text);
  return keepsLength ? text : times(byFactor(text, 1 / Number(from)), to);
}

/** At most every character by itself, or as many as the limit says. */
function pieces(limit: Core | undefined, text: Extent): bigint {
  const isNumber = limit?.kind === 'literal' && (typeof limit.value === 'number' || typeof limit.value === 'bigint');
  return isNumber ? BigInt.asUintN(64, BigInt(limit.value as number | bigint)) : text.max;
}

function joined(target: Core, list: Extent, separator: Extent | undefined): Bounds {
  let size = partKind(target) === undefined ? NOTHING : multiplied(list, UNKNOWN);
  if (separator !== undefined) {
    const less = (n: bigint): bigint => (n > 0n ? n - 1n : 0n);
    size = both(size, multiplied(separator, { min: less(list.min), max: less(list.max) }));
  }
  return { cost: scaledBy(size, SCAN), size };
}

/** The API server looks at the length of the URL on the right alone, and at that only for the most. */
function equality(left: Core, right: Core, { max }: Extent): Bounds | undefined {
  const { type } = left;
  if (type.kind !== 'opaque' || !isExactType(type, right.type)) return undefined;
  switch (type.name) {
    case 'kubernetes.NamedFormat':
      return { cost: scaledBy({ min: 1n, max: 64n }, SCAN) };
    case 'kubernetes.URL':
      return { cost: { min: 1n, max: scaledBy({ min: 0n, max }, SCAN).max } };
    default:
      return type.name.startsWith('net.') || type.name.startsWith('kubernetes.') ? ONE : undefined;
  }
}

/** Bounds of a call of the list and set extensions; undefined for any other. */
export function extensionBounds({ overload, target, args, size }: CallShape): Bounds | undefined {
  const [first, second] = args;
  const own = target === undefined ? UNKNOWN : size(target);
  const given = first === undefined ? UNKNOWN : size(first);
  switch (overload) {
    case 'list_slice': {
      const n = BigInt.asUintN(64, integer(second, own.max) - integer(first, 0n));
      return newList({ min: n, max: n }, 1);
    }
    case 'lists_range': {
      const n = integer(first, UNBOUNDED);
      return newList({ min: n, max: n }, 1);
    }
    case 'list_reverse':
      return newList(own, 1);
    case 'list_flatten':
    case 'list_flatten_int':
      return newList(own, first === undefined ? 1 : Number(integer(first, UNBOUNDED)));
    case 'list_distinct':
      return newList(multiplied(own, own), 2);
    case 'list_sets_contains_list':
    case 'list_sets_intersects_list':
    case 'list_sets_equivalent_list': {
      const pairs = multiplied(given, second === undefined ? UNKNOWN : size(second));
      return { cost: both(scaledBy(pairs, overload.includes('equivalent') ? 2 : 1), exactly(1)) };
    }
    default: {
      const sorted = sortedType(overload);
      if (sorted === undefined) return undefined;
      const keys = overload.endsWith('_sort') ? own : given;
      return newList(multiplied(keys, keys), isText(sorted) ? 2 + SCAN : 2);
    }
  }
}

/** The type in the id of an overload that sorts: `list_int_sort`. */
const sortedType = (overload: string): string | undefined => /^list_(.+)_(sort|sortByAssociatedKeys)$/.exec(overload)?.[1];
const isText = (kind: string): boolean => kind === 'string' || kind === 'bytes';

/** A call that makes a list, by the work that fills it. */
const newList = (size: Extent, factor: number): Bounds => ({ cost: both(scaledBy(size, factor), exactly(11)), size });

function integer(node: Core | undefined, otherwise: bigint): bigint {
  if (node?.kind !== 'literal' || (typeof node.value !== 'number' && typeof node.value !== 'bigint')) return otherwise;
  const n = BigInt(node.value);
  return n < 0n ? 0n : n;
}

/** Bounds of a call of the standard functions, without its arguments. */
export function standardBounds({ overload, target, args, size }: CallShape): Bounds {
  const sizes = args.map(size);
  const [a = UNKNOWN, b = UNKNOWN, c = UNKNOWN] = sizes;
  const own = target === undefined ? UNKNOWN : size(target);
  switch (overload) {
    case 'string_format':
      return { cost: scaledBy(own, SCAN) };
    case 'string_to_bytes':
      return { cost: scaledBy(a, SCAN), size: { min: a.min, max: BigInt.asUintN(64, a.max * 4n) } };
    case 'bytes_to_string':
      return { cost: scaledBy(a, SCAN), size: { min: a.min / 4n, max: a.max } };
    case 'strings_quote':
      return { cost: scaledBy(a, SCAN), size: { min: a.min + 2n, max: BigInt.asUintN(64, a.max * 2n + 2n) } };
    case 'starts_with_string':
    case 'ends_with_string':
      return { cost: scaledBy(a, SCAN) };
    case 'in_list':
      return { cost: scaledBy(b, 1) };
    case 'matches_string':
      return { cost: matching(own, a) };
    case 'matches':
      return { cost: matching(a, b) };
    case 'contains_string':
      return { cost: multiplied(scaledBy(own, SCAN), scaledBy(a, SCAN)) };
    case 'conditional':
      return { cost: NOTHING, size: either(b, c) };
    case 'logical_and':
    case 'logical_or':
      return { cost: NOTHING };
    case 'add_list':
      return { cost: exactly(1), size: both(a, b) };
    case 'add_string':
    case 'add_bytes':
      return { cost: scaledBy(both(a, b), SCAN), size: both(a, b) };
    case 'less_string':
    case 'greater_string':
    case 'less_equals_string':
    case 'greater_equals_string':
    case 'less_bytes':
    case 'greater_bytes':
    case 'less_equals_bytes':
    case 'greater_equals_bytes':
    case 'equals':
    case 'not_equals': {
      const max = least(a.max, b.max);
      return { cost: scaledBy({ min: max > 0n ? 1n : 0n, max }, SCAN) };
    }
    default:
      return ONE;
  }
}
