// How go-yaml writes one text: bare where it reads back as a text, in single quotes where its characters would mean something, in double
// quotes where it would read as something else or cannot be printed, as a block of lines where it has several.

/** Controls but tab and the ends of lines, and what Unicode says is no character (YAML 1.1, 5.1). */
export const UNPRINTABLE = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u;

const WORDS = /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const OLD_BOOLS = /^(?:[yYnN]|yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/;
const NUMBER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const DATE = /^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:[Tt]\d+:\d+:\d+(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d+:\d+:\d+(?:\.\d+)?)?$/;

/** Whether a bare text would read as something else. */
const readsOtherwise = (text: string): boolean =>
  text === '' ||
  WORDS.test(text) ||
  OLD_BOOLS.test(text) ||
  BASE_60.test(text) ||
  DATE.test(text) ||
  (/^[-+.0-9]/.test(text) && NUMBER.test(text.replaceAll('_', '')));

/** What is only written escaped: beside controls the byte order mark, and all beyond the first plane. */
const SPECIAL = /[\r\u0085\ufeff\u{10000}-\u{10ffff}]/u;
const BREAK = /[\n\r\u0085\u2028\u2029]/u;

const isSpecial = (text: string): boolean => UNPRINTABLE.test(text) || SPECIAL.test(text);
const spaceBeforeBreak = / [\n\u2028\u2029]/u;

/** What a bare text may not be: it starts or ends with spaces, has several lines, or characters that mean something where they stand. */
const MEANS_SOMETHING = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\u2028\u2029]#|^ | $|[\u2028\u2029]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(character: string): string {
  const code = character.codePointAt(0) as number;
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return (
    ESCAPES[character] ??
    `\\${letter}${code
      .toString(16)
      .toUpperCase()
      .padStart(width as number, '0')}`
  );
}

const inDoubleQuotes = (text: string): string =>
  `"${text.replace(/["\\\u2028\u2029\ufeff\ufffe\uffff]|\p{Cc}|[\u{10000}-\u{10ffff}]/gu, escaped)}"`;

/** A text as a block of its lines, each this deep. */
function block(text: string, indent: number): string {
  const hint = /^[ \n\u2028\u2029]/u.test(text) ? '4' : '';
  const end = text.endsWith('\n') ? (text === '\n' || text.endsWith('\n\n') ? '+' : '') : '-';
  return `|${hint}${end}\n${text.replace(/^(?=[^\n])/gmu, ' '.repeat(indent))}`;
}

/** Whether a text is the key of its map without more ado, or is announced by `? `. */
export const isSimpleKey = (text: string): boolean => !BREAK.test(text) && new TextEncoder().encode(text).length <= 128;

/** A text as YAML. `indent`: how deep its further lines stand. */
export function yamlScalar(text: string, indent: number): string {
  if (text.includes('\n')) {
    const isBlock = !isSpecial(text) && !text.endsWith(' ') && !spaceBeforeBreak.test(text);
    return isBlock ? block(text, indent) : inDoubleQuotes(text);
  }
  if (readsOtherwise(text) || isSpecial(text) || text.includes('\t') || spaceBeforeBreak.test(text)) return inDoubleQuotes(text);
  if (!MEANS_SOMETHING.test(text)) return text;
  const deep = text.replaceAll("'", "''").replace(/([\u2028\u2029])(?=[^\u2028\u2029])/gu, `$1${' '.repeat(indent)}`);
  return /[\u2028\u2029] /u.test(text) ? inDoubleQuotes(text) : `'${deep}'`;
}
