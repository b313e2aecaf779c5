// Moving over a YAML text: blanks, comments, line ends. Where something is met that the fast reader leaves to the library
// (a tab between tokens), the cursor gives up, and so does everything that uses it.

export const LF = 0x0a;
/** Only before an LF: a text with any other is not read here. */
export const CR = 0x0d;
export const SPACE = 0x20;
export const TAB = 0x09;
export const HASH = 0x23;
export const COLON = 0x3a;
export const DASH = 0x2d;
export const COMMA = 0x2c;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const BACKSLASH = 0x5c;

export class Cursor {
  readonly text: string;
  at = 0;
  /** Column of `at` when it stands at the first character of a line. */
  indent = 0;
  gaveUp = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Ends the fast reading: the library reads the text instead. */
  giveUp(): undefined {
    this.gaveUp = true;
    return undefined;
  }

  code(offset = this.at): number {
    return this.text.charCodeAt(offset);
  }

  /** The offset of the line's end: its LF, or the end of the text. */
  lineEnd(from = this.at): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  skipSpaces(): void {
    while (this.code() === SPACE) this.at++;
    if (this.code() === TAB) this.giveUp();
  }

  /** At the end of a line, or before a comment that ends it. */
  get atLineEnd(): boolean {
    const code = this.code();
    return code === LF || code === CR || Number.isNaN(code) || (code === HASH && this.#afterBlank());
  }

  #afterBlank(): boolean {
    const before = this.code(this.at - 1);
    return this.at === 0 || before === SPACE || before === LF;
  }

  /** From the end of a line's tokens to the first token of the next line that has one. False at the end of the document. */
  nextLine(): boolean {
    this.skipSpaces();
    if (!this.atLineEnd) {
      this.giveUp();
      return false;
    }
    return this.toContent(this.lineEnd() + 1);
  }

  /** Sets `at` and `indent` to the first token from `start`, a line's begin, on. */
  toContent(start: number): boolean {
    const { text } = this;
    let line = start;
    while (line < text.length) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = text.charCodeAt(at);
      if (code === TAB) {
        this.giveUp();
        return false;
      }
      if (code !== LF && code !== CR && code !== HASH && !Number.isNaN(code)) {
        this.at = at;
        this.indent = at - line;
        return !(this.indent === 0 && isMarker(text, at));
      }
      line = this.lineEnd(at) + 1;
    }
    this.at = text.length;
    return false;
  }
}

/** `---` or `...` at the begin of a line. */
export function isMarker(text: string, at: number): boolean {
  if (!text.startsWith('---', at) && !text.startsWith('...', at)) return false;
  const code = text.charCodeAt(at + 3);
  return code === SPACE || code === LF || code === CR || code === TAB || Number.isNaN(code);
}
