// Sums of texts, written in one go.
import { dealtNodes as nodes } from './copies.ts';
import { needsBudget, type Planner } from './planner.ts';
import { later, type Step, shaped, shapeOf } from './step.ts';

/**
 * A sum with constant texts in it: `"user:" + jwt.sub + "@" + host` is written in one go. Where an operand is no text, the sum is made
 * step by step.
 */
export function textsStep(p: Planner, a: Step, b: Step, id: number): Step | undefined {
  const { operators } = p;
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const text = right?.kind === 'constant' && typeof right.value === 'string' ? right.value : undefined;
  let texts: readonly string[];
  let parts: readonly Step[];
  if (left?.kind === 'texts') {
    const last = left.texts.at(-1) as string;
    texts = text === undefined ? [...left.texts, ''] : [...left.texts.slice(0, -1), last + text];
    parts = text === undefined ? [...left.parts, b] : left.parts;
  } else if (left?.kind === 'constant' && typeof left.value === 'string') {
    [texts, parts] = [[left.value, ''], [b]];
  } else if (text !== undefined) {
    [texts, parts] = [['', text], [a]];
  } else return undefined;
  if (parts.length > MOST_PARTS || operators.add('a', 'b') !== 'ab') return undefined;
  needsBudget(p);
  const slow = later(() => nodes.sum(left?.kind === 'texts' ? left.slow : a, b, id, operators.add));
  const [first, second] = parts as [Step, Step | undefined];
  const [before, between, after = ''] = texts as [string, string, string | undefined];
  const step =
    second === undefined
      ? nodes.oneText(before, first, between, slow)
      : parts.length === 2
        ? nodes.twoTexts(before, first, between, second, after, slow)
        : nodes.manyTexts(texts, parts, slow);
  return shaped(step, { kind: 'texts', texts, parts, slow });
}

/** Longer sums are made of such. */
const MOST_PARTS = 16;
