// What the functions, operators and macros of the standard library do.
import type { LibraryDocs } from '../docs.ts';

const operators: LibraryDocs = {
  '_+_': {
    doc: 'Adds numbers of one type; joins strings, bytes or lists; moves a timestamp by a duration. Integers do not wrap: overflow is an error.',
    examples: { '1 + 2': '3', '"a" + "b"': '"ab"', '[1] + [2]': '[1, 2]', '9223372036854775807 + 1': 'error' },
  },
  '_-_': {
    doc: 'Subtracts numbers of one type, durations, or two timestamps.',
    examples: {
      '5 - 7': '-2',
      '1u - 2u': 'error',
      'timestamp("2026-01-02T00:00:00Z") - timestamp("2026-01-01T00:00:00Z")': 'duration("86400s")',
    },
  },
  '_*_': { doc: 'Multiplies numbers of one type.', examples: { '6 * 7': '42', '1.5 * 2.0': '3.0' } },
  '_/_': {
    doc: 'Divides numbers of one type. Integers are cut towards zero; an integer by zero is an error.',
    examples: { '-7 / 2': '-3', '7.0 / 2.0': '3.5', '1 / 0': 'error' },
  },
  '_%_': {
    doc: 'Remainder of dividing integers; it has the sign of the first.',
    examples: { '-7 % 2': '-1', '1 % 0': 'error' },
  },
  '-_': { doc: 'The negative of a number.', examples: { '-(3)': '-3' } },
  '_==_': {
    doc: 'Whether both are the same value. Numbers of different types compare by their value, lists and maps by their elements.',
    examples: { '[1, 2] == [1, 2]': 'true', 'dyn(1) == dyn(1.0)': 'true' },
  },
  '_!=_': { doc: 'Whether the values differ.', examples: { '"a" != "b"': 'true' } },
  '_<_': {
    doc: 'Whether the first comes before the second: numbers of any two types, strings by code point, bytes, booleans, timestamps, durations.',
    examples: { '1 < 2': 'true', '"a" < "b"': 'true', '1 < 1.5': 'true' },
  },
  '_<=_': { doc: 'Whether the first comes before the second or is equal.', examples: { '2 <= 2': 'true' } },
  '_>_': { doc: 'Whether the first comes after the second.', examples: { '2u > 1u': 'true' } },
  '_>=_': { doc: 'Whether the first comes after the second or is equal.', examples: { 'duration("1m") >= duration("60s")': 'true' } },
  '@in': {
    doc: 'Whether a list has an equal element, or a map the key.',
    examples: { '2 in [1, 2]': 'true', '"k" in {"k": 1}': 'true' },
  },
  '_[_]': {
    doc: 'Element of a list by position (from 0), or value of a map by key. A missing one is an error.',
    examples: { '[10, 20][1]': '20', '{"a": 1}["a"]': '1', '[10][1]': 'error', '{"a": 1}["b"]': 'error' },
  },
};

const conversions: LibraryDocs = {
  type: { doc: 'The type of a value.', examples: { 'type(1) == int': 'true', 'type("a")': 'string' } },
  dyn: { doc: 'The same value; the checker takes it for any type.', examples: { 'dyn(1)': '1' } },
  int: {
    doc: 'Converts to a whole number: cuts a double towards zero, reads a string, or takes the Unix seconds of a timestamp.',
    examples: { 'int(3.9)': '3', 'int("42")': '42', 'int(timestamp("1970-01-01T00:01:00Z"))': '60', 'int("x")': 'error' },
  },
  uint: { doc: 'Converts to a whole number that is not negative.', examples: { 'uint(3)': '3u', 'uint(-1)': 'error' } },
  double: { doc: 'Converts to a floating point number.', examples: { 'double(3)': '3.0', 'double("1e3")': '1000.0' } },
  bool: { doc: 'Reads true or false from a string.', examples: { 'bool("true")': 'true', 'bool("yes")': 'error' } },
  bytes: { doc: 'The UTF-8 bytes of a string.', examples: { 'bytes("é")': 'b"\\xc3\\xa9"' } },
  string: {
    doc: 'Text of a value. Bytes must be UTF-8; timestamps are written as RFC 3339, durations in seconds.',
    examples: { 'string(1.5)': '"1.5"', 'string(b"abc")': '"abc"', 'string(duration("1m"))': '"60s"' },
  },
  timestamp: {
    doc: 'Reads an RFC 3339 date and time, or takes Unix seconds.',
    examples: {
      'timestamp("2026-01-01T01:00:00+01:00")': 'timestamp("2026-01-01T00:00:00Z")',
      'timestamp(0)': 'timestamp("1970-01-01T00:00:00Z")',
      'timestamp("today")': 'error',
    },
  },
  duration: {
    doc: 'Reads numbers with the units h, m, s, ms, us and ns.',
    examples: { 'duration("1h30m")': 'duration("5400s")', 'duration("1.5s") > duration("1s")': 'true' },
  },
};

const texts: LibraryDocs = {
  size: {
    doc: 'Number of code points of a string, bytes of bytes, elements of a list, entries of a map.',
    examples: { 'size("é")': '1', '"abc".size()': '3', 'size([1, 2])': '2', 'size({"a": 1})': '1' },
  },
  contains: { doc: 'Whether the string has the other one in it.', examples: { '"gateway".contains("way")': 'true' } },
  startsWith: { doc: 'Whether the string begins with the other one.', examples: { '"/api/v1".startsWith("/api")': 'true' } },
  endsWith: { doc: 'Whether the string ends with the other one.', examples: { '"a.json".endsWith(".json")': 'true' } },
  matches: {
    doc: 'Whether the RE2 pattern matches somewhere in the string; use ^ and $ for the whole of it.',
    examples: { '"v12".matches("[0-9]+")': 'true', 'matches("v12", "^[0-9]+$")': 'false' },
  },
};

const AT = 'timestamp("2026-03-01T23:30:15.250Z")';
const part = (doc: string, call: string, utc: string, berlin?: string): LibraryDocs[string] => ({
  doc: `${doc} In UTC, or in the zone given as an IANA name or an offset.`,
  examples: { [`${AT}.${call}()`]: utc, ...(berlin === undefined ? {} : { [`${AT}.${call}("Europe/Berlin")`]: berlin }) },
});
const ofDuration = (doc: string, call: string, utc: string, example: Readonly<Record<string, string>>): LibraryDocs[string] => {
  const base = part(doc, call, utc) as { doc: string; examples: Readonly<Record<string, string>> };
  return { doc: base.doc, examples: { ...base.examples, ...example } };
};

const times: LibraryDocs = {
  getFullYear: part('Year of a timestamp.', 'getFullYear', '2026'),
  getMonth: part('Month of a timestamp, from 0 for January.', 'getMonth', '2'),
  getDayOfYear: part('Day in the year, from 0.', 'getDayOfYear', '59', '60'),
  getDayOfMonth: part('Day in the month, from 0.', 'getDayOfMonth', '0', '1'),
  getDate: part('Day in the month, from 1.', 'getDate', '1', '2'),
  getDayOfWeek: part('Day in the week, from 0 for Sunday.', 'getDayOfWeek', '0', '1'),
  getHours: ofDuration('Hour of a timestamp, or a duration in whole hours.', 'getHours', '23', {
    'duration("90m").getHours()': '1',
  }),
  getMinutes: ofDuration('Minute of a timestamp, or a duration in whole minutes.', 'getMinutes', '30', {
    'duration("90m").getMinutes()': '90',
  }),
  getSeconds: ofDuration('Second of a timestamp, or a duration in whole seconds.', 'getSeconds', '15', {
    'duration("90m").getSeconds()': '5400',
  }),
  getMilliseconds: part('Milliseconds in the second of a timestamp, or of a duration.', 'getMilliseconds', '250'),
};

export const macros: LibraryDocs = {
  has: {
    doc: 'Whether a field is there, without an error when it is not.',
    examples: { 'has({"a": 1}.a)': 'true', 'has({"a": 1}.b)': 'false' },
  },
  all: {
    doc: 'Whether the predicate holds for every element (every key of a map).',
    examples: { '[1, 2, 3].all(x, x > 0)': 'true', '{"a": 1}.all(k, k == "b")': 'false' },
  },
  exists: { doc: 'Whether the predicate holds for some element (key of a map).', examples: { '["a", "b"].exists(x, x == "b")': 'true' } },
  exists_one: { doc: 'Whether the predicate holds for exactly one element.', examples: { '[1, 2, 2].exists_one(x, x == 2)': 'false' } },
  map: {
    doc: 'A list of what the expression gives for every element; with three arguments only for those that the predicate takes.',
    examples: { '[1, 2].map(x, x * 10)': '[10, 20]', '[1, 2].map(x, x > 1, x * 10)': '[20]' },
  },
  filter: { doc: 'The elements for which the predicate holds.', examples: { '[1, 2, 3].filter(x, x % 2 == 1)': '[1, 3]' } },
};

export const standardDocs: LibraryDocs = { ...operators, ...conversions, ...texts, ...times, ...macros };
