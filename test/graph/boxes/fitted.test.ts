import { describe, expect, it } from 'vitest';
import { fittedTo, placeFitted } from '../../../src/graph/boxes/fitted.ts';
import { textOf } from '../../../src/graph/boxes/text.ts';
import { project } from '../../../src/graph/index.ts';
import { columns } from '../../../src/graph/layouts/columns.ts';
import { small, source } from '../small-model.ts';

const graph = project(small, [source]);
const choices = await placeFitted(graph, columns);
const at = (index: number) => choices.at(index)?.placed ?? { width: 0, height: 0 };

describe('a map that fits its pane', () => {
  it('has wide boxes where there is room', () => expect(fittedTo({ width: 4000, height: 4000 }, choices)).toBe(choices[0]));

  it('has the narrowest where there is least', () =>
    expect(fittedTo({ width: 60, height: 4000 }, choices)?.placed.width).toBe(at(-1).width));

  it('is rather cut below than at its side', () => {
    const narrow = at(-1);
    expect(fittedTo({ width: narrow.width * 0.82, height: narrow.height / 3 }, choices)?.placed.width).toBe(narrow.width);
  });

  it('is narrower the narrower its boxes are, and no lower', () => {
    for (let i = 1; i < choices.length; i++) {
      expect(at(i).width).toBeLessThanOrEqual(at(i - 1).width);
      expect(at(i).height).toBeGreaterThanOrEqual(at(i - 1).height);
    }
  });

  it('is none without choices', () => expect(fittedTo({ width: 1, height: 1 }, [])).toBeUndefined());

  it('has room for every line in every box', () => {
    for (const { widest, placed } of choices)
      for (const node of graph.nodes) {
        const { label, detail, rows } = textOf(node, widest);
        const lines = label.length + detail.length + rows.flat().length;
        expect(placed.boxes.get(node.id)?.height).toBeGreaterThanOrEqual(lines * 16);
        expect(placed.boxes.get(node.id)?.width).toBeLessThanOrEqual(widest);
      }
  });
});
