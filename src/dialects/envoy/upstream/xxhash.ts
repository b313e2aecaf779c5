// xxHash64 and MurmurHash2 (64-bit), as Envoy's load balancers and hash policies use them. Both over UTF-8 bytes.

const MASK = 0xffffffffffffffffn;
const P1 = 11400714785074694791n;
const P2 = 14029467366897019727n;
const P3 = 1609587929392839161n;
const P4 = 9650029242287828579n;
const P5 = 2870177450012600261n;

const rotl = (x: bigint, r: bigint): bigint => ((x << r) | (x >> (64n - r))) & MASK;
const round = (acc: bigint, input: bigint): bigint => (rotl((acc + input * P2) & MASK, 31n) * P1) & MASK;
const merge = (acc: bigint, value: bigint): bigint => ((acc ^ round(0n, value)) * P1 + P4) & MASK;

/** xxHash64 of bytes (or of a text's UTF-8 bytes). */
export function xxHash64(input: Uint8Array | string, seed = 0n): bigint {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length;
  let at = 0;
  let hash: bigint;
  if (length >= 32) {
    let v1 = (seed + P1 + P2) & MASK;
    let v2 = (seed + P2) & MASK;
    let v3 = seed;
    let v4 = (seed - P1) & MASK;
    for (; at + 32 <= length; at += 32) {
      v1 = round(v1, view.getBigUint64(at, true));
      v2 = round(v2, view.getBigUint64(at + 8, true));
      v3 = round(v3, view.getBigUint64(at + 16, true));
      v4 = round(v4, view.getBigUint64(at + 24, true));
    }
    hash = (rotl(v1, 1n) + rotl(v2, 7n) + rotl(v3, 12n) + rotl(v4, 18n)) & MASK;
    for (const v of [v1, v2, v3, v4]) hash = merge(hash, v);
  } else hash = (seed + P5) & MASK;
  hash = (hash + BigInt(length)) & MASK;
  for (; at + 8 <= length; at += 8) hash = (rotl(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= length) {
    hash = (rotl(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < length; at++) hash = (rotl(hash ^ ((BigInt(bytes[at] as number) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}

const MURMUR = 0xc6a4a7935bd1e995n;

/** std::hash's MurmurHash2 with the seed that Envoy gives it. */
export function murmurHash2(text: string, seed = 0xc70f6907n): bigint {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = (seed ^ ((BigInt(bytes.length) * MURMUR) & MASK)) & MASK;
  const whole = bytes.length & ~7;
  const mix = (v: bigint): bigint => v ^ (v >> 47n);
  for (let at = 0; at < whole; at += 8) {
    const data = (mix((view.getBigUint64(at, true) * MURMUR) & MASK) * MURMUR) & MASK;
    hash = ((hash ^ data) * MURMUR) & MASK;
  }
  if ((bytes.length & 7) !== 0) {
    let data = 0n;
    for (let i = bytes.length - 1; i >= whole; i--) data = (data << 8n) | BigInt(bytes[i] as number);
    hash = ((hash ^ data) * MURMUR) & MASK;
  }
  hash = (mix(hash) * MURMUR) & MASK;
  return mix(hash);
}
