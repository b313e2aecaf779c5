// What the functions of agentgateway do, where they are its own or differ from those of the specification.

import { bindingsDocs, optionalsDocs } from '../../lib/docs/collections.ts';
import { mathDocs } from '../../lib/docs/math.ts';
import { standardDocs } from '../../lib/docs/standard.ts';
import { stringsDocs } from '../../lib/docs/strings.ts';
import { encodersDocs, networkDocs } from '../../lib/docs/texts.ts';
import type { LibraryDocs } from '../../lib/docs.ts';

const AT = 'timestamp("2026-03-01T23:30:15.250+02:00")';

/** A time zone given as argument is ignored. */
const part = (doc: string, call: string, value: string): LibraryDocs[string] => ({
  doc: `${doc} In the offset that the timestamp was written with.`,
  examples: { [`${AT}.${call}()`]: value },
});

/** What only the method answers. */
const withItself = (doc: string, method: string, asFunction: string): LibraryDocs[string] => ({
  doc: `${doc} Call it on the text: as a function it tests its first argument with itself.`,
  examples: { [method]: 'true', [asFunction]: 'true' },
});

const differing: LibraryDocs = {
  '_==_': { doc: 'Whether both are the same value. Numbers of different types compare by their value.', examples: { '1 == 1.0': 'true' } },
  getDayOfYear: part('Day in the year, from 0.', 'getDayOfYear', '59'),
  getDayOfMonth: part('Day in the month, from 0.', 'getDayOfMonth', '0'),
  getDate: part('Day in the month, from 1.', 'getDate', '1'),
  getDayOfWeek: part('Day in the week, from 0 for Sunday.', 'getDayOfWeek', '0'),
  startsWith: withItself('Whether the text begins with another one.', '"/api/v1".startsWith("/api")', 'startsWith("/a", "/b")'),
  endsWith: withItself('Whether the text ends with another one.', '"a.json".endsWith(".json")', 'endsWith("a", "b")'),
  matches: withItself('Whether a part of the text matches a pattern.', '"v12".matches("[0-9]+")', 'matches("v12", "^[0-9]+$")'),
  charAt: { doc: 'The character at a position, from 0.', examples: { '"hello".charAt(4)': '"o"', '"hello".charAt(5)': 'error' } },
  substring: {
    doc: 'From a position to the end, or to before a second position, which may lie past the end.',
    examples: { '"tacocat".substring(4)': '"cat"', '"ab".substring(1, 9)': '"b"' },
  },
  'optional.of': { doc: 'An optional value that is there.', examples: { 'optional.of(1).value()': '1' } },
  'optional.ofNonZeroValue': {
    doc: 'There, unless it is the zero value of its type (0, "", [], false …).',
    examples: { 'optional.ofNonZeroValue("").hasValue()': 'false' },
  },
  or: { doc: 'The first of two optional values that is there.', examples: { 'optional.none().or(optional.of(2)).value()': '2' } },
  orValue: { doc: 'The value, or the other one when it is not there.', examples: { 'optional.none().orValue(0)': '0' } },
  ip: {
    doc: 'Reads an IPv4 or IPv6 address, or takes the address of a CIDR.',
    examples: { 'ip("127.0.0.1").family()': '4', 'ip("127.0.0.256")': 'error' },
  },
  masked: {
    doc: 'The network with the bits behind its prefix cleared.',
    examples: { 'cidr("10.1.2.3/8").masked().containsIP("10.9.9.9")': 'true' },
  },
  size: {
    doc: 'Number of bytes of a string or of bytes, elements of a list, entries of a map.',
    examples: { 'size("é")': '2', 'size([1, 2])': '2' },
  },
  contains: {
    doc: 'Whether the string has the other one in it, the list the element, or the map the key.',
    examples: { '"gateway".contains("way")': 'true', '[1, 2].contains(2)': 'true' },
  },
  max: { doc: 'The greatest of its arguments, or of a list; null of nothing.', examples: { 'max(1, 3, 2)': '3', 'max([])': 'null' } },
  min: { doc: 'The least of its arguments, or of a list; null of nothing.', examples: { 'min(1, 3, 2)': '1' } },
  int: { doc: 'Converts a number or string to a whole number.', examples: { 'int(3.9)': '3', 'int("42")': '42' } },
  string: {
    doc: 'Text of a scalar value. Bytes that are not UTF-8 are replaced.',
    examples: { 'string(b"abc")': '"abc"', 'string(1.5)': '"1.5"' },
  },
  bytes: { doc: 'The UTF-8 bytes of a string.', examples: { 'bytes("ab")': 'b"ab"' } },
  duration: { doc: 'Reads numbers with the units h, m, s, ms, us and ns.', examples: { 'duration("1h30m")': 'duration("5400s")' } },
  'math.least': { doc: 'The least of numbers, or of a list of numbers.', examples: { 'math.least(3, 1, 2)': '1' } },
  'math.ceil': { doc: 'The next whole number upwards, as a double.', examples: { 'math.ceil(1.2)': '2.0' } },
  prefixLength: { doc: 'Length of the prefix in bits.', examples: { 'cidr("10.0.0.0/8").prefixLength()': '8u' } },
  containsCIDR: {
    doc: 'Whether the other network lies in this one.',
    examples: { 'cidr("10.0.0.0/8").containsCIDR(cidr("10.1.0.0/16"))': 'true' },
  },
  join: {
    doc: 'The strings of a list one after another, with a separator if one is given; the values of a header joined by commas.',
    examples: { '["a", "b"].join("-")': '"a-b"' },
  },
  split: {
    doc: 'Parts between a separator; with a limit the last part is the rest. Of headers: values split at commas.',
    examples: { '"a,b,c".split(",")': '["a", "b", "c"]' },
  },
  '_[_]': {
    doc: 'Element of a list, value of a map, or field. `request.headers["literal"]` is the first value; a computed name gives a list for a repeated header.',
    examples: { '[10, 20][1]': '20', '{"a": 1}["a"]': '1' },
  },
};

const own: LibraryDocs = {
  existsOne: { doc: 'Whether the predicate holds for exactly one element.', examples: { '[1, 2].existsOne(x, x == 2)': 'true' } },
  with: { doc: 'Names the value for use in an expression.', examples: { '[1, 2].with(a, a + a)': '[1, 2, 1, 2]' } },
  mapValues: {
    doc: 'A map with the same keys and what the expression gives for every value.',
    examples: { '{"a": 1}.mapValues(v, v + 1)': '{"a": 2}' },
  },
  filterKeys: { doc: 'The entries whose key the predicate takes.', examples: { '{"a": 1, "b": 2}.filterKeys(k, k != "a")': '{"b": 2}' } },
  merge: { doc: 'Entries of both maps; those of the second win.', examples: { '{"a": 1}.merge({"a": 2})': '{"a": 2}' } },
  stripPrefix: { doc: 'Without the given beginning, if the string has it.', examples: { '"Bearer abc".stripPrefix("Bearer ")': '"abc"' } },
  stripSuffix: { doc: 'Without the given end, if the string has it.', examples: { '"a.json".stripSuffix(".json")': '"a"' } },
  regexReplace: {
    doc: 'Replaces the first match of a pattern; $1 and ${name} are capture groups.',
    examples: { '"a1b2".regexReplace("[0-9]", "#")': '"a#b2"', '"ab".regexReplace("(a)(b)", "$2$1")': '"ba"' },
  },
  redacted: { doc: 'The headers with the values of secret ones hidden.', examples: { 'request.headers.redacted()["x-team"]': '"red"' } },
  raw: { doc: 'The values of headers as they came, each as a list.', examples: { 'request.headers.raw()["x-team"]': '["red"]' } },
  cookie: { doc: 'The value of a cookie of the request.', examples: { 'request.headers.cookie("session")': '"abc"' } },
  query: {
    doc: 'The values of a query parameter, as a list: request.uri.query("page").',
    examples: { 'request.uri.query("page")': '["2", "3"]' },
  },
  addQuery: {
    doc: 'The address with one more query parameter.',
    examples: { 'request.uri.addQuery("sort", "asc")': '"https://shop.test/cart?page=2&page=3&sort=asc"' },
  },
  setQuery: {
    doc: 'The address with a query parameter set to one value.',
    examples: { 'request.uri.setQuery("page", "1")': '"https://shop.test/cart?page=1"' },
  },
  unredacted: { doc: 'The text of a secret such as jwt.rawToken or apiKey.key.', examples: { 'apiKey.key.unredacted()': '"k-123"' } },
  default: {
    doc: 'The value, or the other one when it is null, missing or undeclared. Other errors stay errors.',
    examples: { 'default({"a": 1}.b, 5)': '5', 'default(1, 5)': '1' },
  },
  coalesce: { doc: 'The first of its arguments that is neither null nor an error.', examples: { 'coalesce(null, 1 / 0, "x")': '"x"' } },
  fail: { doc: 'Always an error, with the given message.', examples: { 'fail("no tenant")': 'error' } },
  random: { doc: 'A number from 0 to below 1, another one each time.', examples: { 'random() < 1.0': 'true' } },
  uuid: { doc: 'A random UUID (version 4).', examples: { 'size(uuid())': '36' } },
  flatten: {
    doc: 'In fields of logs and traces, expands a map or list into several fields.',
    examples: { 'flatten({"a": 1})': '{"$_meta_flatten_map": {"a": 1}}' },
  },
  flattenRecursive: {
    doc: 'In fields of logs and traces, expands a map or list and those within it.',
    examples: { 'flattenRecursive([1])': '{"$_meta_flatten_list_recursive": [1]}' },
  },
  json: {
    doc: 'The value that a JSON text stands for. Integers from 0 on are uint.',
    examples: { 'json("{\\"n\\": 1}").n': '1u', 'json("[-1, 1.5]")': '[-1, 1.5]' },
  },
  jsonField: { doc: 'A field of a JSON text, as json(text).field.', examples: { 'jsonField("{\\"n\\": \\"x\\"}", "n")': '"x"' } },
  toJson: { doc: 'JSON text of a value; bytes are written in base64.', examples: { 'toJson({"a": [1, true]})': '"{\\"a\\":[1,true]}"' } },
  to_json: { doc: 'The older name of toJson.', examples: { 'to_json([1])': '"[1]"' } },
  unvalidatedJwtPayload: {
    doc: 'The claims of a JSON Web Token, without looking at its signature.',
    examples: { 'unvalidatedJwtPayload("e30.eyJzdWIiOiJhIn0.x").sub': '"a"' },
  },
  base64Encode: { doc: 'The older name of base64.encode.', examples: { 'base64Encode("hello")': '"aGVsbG8="' } },
  base64Decode: { doc: 'The older name of base64.decode.', examples: { 'base64Decode("aGVsbG8=")': 'b"hello"' } },
  'url.encode': { doc: 'Percent-encodes a text.', examples: { 'url.encode("a b/c")': '"a%20b%2Fc"' } },
  'url.decode': { doc: 'Decodes percent-encoded text.', examples: { 'url.decode("a%20b")': '"a b"' } },
  'form.encode': { doc: 'A map as a query string, sorted by key.', examples: { 'form.encode({"b": 1, "a": "x y"})': '"a=x+y&b=1"' } },
  'form.decode': {
    doc: 'A map of a query string; repeated keys become lists.',
    examples: { 'form.decode("a=1&b=2&b=3")': '{"a": "1", "b": ["2", "3"]}' },
  },
  'sha256.encode': {
    doc: 'SHA-256 of a text, in hexadecimal digits.',
    examples: { 'sha256.encode("a")': '"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"' },
  },
  'sha1.encode': {
    doc: 'SHA-1 of a text, in hexadecimal digits.',
    examples: { 'sha1.encode("a")': '"86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"' },
  },
  'md5.encode': { doc: 'MD5 of a text, in hexadecimal digits.', examples: { 'md5.encode("a")': '"0cc175b9c0f1b6a831c399e269772661"' } },
  variables: {
    doc: 'All variables that are not null, as a map. Request and response are captured whole for it.',
    examples: { '"jwt" in variables()': 'true' },
  },
};

export const agentgatewayDocs: LibraryDocs = {
  ...standardDocs,
  ...stringsDocs,
  ...mathDocs,
  ...optionalsDocs,
  ...bindingsDocs,
  ...networkDocs,
  ...encodersDocs,
  ...differing,
  ...own,
};
