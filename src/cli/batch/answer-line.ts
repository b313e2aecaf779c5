// One line of a batch → its answer. Total: whatever the line is, there is an answer.
import { isObject } from '../../base/json.ts';
import type { Op } from '../ops/op.ts';
import { idTextOf, withId } from './id.ts';
import { parseLine, refusal } from './refusal.ts';
import { toJson } from './to-json.ts';

const ops: ReadonlyMap<string, () => Promise<Op>> = new Map([
  ['eval', async () => (await import('../ops/eval.ts')).evalOp],
  ['explain', async () => (await import('../ops/explain.ts')).explainOp],
  ['format', async () => (await import('../ops/format.ts')).formatOp],
  ['route', async () => (await import('../ops/route.ts')).routeOp],
  ['check', async () => (await import('../ops/check.ts')).checkOp],
  ['graph', async () => (await import('../ops/graph.ts')).graphOp],
  ['impact', async () => (await import('../ops/impact.ts')).impactOp],
]);

export async function answerLine(line: string): Promise<string> {
  const ask = parseLine(line);
  if (ask === undefined) return refusal(undefined, 'input', 'bad_line', 'The line is not JSON.');
  if (!isObject(ask)) return refusal(undefined, 'input', 'bad_line', 'The line is not a JSON object.');
  const id = idTextOf(line, ask);
  const load = typeof ask.op === 'string' ? ops.get(ask.op) : undefined;
  if (load === undefined) return refusal(id, 'input', 'bad_line', `'op' must be one of ${[...ops.keys()].join(', ')}.`);
  try {
    return withId(id, toJson(await (await load())(ask)));
  } catch (bug) {
    // Only our own faults come here. The run goes on; whoever watches standard error sees where it was.
    console.error(bug);
    return refusal(id, 'input', 'internal_error', `Gateglass has a fault: ${bug instanceof Error ? bug.message : String(bug)}`);
  }
}
