// What the parser says, where, and what it offers: one row a kind of mistake.
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/cel/syntax/parser.ts';
import type { SyntaxSwitches } from '../../../src/cel/syntax/switches.ts';
import { AGENTGATEWAY, CEL } from './switches.ts';

/** `start-end message [fix]` of every issue. */
const said = (text: string, switches: SyntaxSwitches = CEL) =>
  parse(text, switches).issues.map(
    ({ span, message, fix }) => `${span.start}-${span.end} ${message}${fix === undefined ? '' : ` [${mended(text, fix)}]`}`,
  );

/** The text with the fix applied. */
function mended(text: string, { span, text: by }: { span: { start: number; end: number }; text: string }): string {
  const characters = [...text];
  return [...characters.slice(0, span.start), by, ...characters.slice(span.end)].join('');
}

describe('messages', () => {
  it('says what is wrong where it also warns', () => {
    expect(said('has(!!a)', AGENTGATEWAY)).toEqual([
      '4-5 agentgateway reads !! as a single !: put the inner one in parentheses.',
      '4-7 has() takes one field selection, as in has(a.b).',
    ]);
  });

  it.each<[string, string[]]>([
    ['', ['0-0 The expression is empty.']],
    ['a | b', ["2-3 A single '|' is not an operator: logical or is written '||'. [a || b]"]],
    ['a & b', ["2-3 A single '&' is not an operator: logical and is written '&&'. [a && b]"]],
    ['a = b', ["2-3 A single '=' compares nothing: equality is written '=='. [a == b]"]],
    ['a === b', ["2-5 '===' is not an operator: write '=='. [a == b]"]],
    ['a <> b', ["2-4 '<>' is not an operator: write '!='. [a != b]"]],
    ['a and b', ["2-5 'and' is no operator in CEL: write '&&'. [a && b]"]],
    ['a or b', ["2-4 'or' is no operator in CEL: write '||'. [a || b]"]],
    ['not a', ["0-3 'not' is no operator in CEL: write '!'. [!a]"]],
    ['“x” == y', ['0-1 Strings are quoted with plain ", not with “. ["x" == y]']],
    ['“it’s” == y', ['0-1 Strings are quoted with plain ", not with “. ["it’s" == y]']],
    ['[1, 2', ["0-1 This '[' is never closed: a ']' is missing. [[1, 2]]"]],
    ['f(a, [1, 2)', ["10-11 This ')' does not close the '[' at column 6: a ']' is missing before it."]],
    ['a)', ["1-2 This ')' closes nothing: no bracket is open here. [a]"]],
    ['f(1,)', ['3-4 A call takes no comma after its last argument. [f(1)]']],
    ['1 + ', ['4-4 The expression ends here, where an expression should follow.']],
    ['* 2', ["0-1 Found '*', expected a value before it."]],
    ['a b', ["2-3 Found the name 'b', expected an operator or the end of the expression."]],
    ['a ? b', ["5-5 The expression ends here, where ':' and the value for when the condition is false should follow."]],
    ['a ? b ? c : d : e', ['6-7 A conditional between ? and : must stand in parentheses. [a ? (b ? c : d) : e]']],
    ['-!a', ["1-2 '!' and '-' do not stand side by side: put the inner one in parentheses. [-(!a)]"]],
    ["'abc", ["0-4 This string has no closing '."]],
    [
      "'\\q'",
      ['1-3 \\q is not an escape sequence: a backslash itself is written \\\\, or the string is made raw with r before its quote.'],
    ],
    ["b'\\u0041'", ['2-4 Bytes have no \\u escapes: write the UTF-8 bytes as \\xNN.']],
    ["'\\ud800'", ['1-7 U+D800 is not a Unicode character.']],
    ['9223372036854775808', ['0-19 An int is from -9223372036854775808 to 9223372036854775807.']],
    ['1e400', ['0-5 This number is beyond the range of a double (1.8e308).']],
    ['0X1F', ["0-4 '0X1F' is not a number: write 0x1F. [0x1F]"]],
    ['1_000', ["0-5 '1_000' is not a number: write 1000. [1000]"]],
    ['t < 5s', ['4-6 \'5s\' is not a number: write duration("5s"). [t < duration("5s")]']],
    ['x.in', ["2-4 'in' is a keyword and no field name: write .`in`. [x.`in`]"]],
    ['{"a": 1}."a"', ['9-12 After \'.\' stands a field name; a string is an index: write ["a"]. [{"a": 1}["a"]]']],
    ['a?.b', ["1-3 An optional field is selected with '.?', not with '?.'. [a.?b]"]],
    ['if', ["0-2 'if' is a reserved word and cannot name a variable or function. A condition is written: condition ? value : otherwise."]],
    ['a; ', ["1-2 An expression has no ';'. [a ]"]],
    ['a # why', ["2-3 Comments begin with '//', not with '#'. [a // why]"]],
    ['a /* why */', ["2-11 Comments begin with '//' and go to the end of the line; there is no '/* */'."]],
    ['has(a)', ['4-5 has() asks whether a field is there, as in has(a.field): a variable alone is no field.']],
    ["has(a['b'])", ["4-10 has() takes a field, as in has(a.b), not an index: ask 'key' in map, or write the key as a field. ['b' in a]"]],
    ['[1].map(1, x)', ['8-9 The first argument of map() must be the name of a variable, such as map(x, …).']],
    ['m.all(i, i, true)', ["9-10 Both variables are called 'i': choose two names."]],
    ["math.least('a')", ['11-14 math.least() with one argument takes a number or a list of numbers.']],
    ['+1', ["0-1 CEL has no '+' before a value. [1]"]],
  ])('%s', (text, messages) => {
    expect(said(text)).toEqual(messages);
  });

  it('names what a profile does not have', () => {
    expect(said('a.?b', AGENTGATEWAY)).toEqual(["1-3 '.?' is not available here: optional syntax is off in this profile."]);
    expect(said('a.`b-c`', { ...CEL, backquotes: false })).toEqual([
      '2-7 Back-quoted names are not available here: write ["b-c"]. [a["b-c"]]',
    ]);
  });

  it('reports several faults in the order of the text', () => {
    expect(said('(a = b) && [c | d, 1_0] && x.in').map((line) => line.split(' ')[0])).toEqual(['3-4', '14-15', '19-22', '29-31']);
  });

  it('keeps what could be read', () => {
    expect(parse('a == 1 && (b ==) && c.d', CEL).expr).toMatchObject({
      kind: 'and',
      terms: [{ name: '_==_' }, { args: [{ name: 'b' }, { kind: 'invalid' }] }, { field: 'd' }],
    });
  });
});

describe('habits of other languages', () => {
  it.each<[string, string]>([
    ["path =~ '^/a'", "5-6 '=~' is not an operator: write text.matches('pattern')."],
    [
      'l.exists(x => x > 1)',
      "11-12 There is no '=>': a loop is given the name of its variable first, as in exists(x, x > 1). [l.exists(x, x > 1)]",
    ],
    ['x => x', "2-3 There is no '=>': a loop is given the name of its variable first, as in exists(x, x > 1)."],
    ["a.b matches '^/a'", "4-11 'matches' is a method: write text.matches(…). [a.b.matches('^/a')]"],
    ['p && a["k"] startswith "x"', '12-22 \'startsWith\' is a method: write text.startsWith(…). [p && a["k"].startsWith("x")]'],
    ["a + b contains 'x'", "6-14 'contains' is a method: write text.contains(…)."],
    ['path == /admin/*', "8-9 A path is text and stands in quotes: '/admin/*'. [path == '/admin/*']"],
    ['f(a, /b)', "5-6 A path is text and stands in quotes: '/b'. [f(a, '/b')]"],
    ['a + / 2', "4-5 Found '/', expected a value before it."],
    ["m in ('a', 'b')", "9-10 A list stands in square brackets: ['a', 'b']. [m in ['a', 'b']]"],
    ['(a, b)', "2-3 Found ',', expected ')' for the '(' at column 1."],
    ["'it's'", "4-5 The string ends at the ' before this: write \\' inside of it, or put it in \"."],
    ['a && NOT b', "9-10 'NOT' is no operator in CEL: write '!'. [a && !b]"],
    ['a xor b', "2-5 There is no 'xor': of two bools write a != b."],
    ['return a', "0-6 'return' is a reserved word and cannot name a variable or function. An expression is its own value: leave it out."],
    ['${a.b}', '0-1 An expression stands here as it is, without ${…} around it. [a.b]'],
    ['{{ a.b }}', '7-8 An expression stands here as it is, without {{…}} around it. [a.b]'],
  ])('%s', (text, message) => expect(said(text)[0]).toBe(message));

  it.each<[SyntaxSwitches, string]>([
    [CEL, "3-4 There is no '??': write a.?field.orValue(b)."],
    [AGENTGATEWAY, "3-4 There is no '??': write default(a, b)."],
  ])('know what each program has in place of ??', (switches, message) => expect(said('a ?? b', switches)[0]).toBe(message));

  it.each<[string, string]>([
    ['return a', "7-8 An expression is its own value: leave out 'return'. [a]"],
    ['if (a) b', '7-8 A condition is written: condition ? value : otherwise.'],
  ])('are told where the words are names (agentgateway): %s', (text, message) => expect(said(text, AGENTGATEWAY)[0]).toBe(message));
});
