// All that makes plans faster, in one place to load.
export { anyOfWritten, termsStep } from './any-of.ts';
export { dealtNodes } from './copies.ts';
export { fieldStep, hasStep, variableStep } from './field.ts';
export { operatorStep } from './fuse.ts';
export { nameComparison } from './paths.ts';
export { callStep, improvedCall } from './short-calls.ts';
export { loopStep } from './short-loops.ts';
export { planSpine } from './spine.ts';
