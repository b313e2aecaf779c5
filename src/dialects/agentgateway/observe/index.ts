// The face of this folder, loaded as one part.
export { tellEnd } from './end.ts';
export { startSpan } from './start-span.ts';
