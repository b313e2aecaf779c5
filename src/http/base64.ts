// Base64 of both alphabets (RFC 4648 §4, §5), in plain JavaScript: not every host has `atob`, and none says where a fault is.

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const values: Int8Array = (() => {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) table[STANDARD.charCodeAt(i)] = i;
  table[0x2d] = 62; // -
  table[0x5f] = 63; // _
  return table;
})();

/** The bytes, padding optional, either alphabet; undefined when a character is none of it or the length cannot be. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let length = text.length;
  while (length > 0 && length > text.length - 2 && text[length - 1] === '=') length--;
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let written = 0;
  let word = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const six = values[text.charCodeAt(i)] ?? -1;
    if (six < 0) return undefined;
    word = ((word << 6) | six) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = (word >> bits) & 0xff;
  }
  return bytes;
}

/** Standard alphabet, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out.push(STANDARD.charAt(word >> 18), STANDARD.charAt((word >> 12) & 63));
    out.push(left > 1 ? STANDARD.charAt((word >> 6) & 63) : '=', left > 2 ? STANDARD.charAt(word & 63) : '=');
  }
  return out.join('');
}
