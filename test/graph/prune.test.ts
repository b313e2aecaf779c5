import { describe, expect, it } from 'vitest';
import { type Graph, type GraphNode, prune } from '../../src/graph/index.ts';

const node = (id: string, kind: GraphNode['kind']): GraphNode => ({
  id,
  kind,
  entities: [],
  term: '',
  label: id,
  detail: '',
  items: [],
  line: 0,
  file: '',
});
const edge = (from: string, to: string) => ({ id: `${from}>${to}`, from, to, kind: 'forwards' as const });
const graph: Graph = {
  hidden: 3,
  nodes: [
    node('route', 'route'),
    node('seen', 'cluster'),
    node('seen:80', 'endpoint'),
    node('unseen', 'cluster'),
    node('unseen:80', 'endpoint'),
  ],
  edges: [edge('route', 'seen'), edge('seen', 'seen:80'), edge('unseen', 'unseen:80')],
};

describe('a graph whose routes are cut', () => {
  it('keeps the clusters that something drawn leads to', () => {
    const pruned = prune(graph);
    expect(pruned.nodes.map(({ id }) => id)).toEqual(['route', 'seen', 'seen:80']);
    expect(pruned.edges.map(({ id }) => id)).toEqual(['route>seen', 'seen>seen:80']);
  });
  it('is left alone when nothing is hidden: a cluster without routes is then worth seeing', () => {
    expect(prune({ ...graph, hidden: 0 }).nodes.length).toBe(5);
  });
});
