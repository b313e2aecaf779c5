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

describe('a line that is half typed', () => {
  const text = (edit: string): string =>
    `routes:\n- name: one\n  matches:\n  - path: /a\n  backends: [{host: a}]\n${edit}- name: two\n  backends: [{host: b}]\n`;
  const firstLine = (problem: string): string => problem.replace(/^\d+ /, '');

  it.each([
    ['  pol\n', "A ':' is missing after this key."],
    ['  policies\n    cors: {}\n', "A ':' is missing after this key."],
    ['- na\n  backends: []\n', "A ':' is missing after this key."],
    ['  policies: cors: {}\n', 'A key cannot stand here, within a value: put the value into quotes, or check the indentation.'],
    [' policies: {}\n', "This stands beside the items of a list, without a '-': check the indentation."],
    ['  policies:\n  \tcors: {}\n', 'A tab cannot indent YAML: write spaces.'],
    ['  hostname: @x\n', "A text cannot begin with '@': put it into quotes."],
  ])('%j is said once, in plain words', (edit, words) => {
    expect(said(text(edit)).map(firstLine)).toEqual([words]);
  });

  it('a key that swallows the lines below it is said alone', () => {
    expect(codes('routes:\n  foo\n  - name: a\n    x: 1\n  - name: b\nnext: 1\n')).toEqual(['yaml/multiline-implicit-key@10']);
    expect(codes('matches:\n    matchs: 3\n  - path: a\nnext: 1\n')).toHaveLength(1);
  });

  it('what is wrong elsewhere is still said', () => {
    expect(codes('a: b: c\nd: e: f\n')).toEqual(['yaml/block-as-implicit-key@3', 'yaml/block-as-implicit-key@11']);
  });

  it('a map as a key, which is no slip, is said', () => {
    expect(codes('? [a]\n: b\n')).toEqual(['yaml/complex-key@2']);
  });
});
