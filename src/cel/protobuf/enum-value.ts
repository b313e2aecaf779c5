// An enum constant as a value of its own type (strong enums).
import type { DescEnum } from '@bufbuild/protobuf';
import { CelError, Opaque, type Value } from '../values/value.ts';

export class EnumValue extends Opaque {
  readonly typeName: string;
  readonly #number: number;

  constructor(typeName: string, number: number) {
    super();
    this.typeName = typeName;
    this.#number = number;
  }

  /** The number of an enum's value; undefined for any other value. */
  static numberOf(value: Value): number | undefined {
    return value instanceof EnumValue ? value.#number : undefined;
  }

  equals(other: Opaque): boolean {
    return other.typeName === this.typeName && EnumValue.numberOf(other) === this.#number;
  }

  override toString(): string {
    return String(this.#number);
  }

  text(): string {
    return `${this.typeName}(${this.#number})`;
  }
}

const MIN = -(2 ** 31);
const MAX = 2 ** 31 - 1;

/** A field's enum number as a value. */
export const enumValue = (desc: DescEnum, number: number, strong: boolean): Value =>
  strong ? new EnumValue(desc.typeName, number) : number;

/** `Enum(1)`. Numbers without a name are allowed, as protobuf keeps them. */
export function enumFromInt(desc: DescEnum, number: Value): Value {
  if (typeof number === 'number' && number >= MIN && number <= MAX) return new EnumValue(desc.typeName, number);
  return new CelError('overflow', `range error: ${desc.typeName} is an int32`);
}

/** `Enum('NAME')`. */
export function enumFromName(desc: DescEnum, name: Value): Value {
  const found = desc.values.find((v) => v.name === name);
  return found === undefined
    ? new CelError('invalid_argument', `invalid enum name: ${desc.typeName} has no ${String(name)}`)
    : new EnumValue(desc.typeName, found.number);
}
