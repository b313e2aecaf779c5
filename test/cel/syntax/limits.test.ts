import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { print } from '../../../src/cel/syntax/print.ts';
import type { SyntaxSwitches } from '../../../src/cel/syntax/switches.ts';
import { AGENTGATEWAY, CEL } from './switches.ts';

const codes = (text: string, switches: SyntaxSwitches = CEL) => parse(text, switches).issues.map((issue) => issue.code);
const nested = (open: string, inner: string, close: string, times: number) => open.repeat(times) + inner + close.repeat(times);
const chain = (term: string, operator: string, times: number) => Array.from({ length: times }, () => term).join(operator);

// What cel-go and agentgateway themselves take and refuse, asked for each row.
describe('limits', () => {
  it.each<[string, string, string, SyntaxSwitches]>([
    ['parentheses', nested('(', '1', ')', 249), nested('(', '1', ')', 250), CEL],
    ['right sides of comparisons', nested('1==(', '1', ')', 124), nested('1==(', '1', ')', 125), CEL],
    ['right sides of products', nested('1+2*(', '1', ')', 83), nested('1+2*(', '1', ')', 84), CEL],
    ['conditionals', `${'true?1:'.repeat(249)}2`, `${'true?1:'.repeat(250)}2`, CEL],
    ['sums', chain('1', '+', 251), chain('1', '+', 252), CEL],
    ['selections', `a${'.b'.repeat(250)}`, `a${'.b'.repeat(251)}`, CEL],
    ['calls within calls', nested('a.b(', '1', ')', 249), nested('a.b(', '1', ')', 250), CEL],
    ['parentheses (agentgateway)', nested('(', '1', ')', 47), nested('(', '1', ')', 48), AGENTGATEWAY],
    ['lists (agentgateway)', nested('[', '1', ']', 47), nested('[', '1', ']', 48), AGENTGATEWAY],
  ])('%s', (_, most, more, switches) => {
    expect(codes(most, switches)).toEqual([]);
    expect(codes(more, switches)).toEqual(['limit_exceeded']);
  });

  it('reads ten thousand terms of && and ||, and sums within its bounds', () => {
    expect(codes(chain('a', ' && ', 10_000))).toEqual([]);
    expect(codes(chain('a', ' || ', 10_000))).toEqual([]);
    expect(print(parse(chain('a', ' && ', 10_000), CEL).expr)).toHaveLength(10_000 * 5 - 4);
    expect(codes(chain('1', '+', 500), AGENTGATEWAY)).toEqual([]);
    expect(codes(`${'!'.repeat(50_000)}a`)).toEqual([]);
  });

  it.each([
    nested('(', '1', ')', 20_000),
    '('.repeat(20_000),
    '['.repeat(50_000),
    '{'.repeat(50_000),
    'a.b('.repeat(20_000),
    '-!'.repeat(40_000),
    'not '.repeat(20_000),
    '+'.repeat(90_000),
    'a?'.repeat(40_000),
    'a?b:'.repeat(20_000),
    ')'.repeat(90_000),
    chain('1', '+', 40_000),
    `a${'.b'.repeat(40_000)}`,
    `['😀'${', x.all(1, 1)'.repeat(7000)}]`,
  ])('survives hostile text %#', (text) => {
    const found = codes(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(30);
  });

  it('says no fault more after very many warnings', () => {
    const found = codes(`[${'!!a,'.repeat(12_000)}${')'.repeat(40_000)}`, AGENTGATEWAY);
    expect(found.filter((code) => code !== 'surprising_syntax')).toEqual(['unexpected_token']);
    expect(found.length).toBeLessThanOrEqual(31);
  });

  it('refuses a text of more than 100,000 code points', () => {
    expect(codes(`"${'😀'.repeat(99_998)}"`)).toEqual([]);
    expect(codes(`"${'😀'.repeat(99_999)}"`)).toEqual(['limit_exceeded']);
  });
});
