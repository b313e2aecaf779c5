// How long property tests of expressions run: a part of `npm test`, or as long as `npm run fuzz` says. A failure prints its seed and
// path, with which the same expression comes again.
interface Fuzzing {
  readonly numRuns: number;
  readonly path?: string;
}

/** What `npm test` runs of the longest of these properties; `FUZZ_RUNS` is given in its place, and scales the others. */
const USUAL = 2000;

/** The parameters of a property that takes `runs` runs in `npm test`. */
export function fuzzing(runs: number): Fuzzing {
  const { FUZZ_RUNS: wanted, FUZZ_PATH: path } = process.env;
  const numRuns = wanted === undefined ? runs : Math.ceil((Number(wanted) * runs) / USUAL);
  return { numRuns, ...(path === undefined ? {} : { path }) };
}
