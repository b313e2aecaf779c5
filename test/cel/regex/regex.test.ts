import { describe, expect, it } from 'vitest';
import { compileRegex, type Dialect, type Regex } from '../../../src/cel/regex/regex.ts';
import { CelError } from '../../../src/cel/values/value.ts';

function regex(pattern: string, dialect: Dialect = 're2'): Regex {
  const made = compileRegex(pattern, dialect);
  if (made instanceof CelError) throw new Error(made.message);
  return made;
}
const fault = (pattern: string, dialect: Dialect = 're2') => {
  const made = compileRegex(pattern, dialect);
  return made instanceof CelError ? made.message : undefined;
};

describe('matching', () => {
  it.each<[string, string, boolean]>([
    ['^/v[0-9]+/', '/v1/users', true],
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['(?i)k', '\u212a', true],
    ['(?i)ſ', 'S', true],
    ['(?i)[k-s]', 'K', true],
    ['(?i:A)b', 'aB', false],
    ['(?i)É', 'é', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['a$', 'a\n', false],
    ['(?m)a$', 'a\nb', true],
    ['(?m)^b', 'a\nb', true],
    ['\\Aa\\z', 'a', true],
    ['\\pL', 'é', true],
    ['\\p{Greek}', 'β', true],
    ['\\P{L}', 'é', false],
    ['[[:upper:]]', 'a', false],
    ['[^[:^alpha:]]', 'a', true],
    ['\\Qa.b\\E', 'axb', false],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\d', '٣', false],
    ['\\w', 'é', false],
    ['\\s', '\v', false],
    ['\\bfoo\\b', 'a foo b', true],
    ['^.$', '😀', true],
    ['a{,2}', 'a{,2}', true],
    ['\\x{1F600}', '😀', true],
    ['\\101', 'A', true],
    ['(?P<n>a)|(?<m>b)', 'b', true],
    ['x*', '', true],
    ['[^\\x00-\\x{10FFFF}]', 'a', false],
  ])('%s on %j: %s', (pattern, text, matches) => {
    expect(regex(pattern).test(text)).toBe(matches);
  });

  it('spans the whole text', () => {
    expect(regex('a|ab').testWhole('ab')).toBe(true);
    expect(regex('/a|/ab').find('/ab')).toMatchObject({ start: 0, end: 2 });
    expect(regex('(a+)+').testWhole('aaa!')).toBe(false);
  });

  it('gives groups as Perl does, also those in repeats', () => {
    expect(regex('(?:(a)|b)*').find('ab')?.groups).toEqual([{ start: 0, end: 1 }]);
    expect(regex('(a*)*').find('b')).toEqual({ start: 0, end: 0, groups: [{ start: 0, end: 0 }] });
    expect(regex('(a)|(b)').find('b')?.groups).toEqual([undefined, { start: 0, end: 1 }]);
    expect([...regex('(?P<year>\\d+)-(?P<month>\\d+)').names]).toEqual([
      ['year', 1],
      ['month', 2],
    ]);
  });

  it('finds all matches as Go does', () => {
    const spans = (pattern: string, text: string) =>
      regex(pattern)
        .findAll(text)
        .map(({ start, end }) => [start, end]);
    expect(spans('a*', 'baac')).toEqual([
      [0, 0],
      [1, 3],
      [4, 4],
    ]);
    expect(spans('', '😀')).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(spans('^a', 'aaa')).toEqual([[0, 1]]);
    expect(regex('a').findAll('aaa', 2)).toHaveLength(2);
  });

  it('never matches between the halves of a character', () => {
    expect(regex('(?m)$').find('😀')).toMatchObject({ start: 2, end: 2 });
    expect(regex('\\B').test('a😀b')).toBe(false);
  });
});

describe('refused by Go', () => {
  it.each([
    ['(', 'missing closing ): `(`'],
    [')', 'unexpected ): `)`'],
    ['[a', 'missing closing ]: `[a`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['[[:foo:]]', 'invalid character class range: `[:foo:]`'],
    ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['((((x{10}){10}){10}){10})', 'invalid repeat count: `{10}`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?<=a)b', 'invalid named capture: `(?<=a)b`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['\\C', 'invalid escape sequence: `\\C`'],
    ['\\', 'trailing backslash at end of expression: ``'],
    ['('.repeat(1001), `expression nests too deeply: \`${'('.repeat(1001)}\``],
  ])('%s', (pattern, message) => {
    expect(fault(pattern)).toBe(`error parsing regexp: ${message}`);
  });
});

// What agentgateway's patterns do otherwise than Go's, asked of the real program: a row each.
describe('dialects', () => {
  it.each<[string, string, string, boolean | 'refused', boolean | 'refused']>([
    ['digits of all scripts', '^\\d$', '٣', false, true],
    ['words of all scripts', '^\\w+$', 'été', false, true],
    ['white space of all scripts', '^\\s$', '\u3000', false, true],
    ['vertical tab as white space', '^\\s$', '\v', false, true],
    ['word boundaries of all scripts', '\\bt', 'été', true, false],
    ['stacked repetition', '^a**$', 'aaa', 'refused', true],
    ['an unmatched brace as itself', '^a{$', 'a{', true, 'refused'],
    ['braces without a first number', '^a{,2}$', 'a{,2}', true, 'refused'],
    ['spaces in braces', '^a{ 2 }$', 'aa', false, true],
    ['more than 1000 repeats', '^a{1001}$', 'a', 'refused', false],
    ['quoting', '^\\Qa.b\\E$', 'a.b', true, 'refused'],
    ['octal escapes', '^\\101$', 'A', true, 'refused'],
    ['\\u escapes', '^\\u0041$', 'A', 'refused', true],
    ['free spacing', '(?x)^ a b $ # both', 'ab', 'refused', true],
    ['intersection of classes', '^[a-z&&[^b]]$', 'b]', true, false],
    ['difference of classes', '^[a-z--b]$', '-', true, false],
    ['nested classes', '^[a[bc]]$', 'b', false, true],
    ['word starts', '\\<b', 'a b', false, true],
    ['a half boundary', 'a\\b{end-half}', 'a b', false, true],
    ['the same name twice', '(?P<n>a)(?P<n>b)', 'ab', true, 'refused'],
    ['names of blocks in any writing', '^\\p{script=greek}$', 'β', 'refused', true],
    ['line ends of Windows', '(?mR)^b$', 'a\r\nb\r\n', 'refused', true],
  ])('%s', (_, pattern, text, re2, rust) => {
    const answer = (dialect: Dialect) => (fault(pattern, dialect) === undefined ? regex(pattern, dialect).test(text) : 'refused');
    expect(answer('re2')).toBe(re2);
    expect(answer('rust')).toBe(rust);
  });

  it.each([
    ['(', '    (\n    ^\nerror: unclosed group'],
    ['(?<!a)b', '    (?<!a)b\n    ^^^^\nerror: look-around, including look-ahead and look-behind, is not supported'],
    ['é\\1', '    é\\1\n     ^^\nerror: backreferences are not supported'],
    ['(?P<n>a)(?P<n>b)', '    (?P<n>a)(?P<n>b)\n        ^       ^\nerror: duplicate capture group name'],
    ['[a-\\d]', '    [a-\\d]\n       ^^\nerror: invalid range boundary, must be a literal'],
  ])('Rust refuses %s in its own words', (pattern, message) => {
    expect(fault(pattern, 'rust')).toBe(`regex parse error:\n${message}`);
  });

  it('refuses what would be too large', () => {
    expect(fault('x{1000}{1000}', 'rust')).toBe('Compiled regex exceeds size limit of 10485760 bytes.');
    expect(fault('x{100000}', 'rust')).toBeUndefined();
  });
});

describe('time', () => {
  const hostile = [
    '^(a+)+$',
    '(a*)*b',
    '(a|a)*b',
    '(?:a|aa)+$',
    '^(.*)*x$',
    '(.*)(.*)(.*)(.*)x',
    '(x+x+)+y',
    'a*a*a*a*a*b',
    '[a-z]+@[a-z]+\\.com',
    '(?:.*foo){3}bar',
    '\\b(a+)+\\b!',
    '(?m)^(a|ab)*$c',
    '(a?){50}a{50}b',
    '.*.*=.*',
  ];

  it.each(hostile)('%s is linear', (pattern) => {
    for (const text of [`${'a'.repeat(30_000)}!`, 'foo'.repeat(10_000), 'ab'.repeat(15_000), 'x'.repeat(30_000)]) {
      const made = regex(pattern);
      expect(made.find(text) !== undefined).toBe(made.test(text));
      expect(made.testWhole(text) && !made.test(text)).toBe(false);
    }
  });
});
