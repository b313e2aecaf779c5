import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/cel/lib/yaml-text.ts';
import { writeYaml } from '../../../src/cel/lib/yaml-write.ts';

describe('YAML as JSON', () => {
  it.each([
    ['a: [1, x]', '{"a":[1,"x"]}'],
    ['a: &x {b: 1}\nc: *x', '{"a":{"b":1},"c":{"b":1}}'],
    ['a: .inf', undefined],
    ['a: 1\n---\nb: 2', undefined],
    ['port: 8_080\nmask: 0b1010', '{"port":8080,"mask":10}'],
    ['8080: http\n~: none\n2024-05-06: day', '{"8080":"http","<nil>":"none","2024-05-06 00:00:00 +0000 UTC":"day"}'],
    ['[80, 81]: ports', undefined],
    ['base: &b {t: 1}\nmine:\n  <<: *b\n  u: 2', '{"base":{"t":1},"mine":{"t":1,"u":2}}'],
    ['key: !!binary b2s=', '{"key":"ok"}'],
    ['one\rtwo', '"one two"'],
    ['bell: \u0007', undefined],
  ])('%j', (text, json) => {
    expect(readYaml(text)).toBe(json);
  });

  it.each([
    ['aliases that multiply', `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`],
    ['an alias of nothing', 'a: *nope'],
    ['what is merged and is no map', 'a: 1\n<<: [1]'],
    ['an alias of what it stands in', 'a: &a [*a]'],
    ['lists in lists, deeper than a call stack', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['keys in keys, deeper than a call stack', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('has no answer for %s', (_what, text) => {
    expect(readYaml(text)).toBe(undefined);
  });
});

describe('YAML as go-yaml writes it', () => {
  it.each<[string, string]>([
    ['plain text', 'plain text'],
    ['host: local', "'host: local'"],
    ['http://a.test/', 'http://a.test/'],
    ['- item', "'- item'"],
    [' padded', "' padded'"],
    ["it's", "it's"],
    ["'quoted'", "'''quoted'''"],
    ['', '""'],
    ['off', '"off"'],
    ['007', '"007"'],
    ['1_000', '"1_000"'],
    ['12:30', '"12:30"'],
    ['2024-02-03', '"2024-02-03"'],
    ['2024-13-03', '2024-13-03'],
    ['<<', '<<'],
    ['---', "'---'"],
    ['tab\there', '"tab\\there"'],
    ['bell\u0007', '"bell\\a"'],
    ['\u{1F680}', '"\\U0001F680"'],
    ['one\ntwo', '|-\n    one\n    two'],
    ['\n two\n', '|4\n\n     two'],
    ['end \nof line', '"end \\nof line"'],
  ])('writes the text %j', (text, yaml) => expect(writeYaml(text)).toBe(`${yaml}\n`));

  it.each<[Parameters<typeof writeYaml>[0], string]>([
    [[[1n, [2n]], [], {}], '- - 1\n  - - 2\n- []\n- {}\n'],
    [{ a: { b: [{ c: 'x\ny' }] } }, 'a:\n    b:\n        - c: |-\n            x\n            y\n'],
    [{ v10: 1n, v9: 2n, V: 3n, 'v-1': 4n, '01': 5n, '1': 6n }, '"1": 6\n"01": 5\nV: 3\nv-1: 4\nv9: 2\nv10: 1\n'],
    [{ 'two\nlines': [true, null] }, '? |-\n    two\n    lines\n:   - true\n    - null\n'],
    [{ 'two\r': 1.5e-7 }, '? "two\\r"\n: 1.5e-07\n'],
  ])('writes lists and maps (%#)', (plain, yaml) => expect(writeYaml(plain)).toBe(yaml));
});
