// One fault is one message, at the place where it is mended.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadYamlLibrary, parseYaml } from '../../src/text/yaml.ts';

beforeAll(loadYamlLibrary);

const said = (text: string): string[] => parseYaml(text).problems.map(({ span, message }) => `${span.start} ${message}`);
const codes = (text: string): string[] => parseYaml(text).problems.map(({ code, span }) => `${code}@${span.start}`);

describe('an unclosed bracket', () => {
  it('is said where it was opened', () => {
    expect(said('listeners: [')).toEqual(["11 This '[' is not closed: a ']' is missing."]);
    expect(said('a: {x: 1\nb: 3\n')).toEqual(["3 This '{' is not closed: a '}' is missing."]);
  });

  it.each([
    ['binds:\n- port: 3000\n  listeners: [\n  - name: a\n    routes: x\n', [33]],
    ['listeners: [\n- name: x\n  port: 1\n- foo: ["a"]\n', [11]],
    ['a: [\n- b\n- c: d\nfoo:\n- port: 1\n', [3]],
    ['a: [ -\n', [3]],
    ['[1, 2', [0]],
    ['a: [[1]\nb: 2\n', [3]],
    ['a: [1, {x: 2]\nb: 1\n', [7]],
  ])('%j is said once', (text, places) => {
    expect(codes(text)).toEqual(places.map((place) => `yaml/unclosed-bracket@${place}`));
  });

  it.each([
    ['- a: [1\n- b: [2\n', ['yaml/unclosed-bracket@5', 'yaml/unclosed-bracket@13']],
    ['a: [1, 2\nb: 3\nc: d: e\n', ['yaml/unclosed-bracket@3', 'yaml/block-as-implicit-key@17']],
  ])('%j: what stands beside it is still said', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('that a quote has swallowed is the fault of the quote', () => {
    expect(codes('a: ["x]\n')).toEqual(['yaml/unclosed-quote@4']);
  });
});

it('a closing bracket too many is said once', () => {
  expect(said('a: [x: 1]]\nb: [\n')).toEqual(["9 This ']' closes nothing that is open."]);
});

it('a block within brackets is said once', () => {
  expect(codes('a: [\n  - name: x\n    b: 1\n]\nc: 1\n')).toEqual(['yaml/block-in-flow@7']);
});

it('an alias bomb is said once', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${Array(10).fill(i === 0 ? 'x' : `*a${i - 1}`)}]`);
  expect(codes(levels.join('\n')).map((code) => code.replace(/@.*/, ''))).toEqual(['yaml/alias-bomb']);
});
