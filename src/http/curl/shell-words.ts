// Splits a command line as a POSIX shell does, as far as pasted commands need it: quotes, escapes, line continuations, `$'…'`.
// Nothing is expanded; a variable or a command substitution is reported, because its value is not known here.
import type { Span } from '../../base/span.ts';
import type { ImportProblem } from '../import/imported.ts';

export interface Word {
  readonly text: string;
  readonly span: Span;
}

export interface Words {
  readonly words: readonly Word[];
  readonly problems: readonly ImportProblem[];
}

export function shellWords(line: string): Words {
  if (!CMD.test(line)) return new Splitter(line, false).split();
  const { text, offsets } = withoutCarets(line);
  const { words, problems } = new Splitter(text, true).split();
  const place = ({ start, end }: Span): Span => ({ start: offsets[start] ?? line.length, end: offsets[end] ?? line.length });
  return {
    words: words.map((word) => ({ ...word, span: place(word.span) })),
    problems: problems.map((problem) => ({ ...problem, span: place(problem.span) })),
  };
}

/** How browsers copy a command for the Windows command prompt: `^` continues lines and stands before quotes. */
const CMD = /\^(?:\r?\n|")/;

/** The prompt's escapes taken away, with the place of every character that stays. */
function withoutCarets(line: string): { readonly text: string; readonly offsets: readonly number[] } {
  let text = '';
  const offsets: number[] = [];
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '^') {
      const newline = /^\r?\n/.exec(line.slice(i + 1, i + 3))?.[0];
      if (newline !== undefined) {
        i += newline.length;
        continue;
      }
      i++;
    }
    if (i >= line.length) break;
    text += line[i];
    offsets.push(i);
  }
  return { text, offsets };
}

class Splitter {
  readonly #line: string;
  /** The Windows prompt knows double quotes only, and nothing is replaced in them. */
  readonly #windows: boolean;
  readonly #words: Word[] = [];
  readonly #problems: ImportProblem[] = [];
  #at = 0;
  #text = '';

  constructor(line: string, windows: boolean) {
    this.#line = line;
    this.#windows = windows;
  }

  split(): Words {
    let goesOn = true;
    while (goesOn && this.#skipBlanks()) {
      const start = this.#at;
      this.#text = '';
      goesOn = this.#word();
      if (goesOn || this.#text !== '') this.#words.push({ text: this.#text, span: { start, end: Math.min(this.#at, this.#line.length) } });
    }
    return { words: this.#words, problems: this.#problems };
  }

  /** Passes blanks, line continuations and comments. False at the end. */
  #skipBlanks(): boolean {
    const blanks = /(?:[ \t\r\n]|\\\r?\n|\^\r?\n|(?<![^ \t\r\n])#[^\n]*)*/y;
    blanks.lastIndex = this.#at;
    this.#at += blanks.exec(this.#line)?.[0].length ?? 0;
    return this.#at < this.#line.length;
  }

  /** One word. False where the command ends: `;`, `|`, `&`, a redirection. */
  #word(): boolean {
    for (;;) {
      const char = this.#line[this.#at];
      if (char === undefined || /[ \t\r\n]/.test(char)) return true;
      if (this.#windows ? /[|&<>]/.test(char) : /[;|&<>()]/.test(char)) {
        this.#end(char);
        return false;
      }
      if (char === '"') this.#double();
      else if (this.#windows) this.#literal(char);
      else if (char === "'") this.#single();
      else if (char === '$' && this.#line[this.#at + 1] === "'") this.#ansi();
      else if (char === '\\') this.#escaped();
      else {
        if (char === '$' || char === '`') this.#unexpanded();
        this.#literal(char);
      }
    }
  }

  #literal(char: string): void {
    this.#text += char;
    this.#at++;
  }

  #end(char: string): void {
    const rest = this.#line.slice(this.#at).trim();
    if (!/^[;&]?$/.test(rest))
      this.#report('warning', `What follows '${char}' is not part of this command and is left out.`, this.#at, this.#line.length);
  }

  #single(): void {
    const start = this.#at;
    const close = this.#line.indexOf("'", start + 1);
    if (close < 0) this.#report('error', 'This quote is not closed.', start, start + 1);
    this.#text += this.#line.slice(start + 1, close < 0 ? undefined : close);
    this.#at = close < 0 ? this.#line.length : close + 1;
  }

  #double(): void {
    const start = this.#at++;
    for (;;) {
      const char = this.#line[this.#at];
      if (char === undefined) {
        this.#report('error', 'This quote is not closed.', start, start + 1);
        return;
      }
      if (char === '"') break;
      if (char === '\\') {
        const next = this.#line[this.#at + 1] ?? '';
        if (next !== '\n') this.#text += (this.#windows ? /["\\]/ : /[$`"\\]/).test(next) ? next : `\\${next}`;
        this.#at += 2;
        continue;
      }
      if (!this.#windows && (char === '$' || char === '`')) this.#unexpanded();
      this.#literal(char);
    }
    this.#at++;
  }

  /** `$'…'`: browsers write it when a body has quotes or line breaks. */
  #ansi(): void {
    const start = this.#at;
    this.#at += 2;
    for (;;) {
      const char = this.#line[this.#at];
      if (char === undefined) {
        this.#report('error', 'This quote is not closed.', start, start + 2);
        return;
      }
      if (char === "'") break;
      const decoded = char === '\\' ? ansiEscape(this.#line, this.#at) : { value: char, length: 1 };
      this.#text += decoded.value;
      this.#at += decoded.length;
    }
    this.#at++;
  }

  #escaped(): void {
    const next = this.#line[this.#at + 1];
    if (next !== undefined && next !== '\n') this.#text += next;
    this.#at += 2;
  }

  #unexpanded(): void {
    const found = /^(?:\$(?:[A-Za-z_]\w*|\{[^}]*\}|\(\(?)|`)/.exec(this.#line.slice(this.#at, this.#at + 200))?.[0];
    if (found !== undefined)
      this.#report('warning', `'${found}' is for the shell to replace; here it stays as it stands.`, this.#at, this.#at + found.length);
  }

  #report(severity: ImportProblem['severity'], message: string, start: number, end: number): void {
    if (this.#problems.length < 20) this.#problems.push({ severity, message, span: { start, end } });
  }
}

const ansi: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function ansiEscape(line: string, offset: number): { readonly value: string; readonly length: number } {
  const rest = line.slice(offset + 1, offset + 10);
  const code = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/.exec(rest);
  if (code !== null) {
    const point = code[4] === undefined ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16) : Number.parseInt(code[4], 8);
    return { value: point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point), length: 1 + code[0].length };
  }
  const char = rest[0] ?? '';
  return { value: ansi.get(char) ?? char, length: 1 + char.length };
}
