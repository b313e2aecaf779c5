// Whatever the text, the parser ends, answers in time, and covers what it answers with.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Span } from '../../../src/base/span.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { format, print } from '../../../src/cel/syntax/print.ts';
import { childrenOf, nodesOf } from '../../../src/cel/syntax/visit.ts';
import { fuzzing } from '../fuzzing.ts';
import { damagedText, expressionText } from './generated.ts';
import { AGENTGATEWAY, CEL } from './switches.ts';

const isWithin = (inner: Span, outer: Span) => inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end;

/** Spans lie within the text and within their parents, ids are unique, what is invalid has an issue, and all of it prints. */
function holds(text: string): boolean {
  return [CEL, AGENTGATEWAY].every((switches) => {
    const { expr, issues } = parse(text, switches);
    const whole = { start: 0, end: [...text].length };
    const nodes = [...nodesOf(expr)];
    return (
      [expr, ...issues].every(({ span }) => isWithin(span, whole)) &&
      nodes.every((node) => childrenOf(node).every((child) => isWithin(child.span, node.span))) &&
      new Set(nodes.map((node) => node.id)).size === nodes.length &&
      (issues.length > 0 || nodes.every((node) => node.kind !== 'invalid')) &&
      typeof (format(expr) + print(expr)) === 'string'
    );
  });
}

describe('the parser', () => {
  it('takes every prefix of an expression', () => {
    fc.assert(
      fc.property(expressionText, (text) => {
        for (let end = 0; end <= text.length; end += 1 + (text.length >> 5)) if (!holds(text.slice(0, end))) return false;
        return true;
      }),
      fuzzing(150),
    );
  });

  it('takes damaged expressions', () => {
    fc.assert(fc.property(damagedText, holds), fuzzing(2000));
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), holds), fuzzing(1000));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab1.,:?()[]{}"\'`\\-+!&|=<> \n'), maxLength: 40 }), holds), fuzzing(2000));
  });
});
