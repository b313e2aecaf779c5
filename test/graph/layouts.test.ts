import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Graph, layouts, project } from '../../src/graph/index.ts';
import { small, source } from './small-model.ts';

const size = { width: 120, height: 40 };

const blank: Graph['nodes'][number] = {
  id: '',
  kind: 'route',
  entities: [],
  term: '',
  label: '',
  detail: '',
  items: [],
  line: 0,
  file: '',
};

/** Any directed graph, cycles included. */
const graphs: fc.Arbitrary<Graph> = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 24 }))
  .map(([count, pairs]) => ({
    hidden: 0,
    nodes: Array.from({ length: count }, (_, i) => ({ ...blank, id: `n${i}` })),
    edges: pairs
      .filter(([from, to]) => from < count && to < count && from !== to)
      .map(([from, to]) => ({ id: `${from}>${to}`, from: `n${from}`, to: `n${to}`, kind: 'routes' as const })),
  }));

describe.each(layouts)('$id', (layout) => {
  const place = (graph: Graph) => layout.place(graph, new Map(graph.nodes.map((node) => [node.id, size])));

  it('puts a column before the next', async () => {
    const { boxes } = await place(project(small, [source]));
    const x = (id: string) => boxes.get(id)?.x ?? Number.NaN;
    expect(x('bind/8080')).toBeLessThan(x('route/shop'));
    expect(x('route/shop')).toBeLessThan(x('cluster/v2'));
  });

  it('leaves room for the share of the traffic between a route and its backends', async () => {
    const graph = project(small, [source]);
    const bare = { ...graph, edges: graph.edges.map(({ weight: _, ...edge }) => edge) };
    const gap = async (of: Graph) => {
      const { boxes } = await place(of);
      return (boxes.get('cluster/v2')?.x ?? Number.NaN) - (boxes.get('route/shop')?.x ?? Number.NaN);
    };
    expect(graph.edges.some(({ weight }) => weight !== undefined)).toBe(true);
    expect(await gap(graph)).toBeGreaterThan(await gap(bare));
  });

  it('lets no edge cross a box: it bends between columns and passes the others in a strip of its own', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const { boxes, lanes } = await place(graph);
        for (const { id, from, to } of graph.edges) {
          const [start, end] = [boxes.get(from), boxes.get(to)];
          if (start === undefined || end === undefined || start.x >= end.x) continue;
          const y = lanes.get(id) ?? end.y + end.height / 2;
          const passed = [...boxes.values()].filter((box) => box.x > start.x && box.x < end.x);
          for (const box of passed) expect(y < box.y || y > box.y + box.height).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leads to the right along every edge that closes no circle', async () => {
    const circle: Graph = {
      hidden: 0,
      nodes: ['in', 'a', 'b', 'out'].map((id) => ({ ...blank, id })),
      edges: ['in>a', 'a>b', 'b>a', 'b>out'].map((id) => ({
        id,
        from: id.split('>')[0] ?? '',
        to: id.split('>')[1] ?? '',
        kind: 'routes',
      })),
    };
    const { boxes } = await place(circle);
    const lefts = ['in', 'a', 'b', 'out'].map((id) => boxes.get(id)?.x ?? Number.NaN);
    expect(lefts).toEqual([...new Set(lefts)].sort((a, b) => a - b));
  });

  it('gives all nodes of a column one width', async () => {
    const graph = project(small, [source]);
    const widths = new Map(graph.nodes.map((node, at) => [node.id, { width: 60 + at, height: 40 }]));
    const boxes = [...(await layout.place(graph, widths)).boxes.values()];
    expect(new Set(boxes.map(({ x, width }) => `${x} ${width}`)).size).toBe(new Set(boxes.map(({ x }) => x)).size);
  });

  it('places every node at a finite place, without overlap, the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const { boxes } = await place(graph);
        const all = [...boxes.values()];
        expect(all.length).toBe(graph.nodes.length);
        for (const box of all) expect([box.x, box.y].every(Number.isFinite)).toBe(true);
        for (const [i, a] of all.entries()) {
          for (const b of all.slice(i + 1))
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
        }
        expect([...(await place(graph)).boxes]).toEqual([...boxes]);
      }),
      { numRuns: 40 },
    );
  });
});
