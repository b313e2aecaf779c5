// The syntax switches that tests parse with: all of CEL, and the Rust fork's.

import { agentgatewayMacros } from '../../../src/cel/profiles/agentgateway/macros.ts';
import { EXTENSION_MACROS } from '../../../src/cel/syntax/extension-macros.ts';
import { STANDARD_MACROS } from '../../../src/cel/syntax/macros.ts';
import { rustLiterals } from '../../../src/cel/syntax/strings-rust.ts';
import type { SyntaxSwitches } from '../../../src/cel/syntax/switches.ts';

export const CEL: SyntaxSwitches = {
  optionals: true,
  backquotes: true,
  maxDepth: 250,
  maxChain: 250,
  macros: new Set([...STANDARD_MACROS, ...EXTENSION_MACROS.map(({ id }) => id)]),
  moreMacros: EXTENSION_MACROS,
  parser: 'cel-go',
  comprehensions: true,
};

export const AGENTGATEWAY: SyntaxSwitches = {
  optionals: false,
  backquotes: true,
  maxDepth: 48,
  maxChain: 500,
  macros: new Set([...STANDARD_MACROS, ...agentgatewayMacros.map(({ id }) => id)]),
  moreMacros: agentgatewayMacros,
  parser: 'cel-rust',
  literals: rustLiterals,
  comprehensions: true,
};
