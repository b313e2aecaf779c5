// The check at the end of a link: eight letters and digits, so that a link never ends in a sign that a chat program cuts off.
// Six are the CRC-32 of the payload's bytes, two its length modulo 62².

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 (IEEE 802.3), as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function base62(value: number, width: number): string {
  let out = '';
  for (let rest = value, i = 0; i < width; i++) {
    out = DIGITS.charAt(rest % 62) + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}

/** The check of a payload. */
export const checkOf = (bytes: Uint8Array): string => base62(crc32(bytes), 6) + base62(bytes.length % 3844, 2);
