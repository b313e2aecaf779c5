// Measuring side by side: every contender runs in short turns, one after another, so that what disturbs the machine disturbs
// all of them alike. Ratios from one run are comparable; nanoseconds from two runs are not.

/** Results go here, so that no run can be optimised away. */
export const sink: { value: unknown } = { value: undefined };

export interface Contender {
  readonly name: string;
  /** One operation. `turn` counts up: take the input by it, so that no input is constant. */
  readonly run: (turn: number) => unknown;
  /** So many operations at once, where calling `run` would take longer than what it does. */
  readonly loop?: (count: number) => void;
}

let loops = 0;

/**
 * A function over inputs in turn. Each contender has a loop of its own text, since the engine shares what it learns (which function is
 * called, what it gives) between functions of one text.
 */
export function contenderOver<Input>(name: string, run: (input: Input) => unknown, inputs: readonly Input[]): Contender {
  const make = new Function(
    'run',
    'inputs',
    'sink',
    `return (count) => { for (let i = 0; i < count; i++) sink.value = run(inputs[i & 7]); }; // ${loops++}`,
  );
  const loop = make(run, inputs, sink) as (count: number) => void;
  return { name, run: (turn) => run(inputs[turn & 7] as Input), loop };
}

const TURN_NS = 2e6;
const TURNS = 50;

/** Nanoseconds an operation, by contender in order: of its best turns, since what else runs on the machine only ever adds. */
export function measure(contenders: readonly Contender[]): readonly number[] {
  const bodies = contenders.map(loopOf);
  for (const loop of bodies) loop(3000);
  const counts = bodies.map(countFor);
  const times: number[][] = contenders.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    bodies.forEach((loop, index) => {
      times[index]?.push(timeOf(loop, counts[index] ?? 1));
    });
  }
  return times.map(best);
}

type Loop = (count: number) => void;

const loopOf = ({ run, loop }: Contender): Loop =>
  loop ??
  ((count) => {
    for (let i = 0; i < count; i++) sink.value = run(i);
  });

function timeOf(loop: Loop, count: number): number {
  // What the one before left is not this one's to clean up.
  globalThis.gc?.({ execution: 'sync', type: 'minor' });
  const start = process.hrtime.bigint();
  loop(count);
  return Number(process.hrtime.bigint() - start) / count;
}

/** How many operations fill a turn. */
function countFor(loop: Loop): number {
  let count = 1;
  while (timeOf(loop, count) * count < TURN_NS / 4) count *= 2;
  return Math.max(1, Math.ceil(TURN_NS / timeOf(loop, count)));
}

/** The third best, so that no lucky one counts. */
const best = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[2] ?? Number.NaN;

export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);

/** `12.3 ns`, `4.5 µs`, `6.7 ms`. */
export function duration(ns: number): string {
  const [value, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** Rows as aligned text; the first row is the head, the first column is left-aligned. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    console.log(
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
    );
  }
}
