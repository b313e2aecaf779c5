// `ip`, `cidr` and what they can be asked. IPv4 inside IPv6 is allowed here.
import type { Address, Prefix } from '../../../lib/address.ts';
import type { Overload } from '../../../lib/library.ts';
import { addresses } from '../../../parts.ts';
import { BOOL, DYN, INT, opaque, STRING, type Type, UINT } from '../../../types/type.ts';
import { typeName } from '../../../values/type-of.ts';
import { CelError, Uint, type Value } from '../../../values/value.ts';
import { CIDR_NAME, CidrObject, IP_NAME, IpObject } from '../objects.ts';
import { failed, functionRow, methodRow, objectRow } from '../rows.ts';
import { plain } from '../text-value.ts';

const IP = opaque(IP_NAME);
const CIDR = opaque(CIDR_NAME);

function readPrefix(text: string): Prefix | undefined {
  return addresses().parsePrefix(text.replace(/\/0+(?=\d)/, '/'));
}

const isIp = (v: Value): boolean => v instanceof IpObject;
const isCidr = (v: Value): boolean => v instanceof CidrObject;

const ofIp = (name: string, result: Type, get: (a: Address) => Value): Overload =>
  objectRow(name, [IP], result, isIp, (v) => get((v as IpObject).address));

const ofCidr = (name: string, result: Type, get: (p: Prefix) => Value): Overload =>
  objectRow(name, [CIDR], result, isCidr, (v) => get((v as CidrObject).prefix));

function containsIp(self: Value, other: Value): Value {
  const ip = plain(other);
  if (!(ip instanceof IpObject) && typeof ip !== 'string')
    return new CelError('no_such_overload', () => `containsIP: expected string or IP, got ${typeName(ip)}`);
  const address = ip instanceof IpObject ? ip.address : addresses().parseAddress(ip);
  if (!(self instanceof CidrObject)) return failed('containsIP', 'expected a CIDR');
  return address === undefined ? failed('containsIP', 'invalid IP address syntax') : addresses().contains(self.prefix, address);
}

export const networkRows: readonly Overload[] = [
  functionRow('isIP', [STRING], BOOL, (s) => addresses().parseAddress(s as string) !== undefined),
  methodRow('ip', [CIDR], IP, (v) => new IpObject((v as CidrObject).prefix.address)),
  functionRow('ip', [STRING], IP, (s) => {
    const address = addresses().parseAddress(s as string);
    return address === undefined ? failed('ip', 'invalid IP address syntax') : new IpObject(address);
  }),
  functionRow('cidr', [STRING], CIDR, (s) => {
    const prefix = readPrefix(s as string);
    return prefix === undefined ? failed('cidr', 'invalid IP address syntax') : new CidrObject(prefix);
  }),
  ofIp('family', INT, (a) => (a.length === 4 ? 4 : 6)),
  ofIp('isUnspecified', BOOL, (a) => addresses().isUnspecified(a)),
  ofIp('isLoopback', BOOL, (a) => addresses().isLoopback(a)),
  ofIp('isLinkLocalMulticast', BOOL, (a) => addresses().isLinkLocalMulticast(a)),
  ofIp('isLinkLocalUnicast', BOOL, (a) => addresses().isLinkLocalUnicast(a)),
  ofIp('isGlobalUnicast', BOOL, (a) => addresses().isGlobalUnicast(a)),
  objectRow('containsIP', [CIDR, DYN], BOOL, isCidr, containsIp),
  objectRow('containsCIDR', [CIDR, CIDR], BOOL, isCidr, (self, other) =>
    self instanceof CidrObject && other instanceof CidrObject
      ? addresses().containsPrefix(self.prefix, other.prefix)
      : failed('containsCIDR', 'expected a CIDR'),
  ),
  ofCidr('masked', CIDR, ({ address, bits }) => new CidrObject({ address: addresses().maskAddress(address, bits), bits })),
  ofCidr('prefixLength', UINT, (p) => new Uint(p.bits)),
];
