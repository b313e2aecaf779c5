// The syntax switches that tests parse with: all of CEL, and the Rust fork's.
import type { SyntaxSwitches } from '../../../src/cel/profiles/profile.ts';
import { AGENTGATEWAY_MACROS, MACROS, STANDARD_MACROS } from '../../../src/cel/syntax/macros.ts';

export const CEL: SyntaxSwitches = {
  optionals: true,
  backquotes: true,
  maxDepth: 250,
  maxChain: 250,
  macros: new Set(MACROS.map((macro) => macro.id).filter((id) => !AGENTGATEWAY_MACROS.includes(id))),
  parser: 'cel-go',
  comprehensions: true,
};

export const AGENTGATEWAY: SyntaxSwitches = {
  optionals: false,
  backquotes: true,
  maxDepth: 48,
  maxChain: 500,
  macros: new Set([...STANDARD_MACROS, ...AGENTGATEWAY_MACROS]),
  parser: 'cel-rust',
  comprehensions: true,
};
