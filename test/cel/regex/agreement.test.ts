// Generated patterns: the engine proven for RegExp, the automaton and an independent RE2 agree on every text.
import { RE2JS } from '@bufbuild/re2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { search } from '../../../src/cel/regex/automaton.ts';
import { parseRe2 } from '../../../src/cel/regex/parse-re2.ts';
import { parseRust } from '../../../src/cel/regex/parse-rust.ts';
import { compileProgram } from '../../../src/cel/regex/program.ts';
import { compileRegex, Regex } from '../../../src/cel/regex/regex.ts';
import { StateMachine } from '../../../src/cel/regex/states.ts';
import { isFault } from '../../../src/cel/regex/tree.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  'ab',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\W',
  '\\s',
  '\\b',
  '\\B',
  '^',
  '$',
  'k',
  'é',
  '[à-ü]',
  '\\pL',
  '[[:alpha:]]',
  '\\.',
  '/',
  '(?i)',
  '(?s)',
  '(?m)',
  '\\z',
  '\\A',
  '\n',
  '😀',
  '(?i:k)',
  '1',
);
const repeat = fc.constantFrom('', '', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{2,}');
const { pattern } = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}|${b}`),
  ),
  item: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(atom, repeat).map(([a, r]) => (a.startsWith('(?') && a.endsWith(')') && !a.includes(':') ? a : a + r)),
    fc.tuple(tie('pattern'), repeat, fc.constantFrom('(', '(?:')).map(([p, r, open]) => `${open}${p})${r}`),
  ),
})) as unknown as { pattern: fc.Arbitrary<string> };
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'k', 'K', 'é', 'É', '1', ' ', '\n', '/', '.', '😀', '_', '\u212a'),
  maxLength: 12,
});
const free = () => {};

describe('agreement', () => {
  it('with @bufbuild/re2 on whether a pattern matches, anywhere and as a whole', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        const ours = compileRegex(p, 're2');
        fc.pre(ours instanceof Regex);
        const theirs = RE2JS.compile(p);
        expect([ours.test(t), ours.testWhole(t)]).toEqual([theirs.test(t), theirs.testExact(t)]);
      }),
      { numRuns: 600 },
    );
  });

  it('of RegExp, the automaton and the states on where a pattern matches', () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (p, t, isRust) => {
        const parsed = isRust ? parseRust(p) : parseRe2(p);
        fc.pre(!isFault(parsed));
        const program = compileProgram(parsed);
        const made = compileRegex(p, isRust ? 'rust' : 're2');
        fc.pre(program !== undefined && made instanceof Regex);
        const found = search(program, t, 0, false, free);
        const match = made.find(t);
        expect(match === undefined ? undefined : [match.start, match.end]).toEqual(found === undefined ? undefined : [found[0], found[1]]);
        expect(made.test(t)).toBe(found !== undefined);
        if (!program.looksAround) {
          expect(new StateMachine(program, false).test(t, free)).toBe(found !== undefined);
          expect(new StateMachine(program, true).test(t, free)).toBe(made.testWhole(t));
        }
      }),
      { numRuns: 600 },
    );
  });

  it('of all engines that nothing takes long', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('a', 'ab', 'k1', ' a', '/a.'), (p, unit) => {
        const made = compileRegex(p, 're2');
        fc.pre(made instanceof Regex);
        const long = `${unit.repeat(3000)}!`;
        const found = made.test(long);
        return (made.find(long) !== undefined) === found && (found || !made.testWhole(long));
      }),
      { numRuns: 60 },
    );
  });
});
