// Messages, fields and structs that are read when somebody looks: to everyone else they are plain data.
import type { Span } from '../../../base/span.ts';
import type { MapEntry, SyntaxNode } from '../../../text/syntax.ts';
import type { MessageType } from './descriptor.ts';
import type { FieldValue, Message, StructValue, Value } from './message.ts';

/** What reads the fields of one message. */
export interface FieldReader {
  readonly file: string;
  readonly fields: (type: MessageType, node: SyntaxNode, path: string, depth: number, skip: string) => ReadonlyMap<string, FieldValue>;
}

/** Messages that were first read within `inPassing`, in that order. Passes are synchronous, so there is one. */
let readInPassing: ReadMessage[] | undefined;

/** Looks at a message; every message that is first read meanwhile is forgotten again. So a pass over a large document keeps nothing. */
export function inPassing<With>(look: (m: Message, given: With) => void, m: Message, given: With): void {
  const outer = readInPassing;
  const own = outer ?? [];
  const { length } = own;
  readInPassing = own;
  try {
    look(m, given);
  } finally {
    for (let i = length; i < own.length; i++) own[i]?.forget();
    own.length = length;
    readInPassing = outer;
  }
}

export class ReadMessage implements Message {
  readonly kind = 'message';
  readonly type: MessageType;
  readonly path: string;
  readonly node: SyntaxNode;
  readonly #reader: FieldReader;
  readonly #depth: number;
  readonly #skip: string;
  #fields: ReadonlyMap<string, FieldValue> | undefined;

  constructor(reader: FieldReader, type: MessageType, node: SyntaxNode, path: string, depth: number, skip: string) {
    this.type = type;
    this.path = path;
    this.node = node;
    this.#reader = reader;
    this.#depth = depth;
    this.#skip = skip;
  }
  get file(): string {
    return this.#reader.file;
  }
  get fields(): ReadonlyMap<string, FieldValue> {
    if (this.#fields === undefined) {
      this.#fields = this.#reader.fields(this.type, this.node, this.path, this.#depth, this.#skip);
      readInPassing?.push(this);
    }
    return this.#fields;
  }
  forget(): void {
    this.#fields = undefined;
  }
}

export class ReadField implements FieldValue {
  readonly value: Value;
  readonly #entry: MapEntry;

  constructor(value: Value, entry: MapEntry) {
    this.value = value;
    this.#entry = entry;
  }
  get node(): SyntaxNode {
    return this.#entry.value;
  }
  get keySpan(): Span {
    return this.#entry.keySpan;
  }
}

export class ReadStruct implements StructValue {
  readonly kind = 'struct';
  readonly #make: () => unknown;
  #made: { readonly data: unknown } | undefined;

  constructor(make: () => unknown) {
    this.#make = make;
  }
  get data(): unknown {
    this.#made ??= { data: this.#make() };
    return this.#made.data;
  }
}
