import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/cel/lib/yaml-text.ts';

describe('YAML as JSON', () => {
  it.each([
    ['a: [1, x]', '{"a":[1,"x"]}'],
    ['a: &x {b: 1}\nc: *x', '{"a":{"b":1},"c":{"b":1}}'],
    ['a: .inf', undefined],
    ['a: 1\n---\nb: 2', undefined],
  ])('%j', (text, json) => {
    expect(readYaml(text)).toBe(json);
  });

  it.each([
    ['aliases that multiply', `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`],
    ['an alias of nothing', 'a: *nope'],
    ['an alias of what it stands in', 'a: &a [*a]'],
    ['lists in lists, deeper than a call stack', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['keys in keys, deeper than a call stack', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('has no answer for %s', (_what, text) => {
    expect(readYaml(text)).toBe(undefined);
  });
});
