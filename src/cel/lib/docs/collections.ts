// What the functions over lists, sets and optional values, and the macros with two variables, do.
import type { LibraryDocs } from '../docs.ts';

export const listsDocs: LibraryDocs = {
  slice: {
    doc: 'The elements from a position to before another.',
    examples: { '[1, 2, 3, 4].slice(1, 3)': '[2, 3]', '[1, 2].slice(0, 3)': 'error' },
  },
  flatten: {
    doc: 'Lists within the list taken apart: one level, or as many as given.',
    examples: { '[[1], [2, 3]].flatten()': '[1, 2, 3]', '[[[1]], [[2]]].flatten(2)': '[1, 2]' },
  },
  sort: { doc: 'The elements in ascending order; they must be of one comparable type.', examples: { '[3, 1, 2].sort()': '[1, 2, 3]' } },
  sortBy: {
    doc: 'The elements in ascending order of what the expression gives for each.',
    examples: { '["ccc", "a", "bb"].sortBy(s, s.size())': '["a", "bb", "ccc"]' },
  },
  'lists.range': { doc: 'The whole numbers from 0 to before the given one.', examples: { 'lists.range(3)': '[0, 1, 2]' } },
  reverse: { doc: 'The elements in reverse order.', examples: { '[1, 2, 3].reverse()': '[3, 2, 1]' } },
  distinct: { doc: 'Every element once, in the order of first appearance.', examples: { '[1, 2, 1].distinct()': '[1, 2]' } },
  hasAll: { doc: 'Whether the list has every element of the other.', examples: { '[1, 2, 3].hasAll([1, 3])': 'true' } },
  hasAny: { doc: 'Whether the list has some element of the other.', examples: { '[1, 2].hasAny([2, 9])': 'true' } },
  hasOnly: { doc: 'Whether every element of the list is in the other.', examples: { '[1, 1].hasOnly([1, 2])': 'true' } },
  hasExactly: { doc: 'Whether both lists have the same elements, in any order.', examples: { '[1, 2].hasExactly([2, 1])': 'true' } },
};

export const setsDocs: LibraryDocs = {
  'sets.contains': {
    doc: 'Whether the first list has every element of the second.',
    examples: { 'sets.contains([1, 2, 3], [2, 3])': 'true' },
  },
  'sets.equivalent': {
    doc: 'Whether each list has every element of the other; order and repetition do not count.',
    examples: { 'sets.equivalent([1, 1, 2], [2, 1])': 'true' },
  },
  'sets.intersects': { doc: 'Whether the lists have an element in common.', examples: { 'sets.intersects([1], [2])': 'false' } },
};

export const optionalsDocs: LibraryDocs = {
  'optional.of': { doc: 'An optional value that is there.', examples: { 'optional.of(1)': 'optional.of(1)' } },
  'optional.ofNonZeroValue': {
    doc: 'There, unless it is the zero value of its type (0, "", [], false …).',
    examples: { 'optional.ofNonZeroValue("")': 'optional.none()' },
  },
  'optional.none': { doc: 'The optional value that is not there.', examples: { 'optional.none().hasValue()': 'false' } },
  value: {
    doc: 'The value that is there; an error when it is not.',
    examples: { 'optional.of(1).value()': '1', 'optional.none().value()': 'error' },
  },
  hasValue: { doc: 'Whether the value is there.', examples: { 'optional.of(1).hasValue()': 'true' } },
  or: { doc: 'The first of two optional values that is there.', examples: { 'optional.none().or(optional.of(2))': 'optional.of(2)' } },
  orValue: { doc: 'The value, or the other one when it is not there.', examples: { '{"a": 1}.?b.orValue(0)': '0' } },
  '_?._': {
    doc: 'A field as an optional value.',
    examples: { '{"a": 1}.?a': 'optional.of(1)', '{"a": {"c": 1}}.?b.c': 'optional.none()' },
  },
  '_[?_]': { doc: 'An element as an optional value.', examples: { '[1][?0]': 'optional.of(1)', '[1][?7]': 'optional.none()' } },
  '_[_]': {
    doc: 'An element of the list or map that is there, as an optional value.',
    examples: { 'optional.of([5])[0]': 'optional.of(5)' },
  },
  first: {
    doc: 'The first element of a list as an optional value.',
    examples: { '[1, 2].first()': 'optional.of(1)', '[].first()': 'optional.none()' },
  },
  last: { doc: 'The last element of a list as an optional value.', examples: { '[1, 2].last().value()': '2' } },
  'optional.unwrap': {
    doc: 'The values of a list of optionals that are there.',
    examples: { 'optional.unwrap([optional.of(1), optional.none()])': '[1]' },
  },
  unwrapOpt: {
    doc: 'The values of a list of optionals that are there.',
    examples: { '[optional.of(1), optional.none()].unwrapOpt()': '[1]' },
  },
  optMap: {
    doc: 'Applies the expression to the value if it is there.',
    examples: { 'optional.of(2).optMap(x, x * 10)': 'optional.of(20)' },
  },
  optFlatMap: {
    doc: 'Applies an expression that gives an optional itself.',
    examples: { 'optional.of({"a": 1}).optFlatMap(m, m.?b)': 'optional.none()' },
  },
};

export const twoVariableDocs: LibraryDocs = {
  all: {
    doc: 'Whether the predicate holds for every position and element, or key and value.',
    examples: { '{"a": 1}.all(k, v, v > 0)': 'true' },
  },
  exists: {
    doc: 'Whether the predicate holds for some position and element, or key and value.',
    examples: { '["a", "b"].exists(i, x, i == 1 && x == "b")': 'true' },
  },
  exists_one: { doc: 'Whether the predicate holds exactly once.', examples: { '[1, 1].exists_one(i, x, x == 1)': 'false' } },
  existsOne: { doc: 'Whether the predicate holds exactly once.', examples: { '[1, 2].existsOne(i, x, x == 1)': 'true' } },
  transformList: {
    doc: 'A list of what the expression gives for every position and element, or key and value.',
    examples: { '["a", "b"].transformList(i, x, string(i) + x)': '["0a", "1b"]' },
  },
  transformMap: {
    doc: 'A map with the same keys and the values that the expression gives.',
    examples: { '{"a": 1}.transformMap(k, v, v + 1)': '{"a": 2}' },
  },
  transformMapEntry: {
    doc: 'A map of the entries that the expression gives; a key twice is an error.',
    examples: { '{"a": "b"}.transformMapEntry(k, v, {v: k})': '{"b": "a"}' },
  },
};

export const bindingsDocs: LibraryDocs = {
  'cel.bind': { doc: 'Names a value for use in an expression.', examples: { 'cel.bind(x, 2 + 3, x * x)': '25' } },
  'cel.block': {
    doc: 'A list of parts that the expression refers to by their position. Tools write it, people seldom do.',
    examples: { 'cel.block([1, 2], cel.index(0) + cel.index(1))': '3' },
  },
  'cel.index': { doc: 'Part of a cel.block by its position.', examples: { 'cel.block(["a"], cel.index(0) + "b")': '"ab"' } },
  'cel.iterVar': {
    doc: 'Variable of a macro within a cel.block.',
    examples: { '[1, 2].map(cel.iterVar(0, 0), cel.iterVar(0, 0) * 2)': '[2, 4]' },
  },
  'cel.accuVar': {
    doc: 'Result variable of a macro within a cel.block.',
    examples: { '[1, 2].map(cel.accuVar(0, 0), cel.accuVar(0, 0) + 1)': '[2, 3]' },
  },
};
