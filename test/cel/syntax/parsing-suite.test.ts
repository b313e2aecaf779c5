// cel-go's own tests of its parser, as @bufbuild/cel-spec ships them: for every expression the tree, or that it is refused.
import { getComprehensionSuite, getParsingSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { describe, expect, it } from 'vitest';
import { agentgatewayMacros } from '../../../src/cel/profiles/agentgateway/macros.ts';
import { STANDARD_MACROS } from '../../../src/cel/syntax/macros.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { debugText } from './debug-text.ts';
import { CEL } from './switches.ts';

/** How the trees were recorded: limits of 32, no optional syntax, no back-quotes, `existsOne` with one variable. */
const PARSER = {
  ...CEL,
  maxDepth: 32,
  maxChain: 32,
  optionals: false,
  backquotes: false,
  macros: new Set([...STANDARD_MACROS, 'existsOne']),
  moreMacros: agentgatewayMacros,
};

interface Recorded {
  readonly original: { readonly expr: string };
  readonly ast?: string;
}
const titled = (tests: readonly Recorded[]) =>
  tests.map(({ original, ast }, i) => ({
    expr: original.expr,
    ast,
    title: `${i} ${original.expr.replaceAll(/\s+/g, ' ').trim().slice(0, 90)}`,
  }));

describe('parsing suite', () => {
  it.each(titled(getParsingSuite().tests))('$title', ({ expr, ast }) => {
    const { expr: tree, issues } = parse(expr, PARSER);
    if (ast === undefined) expect(issues.length).toBeGreaterThan(0);
    else {
      expect(issues).toEqual([]);
      expect(debugText(tree)).toBe(ast);
    }
  });
});

describe('comprehension suite', () => {
  it.each(titled(getComprehensionSuite().tests))('$title', ({ expr, ast }) => {
    const { expr: tree, issues } = parse(expr, PARSER);
    if (ast === undefined) expect(issues.length).toBeGreaterThan(0);
    else {
      expect(issues).toEqual([]);
      expect(debugText(tree)).toBe(ast);
    }
  });
});
