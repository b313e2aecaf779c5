// Completion in an Envoy configuration: keys of the message that stands there, values of enums, `@type`s of the extension point, names
// that the text defines.
import type { Completion, Completions } from '../../../text/assist.ts';
import { placeAt, scalarAt, type TypingPlace } from '../../../text/typing.ts';
import type { ExpressionAt } from '../../dialect.ts';
import type { FieldType, MessageType, Schema } from '../schema/descriptor.ts';
import { typesOfCategories } from '../schema/points.ts';
import { docOf, docOfType, docOfValue, enumOf, isRequired, noteOfValue, notesOf, typeText } from './describe.ts';
import { namesIn, referenceOf } from './names.ts';
import { type Expected, expectedAt, type Place, type Typed, WATCHED } from './place.ts';

/** More than any message has fields. */
const MOST = 200;

export function completionsAt(schema: Schema, text: string, offset: number, profile: string): Completions | ExpressionAt | undefined {
  const place = placeAt(text, offset, WATCHED);
  if (place === undefined) return undefined;
  const expected = expectedAt(schema, place);
  const expression = place.at === 'key' ? undefined : expressionAt(text, offset, place, expected, profile);
  if (expression !== undefined) return expression;
  const keys = place.at === 'value' ? [] : keysFor(schema, expected, place);
  const values = place.at === 'key' ? [] : valuesFor(schema, expected.value, place, text);
  const items = [...values, ...keys];
  return { items: items.slice(0, MOST), isCut: items.length > MOST };
}

/** Fields that hold CEL as text. */
const EXPRESSIONS = new Set([
  'envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter.expression',
  'envoy.extensions.rate_limit_descriptors.expr.v3.Descriptor.text',
  'envoy.extensions.tracers.opentelemetry.samplers.v3.CELSamplerConfig.expression',
]);

/** The expression that the offset is in, if the field holds one. */
export function expressionAt(
  text: string,
  offset: number,
  place: TypingPlace,
  { value }: Place,
  profile: string,
): ExpressionAt | undefined {
  if (value?.kind !== 'field' || !EXPRESSIONS.has(`${value.owner.name}.${value.field.name}`)) return undefined;
  const scalar = scalarAt(text, place, offset);
  return { kind: 'expression', profile, expression: scalar.value, offset: scalar.offset, spanOf: scalar.spanOf };
}

function keysFor(schema: Schema, { map, value }: Place, place: TypingPlace): readonly Completion[] {
  const isListHead = place.at === 'either' && value?.kind === 'field' && value.field.list && value.part === 'whole' && !place.flow;
  const dash = isListHead ? '- ' : '';
  switch (map?.kind) {
    case 'message':
      return [...(map.typed === undefined ? [] : typeKey(place, dash)), ...fieldKeys(map.type, place, dash)];
    case 'any':
      return typeKey(place, dash);
    case 'field':
      return map.part === 'key' ? mapKeys(schema, map, place) : [];
    default:
      return [];
  }
}

const typeKey = (place: TypingPlace, dash: string): readonly Completion[] =>
  place.keys.includes('@type')
    ? []
    : [
        {
          kind: 'field',
          label: '@type',
          replace: place.word,
          detail: 'URL of a type',
          doc: 'Says what kind of configuration this is.',
          note: 'required',
          insert: `${dash}${place.colon ? quoted('@type', place) : `${quoted('@type', place, true)}: `}`,
        },
      ];

/** Required fields first, deprecated ones last. */
function fieldKeys(type: MessageType, place: TypingPlace, dash: string): readonly Completion[] {
  const present = new Set(place.keys.map((key) => type.byName.get(key)).filter((f) => f !== undefined));
  const taken = new Set([...present].map((f) => f.oneof).filter((o) => o !== undefined));
  const left = type.fields.filter((f) => !present.has(f) && (f.oneof === undefined || !taken.has(f.oneof)));
  const rank = (f: FieldType): number => (f.deprecated !== undefined ? 2 : isRequired(type, f) || isNeeded(type, f) ? 0 : 1);
  return [...left]
    .sort((a, b) => rank(a) - rank(b))
    .map((field) => {
      const notes = [...(isRequired(type, field) ? ['required'] : []), ...notesOf(type, field)];
      return {
        kind: 'field',
        label: field.name,
        ...inserted(field, place, dash),
        replace: place.word,
        detail: typeText(field),
        doc: docOf(type, field),
        ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
      };
    });
}

const isNeeded = (type: MessageType, field: FieldType): boolean => field.oneof !== undefined && type.requiredOneofs.includes(field.oneof);

function quoted(word: string, place: TypingPlace, plainNeedsQuotes = false): string {
  if (place.style === 'double' || place.style === 'single') return place.style === 'double' ? `"${word}"` : `'${word}'`;
  return (place.flow && isJson(place)) || plainNeedsQuotes ? `"${word}"` : word;
}

/** Brackets from the start on, with quoted keys. */
const isJson = (place: TypingPlace): boolean => place.flow && place.column === 0;

/** The key with what follows: a value on its line, a deeper line for a map or list, brackets in JSON. */
function inserted(field: FieldType, place: TypingPlace, dash: string): { readonly insert: string; readonly caret?: number } {
  const key = quoted(field.name, place);
  if (place.colon) return { insert: `${dash}${key}` };
  const isMap =
    field.mapKey !== undefined ||
    (field.kind === 'message' && field.typeName !== 'google.protobuf.Duration' && field.typeName !== 'google.protobuf.Timestamp');
  if (place.flow) {
    if (!field.list && !isMap) return { insert: `${key}: ` };
    const insert = `${key}: ${field.list ? '[]' : '{}'}`;
    return { insert, caret: insert.length - 1 };
  }
  const column = ' '.repeat(place.column + dash.length);
  if (field.list) return { insert: `${dash}${key}:\n${column}- ` };
  return { insert: isMap ? `${dash}${key}:\n${column}  ` : `${dash}${key}: ` };
}

/** Keys of maps that are names of something: filters that a route configures. */
function mapKeys(_schema: Schema, at: Expected & { kind: 'field' }, place: TypingPlace): readonly Completion[] {
  if (at.field.name !== 'typed_extension_protocol_options' || place.keys.includes(HTTP_OPTIONS)) return [];
  return [
    {
      kind: 'field',
      label: HTTP_OPTIONS,
      insert: `${quoted(HTTP_OPTIONS, place)}:`,
      replace: place.word,
      doc: 'How connections to the cluster speak HTTP.',
    },
  ];
}

const HTTP_OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

function valuesFor(schema: Schema, at: Expected | undefined, place: TypingPlace, text: string): readonly Completion[] {
  if (at?.kind === 'type') return typeUrls(schema, at.typed, place);
  if (at?.kind !== 'field' || at.part === 'key') return [];
  const { field, owner } = at;
  const item = (label: string, detail: string, doc: string, note?: string): Completion => ({
    kind: 'value',
    label,
    insert:
      place.style === 'single'
        ? `'${label}'`
        : place.style === 'double' || (isJson(place) && field.scalar !== 'bool')
          ? `"${label}"`
          : label,
    replace: place.word,
    detail,
    doc,
    ...(note === undefined ? {} : { note }),
  });
  const type = enumOf(schema, field);
  if (type !== undefined) {
    const values = [...type.values].sort((a, b) => Number(a.deprecated) - Number(b.deprecated));
    return values.map((v) => item(v.name, String(v.number), docOfValue(type, v), noteOfValue(type, v)));
  }
  if (field.scalar === 'bool') return ['true', 'false'].map((label) => item(label, 'bool', docOf(owner, field)));
  const kind = field.scalar === 'string' ? referenceOf(owner.name, field.name) : undefined;
  return kind === undefined ? [] : namesIn(text)[kind].map((name) => item(name, NAMED[kind], docOf(owner, field)));
}

const NAMED = {
  cluster: 'cluster',
  routes: 'route configuration',
  secret: 'secret',
  filter: 'HTTP filter',
  plugin: 'cluster specifier plugin',
} as const;

/** What the extension point takes; where it is not known which, everything that is compiled in. */
function typeUrls(schema: Schema, typed: Typed, place: TypingPlace): readonly Completion[] {
  return typesAt(schema, typed).map((type) => ({
    kind: 'type',
    label: type.slice(type.lastIndexOf('.') + 1),
    insert:
      place.style === 'single' || (place.style !== 'double' && !place.flow)
        ? `type.googleapis.com/${type}`
        : `"type.googleapis.com/${type}"`,
    replace: place.word,
    detail: type,
    doc: docOfType(type),
  }));
}

function typesAt(schema: Schema, typed: Typed): readonly string[] {
  if (typed.field === 'typed_per_filter_config') return perRouteTypes(schema);
  const types = typesOfCategories(schema, narrowed(typed));
  const own = types.filter((t) => !PER_ROUTE.test(t));
  return own.length > 0 ? own : typed.categories === undefined ? RESOURCES : [];
}

const PER_ROUTE = /(PerRoute|PerRouteConfig|PerVirtualHost|Overrides?)$/;

/** Resources of a discovery answer, and what an admin dump holds. */
const RESOURCES = [
  'envoy.config.listener.v3.Listener',
  'envoy.config.cluster.v3.Cluster',
  'envoy.config.route.v3.RouteConfiguration',
  'envoy.config.endpoint.v3.ClusterLoadAssignment',
  'envoy.extensions.transport_sockets.tls.v3.Secret',
  'envoy.config.route.v3.ScopedRouteConfiguration',
];

/** Of an extension point that stands in several places, what fits in this one. */
function narrowed(typed: Typed): readonly string[] {
  const all = typed.categories ?? [];
  const upstream = typed.inside.some((name) => name.startsWith('envoy.config.cluster.'));
  const network =
    typed.inside.includes('envoy.config.listener.v3.Listener') &&
    !typed.inside.some((name) => /HttpConnectionManager$|VirtualHost$/.test(name));
  return all.filter((category) => {
    if (category.endsWith('.downstream')) return !upstream;
    if (category.endsWith('.upstream') && category.includes('transport_sockets')) return upstream;
    if (category.startsWith('envoy.matching.network.')) return network;
    if (category.startsWith('envoy.matching.http.')) return !network;
    return true;
  });
}

function perRouteTypes(schema: Schema): readonly string[] {
  const own = typesOfCategories(schema, ['envoy.filters.http']).filter((t) => PER_ROUTE.test(t) || !hasPerRoute(schema, t));
  return [...own.filter((t) => PER_ROUTE.test(t)), 'envoy.config.route.v3.FilterConfig', ...own.filter((t) => !PER_ROUTE.test(t))];
}

const hasPerRoute = (schema: Schema, type: string): boolean =>
  schema.message(`${type}PerRoute`) !== undefined || type.endsWith('.router.v3.Router');
