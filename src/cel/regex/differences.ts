// What the regular expressions of CEL's programs do differently, one row a difference: RE2 (CEL, Kubernetes, Envoy), the Rust crate
// regex (agentgateway), and JavaScript, which many people know best. Every row was asked of the real libraries and is run by a
// test; the library manual prints the table. Loaded only when somebody asks for it.

/** Whether the pattern is found in the text, or `refused` where it does not compile. */
export type Outcome = boolean | 'refused';

export interface Difference {
  readonly what: string;
  readonly pattern: string;
  readonly text: string;
  readonly re2: Outcome;
  readonly rust: Outcome;
  /** With the flag u. */
  readonly javascript: Outcome;
}

const row = (what: string, pattern: string, text: string, re2: Outcome, rust: Outcome, javascript: Outcome): Difference => ({
  what,
  pattern,
  text,
  re2,
  rust,
  javascript,
});

export const differences: readonly Difference[] = [
  // What a linear engine cannot have.
  row('look-ahead', '^(?=a)', 'a', 'refused', 'refused', true),
  row('negative look-ahead', '^/(?!admin)', '/shop', 'refused', 'refused', true),
  row('look-behind', '(?<=a)b', 'ab', 'refused', 'refused', true),
  row('back-reference', '^(a)\\1$', 'aa', 'refused', 'refused', true),
  row('possessive repetition', '^a++$', 'aa', 'refused', true, 'refused'),
  row('atomic group', '^(?>a)$', 'a', 'refused', 'refused', 'refused'),
  // Classes.
  row('digits are ASCII', '^\\d$', '٣', false, true, false),
  row('word characters are ASCII', '^\\w+$', 'été', false, true, false),
  row('white space of all scripts', '^\\s$', '\u3000', false, true, true),
  row('vertical tab is white space', '^\\s$', '\v', false, true, true),
  row('word boundary is ASCII', '\\bt', 'été', true, false, true),
  row('word boundary as start or end', '\\<b', 'a b', false, true, 'refused'),
  row('half a boundary', 'a\\b{end-half}', 'a b', false, true, 'refused'),
  row('dot takes a carriage return', '^.$', '\r', true, true, false),
  row('dot takes a line separator', '^.$', '\u2028', true, true, false),
  row('dot takes a whole emoji', '^.$', '😀', true, true, true),
  row('POSIX class', '^[[:alpha:]]$', 'b', true, true, 'refused'),
  row('class of a letter', '^\\pL$', 'é', true, true, 'refused'),
  row('class of a script', '^\\p{Greek}$', 'β', true, true, 'refused'),
  row('class of a script, named', '^\\p{Script=Greek}$', 'β', 'refused', true, true),
  row('empty class', '^[]$', '', 'refused', 'refused', false),
  row('negated empty class', '^[^]$', 'a', 'refused', 'refused', true),
  row('bracket first in a class', '^[]a]$', ']', true, true, 'refused'),
  row('intersection of classes', '^[a-z&&[^b]]$', 'a', false, true, 'refused'),
  row('difference of classes', '^[a-z--b]$', '-', true, false, true),
  row('class in a class', '^[a[bc]]$', 'b', false, true, 'refused'),
  // Repetition.
  row('repetition of a repetition', '^a**$', 'aaa', 'refused', true, 'refused'),
  row('more than 1000 times', '^a{1001}$', 'a', 'refused', false, false),
  row('braces without a first number', '^a{,2}$', 'a{,2}', true, 'refused', 'refused'),
  row('a brace as itself', '^a{$', 'a{', true, 'refused', 'refused'),
  row('blanks in braces', '^a{ 2 }$', 'aa', false, true, 'refused'),
  row('bounds the wrong way round', '^a{2,1}$', 'aa', 'refused', 'refused', 'refused'),
  row('repeated begin of text', '^*a', 'a', true, true, 'refused'),
  row('nothing to repeat', '*a', 'a', 'refused', 'refused', 'refused'),
  // Flags.
  row('ignore case', '(?i)^a$', 'A', true, true, 'refused'),
  row('ignore case in a part', '^(?i:a)b$', 'Ab', true, true, 'refused'),
  row('case of the Kelvin sign', '(?i)^k$', '\u212a', true, true, 'refused'),
  row('case of the long s', '(?i)^s$', 'ſ', true, true, 'refused'),
  row('case of a final sigma', '(?i)^σ$', 'ς', true, true, 'refused'),
  row('sharp s is not two', '(?i)^ß$', 'SS', false, false, 'refused'),
  row('dot takes line ends', '(?s)^a.b$', 'a\nb', true, true, 'refused'),
  row('lines', '(?m)^b$', 'a\nb', true, true, 'refused'),
  row('line ends of Windows', '(?mR)^b$', 'a\r\nb\r\n', 'refused', true, 'refused'),
  row('lazy by default', '(?U)^a+$', 'aa', true, true, 'refused'),
  row('free spacing', '(?x)^ a b $ # both', 'ab', 'refused', true, 'refused'),
  // Ends of the text.
  row('$ before a last line end', 'a$', 'a\n', false, false, false),
  row('begin of the text', '\\Aa', 'a', true, true, 'refused'),
  row('end of the text', 'a\\z', 'a', true, true, 'refused'),
  row('end, or before a last line end', 'a\\Z', 'a', 'refused', 'refused', 'refused'),
  // Groups.
  row('named group, as in Python', '^(?P<n>a)$', 'a', true, true, 'refused'),
  row('named group', '^(?<n>a)$', 'a', true, true, true),
  row('one name twice', '^(?P<n>a)(?P<n>b)$', 'ab', true, 'refused', 'refused'),
  row('empty alternative', '^(a|)$', '', true, true, true),
  row('empty group', '^()$', '', true, true, true),
  row('comment', '^a(?#b)$', 'a', 'refused', 'refused', 'refused'),
  // Escapes.
  row('quoted text', '^\\Qa.b\\E$', 'a.b', true, 'refused', 'refused'),
  row('octal', '^\\101$', 'A', true, 'refused', 'refused'),
  row('\\x with two digits', '^\\x41$', 'A', true, true, true),
  row('\\x with braces', '^\\x{41}$', 'A', true, true, 'refused'),
  row('\\u with four digits', '^\\u0041$', 'A', 'refused', true, true),
  row('control letter', '^\\cA$', '\u0001', 'refused', 'refused', true),
  row('escaped dash', '^a\\-b$', 'a-b', true, true, 'refused'),
  row('escaped slash', '^\\/a$', '/a', true, true, true),
  row('single byte', '^\\C$', 'a', 'refused', 'refused', 'refused'),
];
