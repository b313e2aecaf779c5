// The content of string and bytes literals, as cel-go decodes it. Line ends are normalised to \n; in bytes, \x and octal
// escapes are single bytes and \u is refused, while everything else is encoded as UTF-8.

/** Notes an escape sequence that is none, at UTF-16 offsets `start` … `end`. */
export type EscapeFault = (
  id: 'escape' | 'byte_escape' | 'rust_escape' | 'rust_byte_escape' | 'rust_quote',
  start: number,
  end: number,
) => void;

/** How a program decodes the text of literals, where it does not as cel-go does: of whole tokens, quotes and prefix included. */
export interface Literals {
  readonly string: (text: string, start: number, end: number, raw: boolean, fault: EscapeFault) => string;
  readonly bytes: (text: string, start: number, end: number, fault: EscapeFault) => Uint8Array;
}

export const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '?': '?',
};

/** The string between offsets `start` and `end` of `text`. Faulty escapes are reported and kept as they are. */
export function decodeString(text: string, start: number, end: number, raw: boolean, fault: EscapeFault): string {
  const out: string[] = [];
  for (const piece of pieces(text, start, end, raw, false, fault))
    out.push(typeof piece === 'number' ? String.fromCodePoint(piece) : piece);
  return out.join('');
}

/** The bytes between offsets `start` and `end` of `text`. */
export function decodeBytes(text: string, start: number, end: number, raw: boolean, fault: EscapeFault): Uint8Array {
  const encoder = new TextEncoder();
  const out: number[] = [];
  for (const piece of pieces(text, start, end, raw, true, fault)) {
    if (typeof piece === 'number') out.push(piece);
    else for (const byte of encoder.encode(piece)) out.push(byte);
  }
  return Uint8Array.from(out);
}

/** Runs of plain text, and numeric escapes as numbers: code points of a string, bytes of a bytes literal. */
function pieces(text: string, start: number, end: number, raw: boolean, bytes: boolean, fault: EscapeFault): (string | number)[] {
  const out: (string | number)[] = [];
  let plain = start;
  let i = start;
  const flush = (to: number) => {
    if (to > plain) out.push(text.slice(plain, to));
  };
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === 13) {
      flush(i);
      out.push('\n');
      i += text.charCodeAt(i + 1) === 10 && i + 1 < end ? 2 : 1;
    } else if (c === 92 && !raw) {
      flush(i);
      const sequence = readEscape(text, i, end, bytes);
      if (sequence.value === undefined) fault(bytes ? 'byte_escape' : 'escape', i, sequence.end);
      out.push(sequence.value ?? text.slice(i, sequence.end));
      i = sequence.end;
    } else {
      i++;
      continue;
    }
    plain = i;
  }
  flush(end);
  return out;
}

/** Where an escape ends, and what it stands for; undefined: nothing, and it went wrong there. */
interface Escape {
  readonly end: number;
  readonly value?: string | number;
}

/** How many hexadecimal digits follow the letter behind a backslash. */
const WIDTHS: Readonly<Record<string, number>> = { x: 2, X: 2, u: 4, U: 8 };

function readEscape(text: string, at: number, end: number, bytes: boolean): Escape {
  const sign = text.charAt(at + 1);
  if (Object.hasOwn(SIMPLE_ESCAPES, sign)) return { end: at + 2, value: SIMPLE_ESCAPES[sign] as string };
  if (sign >= '0' && sign <= '3') return numeric(text, at + 1, 3, 8, end, bytes);
  const width = Object.hasOwn(WIDTHS, sign) ? (WIDTHS[sign] as number) : 0;
  return width === 0 || (bytes && width > 2) ? { end: Math.min(at + 2, end) } : numeric(text, at + 2, width, 16, end, bytes);
}

function numeric(text: string, first: number, digits: number, radix: 8 | 16, end: number, bytes: boolean): Escape {
  let value = 0;
  for (let i = first; i < first + digits; i++) {
    const digit = i < end ? digitOf(text.charCodeAt(i)) : 16;
    if (digit >= radix) return { end: Math.min(i, end) };
    value = value * radix + digit;
  }
  const stop = first + digits;
  return !bytes && (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) ? { end: stop } : { end: stop, value };
}

/** The value of a hexadecimal digit; 16 for anything else. */
export function digitOf(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return 16;
}
