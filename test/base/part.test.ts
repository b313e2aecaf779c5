// Parts: a run that needs one ends, the part loads, the run begins again.
import { expect, it } from 'vitest';
import { Missing, part, withParts } from '../../src/base/part.ts';

it('runs again with the part that was missing, and loads it once', async () => {
  let loads = 0;
  let runs = 0;
  const numbers = part<{ readonly one: number }>();
  numbers.comesFrom(async () => {
    loads++;
    return { one: 1 };
  });
  const run = (): number => {
    runs++;
    return numbers().one + numbers().one;
  };
  expect(await withParts(run)).toBe(2);
  expect([loads, runs]).toEqual([1, 2]);
  expect(await withParts(run)).toBe(2);
  expect([loads, runs]).toEqual([1, 3]);
});

it('ends a run outside of withParts with Missing', () => {
  const nothing = part<object>();
  expect(() => nothing()).toThrow(Missing);
});

it('hands on every other error', async () => {
  await expect(
    withParts(() => {
      throw new RangeError('mine');
    }),
  ).rejects.toThrow('mine');
});

it('says when nobody named the place', async () => {
  const nowhere = part<object>();
  await expect(withParts(() => nowhere())).rejects.toThrow('where a part comes from');
});
