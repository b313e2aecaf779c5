// Nodes and edges as the canvas takes them.
import { describe, expect, it } from 'vitest';
import { type Beam, darkness } from '../../../src/graph/beam.ts';
import { placeFitted } from '../../../src/graph/boxes/fitted.ts';
import { project } from '../../../src/graph/index.ts';
import { columns } from '../../../src/graph/layouts/columns.ts';
import { drawEdges, drawNodes, inReadingOrder } from '../../../web/canvas/drawn.ts';
import { small, source } from '../../graph/small-model.ts';

const graph = project(small, [source]);
const nodes = inReadingOrder(graph);
const fitted = (await placeFitted(graph, columns))[0] ?? { widest: 0, placed: { boxes: new Map(), lanes: new Map(), width: 0, height: 0 } };
const beam: Beam = {
  ...darkness,
  nodes: new Set(['bind/8080', 'route/shop', 'cluster/v2']),
  edges: new Set(['routes:bind/8080>route/shop', 'forwards:route/shop>cluster/v2']),
  copies: new Set(['mirrors:route/shop>cluster/shadow', 'cluster/shadow']),
};
const draw = (lit?: string, light = beam, before = new Map()) => drawNodes(nodes, fitted, light, lit, before);
const labelOf = (id: string, light = beam) => draw(undefined, light).find((node) => node.id === id)?.ariaLabel;

describe('nodes', () => {
  it('follow each other as a request meets them, each once', () =>
    expect(nodes.map(({ id }) => id).slice(0, 5)).toEqual(['bind/8080', 'route/shop', 'cluster/v2', 'cluster/v3', 'cluster/shadow']));

  it('say aloud what is drawn: the way, its end, and copies', () => {
    expect(labelOf('cluster/v2')).toMatch(/ v2 10\.0\.0\.1:80, on the way of the request$/);
    expect(labelOf('cluster/v3')).toMatch(/ v3 STATIC$/);
    expect(labelOf('cluster/shadow')).toMatch(/, gets a copy of the request$/);
    const denied: Beam = { ...beam, end: { node: 'route/shop', item: undefined, kind: 'denied' } };
    expect(labelOf('route/shop', denied)).toMatch(/, on the way of the request, denied here$/);
  });

  it('are drawn again only where they look otherwise', () => {
    const first = draw();
    const before = new Map(first.map((node) => [node.id, node]));
    const second = draw('cors', beam, before);
    const changed = second.filter((node) => node !== before.get(node.id)).map(({ id }) => id);
    expect(changed).toEqual(['bind/8080']);
    expect(second[0]?.data.litRow).toBe('cors');
  });
});

describe('edges', () => {
  const classOf = (id: string) => drawEdges(graph, fitted, beam).find((edge) => edge.id === id)?.className;
  it('are lit, copies or quiet', () => {
    expect(classOf('forwards:route/shop>cluster/v2')).toBe('on-beam forwards');
    expect(classOf('mirrors:route/shop>cluster/shadow')).toBe('copy mirrors');
    expect(classOf('forwards:route/shop>cluster/v3')).toBe('dark forwards');
  });
  it('lie above the others where they are lit', () =>
    expect(drawEdges(graph, fitted, beam).map(({ zIndex, className }) => [zIndex, className?.includes('on-beam')])).toSatisfy(
      (all: [number, boolean][]) => all.every(([z, on]) => z === (on ? 1 : 0)),
    ));
});
