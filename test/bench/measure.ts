// Measuring side by side: every contender runs in short turns, one after another, so that what disturbs the machine disturbs
// all of them alike. Ratios from one run are comparable; nanoseconds from two runs are not.

/** Results go here, so that no run can be optimised away. */
export const sink: { value: unknown } = { value: undefined };

export interface Contender {
  readonly name: string;
  /** One operation. `turn` counts up: take the input by it, so that no input is constant. */
  readonly run: (turn: number) => unknown;
}

const TURN_NS = 4e6;
const TURNS = 25;

/** Nanoseconds an operation: the median of the turns, by contender in order. */
export function measure(contenders: readonly Contender[]): readonly number[] {
  for (const { run } of contenders) for (let i = 0; i < 3000; i++) sink.value = run(i);
  const counts = contenders.map(({ run }) => countFor(run));
  const times: number[][] = contenders.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    contenders.forEach(({ run }, index) => {
      times[index]?.push(timeOf(run, counts[index] ?? 1));
    });
  }
  return times.map(median);
}

function timeOf(run: Contender['run'], count: number): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) sink.value = run(i);
  return Number(process.hrtime.bigint() - start) / count;
}

/** How many operations fill a turn. */
function countFor(run: Contender['run']): number {
  let count = 1;
  while (timeOf(run, count) * count < TURN_NS / 4) count *= 2;
  return Math.max(1, Math.ceil(TURN_NS / timeOf(run, count)));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

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
