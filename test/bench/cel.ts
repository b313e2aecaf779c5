// CEL: the planned closures beside hand-written JavaScript, and what it costs to get from text to a program.
import { compile } from '../../src/cel/compile.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import { parse } from '../../src/cel/syntax/parser.ts';
import { fromJson } from '../../src/cel/values/json.ts';
import type { Value } from '../../src/cel/values/value.ts';
import { cases, samples } from './cel-cases.ts';
import { duration, geometricMean, measure, printTable } from './measure.ts';

const VARIABLES = { request: 'dyn', jwt: 'dyn', quota: 'int', used: 'int', numbers: 'list(int)', teams: 'dyn' };

export async function cel(): Promise<void> {
  const loaded = await loadProfile('cel');
  if (loaded === undefined) throw new Error('The profile cel is not known.');
  const options = { profile: loaded.profile, variables: VARIABLES };
  const activations = samples.map(
    (sample): Readonly<Record<string, Value>> =>
      Object.fromEntries(Object.entries(sample).map(([name, json]) => [name, fromJson(json, undefined)])),
  );

  const rows: string[][] = [['expression', 'by hand', 'closures', 'ratio', 'parse', 'compile']];
  const ratios: number[] = [];
  for (const { name, expression, byHand } of cases) {
    const { run, issues } = compile(expression, options);
    if (run === undefined) throw new Error(`${expression}: ${issues[0]?.message}`);
    const [native = 0, closures = 0] = measure([
      { name: 'by hand', run: (i) => byHand(samples[i & 7] as (typeof samples)[number]) },
      { name: 'closures', run: (i) => run(activations[i & 7] ?? {}) },
    ]);
    const [parsing = 0, compiling = 0] = measure([
      { name: 'parse', run: () => parse(expression, loaded.profile.syntax) },
      { name: 'compile', run: () => compile(expression, options) },
    ]);
    ratios.push(closures / native);
    rows.push([name, duration(native), duration(closures), `${(closures / native).toFixed(1)}×`, duration(parsing), duration(compiling)]);
  }
  rows.push(['geometric mean', '', '', `${geometricMean(ratios).toFixed(2)}×`, '', '']);
  console.log('\nCEL closures against the same written by hand in JavaScript; text to program\n');
  printTable(rows);
}
