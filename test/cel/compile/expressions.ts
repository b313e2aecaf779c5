// Expressions for comparing back ends: of every construct and every library, well-typed and not, over variables of all kinds. Most of
// what is generated runs; much of it fails, in every way that there is.
import fc from 'fast-check';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { double, int } from '../../../src/cel/values/number.ts';
import { typedMap } from '../../../src/cel/values/typed-map.ts';
import { Duration, Optional, Timestamp, Uint, type Value } from '../../../src/cel/values/value.ts';
import { typedText } from '../check/typed-expressions.ts';

const request = (path: string): Value => ({
  method: 'GET',
  path,
  size: 120,
  headers: { host: 'example.com', 'x-tag': '' },
  'odd name': true,
  sub: 'root',
  // An own key, as JSON.parse makes it.
  ...JSON.parse('{"__proto__": 1, "constructor": "c", "length": 7, "value": null}'),
});

const teams: Value = [
  { name: 'a', members: [{ tags: ['x', 'y'], age: 3 }] },
  { name: 'b', members: [{ tags: [], age: 4 }, { tags: ['y'] }] },
];

type Variables = Readonly<Record<string, Value>>;

/** What the names mean: as they are declared, and otherwise. */
export const activations: readonly Variables[] = [
  {
    ...{ i: 5, u: new Uint(6), d: 2.25, p: true, s: 'text', b: new Uint8Array([0, 1]), x: { a: [1, 'two', null], k: 'v' } },
    ...{ t: new Timestamp(1_709_208_000, 0), w: new Duration(3, 500_000_000), li: [1, 2, 3], ls: ['x', 'y'], m: { a: 1, b: 2 } },
    ...{ o: new Optional(4), r: request('/api/v1'), teams, n: null, big: 9007199254740991 },
  },
  {
    ...{ i: -7, u: new Uint(0), d: double(3), p: false, s: '', b: new Uint8Array(), x: [1, 2.5, 'two', false] },
    ...{
      t: new Timestamp(0, 999_999_999),
      w: new Duration(-3, -5),
      li: [],
      ls: ['é😀', '\u2028', 'x'],
      m: new Map<string, Value>([['a', 4]]),
    },
    ...{ o: new Optional(undefined), r: request('/'), teams: [], n: 0, big: -4503599627370497 },
  },
  {
    ...{ i: int(9007199254740993n), u: 3, d: 7, p: 'true', s: 4, b: 'bytes', x: null, t: 'now', w: 2, li: { a: 1 }, ls: [1, 'x', null] },
    ...{
      m: typedMap([
        [1, 'one'],
        ['a', 2],
        [true, 3],
      ]),
    },
    ...{ o: 4, r: null, teams: [{ members: null }, 3], n: 'null', big: Number.NaN },
  },
];

/** The static types of the first of them. */
export const declared: Readonly<Record<string, string>> = {
  ...{ i: 'int', u: 'uint', d: 'double', p: 'bool', s: 'string', b: 'bytes', x: 'dyn', t: 'timestamp', w: 'duration', li: 'list(int)' },
  ...{ ls: 'list(string)', m: 'map(string, int)', o: 'optional_type(int)', r: 'dyn', teams: 'dyn', n: 'dyn', big: 'dyn' },
};

const PATHS = [
  ...['r.path', 'r.method', 'r.headers', 'r.headers.host', 'r.headers["x-tag"]', 'r.headers.gone', 'r["odd name"]', 'r.sub', 'r.size'],
  ...['r.constructor', 'r.__proto__', 'r.length', 'r.value', 'x.a', 'x.a[0]', 'x.a[1]', 'x.a[9]', 'x.k', 'x[0]', 'x.gone.more', 'm.a'],
  ...['m[1]', 'li[0]', 'li[i]', 'ls[1]', 'teams[0].name', 'teams[1].members[0].age', 'o.value', 'constructor', '__proto__', 'gone', 'n'],
];
const VALUES = [
  ...['0', '1', '2', '-1', '3u', '1.5', '2.0', '-0.0', 'true', 'false', 'null', '""', '"x"', '"text"', '"/api/"', 'b"a"', '[]', '{}'],
  ...['9007199254740991', '-9007199254740991', '9223372036854775807', '-9223372036854775808', '18446744073709551615u', '1e300'],
  ...['"\\u2028`\\x24{r}\\\\"', '\'"); throw 1; ("\'', '[1, 2, 3]', '["x", "y"]', '["GET", "HEAD"]', '{"a": 1}', '{1: 2, true: "x"}'],
  ...[
    'timestamp("2024-02-29T12:00:00Z")',
    'duration("1h")',
    'duration("-1.5s")',
    'optional.of(1)',
    'optional.none()',
    'type(1)',
    'int',
    'double("NaN")',
    '0.0 / 0.0',
  ],
];
const NAMES = Object.keys(declared);
const INFIX = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', 'in', '&&', '||'];

const leaf = fc.oneof(
  { arbitrary: fc.constantFrom(...NAMES), weight: 4 },
  { arbitrary: fc.constantFrom(...PATHS), weight: 4 },
  { arbitrary: fc.constantFrom(...VALUES), weight: 3 },
  { arbitrary: fc.constantFrom('v', 'k'), weight: 3 },
);

/** Something that is likely to be walked. */
const walked = fc.constantFrom(
  'li',
  'ls',
  'x',
  'x.a',
  'm',
  'teams',
  'r.headers',
  'teams[0].members',
  '[1, i, 3]',
  '[s, "x", r.path]',
  '{"k": i}',
);
const WALKS = ['all', 'exists', 'exists_one', 'map', 'filter'];

const { mixed } = fc.letrec<{ mixed: string; part: string; loop: string }>((tie) => ({
  mixed: fc.oneof({ maxDepth: 4, depthSize: 'small', withCrossShrink: true }, leaf, tie('part'), tie('loop')),
  part: fc.oneof(
    fc.tuple(tie('mixed'), fc.constantFrom(...INFIX), tie('mixed')).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    fc
      .tuple(tie('mixed'), fc.constantFrom('&&', '||'), tie('mixed'), tie('mixed'))
      .map(([a, sign, b, c]) => `(${a}) ${sign} (${b}) ${sign} (${c})`),
    // Sums of ints around the largest that are exact.
    fc
      .tuple(
        tie('mixed'),
        fc.constantFrom('* 3', '+ 9007199254740990', '- 4503599627370496', '* i', '+ i'),
        fc.constantFrom('+ i % 7 - 2', '- 1', '+ 1 + 2', '== 9', '< 5', '- i % 3 >= 1'),
      )
      .map(([a, b, c]) => `(${a}) ${b} ${c}`),
    fc.tuple(tie('mixed'), fc.constantFrom('"x"', '2', 's', 'i')).map(([a, b]) => `(${a}) == ${b}`),
    fc
      .tuple(tie('mixed'), fc.constantFrom('["x", "GET", "/"]', '[1, 2, 5, 7, 9]', 'ls', 'm', '["a", 1]'))
      .map(([a, b]) => `(${a}) in ${b}`),
    fc.tuple(tie('mixed'), tie('mixed'), tie('mixed')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    fc.tuple(fc.constantFrom('!', '-'), tie('mixed')).map(([sign, a]) => `${sign}(${a})`),
    fc
      .tuple(tie('mixed'), fc.constantFrom('.a', '.name', '.sub', '[0]', '[i]', '["k"]', '[k]', '.?a', '[?0]', '.size()', '.constructor'))
      .map(([a, tail]) => `(${a})${tail}`),
    fc.constantFrom('r.path', 'r.gone', 'x.k', 'x.length', 'gone.a', 'r.headers.host', 'v.age', 'v.tags').map((path) => `has(${path})`),
    fc
      .tuple(
        tie('mixed'),
        fc.constantFrom('startsWith', 'endsWith', 'contains', 'matches'),
        fc.constantFrom('"/api"', '"e"', 's', '"["', 'v'),
      )
      .map(([a, f, b]) => `(${a}).${f}(${b})`),
    fc
      .tuple(
        fc.constantFrom('size', 'string', 'int', 'uint', 'double', 'bool', 'type', 'dyn', 'bytes', 'timestamp', 'duration'),
        tie('mixed'),
      )
      .map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(fc.constantFrom('%s and %d', '%d%%', '%s', '%s%s%s', '%.2f', '%x|%s', '%q'), tie('mixed'), tie('mixed'))
      .map(([f, a, b]) => `"${f}".format([${a}, ${b}])`),
    fc
      .tuple(
        tie('mixed'),
        fc.constantFrom('duration("1h")', 'duration("-5s")', 'w', 'duration("1ms")'),
        fc.constantFrom('<', '>', '>=', '=='),
        fc.constantFrom('t', 'timestamp("2024-02-29T13:00:00Z")'),
      )
      .map(([a, by, sign, b]) => `(${a}) + ${by} ${sign} ${b}`),
    fc.tuple(tie('mixed'), tie('mixed')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(fc.constantFrom('"a"', '"b"', '1', 's', 'i', 'x'), tie('mixed'), tie('mixed')).map(([k, a, b]) => `{"a": ${a}, ${k}: ${b}}`),
    fc.tuple(tie('mixed'), tie('mixed')).map(([a, b]) => `cel.bind(v, ${a}, ${b})`),
    fc.tuple(tie('mixed'), tie('mixed')).map(([a, b]) => `cel.bind(k, ${a}, [1].sortBy(v, k == (${b})))`),
    fc
      .tuple(fc.constantFrom('o', 'optional.of(v)', 'x.?a', 'm[?"a"]', 's'), fc.constantFrom('optMap', 'optFlatMap'), tie('mixed'))
      .map(([a, f, b]) => `${a}.${f}(v, ${b})`),
    fc.tuple(fc.constantFrom('o', 'x.?a', 'r.?gone'), tie('mixed')).map(([a, b]) => `${a}.orValue(${b})`),
  ),
  loop: fc.oneof(
    fc.tuple(walked, fc.constantFrom(...WALKS), tie('mixed')).map(([a, f, b]) => `${a}.${f}(v, ${b})`),
    fc.tuple(walked, tie('mixed'), tie('mixed')).map(([a, b, c]) => `${a}.filter(v, ${b}).map(v, ${c})`),
    fc
      .tuple(walked, tie('mixed'), tie('mixed'), fc.constantFrom('.size()', '.exists(k, k == v)', '.all(v, v != 2)', '[0]'))
      .map(([a, b, c, tail]) => `${a}.map(v, ${b}, ${c})${tail}`),
    fc
      .tuple(walked, fc.constantFrom('v == "x"', 'v > 1', 'v % 2 == 0', 'has(v.age)'), tie('mixed'))
      .map(([a, b, c]) => `size(${a}.filter(v, ${b}).map(v, ${c}))`),
    fc
      .tuple(walked, fc.constantFrom('all', 'exists', 'existsOne', 'transformList', 'transformMap'), tie('mixed'))
      .map(([a, f, b]) => `${a}.${f}(k, v, ${b})`),
    fc.tuple(walked, fc.constantFrom('all', 'exists'), tie('mixed')).map(([a, f, b]) => `teams.${f}(k, ${a}.exists(v, ${b}))`),
    fc.tuple(walked, tie('mixed')).map(([a, b]) => `${a}.sortBy(v, ${b})`),
  ),
})) as unknown as { mixed: fc.Arbitrary<string> };

/** Arithmetic of ints, with many that are as large as a number can hold exactly, and its results looked at from all sides. */
const { sum } = fc.letrec<{ sum: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom('i', 'big', 'n', '-1', '3', '0', '9007199254740991', '-4503599627370496', 'li[0]', 'size(s)', 'x.a[0]'),
  sum: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/', '%'), tie('sum')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('sum'), fc.constantFrom('+ 1', '- 2', '+ i % 7', '* 3', '* -1', '% 2')).map(([a, tail]) => `(${a} ${tail})`),
  ),
})) as unknown as { sum: fc.Arbitrary<string> };
const SEEN = ['', ' == 0', ' < 5', ' >= 9007199254740990', ' in [0, 1, 2]', ' + 0.5', ' > 1.5'];
const sums = fc.oneof(
  fc.tuple(sum, fc.constantFrom(...SEEN)).map(([a, tail]) => `${a}${tail}`),
  sum.map((a) => `[${a}, -(${a})]`),
  sum.map((a) => `string(${a}) + string(double(${a}))`),
  fc.tuple(sum, sum).map(([a, b]) => `li.map(v, v * (${a})).filter(v, v > ${b} || v == ${a})`),
);

/** What only some profiles have: names and functions of a gateway, spelt as people write them. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  agentgateway: [
    ...[
      'request.headers["host"]',
      'request.headers["gone"]',
      'request.headers',
      'request.path',
      'request.uri',
      'jwt.sub',
      'source.address',
    ],
    ...['json(request.body).model', 'json(\'{"n": 1, "l": [1, "x"]}\').n', 'json("{").n', 'json(s).x', 'jwt.rawToken', 'request.uri.path'],
    ...[
      'default(request.headers["gone"], s)',
      'default(jwt.gone, i)',
      'coalesce(jwt.gone, null, "x")',
      'request.headers["host"].with(v, v + "!")',
    ],
    ...[
      'variables().s',
      'li.mapValues(v, v)',
      'm.filterKeys(k, k == "a")',
      'm.mapValues(v, v + 1)',
      'request.headers.cookie("a")',
      'to_json(x)',
    ],
  ],
  envoy: [
    ...[
      'request.path',
      'request.headers["host"]',
      'request.headers["gone"]',
      'request.headers',
      'request.size',
      'request.time',
      'source.port',
    ],
    ...['connection.mtls', 'xds.cluster_name', 'metadata.filter_metadata["a"]', 'request.url_path.startsWith("/api")', 'request.duration'],
  ],
  kubernetes: [
    'object.spec.replicas',
    'quantity("1Gi")',
    'isQuantity(s)',
    'li.sum()',
    'li.isSorted()',
    'ls.indexOf("x")',
    's.find("[a-z]")',
  ],
};

const SIGNS = ['==', '!=', '+', '||', '&&', 'in', '<', '>='];

/** Expressions of a profile: some of its own functions with arguments of the right types, the rest of anything. */
export function expressions(profile: Profile): fc.Arbitrary<string> {
  const typed = typedText(profile);
  const own = fc.constantFrom(...(OWN[profile.id] ?? PATHS));
  const either = fc.oneof(typed, mixed, own);
  const pairs = fc.tuple(either, fc.constantFrom(...SIGNS), either).map(([a, sign, b]) => `(${a}) ${sign} (${b})`);
  const walks = fc.tuple(own, mixed).map(([a, b]) => `[${a}, 1].exists(v, (${b}) == v) || size(ls.filter(v, (${b}) != ${a})) > 0`);
  return fc.oneof(typed, mixed, pairs, walks, sums);
}
