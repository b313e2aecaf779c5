// Addresses and address ranges, as Envoy compares them.

/** An address as a number with its family, or undefined when the text is none. IPv4-mapped IPv6 stays IPv6. */
export interface Ip {
  readonly version: 4 | 6;
  readonly value: bigint;
}

export function parseIp(text: string): Ip | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Ip | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(Number(part));
  }
  return { version: 4, value };
}

function parseIpv6(input: string): Ip | undefined {
  const text = input.replace(/%.*$/, '');
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const left = groupsOf(halves[0] as string);
  const right = halves.length === 2 ? groupsOf(halves[1] as string) : [];
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...left, ...new Array<number>(halves.length === 2 ? missing : 0).fill(0), ...right])
    value = (value << 16n) | BigInt(group);
  return { version: 6, value };
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const out: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (part.includes('.') && i === parts.length - 1) {
      const v4 = parseIpv4(part);
      if (v4 === undefined) return undefined;
      out.push(Number(v4.value >> 16n), Number(v4.value & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return out;
}

/** The address as Envoy prints it: shortest form, lower case. */
export function ipText(ip: Ip): string {
  if (ip.version === 4) return [24n, 16n, 8n, 0n].map((s) => String((ip.value >> s) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => Number((ip.value >> BigInt(112 - 16 * i)) & 0xffffn));
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff)
    return `::ffff:${ipText({ version: 4, value: ip.value & 0xffffffffn })}`;
  const run = longestZeroRun(groups);
  const hex = (list: readonly number[]): string => list.map((g) => g.toString(16)).join(':');
  return run.length < 2 ? hex(groups) : `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let length = 0;
    while (groups[i + length] === 0) length++;
    if (length > best.length) best = { start: i, length };
    i += length;
  }
  return best;
}

export interface Cidr {
  readonly version: 4 | 6;
  /** Masked. */
  readonly value: bigint;
  readonly length: number;
}

/** A CidrRange: lengths beyond the family's are cut to it. */
export function cidrOf(address: string, prefixLength: number): Cidr | undefined {
  const ip = parseIp(address);
  if (ip === undefined) return undefined;
  const bits = ip.version === 4 ? 32 : 128;
  const length = Math.min(prefixLength, bits);
  return { version: ip.version, value: masked(ip.value, bits, length), length };
}

const masked = (value: bigint, bits: number, length: number): bigint =>
  length === 0 ? 0n : (value >> BigInt(bits - length)) << BigInt(bits - length);

export function inCidr(cidr: Cidr, ip: Ip): boolean {
  return cidr.version === ip.version && masked(ip.value, cidr.version === 4 ? 32 : 128, cidr.length) === cidr.value;
}

export const cidrText = (c: Cidr): string => `${ipText({ version: c.version, value: c.value })}/${c.length}`;
