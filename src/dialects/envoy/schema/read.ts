// Syntax tree in, messages out, driven by the schema. Every fault is reported, and what can be read is kept: half-typed
// text still gives a model. A message is read when somebody first looks at its fields, one level at a time: of ten thousand routes an
// answer needs few. `readWhole` reads all of it, and so reports all its faults. Lenient exactly where Envoy's loader is (a single value for a list, durations as objects, enum
// names in any case) and strict where it is (an unquoted 5 is no string, an unknown field refuses the file).
import type { MapEntry, SyntaxNode } from '../../../text/syntax.ts';
import type { FieldType, MessageType, Schema } from './descriptor.ts';
import { entriesOf, isIgnored, itemsOf, lastOfEach } from './entries.ts';
import { type AnyValue, type FieldValue, isAny, isMessage, type Message, type Value } from './message.ts';
import type { Problems } from './problem.ts';
import { type FieldReader, ReadField, ReadMessage, ReadStruct } from './read-on-demand.ts';
import { describe, kindName, minutes, names, nearestField } from './read-words.ts';
import { convertEnum, convertScalar, durationOf, fromJson, fromYaml, type Json } from './scalars.ts';
import { WELL_KNOWN } from './well-known.ts';

export interface ReadOptions {
  readonly schema: Schema;
  readonly file: string;
  readonly format: 'yaml' | 'json';
  /** In xDS files Envoy 1.40 silently ignores fields that it does not know. */
  readonly unknownFields: 'error' | 'ignore';
  readonly problems: Problems;
}

/** protobuf's own limit on nesting. */
const MAX_DEPTH = 100;

/** A node as a message of the type; `skip` is a key that is none of its fields. A node that is no map reports a fault and gives an empty message. */
export function readMessage(type: MessageType, node: SyntaxNode, path: string, options: ReadOptions, skip = ''): Message {
  return new Reader(options).message(type, node, path, 0, skip);
}

/** Reads a message and everything in it, so that every fault is reported. */
export function readWhole(value: Value): void {
  if (Array.isArray(value)) for (const v of value as readonly Value[]) readWhole(v);
  else if (value instanceof Map) for (const v of (value as ReadonlyMap<string, Value>).values()) readWhole(v);
  else if (isMessage(value)) for (const field of value.fields.values()) readWhole(field.value);
  else if (isAny(value) && value.message !== undefined) readWhole(value.message);
}

/** Plain data of a node as a google.protobuf.Value would hold it. */
function readData(node: SyntaxNode, options: Pick<ReadOptions, 'format'>): unknown {
  switch (node.kind) {
    case 'list':
      return itemsOf(node).map((item) => readData(item, options));
    case 'map': {
      const out: Record<string, unknown> = {};
      for (const entry of entriesOf(node))
        if (!isIgnored(entry))
          Object.defineProperty(out, entry.key, {
            value: readData(entry.value, options),
            enumerable: true,
            writable: true,
            configurable: true,
          });
      return out;
    }
    case 'scalar': {
      const json = options.format === 'yaml' ? fromYaml(node) : fromJson(node);
      return json.kind === 'null' ? null : json.kind === 'bool' ? json.value : json.kind === 'number' ? Number(json.text) : json.text;
    }
  }
}

class Reader implements FieldReader {
  readonly #o: ReadOptions;
  constructor(options: ReadOptions) {
    this.#o = options;
  }

  #fault(code: string, message: string, node: { readonly span: SyntaxNode['span'] }, path: string): undefined {
    this.#o.problems.error(code, message, { file: this.#o.file, path, span: node.span });
    return undefined;
  }

  #json(node: SyntaxNode & { kind: 'scalar' }): Json {
    return this.#o.format === 'yaml' ? fromYaml(node) : fromJson(node);
  }

  #isNull(node: SyntaxNode): boolean {
    return node.kind === 'scalar' && (node.style === 'plain' || node.tag !== undefined) && this.#json(node).kind === 'null';
  }

  get file(): string {
    return this.#o.file;
  }

  message(type: MessageType, node: SyntaxNode, path: string, depth: number, skip: string): Message {
    return new ReadMessage(this, type, node, path, depth, skip);
  }

  /** The fields of a message, what is in them not yet read. */
  fields(type: MessageType, node: SyntaxNode, path: string, depth: number, skip: string): ReadonlyMap<string, FieldValue> {
    const fields = new Map<string, FieldValue>();
    if (node.kind !== 'map') {
      this.#fault('wrong-type', `${type.shortName} is a map of fields, not ${describe(node)}.`, node, path);
      return fields;
    }
    if (depth > MAX_DEPTH) {
      this.#fault('too-deep', `Messages are nested deeper than ${MAX_DEPTH} levels.`, node, path);
      return fields;
    }
    const oneofs = new Map<string, string>();
    for (const entry of lastOfEach(entriesOf(node))) {
      if (isIgnored(entry) || (skip !== '' && entry.key === skip)) continue;
      const field = type.byName.get(entry.key);
      if (field === undefined) {
        this.#unknown(type, entry, path);
        continue;
      }
      // most of a configuration is quoted strings, which are what they are
      if (isPlainText(field)) {
        const raw = entry.quoted ?? quotedIn(entry.value);
        if (raw !== undefined) {
          if (raw !== '' || field.wrapper) fields.set(field.name, new ReadField(raw, entry));
          continue;
        }
      }
      const at = path === '' ? field.name : `${path}.${field.name}`;
      if (this.#isNull(entry.value) && field.typeName !== 'google.protobuf.Value' && field.typeName !== 'google.protobuf.NullValue')
        continue;
      if (field.oneof !== undefined) {
        const other = oneofs.get(field.oneof);
        if (other !== undefined)
          this.#fault(
            'oneof-twice',
            other === field.name
              ? `${field.name} stands twice, in both spellings.`
              : `${other} and ${field.name} exclude each other: ${field.oneof} can be set only once.`,
            entry.keyNode,
            at,
          );
        oneofs.set(field.oneof, field.name);
      }
      const value = this.#field(field, entry.value, at, depth + 1);
      if (value === undefined || this.#isDefault(field, value)) continue;
      fields.set(field.name, new ReadField(value, entry));
    }
    return fields;
  }

  /** Values that the wire format does not carry: Envoy cannot tell them from an absent field. */
  #isDefault(field: FieldType, value: Value): boolean {
    if (field.kind === 'enum' && !field.list && field.mapKey === undefined)
      return field.oneof === undefined && value === this.#o.schema.enumeration(field.typeName as string)?.byNumber.get(0)?.name;
    return isDefault(field, value);
  }

  #unknown(type: MessageType, entry: MapEntry, path: string): void {
    const { problems, unknownFields, file } = this.#o;
    const near = nearestField(entry.key, type);
    const origin = { file, path: path === '' ? entry.key : `${path}.${entry.key}`, span: entry.keySpan };
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    if (unknownFields === 'error')
      problems.error(
        'unknown-field',
        `${type.name} has no field ${JSON.stringify(entry.key)}.${hint}`,
        origin,
        near === undefined ? {} : { fix: { title: `Write ${near}`, span: entry.keySpan, text: near } },
      );
    else problems.warn('ignored-field', `${type.name} has no field ${JSON.stringify(entry.key)}; Envoy ignores it here.${hint}`, origin);
  }

  #field(field: FieldType, node: SyntaxNode, path: string, depth: number): Value | undefined {
    if (field.mapKey !== undefined) return this.#map(field, node, path, depth);
    if (!field.list) return this.#single(field, node, path, depth);
    const out: Value[] = [];
    this.#items(field, node, path, depth, out);
    return out;
  }

  /** A list; also one value in its place, and lists in the list, which are flattened. */
  #items(field: FieldType, node: SyntaxNode, path: string, depth: number, out: Value[]): void {
    if (node.kind !== 'list' || field.typeName === 'google.protobuf.ListValue') {
      const value = this.#isNull(node)
        ? this.#nullItem(field, node, `${path}[${out.length}]`)
        : this.#single(field, node, `${path}[${out.length}]`, depth);
      if (value !== undefined) out.push(value);
      return;
    }
    if (depth > MAX_DEPTH) {
      this.#fault('too-deep', `Lists are nested deeper than ${MAX_DEPTH} levels.`, node, path);
      return;
    }
    for (const item of itemsOf(node)) this.#items(field, item, path, item.kind === 'list' ? depth + 1 : depth, out);
  }

  /** Envoy 1.40: a null item of a list is the zero value of its kind. */
  #nullItem(field: FieldType, node: SyntaxNode, path: string): Value | undefined {
    if (field.kind === 'scalar') return zeroOf(field.scalar);
    if (field.kind === 'enum') return this.#o.schema.enumeration(field.typeName as string)?.byNumber.get(0)?.name ?? 0;
    if (field.typeName === 'google.protobuf.Value') return { kind: 'struct', data: null };
    const type = this.#o.schema.message(field.typeName as string);
    return type === undefined
      ? this.#fault('wrong-type', `${field.name} takes ${kindName(field)}, not null.`, node, path)
      : { kind: 'message', type, file: this.#o.file, path, node, fields: new Map() };
  }

  #map(field: FieldType, node: SyntaxNode, path: string, depth: number): Value | undefined {
    if (node.kind !== 'map') return this.#fault('wrong-type', `${field.name} is a map, not ${describe(node)}.`, node, path);
    const out = new Map<string, Value>();
    for (const entry of lastOfEach(entriesOf(node))) {
      if (isIgnored(entry)) continue;
      const at = `${path}[${JSON.stringify(entry.key)}]`;
      if (this.#isNull(entry.value) && field.kind === 'message' && field.typeName !== 'google.protobuf.Value') {
        // Envoy 1.40: the entry is there, and its message empty
        const type = this.#o.schema.message(field.typeName as string);
        if (type !== undefined)
          out.set(entry.key, { kind: 'message', type, file: this.#o.file, path: at, node: entry.value, fields: new Map() });
        continue;
      }
      if (this.#isNull(entry.value) && field.typeName !== 'google.protobuf.Value') {
        this.#fault('wrong-type', `A value of the map ${field.name} cannot be null.`, entry.value, at);
        continue;
      }
      if (
        field.mapKey !== 'string' &&
        field.mapKey !== undefined &&
        convertScalar(field.mapKey, { kind: 'string', text: entry.key }) === undefined
      ) {
        this.#fault('wrong-type', `A key of ${field.name} is a ${field.mapKey}, not ${JSON.stringify(entry.key)}.`, entry.keyNode, at);
        continue;
      }
      const value = this.#single(field, entry.value, at, depth);
      if (value !== undefined) out.set(entry.key, value);
    }
    return out;
  }

  #single(field: FieldType, node: SyntaxNode, path: string, depth: number): Value | undefined {
    if (field.kind === 'scalar') return this.#scalar(field, node, path, depth);
    if (field.kind === 'enum') return this.#enum(field, node, path);
    switch (field.typeName) {
      case 'google.protobuf.Duration':
        return this.#duration(field, node, path);
      case 'google.protobuf.Timestamp':
        return this.#timestamp(field, node, path);
      case 'google.protobuf.Struct':
        return node.kind === 'map'
          ? this.#data(node)
          : this.#fault('wrong-type', `${field.name} is a map, not ${describe(node)}.`, node, path);
      case 'google.protobuf.ListValue':
        return node.kind === 'list'
          ? this.#data(node)
          : this.#fault('wrong-type', `${field.name} is a list, not ${describe(node)}.`, node, path);
      case 'google.protobuf.Value':
        return this.#data(node);
      case 'google.protobuf.Any':
        return this.#any(node, path, depth);
      case 'google.protobuf.Empty':
        if (node.kind !== 'map') return this.#fault('wrong-type', `${field.name} is an empty map, not ${describe(node)}.`, node, path);
        for (const entry of entriesOf(node))
          this.#fault('unknown-field', `${field.name} has no fields; it is written {}.`, entry.keyNode, path);
        return { kind: 'struct', data: {} };
      case 'google.protobuf.FieldMask': {
        const json = node.kind === 'scalar' ? this.#json(node) : undefined;
        return json?.kind === 'string'
          ? { kind: 'struct', data: json.text }
          : this.#fault('wrong-type', `${field.name} is a string of paths.`, node, path);
      }
      default: {
        const type = this.#o.schema.message(field.typeName as string);
        return type === undefined ? this.#data(node) : this.message(type, node, path, depth, '');
      }
    }
  }

  #data(node: SyntaxNode): Value {
    return new ReadStruct(() => readData(node, this.#o));
  }

  #scalar(field: FieldType, node: SyntaxNode, path: string, depth: number): Value | undefined {
    const kind = field.scalar as NonNullable<FieldType['scalar']>;
    if (node.kind === 'map' && field.wrapper) return this.#wrapped(field, node, path, depth);
    if (node.kind !== 'scalar')
      return this.#fault('wrong-type', `${field.name} takes ${kindName(field)}, not ${describe(node)}.`, node, path);
    const json = this.#json(node);
    if (json.kind === 'null') return this.#fault('wrong-type', `${field.name} takes ${kindName(field)}, not null.`, node, path);
    const value = convertScalar(kind, json);
    if (value !== undefined) return value;
    const quoted = kind === 'string' && node.style === 'plain';
    const wrote = `${JSON.stringify(node.raw)} is read as a ${json.kind === 'bool' ? 'boolean' : json.kind}`;
    this.#o.problems.error(
      'wrong-type',
      `${field.name} takes ${kindName(field)}; ${quoted ? `${wrote}. Put it in quotes.` : `${JSON.stringify(node.raw)} is none.`}`,
      { file: this.#o.file, path, span: node.span },
      quoted ? { fix: { title: 'Put it in quotes', span: node.span, text: JSON.stringify(node.raw) } } : {},
    );
    return undefined;
  }

  /** `{value: 5}` for a wrapper, as if it were the message that it is. */
  #wrapped(field: FieldType, node: SyntaxNode & { kind: 'map' }, path: string, depth: number): Value | undefined {
    let found: Value | undefined;
    for (const entry of lastOfEach(entriesOf(node))) {
      if (entry.key === 'value')
        found = this.#isNull(entry.value) ? undefined : this.#scalar({ ...field, wrapper: false }, entry.value, `${path}.value`, depth);
      else this.#fault('unknown-field', `${field.name} takes ${kindName(field)}; as a map it has only value.`, entry.keyNode, path);
    }
    return found ?? zeroOf(field.scalar);
  }

  #enum(field: FieldType, node: SyntaxNode, path: string): Value | undefined {
    if (field.typeName === 'google.protobuf.NullValue') return this.#isNull(node) || node.kind === 'scalar' ? 'NULL_VALUE' : undefined;
    const type = this.#o.schema.enumeration(field.typeName as string);
    if (node.kind !== 'scalar')
      return this.#fault('wrong-type', `${field.name} takes one of ${names(type)}, not ${describe(node)}.`, node, path);
    const named = type?.byName.get(quotedIn(node) ?? '')?.name;
    if (named !== undefined) return named;
    const json = this.#json(node);
    const value = json.kind === 'null' ? undefined : convertEnum(type, json);
    return (
      value ??
      this.#fault('unknown-enum-value', `${field.name} takes one of ${names(type)}; ${JSON.stringify(node.raw)} is none.`, node, path)
    );
  }

  #duration(field: FieldType, node: SyntaxNode, path: string): Value | undefined {
    if (node.kind === 'scalar') {
      const json = this.#json(node);
      const value = json.kind === 'string' ? durationOf(json.text) : undefined;
      return (
        value ??
        this.#fault(
          'bad-duration',
          `${field.name} is a duration such as 1s or 0.25s; ${JSON.stringify(node.raw)} is none${minutes(node.raw)}.`,
          node,
          path,
        )
      );
    }
    if (node.kind !== 'map')
      return this.#fault('bad-duration', `${field.name} is a duration such as 1s, not ${describe(node)}.`, node, path);
    let seconds = 0;
    let nanos = 0;
    for (const entry of lastOfEach(entriesOf(node))) {
      if (entry.key !== 'seconds' && entry.key !== 'nanos') {
        this.#fault('unknown-field', `A duration has only seconds and nanos.`, entry.keyNode, path);
        continue;
      }
      if (this.#isNull(entry.value)) continue;
      const json = entry.value.kind === 'scalar' ? this.#json(entry.value) : undefined;
      const value =
        json === undefined || json.kind === 'null' ? undefined : convertScalar(entry.key === 'seconds' ? 'int64' : 'int32', json);
      if (typeof value !== 'number') {
        this.#fault('wrong-type', `${entry.key} of a duration is a whole number.`, entry.value, path);
        continue;
      }
      if (entry.key === 'seconds') seconds = value;
      else nanos = value;
    }
    return { kind: 'duration', seconds, nanos };
  }

  #timestamp(field: FieldType, node: SyntaxNode, path: string): Value | undefined {
    if (node.kind === 'map') return this.#data(node);
    const json = node.kind === 'scalar' ? this.#json(node) : undefined;
    const ok = json?.kind === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[-+]\d{2}:\d{2})$/.test(json.text);
    return ok
      ? { kind: 'struct', data: json.text }
      : this.#fault('wrong-type', `${field.name} is a time such as 2026-01-01T00:00:00Z.`, node, path);
  }

  #any(node: SyntaxNode, path: string, depth: number): Value | undefined {
    if (node.kind !== 'map')
      return this.#fault('wrong-type', `A typed configuration is a map with @type, not ${describe(node)}.`, node, path);
    const entries = lastOfEach(entriesOf(node)).filter((e) => !isIgnored(e));
    const typed = entries.find((e) => e.key === '@type');
    if (typed === undefined) {
      if (entries.length > 0)
        this.#fault('missing-type', 'A typed configuration needs @type, which says what kind of configuration it is.', node, path);
      return { kind: 'any', type: '', message: undefined, node, typedStruct: false };
    }
    const json = typed.value.kind === 'scalar' ? this.#json(typed.value) : undefined;
    const url = json?.kind === 'string' ? json.text : '';
    const slash = url.lastIndexOf('/');
    if (slash < 1 || slash === url.length - 1)
      return this.#fault(
        'bad-type',
        `@type is a URL such as type.googleapis.com/envoy…; ${JSON.stringify(url)} has no slash.`,
        typed.value,
        path,
      );
    return this.#typed(url.slice(slash + 1), node, typed, path, depth);
  }

  #typed(name: string, node: SyntaxNode & { kind: 'map' }, typed: MapEntry, path: string, depth: number): AnyValue | undefined {
    if (name === 'xds.type.v3.TypedStruct' || name === 'udpa.type.v1.TypedStruct') return this.#typedStruct(node, path, depth);
    const plain = WELL_KNOWN.get(name);
    if (plain !== undefined) return this.#wellKnownAny(name, plain, node, path, depth);
    const type = this.#o.schema.message(name);
    if (type === undefined) {
      const old = /\.v2(alpha)?\.|^envoy\.api\.v2/.test(name)
        ? ' It belongs to the v2 API, which was removed in Envoy 1.18; use the v3 type.'
        : '';
      this.#fault('unknown-type', `Envoy 1.40 has no message ${JSON.stringify(name)} compiled in.${old}`, typed.value, path);
      return { kind: 'any', type: name, message: undefined, node, typedStruct: false };
    }
    return { kind: 'any', type: name, message: this.message(type, node, path, depth, '@type'), node, typedStruct: false };
  }

  /** A Struct in place of the message: Envoy converts it when the extension is made. */
  #typedStruct(node: SyntaxNode & { kind: 'map' }, path: string, depth: number): AnyValue {
    const url = node.entries.find((e) => e.key === 'type_url' || e.key === 'typeUrl')?.value;
    const value = node.entries.find((e) => e.key === 'value')?.value;
    const name = url?.kind === 'scalar' ? url.raw.slice(url.raw.lastIndexOf('/') + 1) : '';
    for (const entry of entriesOf(node))
      if (!['@type', 'type_url', 'typeUrl', 'value'].includes(entry.key))
        this.#fault('unknown-field', `TypedStruct has no field ${JSON.stringify(entry.key)}.`, entry.keyNode, path);
    if (value !== undefined && value.kind !== 'map' && !this.#isNull(value))
      this.#fault('wrong-type', `value of a TypedStruct is a map, not ${describe(value)}.`, value, path);
    const type = this.#o.schema.message(name);
    const empty: SyntaxNode = { kind: 'map', span: node.span, entries: [] };
    const message = type === undefined ? undefined : this.message(type, value ?? empty, `${path}.value`, depth, '');
    return { kind: 'any', type: name, message, node, typedStruct: true };
  }

  #wellKnownAny(name: string, field: FieldType, node: SyntaxNode & { kind: 'map' }, path: string, depth: number): AnyValue {
    const value = node.entries.find((e) => e.key === 'value');
    const fields = new Map<string, FieldValue>();
    for (const entry of entriesOf(node))
      if (entry.key !== '@type' && entry.key !== 'value')
        this.#fault('unknown-field', `${name} in a typed configuration has only value.`, entry.keyNode, path);
    const read = value === undefined ? undefined : this.#single(field, value.value, `${path}.value`, depth);
    if (value !== undefined && read !== undefined) fields.set('value', { value: read, node: value.value, keySpan: value.keySpan });
    const type: MessageType = {
      name,
      shortName: name.slice(16),
      fields: [field],
      byName: new Map([['value', field]]),
      requiredOneofs: [],
      checked: true,
    };
    return {
      kind: 'any',
      type: name,
      message: { kind: 'message', type, file: this.#o.file, path, node, fields },
      node,
      typedStruct: false,
    };
  }
}

/** One string without a oneof around it. */
const isPlainText = ({ scalar, list, mapKey, oneof }: FieldType): boolean =>
  scalar === 'string' && !list && mapKey === undefined && oneof === undefined;

/** A string in quotes. */
const quotedIn = (node: SyntaxNode): string | undefined =>
  node.kind === 'scalar' && node.style === 'double' && node.tag === undefined ? node.raw : undefined;

/** A scalar without presence at its zero value is absent, as in proto3. */
function isDefault(field: FieldType, value: Value): boolean {
  if (field.list || field.mapKey !== undefined)
    return Array.isArray(value) ? value.length === 0 : (value as ReadonlyMap<string, Value>).size === 0;
  if (field.kind === 'message' || field.wrapper || field.oneof !== undefined) return false;
  return value === '' || value === 0 || value === false || value === 0n || (value instanceof Uint8Array && value.length === 0);
}

function zeroOf(kind: FieldType['scalar']): Value {
  if (kind === 'string') return '';
  if (kind === 'bool') return false;
  return kind === 'bytes' ? new Uint8Array() : 0;
}
