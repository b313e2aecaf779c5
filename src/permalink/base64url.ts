// base64url without padding (RFC 4648 §5), in plain JavaScript: `btoa` wants binary strings and is not in every host.

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function encodeBase64Url(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out.push(SIGNS.charAt(word >> 18), SIGNS.charAt((word >> 12) & 63));
    if (left > 1) out.push(SIGNS.charAt((word >> 6) & 63));
    if (left > 2) out.push(SIGNS.charAt(word & 63));
  }
  return out.join('');
}

/** The bytes up to the first sign that is not of the alphabet; `clean` says whether there was none. A lone last sign is dropped. */
export function decodeBase64Url(text: string): { readonly bytes: Uint8Array; readonly clean: boolean } {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let written = 0;
  let word = 0;
  let bits = 0;
  for (const sign of text) {
    const six = SIGNS.indexOf(sign);
    if (six < 0) return { bytes: bytes.slice(0, written), clean: false };
    word = ((word << 6) | six) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (word >> bits) & 0xff;
    }
  }
  return { bytes: bytes.slice(0, written), clean: true };
}
