// Expressions for property tests: well-formed text of every construct, and text that was damaged.
import fc from 'fast-check';

const leaf = fc.constantFrom(
  'a',
  'bc',
  '_x1',
  '.root',
  '1',
  '-1',
  '0x1F',
  '2u',
  '.5',
  '1e3',
  '2.0',
  'true',
  'null',
  '"s"',
  "'it\\'s'",
  'b"\\x00"',
  'r"\\d"',
  '"é😀"',
  '[]',
  '{}',
  'M{}',
  'a.b.C{}',
  'a.`b-c`',
);

const { tree } = fc.letrec<{ tree: string; part: string }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5, depthSize: 'small', withCrossShrink: true }, leaf, tie('part')),
  part: fc.oneof(
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', ' in ', '&&', '||'), tie('tree'))
      .map(([a, op, b]) => `(${a})${op}(${b})`),
    fc.tuple(tie('tree'), fc.constantFrom(' + ', ' && ', ' || ', ' < '), tie('tree')).map(([a, op, b]) => `${a}${op}${b}`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a}) ? (${b}) : ${c}`),
    fc.tuple(fc.constantFrom('!', '-', '!!', '--'), tie('tree')).map(([sign, a]) => `${sign}(${a})`),
    fc.tuple(tie('tree'), fc.constantFrom('.f', '.?f', '.`in`', '[0]', '[?"k"]', '.m()', '.m(1, x)')).map(([a, tail]) => `(${a})${tail}`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `f(${a}, ${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `[${a}, ?${b}]`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `{${a}: ${b}, ?"k": ${a},}`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `M{f: ${a}, ?\`g-h\`: ${b}}`),
    fc
      .tuple(tie('tree'), fc.constantFrom('all', 'exists', 'exists_one', 'map', 'filter', 'sortBy', 'optMap', 'optFlatMap'), tie('tree'))
      .map(([a, m, b]) => `[${a}].${m}(v, ${b})`),
    fc
      .tuple(tie('tree'), fc.constantFrom('all', 'existsOne', 'transformList', 'transformMap', 'transformMapEntry'), tie('tree'))
      .map(([a, m, b]) => `(${a}).${m}(k, v, ${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `cel.bind(x, ${a}, ${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `cel.block([${a}], ${b} == cel.index(0))`),
    tie('tree').map((a) => `has(a.${'b'}) || has((${a}).c)`),
    tie('tree').map((a) => `math.greatest(x, y, ${a === '' ? 'z' : 'z'})`),
  ),
})) as unknown as { tree: fc.Arbitrary<string> };

/** Text that is an expression, nearly always. */
export const expressionText = tree;

const noise = fc.constantFrom(
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"""',
  '\\',
  '`',
  '?',
  ':',
  '.',
  ',',
  '&',
  '|',
  '=',
  '!',
  '-',
  '$',
  '\u201c',
  '\ud83d',
  '\u0000',
  '//',
  '/*',
  '\n',
  ' and ',
  ' not ',
  'in',
  '0x',
  '1e',
  'r"',
  "b'",
);

/** An expression that was cut, or into which something was put. */
export const damagedText = fc.tuple(expressionText, fc.nat(), fc.nat(), noise, fc.boolean()).map(([text, at, length, by, cut]) => {
  const place = at % (text.length + 1);
  return cut ? text.slice(0, place) : text.slice(0, place) + by + text.slice(place + (length % 3));
});
