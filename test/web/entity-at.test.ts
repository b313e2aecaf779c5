// The entity around a place, or the one of those that are told.
import { expect, it } from 'vitest';
import type { Place } from '../../src/protocol/engine.ts';
import { entityAt } from '../../web/queries/use-outline.ts';

const place = (entity: string, start: number, end: number, file = 'a'): Place => ({
  entity,
  file,
  span: { start, end },
  term: 'part',
  name: entity,
});
const OUTLINE: readonly Place[] = [
  place('listener', 0, 100),
  place('listener/host', 10, 20),
  place('route', 30, 90),
  place('route/backend', 60, 80),
  place('other', 0, 100, 'b'),
];
const at = (offset: number, file = 'a') => ({ file, span: { start: offset, end: offset } });

it.each([
  [5, 'listener'],
  [15, 'listener/host'],
  [70, 'route/backend'],
  [95, 'listener'],
] as const)('around %i is %s', (offset, entity) => {
  expect(entityAt(OUTLINE, at(offset))).toBe(entity);
});

it('of what is told it is the innermost around the place, and none of another file', () => {
  const told = new Set(['listener', 'route']);
  expect(entityAt(OUTLINE, at(15), told)).toBe('listener');
  expect(entityAt(OUTLINE, at(70), told)).toBe('route');
  expect(entityAt(OUTLINE, at(70, 'b'), told)).toBeUndefined();
  expect(entityAt(OUTLINE, at(70, 'b'))).toBe('other');
});
