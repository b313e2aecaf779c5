// Which sub-expressions get a line and a value. Printed as the text with `⟨part = value⟩`.
import { describe, expect, it } from 'vitest';
import type { ExplainedNode } from '../../../src/cel/result.ts';
import { type Annotated, annotate } from '../../../web/panes/story/annotate.ts';

const text = 'jwt.groups.exists(g, g == "beta") && jwt.age >= 18';

function node(part: string, value: string, more: Partial<ExplainedNode> = {}): ExplainedNode {
  const start = text.indexOf(part);
  return { id: start, span: { start, end: start + part.length }, state: 'value', text: value, decided: true, children: [], ...more };
}

function print(part: Annotated): string {
  let out = '';
  let at = part.start;
  for (const inside of part.inside) {
    out += text.slice(at, inside.start) + print(inside);
    at = inside.end;
  }
  out += text.slice(at, part.end);
  return part.value === undefined ? (part.tone === 'skipped' ? `(${out})` : out) : `⟨${out} = ${part.value}⟩`;
}

const iteration = { binding: 'g = "beta"', node: { ...node('g == "beta"', 'true'), decided: true } };
const exists = node('jwt.groups.exists(g, g == "beta")', 'true', {
  children: [node('jwt.groups', '["beta"]')],
  iterations: [iteration],
});
const age = node('jwt.age >= 18', 'false', { children: [node('jwt.age', '17', { children: [node('jwt', '{…}')] }), node('18', '18')] });

describe('an explained expression', () => {
  it('carries its values: paths as one thing, literals none, a junction only its parts', () => {
    const whole = annotate(node(text, 'false', { children: [exists, age] }), [...text]);
    expect(print(whole)).toBe('⟨jwt.groups.exists(g, g == "beta") = true at [0]⟩ && ⟨⟨jwt.age = 17⟩ >= 18 = false⟩');
  });

  it('marks what was not evaluated', () => {
    const skipped = { ...age, state: 'skipped' as const, children: [] };
    const whole = annotate(node(text, 'false', { children: [{ ...exists, text: 'false', iterations: [] }, skipped] }), [...text]);
    expect(print(whole)).toContain('(jwt.age >= 18)');
  });

  it('says where an error arose', () => {
    const failed = node('jwt.age', 'no such key: age', { state: 'error' });
    const whole = annotate(
      node(text, 'no such key: age', {
        state: 'error',
        children: [exists, { ...age, text: 'no such key: age', state: 'error', children: [failed] }],
      }),
      [...text],
    );
    // The words stand at the origin; what it spoils on the way out only says that it fails.
    expect(print(whole)).toContain('⟨⟨jwt.age = error: no such key: age⟩ >= 18 = error⟩');
  });
});
