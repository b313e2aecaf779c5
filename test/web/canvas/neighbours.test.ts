// The arrow keys on the map.
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../../src/graph/graph.ts';
import { placeColumns } from '../../../src/graph/layouts/columns.ts';
import { type Arrow, neighbourOf } from '../../../web/canvas/neighbours.ts';

const node = (id: string): Graph['nodes'][number] => ({
  id,
  kind: 'route',
  entities: [id],
  term: 'route',
  label: id,
  detail: '',
  items: [],
  line: 1,
  file: 'a.yaml',
});
const edge = (from: string, to: string): Graph['edges'][number] => ({ id: `${from}>${to}`, from, to, kind: 'routes' });

const graph: Graph = {
  nodes: ['in', 'a', 'b', 'c', 'out'].map(node),
  edges: [edge('in', 'a'), edge('in', 'b'), edge('in', 'c'), edge('a', 'out'), edge('c', 'out')],
  hidden: 0,
};
const placed = placeColumns(graph, new Map());

describe('an arrow key', () => {
  const lead = (from: string, key: Arrow, lit: readonly string[] = []) => neighbourOf(graph, placed, from, key, new Set(lit));
  it('follows the edges, the lit one first', () => {
    expect(lead('in', 'ArrowRight')).toBe('b');
    expect(lead('in', 'ArrowRight', ['in', 'c', 'out'])).toBe('c');
    expect(lead('c', 'ArrowRight')).toBe('out');
    expect(lead('out', 'ArrowLeft', ['in', 'c', 'out'])).toBe('c');
    expect(lead('b', 'ArrowLeft')).toBe('in');
  });
  it('walks a column up and down, and ends at its ends', () => {
    expect(lead('a', 'ArrowDown')).toBe('b');
    expect(lead('b', 'ArrowDown')).toBe('c');
    expect(lead('c', 'ArrowDown')).toBeUndefined();
    expect(lead('b', 'ArrowUp')).toBe('a');
    expect(lead('b', 'ArrowRight')).toBeUndefined();
  });
});
