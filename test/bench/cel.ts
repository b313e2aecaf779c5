// CEL beside hand-written JavaScript and beside the other engines, all in one run; and what it costs to get from text to a program.
// The bars are ours: they are printed with what was measured, and the run fails when one is missed.
import { type Case, cases, type Sample, texts } from './cel-cases.ts';
import { bufbuild, celJs, type Engine, marcbachmann, ours, type Program, plainInputs } from './cel-engines.ts';
import { type Contender, contenderOver, duration, geometricMean, measure, printTable } from './measure.ts';

const MOST_OF_NATIVE: Readonly<Record<string, number>> = { closures: 3.5, generated: 1.8 };
const FASTER_THAN_PEERS = 5;
const MOST_OF_COMPILING = 2;

interface Bar {
  readonly text: string;
  readonly holds: boolean;
}

/** Nanoseconds an evaluation, by the engines' names; `by hand` is there always, an engine that cannot run the case is not. */
type Row = ReadonlyMap<string, number>;

const BY_HAND = 'by hand';

export async function cel(): Promise<void> {
  const own = await ours();
  const peers = [marcbachmann(), bufbuild(), celJs()];
  const engines = [...own, ...peers];
  const rows = evaluate(engines);
  const compiled = texts.map((text) => measureCompiling(text, engines));
  printEvaluation(rows, engines, peers);
  printCompiling(compiled, engines);
  const bars = [...barsOfEvaluation(rows, peers), ...barsOfCompiling(compiled, peers)];
  for (const { text, holds } of bars) console.log(`${holds ? 'holds ' : 'MISSED'}  ${text}`);
  if (bars.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** Every program of every engine is warm before any is timed: an engine's common code then sees all kinds of expressions, as in use. */
function evaluate(engines: readonly Engine[]): readonly Row[] {
  const prepared = cases.map((one) => {
    const programs = engines.map((engine) => ({ engine, program: prepare(engine, one) }));
    const own = programs.flatMap(({ engine, program }) => (program === undefined ? [] : [contender(engine, program)]));
    return [contenderOver(BY_HAND, one.byHand as unknown as Program, plainInputs), ...own];
  });
  for (const contenders of prepared) for (const { loop } of contenders) loop?.(2000);
  return prepared.map((contenders) => {
    const times = measure(contenders);
    return new Map(contenders.map(({ name }, i) => [name, times[i] ?? Number.NaN]));
  });
}

const contender = (engine: Engine, program: Program): Contender => contenderOver(engine.name, program, engine.inputs);

/** The program, seen to give the hand-written function's answers; undefined where the engine cannot run the expression. */
function prepare(engine: Engine, { name, expression, byHand }: Case): Program | undefined {
  let program: Program;
  try {
    program = engine.prepare(expression);
  } catch {
    return undefined;
  }
  plainInputs.forEach((input, i) => {
    const [wanted, got] = [byHand(input as unknown as Sample), program(engine.inputs[i] ?? {})];
    if (String(wanted) !== String(got)) throw new Error(`${engine.name} says ${got} for '${name}', by hand it is ${wanted}.`);
  });
  return program;
}

/** Every text is new to the engine, so that nothing it keeps can help. */
function measureCompiling(text: string, engines: readonly Engine[]): Row {
  let count = 0;
  const contenders = engines.map(({ name, compile }) => ({ name, run: () => compile(`(${text}) && used != ${1000 + count++}`) }));
  const times = measure(contenders);
  return new Map(contenders.map(({ name }, i) => [name, times[i] ?? Number.NaN]));
}

const ratio = (row: Row, name: string, to: string): number => (row.get(name) ?? Number.NaN) / (row.get(to) ?? Number.NaN);

function fastest(row: Row, engines: readonly Engine[]): number {
  return Math.min(...engines.map(({ name }) => row.get(name) ?? Number.POSITIVE_INFINITY));
}

/** The mean of an engine's ratios to hand-written code, over what it can run and what is not constant. */
function meanOf(rows: readonly Row[], name: string): { readonly mean: number; readonly count: number } {
  const ratios = rows.filter((row, i) => cases[i]?.constant !== true && row.has(name)).map((row) => ratio(row, name, BY_HAND));
  return { mean: geometricMean(ratios), count: ratios.length };
}

const times = (n: number): string => `${n < 10 ? n.toFixed(1) : n.toFixed(0)}×`;

function printEvaluation(rows: readonly Row[], engines: readonly Engine[], peers: readonly Engine[]): void {
  const names = engines.map(({ name }) => name);
  const table = [['evaluation', BY_HAND, ...names.flatMap((name) => [name, '']), 'peer ÷ ours']];
  rows.forEach((row, i) => {
    const cells = names.flatMap((name) => (row.has(name) ? [duration(row.get(name) ?? 0), times(ratio(row, name, BY_HAND))] : ['–', '']));
    const lead = times(fastest(row, peers) / (row.get('closures') ?? Number.NaN));
    table.push([cases[i]?.name ?? '', duration(row.get(BY_HAND) ?? 0), ...cells, lead]);
  });
  const means = names.flatMap((name) => {
    const { mean, count } = meanOf(rows, name);
    return [`(${count})`, times(mean)];
  });
  table.push(['geometric mean', '', ...means, '']);
  console.log('\nCEL beside the same written by hand in JavaScript, and beside the other engines\n');
  printTable(table);
}

function printCompiling(rows: readonly Row[], engines: readonly Engine[]): void {
  const names = engines.map(({ name }) => name);
  const table = [['text to program', ...names]];
  rows.forEach((row, i) => {
    table.push([`${texts[i]?.length} characters`, ...names.map((name) => (row.has(name) ? duration(row.get(name) ?? 0) : '–'))]);
  });
  console.log('');
  printTable(table);
  console.log('');
}

function barsOfEvaluation(rows: readonly Row[], peers: readonly Engine[]): readonly Bar[] {
  const slow = rows.flatMap((row, i) => {
    const peer = fastest(row, peers);
    const holds = peer / (row.get('closures') ?? 0) >= FASTER_THAN_PEERS || peer / (row.get(BY_HAND) ?? 0) < FASTER_THAN_PEERS;
    return holds || peer === Number.POSITIVE_INFINITY ? [] : [cases[i]?.name];
  });
  return [
    ...Object.entries(MOST_OF_NATIVE).map(([name, most]): Bar => {
      const { mean } = meanOf(rows, name);
      return { text: `${name} at most ${most}× of hand-written: ${mean.toFixed(2)}×`, holds: mean <= most };
    }),
    {
      text: `closures at least ${FASTER_THAN_PEERS}× as fast as the fastest peer, where hand-written code is: ${slow.length === 0 ? 'all' : `not ${slow.join(', ')}`}`,
      holds: slow.length === 0,
    },
  ];
}

function barsOfCompiling(rows: readonly Row[], peers: readonly Engine[]): readonly Bar[] {
  return rows.map((row, i) => {
    const share = (row.get('closures') ?? Number.NaN) / fastest(row, peers);
    return {
      text: `parse, check and plan ${texts[i]?.length} characters in at most ${MOST_OF_COMPILING}× the fastest peer's time: ${share.toFixed(2)}×`,
      holds: share <= MOST_OF_COMPILING,
    };
  });
}
