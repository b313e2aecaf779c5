// The face of this folder, loaded as one part.
export { readAiPolicy } from './policy.ts';
export { readAi, readLlm } from './read.ts';
export { serveAi } from './serve-ai.ts';
export { serveLlm } from './serve-llm.ts';
