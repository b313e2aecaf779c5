// The face of this folder to others.
export { type Decoded, decode, type Encoded, encode, MAX_ENCODED } from './codec.ts';
export { initialState } from './fields.ts';
export { readFile, writeFile } from './file.ts';
export { exampleFragment, type Fragment, readFragment, stateFragment } from './fragment.ts';
export type { Payload, UnknownFields } from './payload.ts';
export type { SharedFile, SharedRequest, SharedState } from './state.ts';
