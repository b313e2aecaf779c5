// The content of string and bytes literals, as cel-go decodes it. Line ends are normalised to \n; in bytes, \x and octal
// escapes are single bytes and \u is refused, while everything else is encoded as UTF-8.

/** Says what is wrong with an escape sequence at UTF-16 offsets `start` … `end`. */
export type EscapeFault = (start: number, end: number, message: string) => void;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
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
      if (sequence.value === undefined) fault(i, sequence.end, sequence.message);
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

type Escape =
  | { readonly end: number; readonly value: string | number }
  | { readonly end: number; readonly value: undefined; readonly message: string };

function readEscape(text: string, at: number, end: number, bytes: boolean): Escape {
  const sign = text.charAt(at + 1);
  const simple = Object.hasOwn(SIMPLE_ESCAPES, sign) ? SIMPLE_ESCAPES[sign] : undefined;
  if (simple !== undefined) return { end: at + 2, value: simple };
  if (sign >= '0' && sign <= '3') return numeric(text, at + 1, 3, 8, end, bytes);
  switch (sign) {
    case 'x':
    case 'X':
      return numeric(text, at + 2, 2, 16, end, bytes);
    case 'u':
    case 'U':
      if (bytes) return { end: at + 2, value: undefined, message: `Bytes have no \\${sign} escapes: write the UTF-8 bytes as \\xNN.` };
      return numeric(text, at + 2, sign === 'u' ? 4 : 8, 16, end, bytes);
    default:
      return { end: Math.min(at + 2, end), value: undefined, message: unknownEscape(sign) };
  }
}

const unknownEscape = (sign: string) =>
  sign >= '4' && sign <= '9'
    ? 'An octal escape is \\000 … \\377.'
    : `\\${sign} is not an escape sequence: a backslash itself is written \\\\, or the string is made raw with r before its quote.`;

function numeric(text: string, first: number, digits: number, radix: 8 | 16, end: number, bytes: boolean): Escape {
  let value = 0;
  for (let i = first; i < first + digits; i++) {
    const digit = i < end ? digitOf(text.charCodeAt(i)) : 16;
    if (digit >= radix) {
      const kind = radix === 8 ? 'octal' : 'hexadecimal';
      return { end: Math.min(i, end), value: undefined, message: `This escape needs ${digits} ${kind} digits.` };
    }
    value = value * radix + digit;
  }
  const stop = first + digits;
  if (!bytes && (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)))
    return { end: stop, value: undefined, message: `U+${value.toString(16).toUpperCase().padStart(4, '0')} is not a Unicode character.` };
  return { end: stop, value };
}

/** The value of a hexadecimal digit; 16 for anything else. */
export function digitOf(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return 16;
}
