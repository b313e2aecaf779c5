// The ways of edges on the map, the shares on them, and where the map is looked at first.
import { describe, expect, it } from 'vitest';
import { darkness } from '../../../src/graph/beam.ts';
import type { Graph } from '../../../src/graph/graph.ts';
import type { Box, Placed } from '../../../src/graph/layouts/layout.ts';
import { sayShare } from '../../../web/canvas/share.ts';
import { endingOf, firstView, reveal } from '../../../web/canvas/viewport.ts';
import { waysOf } from '../../../web/canvas/way.ts';

const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 48 });
const placed: Placed = {
  boxes: new Map([
    ['a', box(12, 0)],
    ['b', box(140, 0)],
    ['c', box(268, 0)],
    ['d', box(140, 60)],
  ]),
  lanes: new Map([['a>c', 56]]),
  width: 380,
  height: 120,
};
const edge = (from: string, to: string, weight?: number): Graph['edges'][number] => ({
  id: `${from}>${to}`,
  from,
  to,
  kind: 'routes',
  ...(weight === undefined ? {} : { weight }),
});
const graph = (...edges: Graph['edges']): Graph => ({ nodes: [], edges, hidden: 0 });

describe('an edge', () => {
  it('bends between neighbouring columns', () =>
    expect(waysOf(graph(edge('a', 'd')), placed).get('a>d')?.path).toBe('M112 24C126 24 126 84 140 84'));

  it('is an elbow where it leads far up or down', () => {
    const far: Placed = { ...placed, boxes: new Map([...placed.boxes, ['e', box(140, 400)]]) };
    expect(waysOf(graph(edge('a', 'e')), far).get('a>e')?.path).toBe('M112 24H116Q126 24 126 34V414Q126 424 136 424H140');
  });

  it('runs in its lane where it passes a column', () =>
    expect(waysOf(graph(edge('a', 'c')), placed).get('a>c')?.path).toBe('M112 24C126 24 126 56 140 56H240C254 56 254 24 268 24'));

  it('that leads nowhere has no way', () => expect(waysOf(graph(edge('a', 'x')), placed).size).toBe(0));

  it('arrives apart from others where it says its share', () => {
    const ways = waysOf(graph(edge('b', 'c', 0.9), edge('d', 'c', 0.5)), placed);
    const [first, second] = [ways.get('b>c')?.end.y ?? 0, ways.get('d>c')?.end.y ?? 0];
    expect(second - first).toBe(14);
    expect((first + second) / 2).toBe(24);
  });
});

it('different shares that have no room below each other are crowded, equal ones are one', () => {
  const crowd = (last: number) =>
    waysOf(graph(edge('a', 'c', 0.5), edge('b', 'c', 0.5), edge('d', 'c', 0.5), edge('x', 'c', last)), {
      ...placed,
      boxes: new Map([...placed.boxes, ['x', box(140, 120)]]),
    });
  expect([...crowd(0.5).values()].map(({ isCrowded, end }) => [isCrowded, end.y])).toEqual(Array(4).fill([false, 24]));
  expect([...crowd(0.2).values()].every(({ isCrowded }) => isCrowded)).toBe(true);
});

it.each<[number, string]>([
  [0.9, '90 %'],
  [1 / 3, '33 %'],
  [0.001, '0.1 %'],
  [0.999, '99.9 %'],
  [0, '0 %'],
])('the share %d is written %s', (share, text) => expect(sayShare(share)).toBe(text));

describe('the first view', () => {
  it('shows all of it where there is room', () =>
    expect(firstView({ width: 800, height: 400 }, placed, 'c')).toEqual({ zoom: 1, x: 210, y: 120 }));

  it('begins with a whole box where it has to leave some out, and shows the end', () => {
    const { x, zoom } = firstView({ width: 250, height: 400 }, placed, 'c');
    const lefts = [...placed.boxes.values()].map((one) => x + one.x * zoom);
    expect(lefts.some((left) => Math.abs(left - 14) < 1)).toBe(true);
    expect(x + (268 + 100) * zoom).toBeLessThanOrEqual(250);
  });

  it('moves no further than it must', () => {
    const area = { width: 250, height: 400 };
    expect(reveal({ x: 0, y: 0, zoom: 1 }, area, box(20, 20))).toBeUndefined();
    expect(reveal({ x: 0, y: 0, zoom: 1 }, area, box(268, 20))?.x).toBe(-132);
  });
});

it('the way ends where it was stopped, else at its last node to the right', () => {
  const nodes = new Set(['b', 'c', 'a']);
  expect(endingOf({ ...darkness, nodes }, placed)).toBe('c');
  expect(endingOf({ ...darkness, nodes, end: { node: 'b', item: undefined, kind: 'denied' } }, placed)).toBe('b');
  expect(endingOf(darkness, placed)).toBeUndefined();
});
