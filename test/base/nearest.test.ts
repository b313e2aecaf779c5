import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/base/nearest.ts';

describe('nearest', () => {
  it.each([
    ['requst', ['request', 'response'], 'request'],
    ['startWith', ['endsWith', 'startsWith'], 'startsWith'],
    ['jwt', ['jwt2', 'env'], 'jwt2'],
    ['heaedrs', ['headers'], 'headers'],
    ['Request', ['request'], 'request'],
    ['x', ['y', 'request'], undefined],
    ['foo', ['barbaz'], undefined],
    ['', ['a'], undefined],
    ['constructr', ['constructor'], 'constructor'],
    ['nope', ['type', 'now'], undefined],
    ['lisners', ['listeners'], 'listeners'],
  ])('%s among %j is %s', (name, known, found) => {
    expect(nearest(name, known)).toBe(found);
  });

  it('takes the nearest, then the first', () => {
    expect(nearest('abcd', ['abxx', 'abcx', 'abcy'])).toBe('abcx');
  });

  it('does not compare long names', () => {
    expect(nearest('x'.repeat(100_000), ['x'.repeat(99_999)])).toBeUndefined();
  });
});
