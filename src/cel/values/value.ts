// CEL values as JavaScript values, chosen so that the common ones are never wrapped and host objects are read in place:
//
//   null, bool, string  themselves
//   int                 number while it is a safe integer (never -0), bigint beyond
//   double              number when it is not a safe integer (1.5, NaN, 1e300), `Double` when it is (2.0, -0.0)
//   uint                `Uint`
//   bytes               Uint8Array
//   timestamp, duration `Timestamp`, `Duration`
//   list                array or `ListView`
//   map                 plain object (string keys), Map (string keys), or `CelMap` (any keys)
//   type, optional      `TypeValue`, `Optional`
//   message             `Message`; anything else a library brings (ip, cidr, header view): `Opaque`
//   error               `CelError`: a value like the others; an operation that meets one gives it back
//
// Every class here extends `Boxed`, so that one test tells CEL's own objects from those of the host.
// Equality and ordering are in equal.ts, names of types in type-of.ts.
import type { Span } from '../../base/span.ts';

export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Double
  | Uint
  | Uint8Array
  | Timestamp
  | Duration
  | readonly Value[]
  | ListView
  | PlainObject
  | ReadonlyMap<string, Value>
  | CelMap
  | TypeValue
  | Optional
  | Message
  | Opaque
  | CelError;

/** An object of the host, read in place. Every own enumerable key is a map entry, whatever its name. */
export interface PlainObject {
  readonly [key: string]: Value | undefined;
}

/** What all values share that are objects of ours; a plain object, array, Map or Uint8Array is not. */
export abstract class Boxed {}

/** A double whose value is a safe integer, and -0.0: a bare number would be an int. */
export class Double extends Boxed {
  readonly value: number;
  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** An unsigned 64-bit integer; `value` is a number while safe, bigint beyond. */
export class Uint extends Boxed {
  readonly value: number | bigint;
  constructor(value: number | bigint) {
    super();
    this.value = value;
  }
}

/** Seconds since the epoch and nanoseconds (0 … 999,999,999); `offset`, in minutes, is how it was written, for profiles that keep it. */
export class Timestamp extends Boxed {
  readonly seconds: number;
  readonly nanos: number;
  readonly offset: number;
  constructor(seconds: number, nanos: number, offset = 0) {
    super();
    this.seconds = seconds;
    this.nanos = nanos;
    this.offset = offset;
  }
}

/** Seconds and nanoseconds of the same sign. */
export class Duration extends Boxed {
  readonly seconds: number;
  readonly nanos: number;
  constructor(seconds: number, nanos: number) {
    super();
    this.seconds = seconds;
    this.nanos = nanos;
  }
}

/** A list that is not an array: concatenations and host lists that would be costly to copy. */
export abstract class ListView extends Boxed {
  abstract readonly size: number;
  abstract get(index: number): Value;
}

/** A map with typed keys (int, uint, bool, string), in insertion order. */
export abstract class CelMap extends Boxed {
  abstract readonly size: number;
  abstract get(key: Value): Value | undefined;
  abstract has(key: Value): boolean;
  abstract keys(): IterableIterator<Value>;
  abstract entries(): IterableIterator<[Value, Value]>;
}

export class TypeValue extends Boxed {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** `optional.of(value)`, or none when `value` is undefined. */
export class Optional extends Boxed {
  readonly value: Value | undefined;
  constructor(value: Value | undefined) {
    super();
    this.value = value;
  }
}

/** A protobuf message, behind the small interface that the core knows; `./cel/protobuf` implements it. */
export abstract class Message extends Boxed {
  abstract readonly typeName: string;
  abstract get(field: string): Value | undefined;
  abstract has(field: string): boolean | undefined;
  abstract equals(other: Message): boolean;
  /** Whether no field is set. */
  abstract isZero(): boolean;
  /** As a CEL expression: `Name{field: value}`. */
  abstract text(): string;
  /** In protobuf's JSON form. */
  abstract toJson(): unknown;
}

/** A value of a library's own type. Methods on it are overloads of the library, chosen by `typeName`. */
export abstract class Opaque extends Boxed {
  abstract readonly typeName: string;
  abstract equals(other: Opaque): boolean;
  /** Its string form. */
  abstract override toString(): string;
  /** Its JSON form; the string form unless it says otherwise. */
  toJson(): unknown {
    return this.toString();
  }
  /** As a CEL expression: `ip("10.0.0.1")`. */
  abstract text(): string;
}

/** The kinds of run-time error, as the contract's `code`. */
export type ErrorCode =
  | 'no_such_overload'
  | 'no_such_key'
  | 'no_such_field'
  | 'undeclared_reference'
  | 'index_out_of_bounds'
  | 'divide_by_zero'
  | 'modulus_by_zero'
  | 'overflow'
  | 'invalid_argument'
  | 'conversion'
  | 'not_comparable'
  | 'bad_regex'
  | 'function_error'
  | 'limit_exceeded';

/**
 * An error as a value: no stack, no throw (about 2 ns against 300). The message is made when somebody asks for it.
 * `node` is the id of the expression that failed, set where the error is first seen by the plan.
 */
export class CelError extends Boxed {
  readonly code: ErrorCode;
  readonly describe: string | (() => string);
  node: number | undefined;
  span: Span | undefined;
  constructor(code: ErrorCode, describe: string | (() => string), node?: number) {
    super();
    this.code = code;
    this.describe = describe;
    this.node = node;
    this.span = undefined;
  }
  get message(): string {
    return typeof this.describe === 'string' ? this.describe : this.describe();
  }
}

export const isError = (value: unknown): value is CelError => value instanceof CelError;
