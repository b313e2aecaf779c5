// A configuration read by its schema: messages whose fields have proper values and know where they were written.
// Plain data; the functions below are how the rest of the dialect looks into it. As in proto3, a scalar that is at its zero
// value and has no presence of its own is absent.
import type { Span } from '../../../base/span.ts';
import type { Origin } from '../../../model/model.ts';
import type { SyntaxNode } from '../../../text/syntax.ts';
import type { MessageType } from './descriptor.ts';

export interface Message {
  readonly kind: 'message';
  readonly type: MessageType;
  readonly file: string;
  /** `static_resources.listeners[0]` */
  readonly path: string;
  readonly node: SyntaxNode;
  /** By proto name. */
  readonly fields: ReadonlyMap<string, FieldValue>;
}

export interface FieldValue {
  readonly value: Value;
  readonly node: SyntaxNode;
  readonly keySpan: Span;
}

export type Value =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | DurationValue
  | StructValue
  | AnyValue
  | Message
  | readonly Value[]
  | ReadonlyMap<string, Value>;

export interface DurationValue {
  readonly kind: 'duration';
  readonly seconds: number;
  readonly nanos: number;
}

/** A google.protobuf.Struct, Value or ListValue, as plain data. */
export interface StructValue {
  readonly kind: 'struct';
  readonly data: unknown;
}

/** A google.protobuf.Any. `message` is undefined when its type is not known or it is empty. */
export interface AnyValue {
  readonly kind: 'any';
  /** Full message name, without the host part of the URL. */
  readonly type: string;
  readonly message: Message | undefined;
  readonly node: SyntaxNode;
  /** Written as a TypedStruct. */
  readonly typedStruct: boolean;
}

const fieldOf = (m: Message, field: string): Value | undefined => m.fields.get(field)?.value;

export const has = (m: Message, field: string): boolean => m.fields.has(field);

/** A string field; enums give the value's name. */
export function text(m: Message, field: string, otherwise = ''): string {
  const value = fieldOf(m, field);
  return typeof value === 'string' ? value : otherwise;
}

export const optionalText = (m: Message, field: string): string | undefined => {
  const value = fieldOf(m, field);
  return typeof value === 'string' ? value : undefined;
};

export function flag(m: Message, field: string, otherwise = false): boolean {
  const value = fieldOf(m, field);
  return typeof value === 'boolean' ? value : otherwise;
}

/** A number field. 64-bit integers beyond 2^53 lose digits; read those with `wide`. */
export function whole(m: Message, field: string, otherwise = 0): number {
  return optionalWhole(m, field) ?? otherwise;
}

export function optionalWhole(m: Message, field: string): number | undefined {
  const value = fieldOf(m, field);
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
}

export function wide(m: Message, field: string): bigint {
  const value = fieldOf(m, field);
  return typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(Math.trunc(value)) : 0n;
}

export function child(m: Message | undefined, field: string): Message | undefined {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return isMessage(value) ? value : undefined;
}

export function children(m: Message | undefined, field: string): readonly Message[] {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return Array.isArray(value) ? (value as readonly Value[]).filter(isMessage) : [];
}

export function texts(m: Message | undefined, field: string): readonly string[] {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return Array.isArray(value) ? (value as readonly Value[]).filter((v) => typeof v === 'string') : [];
}

export function numbers(m: Message, field: string): readonly number[] {
  const value = fieldOf(m, field);
  return Array.isArray(value) ? (value as readonly Value[]).filter((v) => typeof v === 'number') : [];
}

export function anyOf(m: Message | undefined, field: string): AnyValue | undefined {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return isAny(value) ? value : undefined;
}

/** A struct field's plain data. */
export function dataOf(m: Message | undefined, field: string): unknown {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return isStruct(value) ? value.data : undefined;
}

export function mapOf(m: Message | undefined, field: string): ReadonlyMap<string, Value> {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return value instanceof Map ? value : new Map();
}

/** A duration in milliseconds. */
export function milliseconds(m: Message | undefined, field: string): number | undefined {
  const value = m === undefined ? undefined : fieldOf(m, field);
  return isDuration(value) ? value.seconds * 1000 + value.nanos / 1e6 : undefined;
}

/** Which member of a oneof is set. */
export function chosen(m: Message, oneof: string): string | undefined {
  for (const field of m.fields.keys()) if (m.type.byName.get(field)?.oneof === oneof) return field;
  return undefined;
}

/** Where a field (or the whole message) was written. */
export function originOf(m: Message, field?: string): Origin {
  const found = field === undefined ? undefined : m.fields.get(field);
  if (field === undefined || found === undefined) return { file: m.file, path: m.path, span: m.node.span };
  return {
    file: m.file,
    path: m.path === '' ? field : `${m.path}.${field}`,
    span: { start: found.keySpan.start, end: found.node.span.end },
  };
}

export const isMessage = (v: Value | undefined): v is Message => typeof v === 'object' && 'kind' in v && v.kind === 'message';
export const isAny = (v: Value | undefined): v is AnyValue => typeof v === 'object' && 'kind' in v && v.kind === 'any';
export const isStruct = (v: Value | undefined): v is StructValue => typeof v === 'object' && 'kind' in v && v.kind === 'struct';
export const isDuration = (v: Value | undefined): v is DurationValue => typeof v === 'object' && 'kind' in v && v.kind === 'duration';
