// cel-go's own tests of two-variable comprehensions, as @bufbuild/cel-spec ships them: without their bindings and answers,
// which are given here. What is not named below is true.
import { getComprehensionSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/cel/compile.ts';
import { cel } from '../../../src/cel/profiles/cel.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';

/** The code of a macro's refusal; its words are ours. */
const BAD_ARGUMENT = 'invalid_macro_argument';
const NO_OVERLOAD = 'no matching overload';

/** What the checker says, or the code of what the parser says, by the expression. */
const refusals: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^\[\]\.all\(i, i,/, BAD_ARGUMENT],
  [/__result__/, BAD_ARGUMENT],
  [/\((i\.j, k|j, i\.k),/, BAD_ARGUMENT],
  [/^(1\.all|''\.exists)/, 'cannot be range'],
  [/'bad filter'/, NO_OVERLOAD],
  [/v % 2 == 0 \? \[v\] : v/, NO_OVERLOAD],
  [/transformMapEntry\(k, v, \[\]\)/, NO_OVERLOAD],
];

const runtimeErrors: Readonly<Record<string, string>> = {
  '[1, 1].transformMapEntry(i, v, {v: i})': 'insert failed: key 1 already exists',
  '[0, 0u].transformMapEntry(i, v, {v: i})': 'insert failed: key 0 already exists',
};

/** Values other than true. */
const values: Readonly<Record<string, string>> = {
  "{'a': 'world', 'b': 'hello'}.transformMap(i, v, i == 'a' ? v.upperAscii() : v)": '{"a": "WORLD", "b": "hello"}',
};

interface Binding {
  readonly type: string;
  readonly value: Value;
}
const bindings: readonly (readonly [pattern: RegExp, name: string, binding: Binding])[] = [
  [/^m\.all\(i/, 'm', { type: 'map(int, int)', value: new Map() }],
  [/^m\.all\(k/, 'm', { type: 'map(string, string)', value: { go: 'goodbye', he: 'hello' } }],
  [/^m\.transformMap\(/, 'm', { type: 'map(string, list(int))', value: { 'legacy-solo': [1], 'legacy-pair': [3, 2] } }],
  [/^m\.transformMapEntry/, 'm', { type: 'map(string, int)', value: { 'legacy-solo': 1, 'legacy-pair': 2 } }],
];

/** Tests of the printer over free variables: these only have to check. */
const isOpen = (expr: string): boolean => /\b[xy][.[]/.test(expr) || expr.includes('i / 2.0');

describe('comprehension suite', () => {
  const tests = getComprehensionSuite().tests.map(({ original }, i) => ({
    expr: original.expr,
    title: `${i} ${original.expr.replaceAll(/\s+/g, ' ').trim()}`,
  }));

  it.each(tests)('$title', ({ expr }) => {
    const bound = bindings.filter(([pattern]) => pattern.test(expr));
    const types = Object.fromEntries(bound.map(([, name, { type }]) => [name, type]));
    const open = isOpen(expr) ? { x: 'dyn', y: 'dyn' } : {};
    const compiled = compile(expr, { profile: cel.profile, variables: { ...open, ...types }, check: !expr.includes('i / 2.0') });
    const messages = compiled.issues.map(({ code, message }) => `${code}: ${message}`).join('\n');
    const refusal = refusals.find(([pattern]) => pattern.test(expr));
    if (refusal !== undefined) return expect(messages).toContain(refusal[1]);
    expect(messages).toBe('');
    if (isOpen(expr) || compiled.run === undefined) return expect(compiled.run).toBeDefined();
    const result = compiled.run(Object.fromEntries(bound.map(([, name, { value }]) => [name, value])));
    const error = runtimeErrors[expr];
    if (error !== undefined) return expect(result instanceof CelError ? result.message : text(result)).toContain(error);
    return expect(text(result)).toBe(values[expr] ?? 'true');
  });
});
