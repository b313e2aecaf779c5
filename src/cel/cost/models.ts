// What calls cost, by overload: the newest cost model of cel-go (common/cost/standard.go and the libraries in ext). A call
// that is not listed costs 1, and nothing is known of its result's size.

import {
  allElementsOf,
  arg,
  atLeastOne,
  between,
  constant,
  difference,
  eitherOf,
  elementOf,
  integer,
  length,
  listSize,
  optionalSize,
  product,
  type Quantity,
  RESULT,
  scale,
  smaller,
  sum,
  TARGET,
  upTo,
} from './quantity.ts';
import type { Factor } from './size.ts';
import { UNBOUNDED } from './size.ts';

export interface CostModel {
  readonly cost: Quantity;
  readonly size?: Quantity;
  /** `&&`, `||`, `?:`, `or()`, `orValue()`: they cost what those of their arguments cost that are evaluated. */
  readonly argumentsOnly?: true;
}

/** Reading a text once; a regular expression's pattern. */
const SCAN: Factor = [1n, 10n];
const PATTERN: Factor = [1n, 4n];

const one = constant(1);
const scan = (of: Quantity): Quantity => scale(of, SCAN);
/** A new list, and the work that fills it. */
const newList = (...work: readonly Quantity[]): Quantity => sum(constant(11), ...work);

const A = arg(0);
const B = arg(1);

const comparison: CostModel = { cost: scan(smaller(A, B)) };
const concatenation: CostModel = { cost: scan(sum(A, B)), size: sum(A, B) };
const matching = (text: Quantity, pattern: Quantity): CostModel => ({ cost: product(scan(sum(text, one)), scale(pattern, PATTERN)) });

const standard: Readonly<Record<string, CostModel>> = {
  index_list: { cost: one, size: elementOf(A) },
  index_map: { cost: one, size: elementOf(A) },
  starts_with_string: { cost: scan(A) },
  ends_with_string: { cost: scan(A) },
  contains_string: { cost: product(scan(TARGET), scan(A)) },
  string_to_bytes: { cost: scan(A), size: between(A, scale(A, [4n, 1n])) },
  bytes_to_string: { cost: scan(A), size: between(scale(A, [1n, 4n]), A) },
  in_list: { cost: B },
  less_string: comparison,
  less_equals_string: comparison,
  greater_string: comparison,
  greater_equals_string: comparison,
  less_bytes: comparison,
  less_equals_bytes: comparison,
  greater_bytes: comparison,
  greater_equals_bytes: comparison,
  equals: comparison,
  not_equals: comparison,
  add_string: concatenation,
  add_bytes: concatenation,
  add_list: { cost: one, size: sum(A, B) },
  matches: matching(A, B),
  matches_string: matching(TARGET, A),
  logical_or: { cost: constant(0), argumentsOnly: true },
  logical_and: { cost: constant(0), argumentsOnly: true },
  conditional: { cost: constant(0), size: eitherOf(B, arg(2)), argumentsOnly: true },
};

const optionals: Readonly<Record<string, CostModel>> = {
  optional_or_optional: { cost: constant(0), size: eitherOf(TARGET, A), argumentsOnly: true },
  optional_orValue_value: { cost: constant(0), size: eitherOf(elementOf(TARGET), A), argumentsOnly: true },
  optional_none: { cost: one, size: optionalSize(constant(0)) },
  optional_of: { cost: one, size: optionalSize(A) },
  optional_ofNonZeroValue: { cost: one, size: optionalSize(upTo(A)) },
  optional_value: { cost: one, size: elementOf(TARGET) },
};

/** Reads the text and writes the result. */
const transform = (size: Quantity): CostModel => ({ cost: sum(one, scan(length(TARGET)), length(RESULT)), size });
const search: CostModel = { cost: sum(one, scan(product(length(TARGET), length(A)))) };
const cut = difference(integer(1), integer(0));
const pieces = (of: Quantity): Quantity => smaller(listSize(upTo(sum(of, one)), upTo(of)), sum(scale(of, [2n, 1n]), constant(2)));
const split: CostModel = { cost: newList(scan(sum(length(TARGET), one)), length(RESULT)), size: pieces(TARGET) };
const replace: CostModel = {
  cost: sum(one, scan(product(atLeastOne(length(TARGET)), atLeastOne(length(A)))), length(RESULT)),
  size: between(smaller(TARGET, B), product(sum(TARGET, one), sum(B, one))),
};
const joining = sum(one, scan(sum(length(TARGET), one)), length(RESULT));

const strings: Readonly<Record<string, CostModel>> = {
  string_char_at_int: { cost: sum(constant(2), scan(length(TARGET))), size: upTo(smaller(TARGET, constant(4))) },
  string_index_of_string: search,
  string_index_of_string_int: search,
  string_last_index_of_string: search,
  string_last_index_of_string_int: search,
  string_lower_ascii: transform(TARGET),
  string_upper_ascii: transform(TARGET),
  string_reverse: transform(TARGET),
  string_trim: transform(upTo(TARGET)),
  string_substring_int: transform(between(difference(TARGET, scale(integer(0), [4n, 1n])), difference(TARGET, integer(0)))),
  string_substring_int_int: transform(between(cut, smaller(difference(TARGET, integer(0)), scale(cut, [4n, 1n])))),
  list_join: { cost: joining, size: upTo(allElementsOf(TARGET)) },
  list_join_string: { cost: joining, size: upTo(sum(allElementsOf(TARGET), product(length(TARGET), A))) },
  string_replace_string_string: replace,
  string_replace_string_string_int: replace,
  string_split_string: split,
  string_split_string_int: split,
  strings_quote: { cost: scan(A), size: between(sum(A, constant(2)), sum(scale(A, [2n, 1n]), constant(2))) },
  string_format: { cost: scan(TARGET) },
};

const part = listSize(difference(integer(1), integer(0)), elementOf(TARGET));
const pairwise = (of: Quantity, factor: Factor): Quantity => newList(scale(product(length(of), length(of)), factor));
const TWICE: Factor = [2n, 1n];
const TWICE_AND_SCAN: Factor = [21n, 10n];

const SORTABLE: Readonly<Record<string, Factor>> = {
  int: TWICE,
  uint: TWICE,
  double: TWICE,
  bool: TWICE,
  duration: TWICE,
  'google.protobuf.Duration': TWICE,
  timestamp: TWICE,
  'google.protobuf.Timestamp': TWICE,
  string: TWICE_AND_SCAN,
  bytes: TWICE_AND_SCAN,
};

const sorts = Object.entries(SORTABLE).flatMap(([type, factor]): readonly (readonly [string, CostModel])[] => [
  [`list_${type}_sort`, { cost: pairwise(TARGET, factor), size: TARGET }],
  [`list_${type}_sortByAssociatedKeys`, { cost: pairwise(A, factor), size: TARGET }],
]);

const setOperation = (factor: Factor): CostModel => ({ cost: sum(one, scale(product(length(TARGET), length(A)), factor)) });
const flattened = upTo(
  smaller(listSize(product(TARGET, atLeastOne(elementOf(TARGET))), elementOf(elementOf(TARGET))), sum(TARGET, allElementsOf(TARGET))),
);

const lists: Readonly<Record<string, CostModel>> = {
  list_slice: { cost: newList(length(RESULT)), size: between(part, smaller(part, TARGET)) },
  lists_range: { cost: newList(length(RESULT)), size: listSize(integer(0, UNBOUNDED), one) },
  list_reverse: { cost: newList(length(RESULT)), size: TARGET },
  list_distinct: { cost: pairwise(TARGET, TWICE_AND_SCAN), size: between(smaller(TARGET, one), TARGET) },
  list_flatten: { cost: newList(length(RESULT)), size: flattened },
  ...Object.fromEntries(sorts),
  list_hasOnly_list: setOperation([1n, 1n]),
  list_hasAny_list: setOperation([1n, 1n]),
  list_hasAll_list: setOperation([1n, 1n]),
  list_hasExactly_list: setOperation(TWICE),
};

const sets = (factor: Factor): CostModel => ({ cost: sum(one, scale(product(length(A), length(B)), factor)) });
const extreme: CostModel = { cost: sum(one, length(A)), size: one };
const inBase64 = scale(length(A), [4n, 3n]);
const encode: CostModel = { cost: sum(one, scan(length(A))), size: between(inBase64, sum(inBase64, constant(3))) };
const decode: CostModel = { cost: sum(one, scan(length(A))), size: upTo(atLeastOne(scale(length(A), [3n, 4n]))) };
const unbounded: CostModel = { cost: upTo(constant(UNBOUNDED)), size: upTo(constant(UNBOUNDED)) };
const regexSearch = product(scan(sum(length(A), one)), scale(sum(length(B), one), PATTERN));
const regexReplace: CostModel = {
  cost: sum(one, regexSearch, length(RESULT)),
  size: upTo(sum(A, product(sum(A, one), arg(2), sum(A, one)))),
};

const others: Readonly<Record<string, CostModel>> = {
  list_sets_contains_list: sets([1n, 1n]),
  list_sets_intersects_list: sets([1n, 1n]),
  list_sets_equivalent_list: sets(TWICE),
  'math_@min_list_double': extreme,
  'math_@min_list_int': extreme,
  'math_@min_list_uint': extreme,
  'math_@max_list_double': extreme,
  'math_@max_list_int': extreme,
  'math_@max_list_uint': extreme,
  base64_encode_bytes: encode,
  base64_encode_url_bytes: encode,
  base64_decode_string: decode,
  base64_decode_url_string: decode,
  json_encode_dyn: unbounded,
  json_parse_string: unbounded,
  json_parse_string_type: unbounded,
  yaml_encode_dyn: unbounded,
  yaml_parse_string: unbounded,
  yaml_parse_string_type: unbounded,
  regex_extract_string_string: { cost: sum(one, regexSearch, RESULT), size: optionalSize(upTo(A)) },
  regex_extractAll_string_string: { cost: newList(regexSearch, length(RESULT)), size: pieces(A) },
  regex_replace_string_string_string: regexReplace,
  regex_replace_string_string_string_int: regexReplace,
};

const parsed: CostModel = { cost: scan(length(A)), size: upTo(constant(16)) };
const prefix = smaller(length(TARGET), constant(16));
const compared = scale(prefix, [2n, 10n]);

const network: Readonly<Record<string, CostModel>> = {
  string_to_ip: parsed,
  string_to_cidr: parsed,
  is_ip: { cost: scan(length(A)) },
  is_cidr: { cost: scan(length(A)) },
  ip_is_canonical: { cost: scale(length(A), [2n, 10n]) },
  ip_to_string: { cost: one, size: upTo(constant(45)) },
  cidr_to_string: { cost: one, size: upTo(constant(45)) },
  cidr_ip: { cost: one, size: upTo(constant(16)) },
  cidr_masked: { cost: one, size: upTo(constant(16)) },
  cidr_contains_ip_ip: { cost: compared },
  cidr_contains_ip_string: { cost: sum(compared, scan(length(A))) },
  cidr_contains_cidr: { cost: sum(compared, scan(prefix), one) },
  cidr_contains_cidr_string: { cost: sum(compared, scan(prefix), one, scan(length(A))) },
};

const models: ReadonlyMap<string, CostModel> = new Map(
  [standard, optionals, strings, lists, others, network].flatMap((table) => Object.entries(table)),
);

export const modelOf = (overload: string): CostModel | undefined => models.get(overload);
