// IP addresses and networks as Go's netip reads and writes them: no leading zeros, no zones, `::` for the longest run.

/** 4 or 16 bytes. */
export type Address = readonly number[];

export interface Prefix {
  readonly address: Address;
  readonly bits: number;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

/** One side of `::`: groups of hexadecimal digits, the last of which may be an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const out: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 && part.includes('.') ? parseV4(part) : undefined;
    if (v4 !== undefined) out.push(((v4[0] as number) << 8) | (v4[1] as number), ((v4[2] as number) << 8) | (v4[3] as number));
    else if (/^[\da-fA-F]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return out;
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return undefined;
  const head = groupsOf(halves[0] as string);
  const tail = halves.length === 2 ? groupsOf(halves[1] as string) : [];
  if (head === undefined || tail === undefined || (halves.length === 2 && (halves[0] as string).includes('.'))) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return groups.flatMap((group) => [group >> 8, group & 255]);
}

/** An address without a zone; undefined where it is none. */
export const parseAddress = (text: string): Address | undefined => (text.includes(':') ? parseV6(text) : parseV4(text));

/** `::ffff:1.2.3.4`. */
export const isMapped = (a: Address): boolean => a.length === 16 && a.slice(0, 10).every((b) => b === 0) && a[10] === 255 && a[11] === 255;

export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const bits = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > address.length * 8) return undefined;
  return { address, bits: Number(bits) };
}

const hex = (n: number): string => n.toString(16);

export function formatAddress(a: Address): string {
  if (a.length === 4) return a.join('.');
  if (isMapped(a)) return `::ffff:${a.slice(12).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((a[2 * i] as number) << 8) | (a[2 * i + 1] as number));
  const [start, length] = longestZeroRun(groups);
  if (length < 2) return groups.map(hex).join(':');
  return `${groups.slice(0, start).map(hex).join(':')}::${groups
    .slice(start + length)
    .map(hex)
    .join(':')}`;
}

function longestZeroRun(groups: readonly number[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  for (let i = 0; i < groups.length; i++) {
    let n = 0;
    while (groups[i + n] === 0) n++;
    if (n > best[1]) best = [i, n];
    i += n;
  }
  return best;
}

export const formatPrefix = (p: Prefix): string => `${formatAddress(p.address)}/${p.bits}`;

/** The address with the bits beyond the prefix cleared. */
export const maskAddress = (a: Address, bits: number): Address =>
  a.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * i))) & 255);

export const sameAddress = (a: Address, b: Address): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

export const contains = (p: Prefix, a: Address): boolean =>
  p.address.length === a.length && sameAddress(maskAddress(p.address, p.bits), maskAddress(a, p.bits));

export const containsPrefix = (p: Prefix, other: Prefix): boolean => other.bits >= p.bits && contains(p, other.address);

export const isUnspecified = (a: Address): boolean => a.every((byte) => byte === 0);
export const isLoopback = (a: Address): boolean =>
  a.length === 4 ? a[0] === 127 : a[15] === 1 && a.slice(0, 15).every((byte) => byte === 0);
export const isMulticast = (a: Address): boolean => (a.length === 4 ? ((a[0] as number) & 0xf0) === 0xe0 : a[0] === 255);
export const isLinkLocalMulticast = (a: Address): boolean =>
  a.length === 4 ? a[0] === 224 && a[1] === 0 && a[2] === 0 : a[0] === 255 && ((a[1] as number) & 15) === 2;
export const isLinkLocalUnicast = (a: Address): boolean =>
  a.length === 4 ? a[0] === 169 && a[1] === 254 : a[0] === 254 && ((a[1] as number) & 0xc0) === 0x80;
/** Private ranges count; the limited broadcast address does not. */
export const isGlobalUnicast = (a: Address): boolean =>
  !(a.length === 4 && a.every((byte) => byte === 255)) && !isUnspecified(a) && !isLoopback(a) && !isMulticast(a) && !isLinkLocalUnicast(a);
