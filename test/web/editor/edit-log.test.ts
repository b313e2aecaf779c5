// The log of edits that the full editor undoes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, EditLog, editBetween, undoSteps } from '../../../web/editor/edit-log.ts';
import { nextIndent } from '../../../web/editor/indent.ts';
import { lineAt, linesAfter, linesOf, lineText } from '../../../web/editor/lines.ts';

describe('an edit', () => {
  it('turns one text into the other, and touches only what differs', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (start, a, b, end) => {
        const [before, after] = [start + a + end, start + b + end];
        const edit = editBetween(before, after, 0);
        expect(edit === undefined ? before : applyEdit(before, edit)).toBe(after);
        if (edit !== undefined) expect(edit.end - edit.start).toBeLessThanOrEqual(a.length);
      }),
    );
  });
});

describe('the log', () => {
  it('keeps its text whatever it forgets', () => {
    const log = new EditLog('');
    let text = '';
    for (let i = 0; i < 1000; i++) {
      const next = `${text}${i % 10}`;
      const edit = editBetween(text, next, i);
      if (edit !== undefined) log.add(edit);
      text = next;
    }
    expect(log.edits.length).toBeLessThanOrEqual(400);
    expect(log.edits.reduce(applyEdit, log.base)).toBe(text);
  });

  it('undoes typing in one step, and what came after a pause in another', () => {
    const typed = [...'ab'].map((text, i) => ({ start: i, end: i, text, time: i * 100 }));
    const later = { start: 2, end: 2, text: 'c', time: 5000 };
    const pasted = { start: 3, end: 3, text: 'many words', time: 5100 };
    expect(undoSteps([...typed, later, pasted]).map((step) => step.length)).toEqual([2, 1, 1]);
  });
});

describe('lines', () => {
  it('after an edit are those of the new text', () => {
    const pieces = fc.array(fc.constantFrom('a', 'bc', '\n', 'x\ty'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pieces, pieces, pieces, pieces, (start, removed, inserted, rest) => {
        const [before, now] = [start + removed + rest, start + inserted + rest];
        const after = linesAfter(linesOf(before), now, { start: start.length, end: start.length + removed.length, text: inserted });
        expect(after.starts).toEqual(linesOf(now).starts);
        expect(after.columns).toBeGreaterThanOrEqual(Math.max(...now.split('\n').map((line) => line.length)));
      }),
    );
  });

  it('are found by offset', () => {
    const text = 'ab\n\ncde';
    const { starts } = linesOf(text);
    expect(starts).toEqual([0, 3, 4]);
    expect([0, 2, 3, 4, 7].map((offset) => lineAt(starts, offset))).toEqual([0, 0, 1, 2, 2]);
    expect(starts.map((_, line) => lineText(text, starts, line))).toEqual(['ab', '', 'cde']);
  });
});

it.each([
  ['routes:', '  '],
  ['  name: web', '  '],
  ['- name: web', '  '],
  ['  - matches:', '      '],
  ['body: |', '  '],
  ['plain', ''],
])('a new line after %j begins with %j', (line, indent) => {
  expect(nextIndent(line, line.length)).toBe(indent);
});
