// MD5, SHA-1 and SHA-256, computed at once: the hosts' own are asynchronous. For digests in expressions and configuration,
// not for protecting anything.

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The message with its padding: a 1 bit, zeros, the length in bits. */
function padded(data: Uint8Array, littleEndian: boolean): DataView {
  const size = Math.ceil((data.length + 9) / 64) * 64;
  const bytes = new Uint8Array(size);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  const low = (data.length * 8) >>> 0;
  const high = Math.floor(data.length / 0x20000000);
  view.setUint32(size - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(size - 4, littleEndian ? high : low, littleEndian);
  return view;
}

function toBytes(words: readonly number[], littleEndian: boolean): Uint8Array {
  const out = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => {
    out.setUint32(i * 4, word >>> 0, littleEndian);
  });
  return new Uint8Array(out.buffer);
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/** RFC 1321. */
export function md5(data: Uint8Array): Uint8Array {
  const view = padded(data, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as [number, number, number, number];
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const [f, g] = md5Round(i, b, c, d);
      const sum = (a + f + (MD5_SINES[i] as number) + view.getUint32(at + g * 4, true)) | 0;
      [a, d, c] = [d, c, b];
      b = (b + rotl(sum, MD5_SHIFTS[(i >> 4) * 4 + (i & 3)] as number)) | 0;
    }
    [a0, b0, c0, d0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
  }
  return toBytes([a0, b0, c0, d0], true);
}

function md5Round(i: number, b: number, c: number, d: number): readonly [number, number] {
  if (i < 16) return [(b & c) | (~b & d), i];
  if (i < 32) return [(d & b) | (~d & c), (5 * i + 1) & 15];
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) & 15];
  return [c ^ (b | ~d), (7 * i) & 15];
}

/** FIPS 180-4. */
export function sha1(data: Uint8Array): Uint8Array {
  const view = padded(data, false);
  const h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i++) {
      w[i] =
        i < 16
          ? view.getInt32(at + i * 4)
          : rotl((w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number), 1);
    }
    let [a, b, c, d, e] = h as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      const k = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(i / 20)] as number;
      const next = (rotl(a, 5) + f + e + k + (w[i] as number)) | 0;
      [e, d, c, b, a] = [d, c, rotl(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, i) => {
      h[i] = ((h[i] as number) + word) | 0;
    });
  }
  return toBytes(h, false);
}

/** The first 32 bits of the fractional part of `root(n)` for the first `count` primes. */
function primeFractions(count: number, root: (n: number) => number): readonly number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) out.push(((root(n) % 1) * 2 ** 32) | 0);
  }
  return out;
}
const SHA256_START = primeFractions(8, Math.sqrt);
const SHA256_ROUNDS = primeFractions(64, Math.cbrt);

/** FIPS 180-4. */
export function sha256(data: Uint8Array): Uint8Array {
  const view = padded(data, false);
  const h = [...SHA256_START];
  const w = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 64; i++) w[i] = i < 16 ? view.getInt32(at + i * 4) : schedule(w, i);
    let [a, b, c, d, e, f, g, hh] = h as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const t1 = (hh + s1 + ((e & f) ^ (~e & g)) + (SHA256_ROUNDS[i] as number) + (w[i] as number)) | 0;
      const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [hh, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, hh].forEach((word, i) => {
      h[i] = ((h[i] as number) + word) | 0;
    });
  }
  return toBytes(h, false);
}

function schedule(w: Int32Array, i: number): number {
  const x = w[i - 15] as number;
  const y = w[i - 2] as number;
  const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
  const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
  return ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
}

/** Lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
