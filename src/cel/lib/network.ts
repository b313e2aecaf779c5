// The network extension: `ip` and `cidr`, as in cel-go and (with fewer functions) in Kubernetes.
import { BOOL, INT, opaque, STRING, type as typeOf } from '../types/type.ts';
import { quote } from '../values/text.ts';
import { CelError, Opaque, TypeValue, type Value } from '../values/value.ts';
import * as net from './address.ts';
import { fn, type Library, method, type Overload } from './library.ts';

export const IP_TYPE = opaque('net.IP');
export const CIDR_TYPE = opaque('net.CIDR');

export class IpValue extends Opaque {
  readonly typeName = 'net.IP';
  readonly address: net.Address;
  constructor(ip: net.Address) {
    super();
    this.address = ip;
  }
  equals(other: Opaque): boolean {
    return other instanceof IpValue && net.sameAddress(this.address, other.address);
  }
  override toString(): string {
    return net.formatAddress(this.address);
  }
  text(): string {
    return `ip(${quote(this.toString())})`;
  }
}

export class CidrValue extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly prefix: net.Prefix;
  constructor(block: net.Prefix) {
    super();
    this.prefix = block;
  }
  equals(other: Opaque): boolean {
    return (
      other instanceof CidrValue && this.prefix.bits === other.prefix.bits && net.sameAddress(this.prefix.address, other.prefix.address)
    );
  }
  override toString(): string {
    return net.formatPrefix(this.prefix);
  }
  text(): string {
    return `cidr(${quote(this.toString())})`;
  }
}

const address = (v: Value): net.Address => (v as IpValue).address;
const prefix = (v: Value): net.Prefix => (v as CidrValue).prefix;
const failed = (message: string): CelError => new CelError('invalid_argument', message);

/**
 * IPv4 in IPv6 is refused; but written in hexadecimal (`::ffff:c0a8:1`) the official suite takes it for the IPv4 address,
 * where cel-go and Kubernetes refuse it too.
 */
export type HexadecimalV4 = 'v4' | 'refused';

function readAddress(text: string, hexadecimal: HexadecimalV4): net.Address | CelError {
  const a = net.parseAddress(text);
  if (a === undefined) return failed(`IP Address ${JSON.stringify(text)} parse error during conversion from string`);
  if (!net.isMapped(a)) return a;
  return text.includes('.') || hexadecimal === 'refused'
    ? failed(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`)
    : a.slice(12);
}

function readPrefix(text: string): net.Prefix | CelError {
  const p = net.parsePrefix(text);
  if (p === undefined) return failed(`CIDR ${JSON.stringify(text)} parse error during conversion from string`);
  return net.isMapped(p.address) ? failed(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`) : p;
}

const then = <A>(read: A | CelError, make: (a: A) => Value): Value => (read instanceof CelError ? read : make(read));

const test = (name: string, id: string, holds: (a: net.Address) => boolean): Overload =>
  method(name, id, [IP_TYPE], BOOL, (v) => holds(address(v)));

const networkRows = (v4: HexadecimalV4): readonly Overload[] => [
  fn('ip', 'string_to_ip', [STRING], IP_TYPE, (s) => then(readAddress(s as string, v4), (a) => new IpValue(a))),
  fn('cidr', 'string_to_cidr', [STRING], CIDR_TYPE, (s) => then(readPrefix(s as string), (p) => new CidrValue(p))),
  fn('isIP', 'is_ip', [STRING], BOOL, (s) => !(readAddress(s as string, v4) instanceof CelError)),
  fn('isCIDR', 'is_cidr', [STRING], BOOL, (s) => !(readPrefix(s as string) instanceof CelError)),
  fn('ip.isCanonical', 'ip_is_canonical', [STRING], BOOL, (s) => then(readAddress(s as string, v4), (a) => net.formatAddress(a) === s)),
  fn('string', 'ip_to_string', [IP_TYPE], STRING, (v) => (v as IpValue).toString()),
  fn('string', 'cidr_to_string', [CIDR_TYPE], STRING, (v) => (v as CidrValue).toString()),
  method('family', 'ip_family', [IP_TYPE], INT, (v) => (address(v).length === 4 ? 4 : 6)),
  test('isUnspecified', 'ip_is_unspecified', net.isUnspecified),
  test('isLoopback', 'ip_is_loopback', net.isLoopback),
  test('isLinkLocalMulticast', 'ip_is_link_local_multicast', net.isLinkLocalMulticast),
  test('isLinkLocalUnicast', 'ip_is_link_local_unicast', net.isLinkLocalUnicast),
  test('isGlobalUnicast', 'ip_is_global_unicast', net.isGlobalUnicast),
  method('containsIP', 'cidr_contains_ip_ip', [CIDR_TYPE, IP_TYPE], BOOL, (c, a) => net.contains(prefix(c), address(a))),
  method('containsIP', 'cidr_contains_ip_string', [CIDR_TYPE, STRING], BOOL, (c, s) =>
    then(readAddress(s as string, v4), (a) => net.contains(prefix(c), a)),
  ),
  method('containsCIDR', 'cidr_contains_cidr', [CIDR_TYPE, CIDR_TYPE], BOOL, (c, p) => net.containsPrefix(prefix(c), prefix(p))),
  method('containsCIDR', 'cidr_contains_cidr_string', [CIDR_TYPE, STRING], BOOL, (c, s) =>
    then(readPrefix(s as string), (p) => net.containsPrefix(prefix(c), p)),
  ),
  method('ip', 'cidr_ip', [CIDR_TYPE], IP_TYPE, (c) => new IpValue(prefix(c).address)),
  method('masked', 'cidr_masked', [CIDR_TYPE], CIDR_TYPE, (c) => {
    const { address: a, bits } = prefix(c);
    return new CidrValue({ address: net.maskAddress(a, bits), bits });
  }),
  method('prefixLength', 'cidr_prefix_length', [CIDR_TYPE], INT, (c) => prefix(c).bits),
];

const isMask = method('isMask', 'cidr_is_mask', [CIDR_TYPE], BOOL, (c) =>
  net.sameAddress(net.maskAddress(prefix(c).address, prefix(c).bits), prefix(c).address),
);

/** `isMask` is in cel-go's library, not in that of Kubernetes. */
export const network = (options: { readonly isMask: boolean; readonly hexadecimalV4: HexadecimalV4 }): Library => ({
  id: 'network',
  title: 'Network extension',
  overloads: [...networkRows(options.hexadecimalV4), ...(options.isMask ? [isMask] : [])],
  constants: {
    'net.IP': { type: typeOf(IP_TYPE), value: new TypeValue('net.IP') },
    'net.CIDR': { type: typeOf(CIDR_TYPE), value: new TypeValue('net.CIDR') },
  },
});
