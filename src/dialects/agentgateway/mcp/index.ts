// The face of this folder, loaded as one part.
export { readMcp } from './read.ts';
export { serveMcp } from './serve.ts';
