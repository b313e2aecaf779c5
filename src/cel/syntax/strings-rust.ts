// String and bytes literals as the Rust fork (agentgateway) decodes them. It takes cel-go's tokens but reads their text by a
// small automaton over the quotes, from which its oddities follow: in triple quotes every quote of that kind toggles, so
// text after an inner one is refused; `\'` in double quotes keeps its backslash; the prefix of raw bytes counts as content.
import { digitOf, type EscapeFault, type Literals, SIMPLE_ESCAPES } from './strings.ts';

/** The string of the token `text[start, end)`, its quotes and prefix included. */
export function decodeRustString(text: string, start: number, end: number, raw: boolean, fault: EscapeFault): string {
  let open = '';
  let out = '';
  let i = raw ? start + 1 : start;
  while (i < end) {
    const c = text.charAt(i);
    if (c === '\\' && open !== '') {
      const sequence = raw ? rawEscape(text, i, open) : readEscape(text, i, end, open, fault);
      out += sequence.value;
      i = sequence.end;
      continue;
    }
    if (c === open) open = '';
    else if (open === '' && (c === "'" || c === '"')) open = c;
    else if (open === '') {
      fault('rust_quote', i, i + 1);
      return out;
    } else out += c;
    i++;
  }
  return out;
}

/** The bytes of the token `text[start, end)`. */
export function decodeRustBytes(text: string, start: number, end: number, fault: EscapeFault): Uint8Array {
  const encoder = new TextEncoder();
  const out: number[] = [];
  let i = start + 2;
  while (i < end - 1) {
    const c = text.codePointAt(i) as number;
    if (c !== 92) {
      const shown = String.fromCodePoint(c);
      for (const byte of encoder.encode(shown)) out.push(byte);
      i += shown.length;
      continue;
    }
    const sign = text.charAt(i + 1);
    const octal = sign >= '0' && sign <= '3';
    const value = octal ? digitsOf(text, i + 1, 3, 8, end) : sign === 'x' ? digitsOf(text, i + 2, 2, 16, end) : undefined;
    if (value === undefined) {
      fault('rust_byte_escape', i, i + 2);
      return Uint8Array.from(out);
    }
    out.push(value);
    i += 4;
  }
  return Uint8Array.from(out);
}

interface Escape {
  readonly value: string;
  readonly end: number;
}

/** In a raw string a backslash stays, unless it stands before the quote that surrounds it. */
const rawEscape = (text: string, at: number, open: string): Escape => {
  const sign = text.charAt(at + 1);
  return { value: sign === open ? sign : `\\${sign}`, end: at + 2 };
};

function readEscape(text: string, at: number, end: number, open: string, fault: EscapeFault): Escape {
  const sign = text.charAt(at + 1);
  if (Object.hasOwn(SIMPLE_ESCAPES, sign)) {
    const other = (sign === "'" || sign === '"') && sign !== open;
    return { value: (other ? '\\' : '') + SIMPLE_ESCAPES[sign], end: at + 2 };
  }
  const octal = sign >= '0' && sign <= '3';
  const width = octal ? 3 : sign === 'x' ? 2 : sign === 'u' ? 4 : sign === 'U' ? 8 : 0;
  const first = octal ? at + 1 : at + 2;
  const value = width === 0 ? undefined : digitsOf(text, first, width, octal ? 8 : 16, end);
  const stop = Math.min(end, first + width);
  if (value !== undefined && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff))
    return { value: String.fromCodePoint(value), end: stop };
  fault('rust_escape', at, Math.max(stop, at + 2));
  return { value: text.slice(at, at + 2), end: at + 2 };
}

function digitsOf(text: string, first: number, count: number, radix: number, end: number): number | undefined {
  let value = 0;
  for (let i = first; i < first + count; i++) {
    const digit = i < end ? digitOf(text.charCodeAt(i)) : 16;
    if (digit >= radix) return undefined;
    value = value * radix + digit;
  }
  return value;
}

export const rustLiterals: Literals = { string: decodeRustString, bytes: decodeRustBytes };
