// Recognises what is not answered for: loaded when no answered dialect is certain of a text.
export { foreignKind } from './foreign.ts';
export { recognisers } from './recognisers.ts';
export { resembling } from './resembling.ts';
