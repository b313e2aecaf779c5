// Consistent hashing: the ring and Maglev's table, built as Envoy builds them, so that a hash leads to the same endpoint.
import { murmurHash2, xxHash64 } from './xxhash.ts';

/** An endpoint with the key that is hashed for it and its share of the weight (all shares add up to 1). */
export interface WeightedHost<T> {
  readonly host: T;
  readonly key: string;
  readonly share: number;
}

export interface RingOptions {
  readonly minimum: number;
  readonly maximum: number;
  readonly murmur: boolean;
}

interface RingEntry<T> {
  readonly hash: bigint;
  readonly host: T;
}

/** Envoy 1.40: each endpoint gets its share of the ring's hashes of `key_0`, `key_1` … */
function ringOf<T>(hosts: readonly WeightedHost<T>[], options: RingOptions): readonly RingEntry<T>[] {
  const least = Math.min(...hosts.map((h) => h.share));
  const scale = Math.min(Math.ceil(least * options.minimum) / least, options.maximum);
  const entries: RingEntry<T>[] = [];
  let current = 0;
  let target = 0;
  for (const { host, key, share } of hosts) {
    target += scale * share;
    for (let i = 0; current < target && current < MOST; i++, current++)
      entries.push({ hash: options.murmur ? murmurHash2(`${key}_${i}`) : xxHash64(`${key}_${i}`), host });
  }
  return entries.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
}
const MOST = 200_000;

/** The endpoint of a hash on the ring: the first entry not below it. */
export function chooseOnRing<T>(hosts: readonly WeightedHost<T>[], options: RingOptions, hash: bigint): T | undefined {
  const ring = ringOf(hosts, options);
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring[middle] as RingEntry<T>).hash < hash) low = middle + 1;
    else high = middle;
  }
  return ring[low === ring.length ? 0 : low]?.host;
}

/** The endpoint of a hash in Maglev's table of `size` slots. */
export function chooseInMaglev<T>(hosts: readonly WeightedHost<T>[], size: number, hash: bigint): T | undefined {
  if (hosts.length === 0) return undefined;
  const most = Math.max(...hosts.map((h) => h.share));
  const rows = hosts.map((h) => ({
    host: h.host,
    offset: Number(xxHash64(h.key) % BigInt(size)),
    skip: Number(xxHash64(h.key, 1n) % BigInt(size - 1)) + 1,
    share: h.share,
    target: 0,
    next: 0,
  }));
  const table = new Array<T | undefined>(size);
  const taken = new Uint8Array(size);
  let filled = 0;
  for (let iteration = 1; filled < size; iteration++)
    for (const row of rows) {
      if (filled >= size) break;
      if (iteration * row.share < row.target) continue;
      row.target += most;
      let slot = (row.offset + row.skip * row.next) % size;
      while (taken[slot] === 1) {
        row.next++;
        slot = (row.offset + row.skip * row.next) % size;
      }
      table[slot] = row.host;
      taken[slot] = 1;
      row.next++;
      filled++;
    }
  return table[Number(hash % BigInt(size))];
}
