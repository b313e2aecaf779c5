// Every message that the parser can give, as one readable table: what was found, what was expected, and a fix where one is certain. The
// parser itself notes ids and places; this loads when there is something to say.
import type { Span } from '../../base/span.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from './ast.ts';
import { bracedSlip, listSlip, type Slip, signSlip, tokenSlip } from './slips.ts';
import type { SyntaxSwitches } from './switches.ts';
import * as T from './token.ts';

export type SyntaxCode =
  | 'unexpected_token'
  | 'unexpected_character'
  | 'empty_expression'
  | 'unclosed_bracket'
  | 'unmatched_bracket'
  | 'unterminated_string'
  | 'invalid_escape'
  | 'invalid_literal'
  | 'reserved_word'
  | 'unsupported_syntax'
  | 'invalid_macro_argument'
  | 'surprising_syntax'
  | 'limit_exceeded';

/** What is said of a fault, and the fix: its text stands in place of the fault's own characters, or of `start` … `end`. */
interface Told {
  readonly code: SyntaxCode;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

interface Fix {
  readonly title: string;
  readonly text: string;
  readonly start?: number;
  readonly end?: number;
}

/** The text that was read, the place of the fault in it (UTF-16 offsets), and by which rules it was read. */
interface Found {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The characters of the place. */
  readonly word: string;
  readonly switches: SyntaxSwitches;
}

const write = (text: string): Fix => ({ title: text === '' ? 'Remove it' : `Write ${text}`, text });

const token = (message: string, fix?: Fix): Told => ({ code: 'unexpected_token', message, fix });
const character = (message: string, fix?: Fix): Told => ({ code: 'unexpected_character', message, fix });
const literal = (message: string, fix?: Fix): Told => ({ code: 'invalid_literal', message, fix });
const limit = (message: string): Told => ({ code: 'limit_exceeded', message });
const argument = (message: string, fix?: Fix): Told => ({ code: 'invalid_macro_argument', message, fix });

const slipped = (slip: Slip | undefined): Told | undefined => (slip === undefined ? undefined : token(slip.message, slip.fix));

/** By the id of the fault; what else is given is about the fault. */
export const texts = {
  // --- Characters and words
  sign: (found: Found) => slipped(signSlip(found)) ?? signText(found.word),
  raw_bytes: ({ word }: Found) => {
    const swapped = word.charAt(1) + word.charAt(0);
    return literal(`Raw bytes are written ${swapped}'…'.`, write(swapped));
  },
  number: ({ word }: Found) => {
    const better = betterNumber(word);
    return literal(
      `'${word}' is not a number${better === undefined ? '.' : `: write ${better}.`}`,
      better === undefined ? undefined : write(better),
    );
  },
  unterminated: ({ text, end }: Found, quotes: string): Told => {
    const line = quotes.length === 1 && end < text.length ? ' before the end of the line' : '';
    return { code: 'unterminated_string', message: `This string has no closing ${quotes}${line}.` };
  },
  smart_quotes: ({ text, start }: Found, plain: string, end: number, closed: boolean) => {
    const content = text.slice(start + 1, end);
    const mend = { ...write(`${plain}${content}${plain}`), end: end + 1 };
    const message = `Strings are quoted with plain ${plain}, not with ${text.charAt(start)}.`;
    return character(message, closed && !content.includes('\\') ? mend : undefined);
  },
  back_quote: (): Told => ({
    code: 'unterminated_string',
    message: 'A back-quoted name has letters, digits, and the characters _ . - / and space, up to a closing `.',
  }),
  empty_name: () => literal('A back-quoted name cannot be empty.'),
  block_comment: () => token("Comments begin with '//' and go to the end of the line; there is no '/* */'."),
  space: ({ word }: Found) =>
    character(`${codePointName(word)} is not white space here: use a plain space.`, write(/[\ufeff\u200b]/.test(word) ? '' : ' ')),
  semicolon: ({ text, end }: Found) => character("An expression has no ';'.", text.slice(end).trim() === '' ? write('') : undefined),
  hash: () => character("Comments begin with '//', not with '#'.", write('//')),
  stray: (found: Found) => {
    const slip = bracedSlip(found);
    if (slip !== undefined) return character(slip.message, slip.fix);
    const { word } = found;
    const shown = word < ' ' || word.startsWith('\x7f') ? codePointName(word) : `'${String.fromCodePoint(word.codePointAt(0) as number)}'`;
    return character(`${shown} has no meaning in an expression outside of a string.`);
  },
  escape: ({ word }: Found): Told => ({ code: 'invalid_escape', message: escapeText(word, false) }),
  byte_escape: ({ word }: Found): Told => ({ code: 'invalid_escape', message: escapeText(word, true) }),
  rust_escape: ({ word }: Found): Told => ({ code: 'invalid_escape', message: `${word} is not an escape sequence in agentgateway.` }),
  rust_byte_escape: (): Told => ({ code: 'invalid_escape', message: 'agentgateway knows only \\xNN and octal escapes in bytes.' }),
  rust_quote: ({ text, start }: Found): Told => ({
    code: 'invalid_escape',
    message: `agentgateway ends the string at the quote before this character: it takes no quote of the same kind inside ${text.charAt(start - 1).repeat(3)}…`,
  }),

  // --- Literals and names
  int_range: () => literal('An int is from -9223372036854775808 to 9223372036854775807.'),
  uint_range: () => literal('A uint is from 0u to 18446744073709551615u.'),
  double_range: () => literal('This number is beyond the range of a double (1.8e308).'),
  signed_hexadecimal: (_: Found, word: string) =>
    literal(`agentgateway reads no sign before a hexadecimal number: write -(${word}).`, write(`-(${word})`)),
  reserved: ({ word }: Found): Told => ({ code: 'reserved_word', message: reservedText(word) }),
  not_word: (_: Found, end: number) => token("'not' is no operator in CEL: write '!'.", { ...write('!'), end }),
  word_operator: ({ word }: Found, sign: string) => token(`'${word}' is no operator in CEL: write '${sign}'.`, write(sign)),
  back_quoted_value: ({ word }: Found) =>
    token(`A back-quoted name is a field and stands after a dot, as in a.\`${word.replaceAll('`', '')}\`.`),
  plus: () => token("CEL has no '+' before a value.", { title: 'Remove the +', text: '' }),

  // --- What stands where it cannot
  empty: (): Told => ({ code: 'empty_expression', message: 'The expression is empty.' }),
  unexpected: (found: Found, kind: T.TokenKind, expected: keyof typeof EXPECTED) =>
    slipped(kind === T.END ? undefined : tokenSlip(found)) ?? token(foundText(kind, found.word, EXPECTED[expected])),
  no_comma: ({ word }: Found, kind: T.TokenKind, close: T.TokenKind) =>
    token(foundText(kind, word, `',' or '${String.fromCharCode(close)}'`)),
  no_closer: (found: Found, kind: T.TokenKind, close: T.TokenKind, open: number) => {
    const { text, word } = found;
    const slip = slipped(listSlip(found, open));
    if (slip !== undefined) return slip;
    return token(foundText(kind, word, `'${String.fromCharCode(close)}' for the '${text.charAt(open)}' ${place(text, open)}`));
  },
  stray_closer: ({ word }: Found): Told => ({
    code: 'unmatched_bracket',
    message: `This '${word}' closes nothing: no bracket is open here.`,
    fix: { title: `Remove the ${word}`, text: '' },
  }),
  other_closer: ({ text, word }: Found, close: T.TokenKind, open: number): Told => ({
    code: 'unmatched_bracket',
    message: `This '${word}' does not close the '${text.charAt(open)}' ${place(text, open)}: a '${String.fromCharCode(close)}' is missing before it.`,
  }),
  unclosed: ({ text, word }: Found, close: T.TokenKind): Told => {
    const closer = String.fromCharCode(close);
    return {
      code: 'unclosed_bracket',
      message: `This '${word}' is never closed: a '${closer}' is missing.`,
      fix: { title: `Add ${closer} at the end`, text: closer, start: text.length, end: text.length },
    };
  },
  equals_for_colon: () => token("A key and its value are separated by ':'."),
  first_comma: () => token('There is nothing before this comma.'),
  last_comma: () => token('A call takes no comma after its last argument.', { title: 'Remove the comma', text: '' }),
  bare_conditional: ({ text }: Found, start: number, end: number) =>
    token('A conditional between ? and : must stand in parentheses.', parenthesised(text, start, end)),
  optional_chaining: ({ switches }: Found) =>
    switches.optionals
      ? token("An optional field is selected with '.?', not with '?.'.", write('.?'))
      : token("There is no '?.': ask with has(…) whether the field is there."),
  side_by_side: ({ text, start }: Found, end: number) =>
    token("'!' and '-' do not stand side by side: put the inner one in parentheses.", parenthesised(text, start, end)),
  row_of_signs: ({ word }: Found): Told => ({
    code: 'surprising_syntax',
    message: `agentgateway reads ${word.repeat(2)} as a single ${word}: put the inner one in parentheses.`,
  }),
  keyword_field: ({ word, switches, end }: Found, dot: number) => {
    const text = switches.backquotes ? `.\`${word}\`` : `["${word}"]`;
    return token(`'${word}' is a keyword and no field name: write ${text}.`, { ...write(text), start: dot, end });
  },
  string_field: ({ word, end }: Found, dot: number) =>
    token(`After '.' stands a field name; a string is an index: write [${word}].`, { ...write(`[${word}]`), start: dot, end }),

  // --- What this profile does without
  optional_syntax: ({ word }: Found): Told => ({
    code: 'unsupported_syntax',
    message: `'${word.replace(/\s/g, '')}' is not available here: optional syntax is off in this profile.`,
  }),
  no_back_quotes: (found: Found, name: string): Told => ({
    code: 'unsupported_syntax',
    message: `Back-quoted names are not available here: write ["${name}"].`,
    fix: asIndex(found, name),
  }),
  kept_back_quotes: (found: Found, name: string): Told => ({
    code: 'surprising_syntax',
    message: `agentgateway takes the back-quotes for a part of the name: write ["${name}"].`,
    fix: asIndex(found, name),
  }),
  loops: (_: Found, name: string): Told => ({
    code: 'unsupported_syntax',
    message: `${name}() loops, and loops are switched off here.`,
  }),

  // --- Limits
  too_long: (_: Found, length: number, most: number) => limit(`This expression has ${length} characters; at most ${most} are read.`),
  too_deep: ({ switches }: Found) => limit(`This is nested deeper than ${switches.maxDepth} levels, the most that are read.`),
  too_many: ({ switches }: Found) => limit(`More than ${switches.maxChain} operators, selections and calls depend on one another here.`),

  // --- Arguments of macros. The place is the argument's; a fix replaces the whole call.
  has: (found: Found, { argument: field, span }: MacroPlace) => argument(hasText(field), askedAsKey(found, field, span)),
  variable: (_: Found, { name }: MacroPlace) =>
    argument(`The first argument of ${name}() must be the name of a variable, such as ${name}(x, …).`),
  first_variable: (_: Found, { name }: MacroPlace) => argument(`The first argument of ${name}() must be a name, for the index or key.`),
  second_variable: (_: Found, { name }: MacroPlace) =>
    argument(`The second argument of ${name}() must be a name, for the element or value.`),
  same_variables: ({ word }: Found) => argument(`Both variables are called '${word}': choose two names.`),
  accumulator: ({ word }: Found) => argument(`'${word}' is reserved for the result of the loop: choose another name.`),
  sort: () => argument('sortBy() sorts a list.'),
  bind: () => argument('The first argument of cel.bind() must be a name: cel.bind(x, value, expression).'),
  block: () => argument('The first argument of cel.block() must be a list of the expressions to bind.'),
  slot: (_: Found, { name }: MacroPlace) => argument(`cel.${name}() takes whole numbers from 0, written as literals.`),
  optional: (_: Found, { name }: MacroPlace) => argument(`The first argument of ${name}() must be a name: ${name}(x, expression).`),
  no_arguments: (_: Found, { name }: MacroPlace) => argument(`math.${name}() needs at least one argument.`),
  one_number: (_: Found, { name }: MacroPlace) => argument(`math.${name}() with one argument takes a number or a list of numbers.`),
  numbers: (_: Found, { name }: MacroPlace) => argument(`math.${name}() takes numbers only.`),
  extension: (_: Found, { name }: MacroPlace) =>
    argument(`The second argument of proto.${name}() must be the full name of an extension, such as my.package.field.`),
} as const;

/** The macro call that an argument belongs to. */
interface MacroPlace {
  readonly name: string;
  readonly argument: Expr;
  /** Of the whole call, in UTF-16 offsets. */
  readonly span: Span;
}

type Texts = typeof texts;
export type FaultId = keyof Texts;
type Rest<F> = F extends (found: Found, ...about: infer About) => Told ? About : never;
/** What is known of a fault beside its place. */
export type AboutFault<Id extends FaultId> = Rest<Texts[Id]>;

/** A fault of the parser. Its place is in UTF-16 offsets. */
export interface Fault {
  readonly id: FaultId;
  readonly span: Span;
  readonly about: readonly unknown[];
}

/** The faults of a text as issues, in its order, with spans in code points as `span` finds them. */
export function issuesOf(
  text: string,
  switches: SyntaxSwitches,
  faults: readonly Fault[],
  span: (start: number, end: number) => Span,
): CelIssue[] {
  const issues = faults.map(({ id, span: { start, end }, about }): CelIssue => {
    const tell = texts[id] as (found: Found, ...about: readonly unknown[]) => Told;
    const { code, message, fix } = tell({ text, start, end, word: text.slice(start, end), switches }, ...about);
    const issue = { code, severity: code === 'surprising_syntax' ? 'warning' : 'error', message, span: span(start, end) } as const;
    return fix === undefined
      ? issue
      : { ...issue, fix: { title: fix.title, span: span(fix.start ?? start, fix.end ?? end), text: fix.text } };
  });
  return issues.sort((a, b) => a.span.start - b.span.start);
}

/** What may have been expected. */
const EXPECTED = {
  operator: 'an operator or the end of the expression',
  otherwise: "':' and the value for when the condition is false",
  name: "a name after '.'",
  field: "a field name after '.'",
  field_name: 'the name of a field',
  operand: 'a value before it',
  expression: 'an expression',
  value: "':' and the value of this key",
  field_value: "':' and the value of this field",
} as const;
export type Expected = keyof typeof EXPECTED;

function foundText(kind: T.TokenKind, word: string, expected: string): string {
  return kind === T.END
    ? `The expression ends here, where ${expected} should follow.`
    : `Found ${tokenText(kind, word)}, expected ${expected}.`;
}

/** A token in words. */
function tokenText(kind: T.TokenKind, word: string): string {
  const shown = word.length > 24 ? `${word.slice(0, 23)}…` : word;
  switch (kind) {
    case T.STRING:
      return `the string ${shown}`;
    case T.BYTES:
      return `the bytes ${shown}`;
    case T.INT:
    case T.UINT:
    case T.DOUBLE:
      return `the number ${shown}`;
    case T.NAME:
      return `the name '${shown}'`;
    default:
      return `'${shown}'`;
  }
}

/** `on line 1, column 3`, for a place that another message speaks of. */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
  return line === 1 && !text.includes('\n') ? `at column ${column}` : `on line ${line}, column ${column}`;
}

const parenthesised = (text: string, start: number, end: number): Fix => ({
  title: 'Put it in parentheses',
  text: `(${text.slice(start, end)})`,
  start,
  end,
});

/** `a.\`b\`` as `a["b"]`. */
const asIndex = ({ text, start, end }: Found, name: string): Fix | undefined =>
  text.charAt(start - 1) === '.' ? { ...write(`["${name}"]`), start: start - 1, end } : undefined;

const codePointName = (word: string): string => `U+${word.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Signs of other languages, and slips. */
function signText(word: string): Told {
  switch (word) {
    case '=':
      return token("A single '=' compares nothing: equality is written '=='.", write('=='));
    case '<>':
      return token("'<>' is not an operator: write '!='.", write('!='));
    case '&':
      return character("A single '&' is not an operator: logical and is written '&&'.", write('&&'));
    case '|':
      return character("A single '|' is not an operator: logical or is written '||'.", write('||'));
    default: {
      const sign = word.slice(0, -1);
      return token(`'${word}' is not an operator: write '${sign}'.`, write(sign));
    }
  }
}

function reservedText(word: string): string {
  const said = `'${word}' is a reserved word and cannot name a variable or function.`;
  if (word === 'return') return `${said} An expression is its own value: leave it out.`;
  return word === 'if' || word === 'else' ? `${said} A condition is written: condition ? value : otherwise.` : said;
}

/** What was probably meant by a malformed number, when that is certain enough to offer. */
function betterNumber(word: string): string | undefined {
  if (/^0X[0-9a-fA-F]+[uU]?$/.test(word)) return `0x${word.slice(2)}`;
  if (/^[0-9][0-9_]*[0-9]$/.test(word)) return word.replaceAll('_', '');
  if (/^[0-9]+(\.[0-9]+)?(h|m|s|ms|us|ns)$/.test(word)) return `duration("${word}")`;
  if (/^[0-9]+(\.[0-9]+)?[dDfF]$/.test(word)) return /\./.test(word) ? word.slice(0, -1) : `${word.slice(0, -1)}.0`;
  if (/^[0-9]+[lLnN]$/.test(word)) return word.slice(0, -1);
  if (/^[0-9]+(ul|UL|uL|Ul)$/.test(word)) return word.slice(0, -1);
  return undefined;
}

/** How many digits an escape needs, by the letter behind its backslash. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, X: 2, u: 4, U: 8 };

/** What is wrong with an escape sequence, which goes up to where it went wrong. */
function escapeText(word: string, inBytes: boolean): string {
  const sign = word.charAt(1);
  if (sign >= '0' && sign <= '3') return 'This escape needs 3 octal digits.';
  if (sign >= '4' && sign <= '9') return 'An octal escape is \\000 … \\377.';
  const digits = Object.hasOwn(DIGITS, sign) ? (DIGITS[sign] as number) : undefined;
  if (digits === undefined)
    return `\\${sign} is not an escape sequence: a backslash itself is written \\\\, or the string is made raw with r before its quote.`;
  if (inBytes && digits > 2) return `Bytes have no \\${sign} escapes: write the UTF-8 bytes as \\xNN.`;
  if (word.length < digits + 2) return `This escape needs ${digits} hexadecimal digits.`;
  return `U+${Number.parseInt(word.slice(2), 16).toString(16).toUpperCase().padStart(4, '0')} is not a Unicode character.`;
}

function hasText(field: Expr): string {
  if (field.kind === 'ident') return `has() asks whether a field is there, as in has(${field.name}.field): a variable alone is no field.`;
  if (field.kind === 'call' && field.name === '_[_]')
    return "has() takes a field, as in has(a.b), not an index: ask 'key' in map, or write the key as a field.";
  if (field.kind === 'select') return 'has() takes a plain field, as in has(a.b): a .? selection is asked with .hasValue().';
  return 'has() takes one field selection, as in has(a.b).';
}

/** `has(a['b'])` asks for a key: `'b' in a`. */
function askedAsKey({ text }: Found, field: Expr, call: Span): Fix | undefined {
  const [map, key] = field.kind === 'call' && field.name === '_[_]' ? field.args : [];
  if (map === undefined || key?.kind !== 'literal' || typeof key.value !== 'string') return undefined;
  const points = Array.from(text);
  const written = ({ span }: Expr): string => points.slice(span.start, span.end).join('');
  return { ...write(`${written(key)} in ${written(map)}`), ...call };
}
