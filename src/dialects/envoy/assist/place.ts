// What the schema expects where the caret is: the path of keys is followed from the kind of document inwards, and where a typed
// configuration stands, on through the message that its `@type` names.
import type { SyntaxNode } from '../../../text/syntax.ts';
import type { MapAround, PathPart, TypingPlace } from '../../../text/typing.ts';
import { type Shape, shapeOf } from '../documents/shape.ts';
import type { FieldType, MessageType, Schema } from '../schema/descriptor.ts';
import { categoriesOf } from '../schema/points.ts';

/** What may stand at a place. */
export type Expected =
  | { readonly kind: 'message'; readonly type: MessageType; readonly typed: Typed | undefined }
  /** A typed configuration that does not say yet which. */
  | { readonly kind: 'any'; readonly typed: Typed }
  /** The URL of a typed configuration. */
  | { readonly kind: 'type'; readonly typed: Typed }
  /** `part`: the field as a whole, a key of its map, or one of its items. */
  | { readonly kind: 'field'; readonly owner: MessageType; readonly field: FieldType; readonly part: 'whole' | 'key' | 'item' }
  | { readonly kind: 'free' };

/** An Any: what configures it stands in `owner`.`field`. */
export interface Typed {
  readonly categories: readonly string[] | undefined;
  readonly owner: string;
  readonly field: string;
  /** Types of the messages around it, the outermost first. */
  readonly inside: readonly string[];
}

const BOOTSTRAP = 'envoy.config.bootstrap.v3.Bootstrap';
const ROOTS: Readonly<Partial<Record<Shape, string>>> = {
  'config-dump': 'envoy.admin.v3.ConfigDump',
  'discovery-response': 'envoy.service.discovery.v3.DiscoveryResponse',
  'clusters-page': 'envoy.admin.v3.Clusters',
  'listeners-page': 'envoy.admin.v3.Listeners',
  listener: 'envoy.config.listener.v3.Listener',
  cluster: 'envoy.config.cluster.v3.Cluster',
  'route-configuration': 'envoy.config.route.v3.RouteConfiguration',
  'virtual-host': 'envoy.config.route.v3.VirtualHost',
  'load-assignment': 'envoy.config.endpoint.v3.ClusterLoadAssignment',
  secret: 'envoy.extensions.transport_sockets.tls.v3.Secret',
  'scoped-route': 'envoy.config.route.v3.ScopedRouteConfiguration',
};

/** Scalars that decide what a map is. */
export const WATCHED: ReadonlySet<string> = new Set(['@type', 'type_url', 'typeUrl']);

/** What a place expects: as a value, and as a map whose keys stand there. Undefined where nothing is known of it. */
export interface Place {
  readonly value: Expected | undefined;
  readonly map: Expected | undefined;
}

export const expectedAt = (schema: Schema, place: TypingPlace): Place => new Walk(schema, place).run();

class Walk {
  readonly #schema: Schema;
  readonly #place: TypingPlace;
  readonly #inside: string[] = [];

  constructor(schema: Schema, place: TypingPlace) {
    this.#schema = schema;
    this.#place = place;
  }

  run(): Place {
    const { path } = this.#place;
    const first = typeof path[0] === 'number' ? 1 : 0;
    let here: Expected | undefined = this.#root(first);
    for (let depth = first; depth < path.length && here !== undefined; depth++) here = this.#into(here, path[depth] as PathPart, depth + 1);
    return { value: here, map: here?.kind === 'field' ? this.#open(here, path.length) : here };
  }

  #mapAt(depth: number): MapAround | undefined {
    return this.#place.around.find((map) => map.depth === depth);
  }

  #root(depth: number): Expected | undefined {
    const map = this.#mapAt(depth);
    const name = typeName(map?.scalars.get('@type')) ?? ROOTS[shapeOf(nodeOf(map))] ?? BOOTSTRAP;
    const type = this.#schema.message(name);
    if (type === undefined) return undefined;
    this.#inside.push(name);
    return { kind: 'message', type, typed: undefined };
  }

  /** `depth`: how many parts lead to what the part leads to. */
  #into(here: Expected, part: PathPart, depth: number): Expected | undefined {
    const at =
      here.kind === 'field' && typeof part === 'string' && (here.part === 'item' || here.field.mapKey === undefined)
        ? this.#open(here, depth - 1)
        : here;
    if (at === undefined) return undefined;
    switch (at.kind) {
      case 'free':
      case 'type':
        return undefined;
      case 'any':
        return part === '@type' ? { kind: 'type', typed: at.typed } : undefined;
      case 'message':
        return this.#field(at.type, at.typed, part);
      case 'field':
        return { ...at, part: 'item' };
    }
  }

  #field(type: MessageType, typed: Typed | undefined, part: PathPart): Expected | undefined {
    if (typeof part === 'number') return undefined;
    if (part === '@type' && typed !== undefined) return { kind: 'type', typed };
    const field = type.byName.get(part);
    return field === undefined ? undefined : { kind: 'field', owner: type, field, part: 'whole' };
  }

  /** The map that stands for a field (or an item of it), at a depth of the path. */
  #open(at: Expected & { kind: 'field' }, depth: number): Expected | undefined {
    const { owner, field, part } = at;
    if (field.mapKey !== undefined && part === 'whole') return { kind: 'field', owner, field, part: 'key' };
    if (field.kind !== 'message') return field.wrapper ? { kind: 'free' } : undefined;
    const name = field.typeName as string;
    if (name === 'google.protobuf.Any') return this.#any(owner, field, depth);
    if (name.startsWith('google.protobuf.')) return { kind: 'free' };
    const type = this.#schema.message(name);
    if (type === undefined) return { kind: 'free' };
    this.#point = HOLDERS.has(name) ? { owner: owner.name, field: field.name } : undefined;
    this.#inside.push(name);
    return { kind: 'message', type, typed: undefined };
  }

  /** The field that holds the TypedExtensionConfig at hand. */
  #point: { readonly owner: string; readonly field: string } | undefined;

  #any(owner: MessageType, field: FieldType, depth: number): Expected {
    const point = HOLDERS.has(owner.name) && this.#point !== undefined ? this.#point : { owner: owner.name, field: field.name };
    const typed = { ...point, categories: categoriesOf(point.owner, point.field), inside: [...this.#inside] };
    const map = this.#mapAt(depth);
    const named = typeName(map?.scalars.get('@type'));
    const type = named === undefined ? undefined : this.#schema.message(named);
    if (type === undefined) return { kind: 'any', typed };
    this.#inside.push(type.name);
    return { kind: 'message', type, typed };
  }
}

const HOLDERS = new Set(['envoy.config.core.v3.TypedExtensionConfig', 'xds.core.v3.TypedExtensionConfig']);

const typeName = (url: string | undefined): string | undefined =>
  url === undefined || url === '' ? undefined : url.slice(url.lastIndexOf('/') + 1);

/** The keys of a map as a tree, for what is decided by keys. */
function nodeOf(map: MapAround | undefined): SyntaxNode {
  const span = { start: 0, end: 0 };
  const entries = (map?.keys ?? []).map((key) => {
    const keyNode = { kind: 'scalar', span, value: key, raw: key, style: 'plain' } as const;
    return { key, keySpan: span, keyNode, value: { kind: 'list', span, items: [] } as const };
  });
  return { kind: 'map', span, entries };
}
