// What an editor of expressions asks while someone types. Pure functions over texts that may be broken anywhere.
export { completionsAt } from './complete.ts';
export { hoverAt } from './hover.ts';
export type { CompletionEnv } from './known.ts';
export { signaturesAt } from './signatures.ts';
