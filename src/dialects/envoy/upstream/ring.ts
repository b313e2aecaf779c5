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

interface RingEntry {
  readonly hash: bigint;
  /** Of the endpoint, in the list. */
  readonly place: number;
}

const MOST = 200_000;

/** Rings by what they are made from: many hashes, and the same for every request to a cluster. */
const rings = new Map<string, readonly RingEntry[]>();

function ringOf(hosts: readonly WeightedHost<unknown>[], options: RingOptions): readonly RingEntry[] {
  const key = `${options.minimum} ${options.maximum} ${options.murmur} ${hosts.map((h) => `${h.key} ${h.share}`).join(' ')}`;
  const found = rings.get(key);
  if (found !== undefined) return found;
  if (rings.size > 20) rings.clear();
  const made = fillRing(hosts, options);
  rings.set(key, made);
  return made;
}

/** Envoy 1.40: each endpoint gets its share of the ring's hashes of `key_0`, `key_1` … */
function fillRing(hosts: readonly WeightedHost<unknown>[], options: RingOptions): readonly RingEntry[] {
  const least = Math.min(...hosts.map((h) => h.share));
  const scale = Math.min(Math.ceil(least * options.minimum) / least, options.maximum);
  const entries: RingEntry[] = [];
  let current = 0;
  let target = 0;
  for (const [place, { key, share }] of hosts.entries()) {
    target += scale * share;
    for (let i = 0; current < target && current < MOST; i++, current++)
      entries.push({ hash: options.murmur ? murmurHash2(`${key}_${i}`) : xxHash64(`${key}_${i}`), place });
  }
  return entries.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
}

/** The endpoint of a hash on the ring: the first entry not below it. */
export function chooseOnRing<T>(hosts: readonly WeightedHost<T>[], options: RingOptions, hash: bigint): T | undefined {
  const ring = ringOf(hosts, options);
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring[middle] as RingEntry).hash < hash) low = middle + 1;
    else high = middle;
  }
  const entry = ring[low === ring.length ? 0 : low];
  return entry === undefined ? undefined : hosts[entry.place]?.host;
}

/** The endpoint of a hash in Maglev's table of `size` slots. */
export function chooseInMaglev<T>(hosts: readonly WeightedHost<T>[], size: number, hash: bigint): T | undefined {
  if (hosts.length === 0) return undefined;
  const at = maglevTable(hosts, size)[Number(hash % BigInt(size))];
  return at === undefined ? undefined : hosts[at]?.host;
}

/** Tables by what they are made from: large, and the same for every request to a cluster. */
const tables = new Map<string, Int32Array>();

function maglevTable(hosts: readonly WeightedHost<unknown>[], size: number): Int32Array {
  const key = `${size} ${hosts.map((h) => `${h.key} ${h.share}`).join(' ')}`;
  const found = tables.get(key);
  if (found !== undefined) return found;
  if (tables.size > 20) tables.clear();
  const made = fillMaglev(hosts, size);
  tables.set(key, made);
  return made;
}

/** Places of hosts by slot. Envoy 1.40: hosts take turns in proportion to their weights, each by its own permutation of slots. */
function fillMaglev(hosts: readonly WeightedHost<unknown>[], size: number): Int32Array {
  const most = Math.max(...hosts.map((h) => h.share));
  const rows = hosts.map((h, place) => ({
    place,
    offset: Number(xxHash64(h.key) % BigInt(size)),
    skip: Number(xxHash64(h.key, 1n) % BigInt(size - 1)) + 1,
    share: h.share,
    target: 0,
    next: 0,
  }));
  const table = new Int32Array(size).fill(-1);
  let filled = 0;
  for (let iteration = 1; filled < size; iteration++)
    for (const row of rows) {
      if (filled >= size) break;
      if (iteration * row.share < row.target) continue;
      row.target += most;
      let slot = (row.offset + row.skip * row.next) % size;
      while (table[slot] !== -1) {
        row.next++;
        slot = (row.offset + row.skip * row.next) % size;
      }
      table[slot] = row.place;
      row.next++;
      filled++;
    }
  return table;
}
