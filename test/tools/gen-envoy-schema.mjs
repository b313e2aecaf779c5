// @ts-nocheck: descriptors are walked by reflection; extension values have no static types.
// Derives the committed schema table of Envoy's API from the descriptor set of a release program. `npm run gen` runs it where the folder
// with those facts is there; alone: `node test/tools/gen-envoy-schema.mjs FOLDER`.
//
// The folder holds envoy-1.40.binpb, envoy-1.40-extensions.json and envoy-since.json; envoy-1.40.ts and since.ts are made.
//
// The table is text: one line a message, enum or extension category, the fields after it. src/dialects/envoy/schema/descriptor.ts
// reads it and says what each column means. Field names, types and rules are facts of an interface; no comment is taken over.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFileRegistry, fromBinary, getOption, hasOption } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { inRoot } from './paths.mjs';

/** What a configuration, an xDS answer or an admin page can hold; everything reachable from these is kept. */
const ROOTS = [
  'envoy.config.bootstrap.v3.Bootstrap',
  'envoy.service.discovery.v3.DiscoveryResponse',
  'envoy.service.discovery.v3.Resource',
  'envoy.admin.v3.ConfigDump',
  'envoy.admin.v3.BootstrapConfigDump',
  'envoy.admin.v3.ListenersConfigDump',
  'envoy.admin.v3.ClustersConfigDump',
  'envoy.admin.v3.RoutesConfigDump',
  'envoy.admin.v3.ScopedRoutesConfigDump',
  'envoy.admin.v3.EndpointsConfigDump',
  'envoy.admin.v3.SecretsConfigDump',
  'envoy.admin.v3.EcdsConfigDump',
  'envoy.admin.v3.Clusters',
  'envoy.admin.v3.Listeners',
];
/** Messages of these packages travel at run time (telemetry, service calls); a configuration cannot hold them. */
const RUNTIME_ONLY = /^(envoy\.(data|service|watchdog)\.|opentelemetry\.|io\.prometheus\.|opencensus\.|grpc\.)/;

/** Texts of the generated files by their paths. */
export function envoySchema(schemas) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(join(schemas, 'envoy-1.40.binpb'))));
  const extensions = JSON.parse(readFileSync(join(schemas, 'envoy-1.40-extensions.json'), 'utf8'));
  const since = JSON.parse(readFileSync(join(schemas, 'envoy-since.json'), 'utf8'));
  const ext = (name) => registry.getExtension(name);
  const rulesOf = ext('validate.rules');
  const oneofRequired = ext('validate.required');
  const disabled = ext('validate.disabled');
  const deprecatedAt = ext('envoy.annotations.deprecated_at_minor_version');
  const disallowed = ext('envoy.annotations.disallowed_by_default');
  const enumDisallowed = ext('envoy.annotations.disallowed_by_default_enum');

  const SCALARS = {
    1: 'd',
    2: 'f',
    3: 'I',
    4: 'U',
    5: 'i',
    6: 'U',
    7: 'u',
    8: 'b',
    9: 's',
    12: 'y',
    13: 'u',
    15: 'i',
    16: 'I',
    17: 'i',
    18: 'I',
  };

  const wanted = new Map();
  const seen = (type) => {
    if (type === undefined || wanted.has(type.typeName)) return;
    wanted.set(type.typeName, type);
    if (type.kind !== 'message') return;
    for (const field of type.fields) {
      const inner = field.message ?? field.enum;
      if (inner !== undefined && !inner.typeName.startsWith('google.protobuf.')) seen(inner);
    }
  };
  for (const root of ROOTS) seen(registry.getMessage(root));
  const packages = new Set(Object.values(extensions.categories).flatMap((list) => list.flatMap((e) => e.types ?? [])));
  for (const type of packages) seen(registry.getMessage(type));
  for (const type of registry)
    if (
      type.kind === 'message' &&
      !RUNTIME_ONLY.test(type.typeName) &&
      !/^(google|validate|udpa\.annotations|xds\.annotations)\./.test(type.typeName)
    )
      seen(type);

  /** A type's name as seen from a message: `.X` in its own package, `~X` in envoy, `^X` in the message itself. */
  const shortName = (owner, name) => {
    const pkg = owner.file.proto.package;
    if (name.startsWith(`${owner.typeName}.`)) return `^${name.slice(owner.typeName.length + 1)}`;
    if (name.startsWith(`${pkg}.`)) return `.${name.slice(pkg.length + 1)}`;
    if (name.startsWith('envoy.')) return `~${name.slice(6)}`;
    if (name.startsWith('google.protobuf.')) return `@${name.slice(16)}`;
    return name;
  };
  const ref = (owner, t) => shortName(owner, t.typeName);
  const typeOf = (owner, f) => {
    if (f.fieldKind === 'map')
      return `%${SCALARS[f.mapKey]}${f.mapKind === 'scalar' ? SCALARS[f.scalar] : (f.mapKind === 'enum' ? 'e' : 'm') + ref(owner, f.message ?? f.enum)}`;
    const list = f.fieldKind === 'list' ? '*' : '';
    if (f.scalar !== undefined) return list + SCALARS[f.scalar];
    return list + (f.enum ? `e${ref(owner, f.enum)}` : `m${ref(owner, f.message)}`);
  };
  const number = (v) => (typeof v === 'bigint' ? Number(v) : v);
  const plain = (v) => {
    if (v !== null && typeof v === 'object' && 'seconds' in v) return Number(v.seconds) + v.nanos / 1e9;
    if (v instanceof Uint8Array) return [...v];
    if (Array.isArray(v)) return v.map(plain);
    return number(v);
  };
  function rules(r) {
    const out = {};
    if (r === undefined) return out;
    if (r.message?.required) out.required = true;
    if (r.message?.skip) out.skip = true;
    const t = r.type.value;
    if (t === undefined) return out;
    for (const [k, v] of Object.entries(t)) {
      if (k.startsWith('$') || v === undefined || v === false || (Array.isArray(v) && v.length === 0)) continue;
      if (k === 'wellKnown') {
        if (v.case === undefined) continue;
        if (v.case === 'wellKnownRegex')
          out.regex =
            v.value === 1
              ? t.strict === false
                ? 'header_name_lax'
                : 'header_name'
              : t.strict === false
                ? 'header_value_lax'
                : 'header_value';
        else out[v.case] = true;
      } else if (k === 'strict') continue;
      else if (k === 'items' || k === 'keys' || k === 'values') {
        const inner = rules(v);
        if (Object.keys(inner).length > 0) out[k] = inner;
      } else out[k] = plain(v);
    }
    // false, zero and the empty string are set values only where proto2 presence says so
    for (const k of ['const', 'gte', 'gt', 'lte', 'lt']) if (hasOwn(t, k) && t[k] !== undefined) out[k] = plain(t[k]);
    return out;
  }
  const hasOwn = (o, k) => Object.hasOwn(o, k);

  const lines = [];
  for (const type of [...wanted.values()].sort((a, b) => (a.typeName < b.typeName ? -1 : 1))) {
    if (type.kind === 'enum') {
      lines.push(`E${type.typeName}`);
      for (const v of type.values) {
        const off = hasOption(v, enumDisallowed) && getOption(v, enumDisallowed);
        lines.push(`${v.name} ${v.number}${v.deprecated || v.proto.options?.deprecated ? (off ? ' !!' : ' !') : ''}`);
      }
      continue;
    }
    const required = type.oneofs.filter((o) => hasOption(o, oneofRequired) && getOption(o, oneofRequired)).map((o) => o.name);
    const off = hasOption(type, disabled) && getOption(type, disabled);
    lines.push(`M${type.typeName}${off ? ' -' : ''}${required.length ? ` +${required.join(',')}` : ''}`);
    for (const f of type.fields) {
      const parts = [f.name, typeOf(type, f)];
      const oneof = f.oneof ?? type.oneofs.find((o) => o.fields.includes(f));
      if (oneof !== undefined) parts.push(`|${oneof.name}`);
      if (f.deprecated || f.proto.options?.deprecated)
        parts.push(
          `!${hasOption(f, disallowed) && getOption(f, disallowed) ? '!' : ''}${hasOption(f, deprecatedAt) ? getOption(f, deprecatedAt) : ''}`,
        );
      const r = f.proto.options && hasOption(f, rulesOf) ? rules(getOption(f, rulesOf)) : {};
      if (Object.keys(r).length > 0) parts.push(JSON.stringify(r));
      lines.push(parts.join(' '));
    }
  }
  for (const [category, list] of Object.entries(extensions.categories)) {
    lines.push(`X${category}`);
    for (const e of list) lines.push([e.name, ...(e.types ?? []).map((t) => (t.startsWith('envoy.') ? `~${t.slice(6)}` : t))].join(' '));
  }
  const versions = [];
  for (const kind of ['since', 'removed', 'deprecated']) {
    versions.push(`V${kind}`);
    for (const [name, version] of Object.entries(since[kind] ?? {}))
      versions.push(`${name.startsWith('envoy.') ? `~${name.slice(6)}` : name} ${version}`);
  }

  const literal = (list) => `\`${list.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
  return {
    'src/dialects/envoy/schema/envoy-1.40.ts': `// Generated by test/tools/gen-envoy-schema.mjs; do not edit. The API of Envoy 1.40.0: names, types, oneofs, enum values,
// validation rules, deprecations and the extensions compiled in, derived from the descriptor set that the release program
// carries. Copyright of the API: Envoy Project Authors, Apache-2.0 (https://github.com/envoyproxy/envoy).
// The columns are explained in descriptor.ts.
export const TABLE: string = ${literal(lines)};
`,
    'src/dialects/envoy/schema/since.ts': `// Generated by test/tools/gen-envoy-schema.mjs; do not edit. The Envoy version that first knows a message, field, enum or value,
// and those that removed or deprecated one, read out of the release programs 1.36 to 1.40 (Envoy Project Authors, Apache-2.0).
export const VERSIONS: string = ${literal(versions)};
`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [file, text] of Object.entries(envoySchema(process.argv[2]))) writeFileSync(inRoot(file), text);
