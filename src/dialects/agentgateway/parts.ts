// What only some configurations need, loaded by those: sections that make routes, language models, MCP, functions of one's own, the policies beyond the most common ones, and the words about what is observed.
import { part } from '../../base/part.ts';

export const llm = part<typeof import('./llm/index.ts')>();
export const mcp = part<typeof import('./mcp/index.ts')>();
export const sections = part<typeof import('./lower/sections.ts')>();
export const customFunctions = part<typeof import('./functions/with-functions.ts')>();
export const seldom = part<typeof import('./run/seldom.ts')>();
export const lateSteps = part<typeof import('./steps/late.ts')>();
export const observe = part<typeof import('./observe/index.ts')>();
