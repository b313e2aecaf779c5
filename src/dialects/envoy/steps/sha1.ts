// SHA-1, for htpasswd entries only: they name no other digest, and WebCrypto cannot be asked in the middle of a decision.

/** The digest of a text's UTF-8 bytes, in base64. */
export function sha1Base64(text: string): string {
  const digest = sha1(new TextEncoder().encode(text));
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let out = '';
  for (let i = 0; i < digest.length; i += 3) {
    const [a, b, c] = [digest[i] as number, digest[i + 1] ?? 0, digest[i + 2] ?? 0];
    const bits = (a << 16) | (b << 8) | c;
    for (let k = 0; k < 4; k++) out += i * 8 + k * 6 < digest.length * 8 ? alphabet[(bits >> (18 - 6 * k)) & 63] : '=';
  }
  return out;
}

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

function sha1(message: Uint8Array): Uint8Array {
  const length = (((message.length + 8) >> 6) + 1) * 64;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor((message.length * 8) / 2 ** 32));
  view.setUint32(length - 4, (message.length * 8) >>> 0);
  const h = new Int32Array([0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0]);
  const w = new Int32Array(80);
  for (let block = 0; block < length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++)
      w[i] = rotl((w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number), 1);
    let [a, b, c, d, e] = h as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotl(a, 5) + f + e + k + (w[i] as number)) | 0;
      e = d;
      d = c;
      c = rotl(b, 30);
      b = a;
      a = next;
    }
    for (const [i, v] of [a, b, c, d, e].entries()) h[i] = ((h[i] as number) + v) | 0;
  }
  const out = new Uint8Array(20);
  const result = new DataView(out.buffer);
  for (const [i, v] of h.entries()) result.setInt32(i * 4, v);
  return out;
}
