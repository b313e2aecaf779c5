// Splits a command line as a shell does, as far as pasted commands need it: quotes, escapes, line continuations, `$'…'`, redirections, here-documents; the
// ways of the Windows prompt and of PowerShell. Nothing is expanded; a variable or a command substitution is reported, because its value is not known here.
import type { Span } from '../../base/span.ts';
import type { ImportProblem } from '../import/imported.ts';

export interface Word {
  readonly text: string;
  readonly span: Span;
  /** First of its line, or of a command behind `;` or `&&`. */
  readonly begins: boolean;
}

export interface Words {
  readonly words: readonly Word[];
  /** What a here-document gives the command to read. */
  readonly input?: string;
  readonly problems: readonly ImportProblem[];
}

export function shellWords(line: string): Words {
  if (!CMD.test(line)) return new Splitter(line, POWERSHELL.test(line) ? 'powershell' : 'posix').split();
  const { text, offsets } = withoutCarets(line);
  const { words, problems } = new Splitter(text, 'prompt').split();
  const place = ({ start, end }: Span): Span => ({ start: offsets[start] ?? line.length, end: offsets[end] ?? line.length });
  return {
    words: words.map((word) => ({ ...word, span: place(word.span) })),
    problems: problems.map((problem) => ({ ...problem, span: place(problem.span) })),
  };
}

/** How browsers copy a command for the Windows command prompt: `^` continues lines and stands before quotes. */
const CMD = /\^(?:\r?\n|")/;

/** PowerShell continues lines by a backtick. */
const POWERSHELL = /[ \t]`\r?\n/;

type Shell = 'posix' | 'prompt' | 'powershell';

/** Quotes that a text program put in place of plain ones. */
const CURLY: ReadonlyMap<string, RegExp> = new Map([
  ['“', /[“”"]/],
  ['”', /[“”"]/],
  ['„', /[“”"]/],
  ['‘', /[‘’']/],
  ['’', /[‘’']/],
]);

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
  /** The Windows prompt knows double quotes only, and nothing is replaced in them; PowerShell escapes by a backtick. */
  readonly #shell: Shell;
  readonly #words: Word[] = [];
  readonly #problems: ImportProblem[] = [];
  #at = 0;
  #text = '';
  #input: string | undefined;

  constructor(line: string, shell: Shell) {
    this.#line = line;
    this.#shell = shell;
  }

  split(): Words {
    let goesOn = true;
    for (let from = 0; goesOn && this.#skipBlanks(); from = this.#at) {
      const begins = /(?<!\\)\r?\n|[;&|]/.test(this.#line.slice(from, this.#at));
      if (this.#redirection()) continue;
      const start = this.#at;
      this.#text = '';
      goesOn = this.#word();
      if (this.#at > start && (goesOn || this.#text !== ''))
        this.#words.push({ text: this.#text, span: { start, end: Math.min(this.#at, this.#line.length) }, begins });
    }
    return { words: this.#words, problems: this.#problems, ...(this.#input === undefined ? {} : { input: this.#input }) };
  }

  /** Passes a redirection: where an answer goes changes nothing of the request. Of a here-document the text is kept. */
  #redirection(): boolean {
    const here = /<<-?[ \t]*(["']?)(\w+)\1[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*\2(?![^\r\n])/y;
    here.lastIndex = this.#at;
    const document = here.exec(this.#line);
    if (document !== null) this.#input = document[3];
    const plain = /(?:\d?>{1,2}&?|&>{1,2}|\d?<)[ \t]*[^\s;|&<>()]+/y;
    plain.lastIndex = this.#at;
    const passed = document ?? plain.exec(this.#line);
    this.#at += passed?.[0].length ?? 0;
    return passed !== null;
  }

  /** Passes blanks, line continuations, comments, and what stands between this command and another one of the same program. False at the end. */
  #skipBlanks(): boolean {
    // One piece at a time: an expression that repeats alternatives runs out of stack on some million blanks.
    const piece = /\n[ \t]*[$%>][ \t]+(?=curl\s)|[ \t]+|[\r\n]|[\\^`]\r?\n|(?:;|&&?|\|\|)(?=\s*curl(?:\.exe)?\s)|(?<![^ \t\r\n])#[^\n]*/y;
    for (let at: number | undefined = this.#at; at !== undefined; at = piece.test(this.#line) ? piece.lastIndex : undefined) {
      this.#at = at;
      piece.lastIndex = at;
    }
    return this.#at < this.#line.length;
  }

  /** One word. False where the command ends: `;`, `|`, `&`, a redirection. */
  #word(): boolean {
    for (;;) {
      const char = this.#line[this.#at];
      if (char === undefined || /[ \t\r\n]/.test(char)) return true;
      if (this.#shell === 'prompt' ? /[|&<>]/.test(char) : /[;|&<>()]/.test(char)) {
        const isNext = /^(?:;|&&?|\|\|)\s*curl(?:\.exe)?\s|^[<>]/.test(this.#line.slice(this.#at, this.#at + 40));
        if (isNext && this.#text !== '') return true;
        this.#end(char);
        return false;
      }
      if (char === '"') this.#double();
      else if (this.#shell === 'prompt') this.#literal(char);
      else if (CURLY.has(char)) this.#curly(char);
      else if (this.#shell === 'powershell' && char === '`') this.#escaped();
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

  #curly(open: string): void {
    const rest = this.#line.slice(this.#at + 1);
    const close = rest.search(CURLY.get(open) ?? /$/);
    this.#report(
      'warning',
      `'${open}' is no quote for a shell; a text program has put it here. It is read as one.`,
      this.#at,
      this.#at + 1,
    );
    this.#text += close < 0 ? rest : rest.slice(0, close);
    this.#at += close < 0 ? rest.length + 1 : close + 2;
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
      if (char === '`' && this.#shell === 'powershell') {
        this.#text += this.#line[this.#at + 1] ?? '';
        this.#at += 2;
        continue;
      }
      if (char === '\\') {
        const next = this.#line[this.#at + 1] ?? '';
        if (next !== '\n') this.#text += (this.#shell === 'posix' ? /[$`"\\]/ : /["\\]/).test(next) ? next : `\\${next}`;
        this.#at += 2;
        continue;
      }
      if (this.#shell !== 'prompt' && (char === '$' || char === '`')) this.#unexpanded();
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
