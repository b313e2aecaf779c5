// Objects of agentgateway's libraries: addresses, networks, optionals. They print as `<object …>`: CEL has no way to write them.
import type { Address, Prefix } from '../../lib/address.ts';
import { addresses } from '../../parts.ts';
import { equal } from '../../values/equal.ts';
import { toJson } from '../../values/json.ts';
import { Opaque, type Value } from '../../values/value.ts';
import { Holder, jsonText } from './to-json.ts';

export const IP_NAME = 'agent_celx::cidr::IP';
export const CIDR_NAME = 'agent_celx::cidr::Cidr';

export class IpObject extends Opaque {
  readonly typeName = IP_NAME;
  readonly address: Address;
  constructor(ip: Address) {
    super();
    this.address = ip;
  }
  equals(other: Opaque): boolean {
    return other instanceof IpObject && addresses().sameAddress(this.address, other.address);
  }
  override toString(): string {
    return addresses().formatAddress(this.address);
  }
  text(): string {
    return `<object ${JSON.stringify(this.toString())}>`;
  }
}

export class CidrObject extends Opaque {
  readonly typeName = CIDR_NAME;
  readonly prefix: Prefix;
  constructor(block: Prefix) {
    super();
    this.prefix = block;
  }
  equals(other: Opaque): boolean {
    return (
      other instanceof CidrObject &&
      this.prefix.bits === other.prefix.bits &&
      addresses().sameAddress(this.prefix.address, other.prefix.address)
    );
  }
  override toString(): string {
    return addresses().formatPrefix(this.prefix);
  }
  text(): string {
    return `<object ${JSON.stringify(this.toString())}>`;
  }
}

export class OptionalObject extends Holder {
  readonly typeName = 'optional_type';
  readonly value: Value | undefined;
  constructor(value: Value | undefined) {
    super();
    this.value = value;
  }
  equals(other: Opaque): boolean {
    if (!(other instanceof OptionalObject)) return false;
    return this.value === undefined || other.value === undefined ? this.value === other.value : equal(this.value, other.value);
  }
  override toString(): string {
    return this.text();
  }
  override toJson(): unknown {
    return this.value === undefined ? null : toJson(this.value);
  }
  text(): string {
    return `<object ${jsonText(this)}>`;
  }
}
