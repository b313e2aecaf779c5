// All that makes plans faster and no plan needs, in one place to load.
export { anyEquals, anyOfWritten } from './any-of.ts';
export { chainedList, chainedSize, chainedTest } from './chains.ts';
export { formatStep } from './format.ts';
export { nameComparison } from './paths.ts';
export { textsStep } from './texts.ts';
export { afterStep } from './times.ts';
