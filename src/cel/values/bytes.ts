// Bytes: UTF-8 both ways, base64 as Go reads and writes it, ordering.

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

export const encodeUtf8 = (s: string): Uint8Array => encoder.encode(s);

/** Undefined where the bytes are not UTF-8. */
export function decodeUtf8(b: Uint8Array): string | undefined {
  try {
    return strict.decode(b);
  } catch {
    return undefined;
  }
}

/** Ill-formed parts become U+FFFD. */
export const decodeUtf8Lossy = (b: Uint8Array): string => lossy.decode(b);

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && compareBytes(a, b) === 0;

export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 text; `url` picks the URL-safe alphabet, `pad` writes `=`. */
export function encodeBase64(b: Uint8Array, { url = false, pad = true } = {}): string {
  const alphabet = url ? URL_SAFE : STANDARD;
  const out: string[] = [];
  for (let i = 0; i < b.length; i += 3) {
    const n = ((b[i] as number) << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0);
    const more = b.length - i;
    out.push(alphabet[n >> 18] as string, alphabet[(n >> 12) & 63] as string);
    if (more > 1) out.push(alphabet[(n >> 6) & 63] as string);
    if (more > 2) out.push(alphabet[n & 63] as string);
    if (pad) out.push('=='.slice(0, Math.max(0, 3 - more)));
  }
  return out.join('');
}

/**
 * Bytes of base64 text, or undefined where it is none. Line breaks are skipped and padding may be missing, but where it
 * stands it must be right; bits left over are ignored.
 */
export function decodeBase64(text: string, { url = false } = {}): Uint8Array | undefined {
  const s = text.replace(/[\r\n]/g, '');
  const padding = s.endsWith('==') ? 2 : s.endsWith('=') ? 1 : 0;
  const digits = s.slice(0, s.length - padding);
  if (digits.length % 4 === 1 || (padding > 0 && (digits.length + padding) % 4 !== 0)) return undefined;
  const alphabet = url ? URL_SAFE : STANDARD;
  const out = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const c of digits) {
    const d = alphabet.indexOf(c);
    if (d < 0) return undefined;
    held = (held << 6) | d;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
    }
    held &= 0xffff;
  }
  return out;
}
