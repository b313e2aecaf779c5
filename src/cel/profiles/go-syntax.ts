// How the parser of cel-go reads, which cel-cpp and the API server read alike.
import type { Library } from '../lib/library.ts';
import { EXTENSION_MACROS } from '../syntax/extension-macros.ts';
import type { SyntaxSwitches } from '../syntax/switches.ts';

/** With the macros of these libraries; what a program does without is said. */
export const goSyntax = (libraries: readonly Library[], without: Partial<SyntaxSwitches> = {}): SyntaxSwitches => ({
  optionals: true,
  backquotes: true,
  maxDepth: 250,
  maxChain: 250,
  macros: new Set(libraries.flatMap((library) => library.macros ?? [])),
  moreMacros: EXTENSION_MACROS,
  parser: 'cel-go',
  comprehensions: true,
  ...without,
});
