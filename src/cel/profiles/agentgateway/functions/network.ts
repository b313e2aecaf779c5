// `ip`, `cidr` and what they can be asked. IPv4 inside IPv6 is allowed here.
import type { Address, Prefix } from '../../../lib/address.ts';
import type { Overload } from '../../../lib/library.ts';
import { addresses } from '../../../parts.ts';
import { BOOL, DYN, INT, opaque, STRING, type Type, UINT } from '../../../types/type.ts';
import { Uint, type Value } from '../../../values/value.ts';
import { CIDR_NAME, CidrObject, IP_NAME, IpObject } from '../objects.ts';
import { either, failed, methodRow } from '../rows.ts';
import { plain } from '../text-value.ts';

const IP = opaque(IP_NAME);
const CIDR = opaque(CIDR_NAME);

function readPrefix(text: string): Prefix | undefined {
  return addresses().parsePrefix(text.replace(/\/0+(?=\d)/, '/'));
}

const method = (name: string, self: Type, result: Type, run: (v: Value) => Value): Overload => methodRow(name, [self], result, run);

const ofIp = (name: string, holds: (a: Address) => boolean): Overload =>
  method(name, IP, BOOL, (v) => (v instanceof IpObject ? holds(v.address) : failed(name, 'expected an IP')));

const ofCidr = (name: string, result: Type, get: (p: Prefix) => Value): Overload =>
  method(name, CIDR, result, (v) => (v instanceof CidrObject ? get(v.prefix) : failed(name, 'expected a CIDR')));

function containsIp(self: Value, other: Value): Value {
  const ip = plain(other);
  const address = ip instanceof IpObject ? ip.address : typeof ip === 'string' ? addresses().parseAddress(ip) : undefined;
  if (!(self instanceof CidrObject)) return failed('containsIP', 'expected a CIDR');
  return address === undefined ? failed('containsIP', 'invalid IP address syntax') : addresses().contains(self.prefix, address);
}

export const networkRows: readonly Overload[] = [
  ...either('isIP', [STRING], BOOL, (s) => addresses().parseAddress(s as string) !== undefined),
  ...either('ip', [DYN], IP, (v) => {
    if (v instanceof CidrObject) return new IpObject(v.prefix.address);
    const address = typeof v === 'string' ? addresses().parseAddress(v) : undefined;
    return address === undefined ? failed('ip', 'invalid IP address syntax') : new IpObject(address);
  }),
  ...either('cidr', [STRING], CIDR, (s) => {
    const prefix = readPrefix(s as string);
    return prefix === undefined ? failed('cidr', 'invalid IP address syntax') : new CidrObject(prefix);
  }),
  method('family', IP, INT, (v) => (v instanceof IpObject ? (v.address.length === 4 ? 4 : 6) : failed('family', 'expected an IP'))),
  ofIp('isUnspecified', (a) => addresses().isUnspecified(a)),
  ofIp('isLoopback', (a) => addresses().isLoopback(a)),
  ofIp('isLinkLocalMulticast', (a) => addresses().isLinkLocalMulticast(a)),
  ofIp('isLinkLocalUnicast', (a) => addresses().isLinkLocalUnicast(a)),
  ofIp('isGlobalUnicast', (a) => addresses().isGlobalUnicast(a)),
  methodRow('containsIP', [CIDR, DYN], BOOL, containsIp),
  methodRow('containsCIDR', [CIDR, CIDR], BOOL, (self, other) =>
    self instanceof CidrObject && other instanceof CidrObject
      ? addresses().containsPrefix(self.prefix, other.prefix)
      : failed('containsCIDR', 'expected a CIDR'),
  ),
  ofCidr('masked', CIDR, ({ address, bits }) => new CidrObject({ address: addresses().maskAddress(address, bits), bits })),
  ofCidr('prefixLength', UINT, (p) => new Uint(p.bits)),
];
