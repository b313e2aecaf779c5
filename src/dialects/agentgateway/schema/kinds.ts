// The language of the schema tables. A table says what the real loader accepts, in words for people; validation, completion, hover and the
// documentation are read from it.
//
//   export const delay = struct('delay', { duration: req(cel, 'How long to wait before the request goes on: `2s`, or an expression.') });
//
// `req`: must be there. `opt`: may be missing or null. `def`: may be missing, but not null (agentgateway 1.4 tells the two apart).

export type Shape =
  | TextShape
  | { readonly kind: 'bool' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly word: string }
  | NumberShape
  | { readonly kind: 'any' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Lazy; readonly least: number; readonly unique: boolean }
  | { readonly kind: 'map'; readonly of: Lazy; readonly keys: TextCheck | undefined }
  | StructShape
  | TaggedShape
  | UnionShape;

export interface NumberShape {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
}

/** Shapes refer to each other in circles, so a reference may be a function. */
export type Lazy = Shape | (() => Shape);

/** What is wrong with a text, or undefined. */
export type TextCheck = (text: string) => string | undefined;

export interface TextShape {
  readonly kind: 'text';
  /** What the text is, for messages: `a duration`. */
  readonly word: string;
  readonly check: TextCheck | undefined;
  /** The text is an expression, a pattern: other parts of the page treat it so. */
  readonly role: 'cel' | 'regex' | 'plain' | 'secret';
  /** The text is the name of something that the configuration defines elsewhere; editors offer those. */
  readonly names?: Naming;
}

export type Naming = 'backend' | 'gateway' | 'route group' | 'model' | 'provider' | 'service' | 'route' | 'gateway alone' | 'backend alone';

export interface StructShape {
  readonly kind: 'struct';
  readonly name: string;
  readonly fields: Fields;
  /** Exactly one of these must be there as well (a flattened alternative). */
  readonly choice: Fields | undefined;
  /** Whether none of the alternatives is fine, too. */
  readonly choiceOptional: boolean;
  /** Keys beside the fields are ignored, not refused. */
  readonly open: boolean;
  /** The loader also takes a list of the fields' values in their order. */
  readonly positional: boolean;
}

/** One key that names the alternative, or a bare word. */
export interface TaggedShape {
  readonly kind: 'tagged';
  readonly name: string;
  readonly variants: Fields;
  readonly words: readonly string[];
}

/** Any one that fits. */
export interface UnionShape {
  readonly kind: 'union';
  readonly name: string;
  readonly options: readonly Lazy[];
}

export interface Field {
  readonly shape: Lazy;
  readonly presence: 'required' | 'optional' | 'default';
  readonly doc: string;
  /** The value when it is left out, as text. */
  readonly otherwise: string | undefined;
}

export type Fields = Readonly<Record<string, Field>>;

export const shapeOf = (lazy: Lazy): Shape => (typeof lazy === 'function' ? lazy() : lazy);

const field =
  (presence: Field['presence']) =>
  (shape: Lazy, doc: string, otherwise?: string): Field => ({ shape, presence, doc, otherwise });

export const req = field('required');
export const opt = field('optional');
export const def = field('default');

export const checked = (word: string, check: TextCheck): TextShape => ({ kind: 'text', word, check, role: 'plain' });

export const text: TextShape = { kind: 'text', word: 'a text', check: undefined, role: 'plain' };
export const nameOf = (names: Naming): TextShape => ({ ...text, names });
export const bool: Shape = { kind: 'bool' };
export const number: Shape = { kind: 'number' };
/** A number from 0 to 1. */
export const share: Shape = { kind: 'number', min: 0, max: 1 };
export const any: Shape = { kind: 'any' };

const integer = (word: string, min: number, max: number): Shape => ({ kind: 'integer', min, max, word });
export const u8 = integer('0 to 255', 0, 255);
export const u16 = integer('0 to 65535', 0, 65535);
export const nonZeroU8 = integer('1 to 255', 1, 255);
export const nonZeroU16 = integer('1 to 65535', 1, 65535);
export const u32 = integer('a whole number from 0', 0, 4294967295);
export const positiveU32 = integer('a whole number from 1', 1, 4294967295);
export const i32 = integer('a whole number', -2147483648, 2147483647);
export const u64 = integer('a whole number from 0', 0, 2 ** 64);
/** An HTTP status. */
export const status = integer('a status, 100 to 999', 100, 999);

export const words = (...values: readonly string[]): Shape => ({ kind: 'enum', values });
export const list = (of: Lazy, least = 0, unique = false): Shape => ({ kind: 'list', of, least, unique });
export const set = (of: Lazy): Shape => list(of, 0, true);
export const map = (of: Lazy, keys?: TextCheck): Shape => ({ kind: 'map', of, keys });

export interface StructOptions {
  readonly choice?: Fields;
  readonly choiceOptional?: boolean;
  readonly open?: boolean;
  /** Only takes a map: it has flattened parts, or a list would have to hold every field. */
  readonly flat?: boolean;
}

export const struct = (name: string, fields: Fields, options: StructOptions = {}): StructShape => ({
  kind: 'struct',
  name,
  fields,
  choice: options.choice,
  choiceOptional: options.choiceOptional ?? false,
  open: options.open ?? false,
  positional: options.choice === undefined && options.flat !== true && options.open !== true,
});

export const tagged = (name: string, variants: Fields, ...bare: readonly string[]): TaggedShape => ({
  kind: 'tagged',
  name,
  variants,
  words: bare,
});
export const union = (name: string, ...options: readonly Lazy[]): UnionShape => ({ kind: 'union', name, options });
