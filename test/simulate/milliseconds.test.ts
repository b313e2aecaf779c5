import { expect, it } from 'vitest';
import { spokenTime } from '../../src/simulate/milliseconds.ts';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1 s'],
  [1500, '1.5 s'],
  [59_999, '59.999 s'],
  [60_000, '1 min'],
  [90_000, '90 s'],
])('%d ms is said as %s', (ms, said) => expect(spokenTime(ms)).toBe(said));
