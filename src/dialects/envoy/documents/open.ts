// Texts in, configuration out: bootstraps, bare resources, lists and xDS answers of them, admin dumps with their wrappings.
// The main file decides; further files add resources (they are the xDS files a bootstrap points to, or a second dump).
import type { Span } from '../../../base/span.ts';
import { lenientJson } from '../../../text/json-options.ts';
import { readJson, readYaml } from '../../../text/read.ts';
import type { Source } from '../../../text/source.ts';
import { findValue, type SyntaxNode } from '../../../text/syntax.ts';
import type { Schema } from '../schema/descriptor.ts';
import { anyOf, child, children, type Message } from '../schema/message.ts';
import { type Problems, place } from '../schema/problem.ts';
import { type ReadOptions, readMessage } from '../schema/read.ts';
import type { Configuration, Resource } from './configuration.ts';
import { dumpResources, liveHealthOf } from './dump.ts';
import { type Shape, shapeOf, typeOf } from './shape.ts';

type Kind = 'listeners' | 'clusters' | 'routes' | 'scopedRoutes' | 'endpoints' | 'secrets';

const RESOURCES: Readonly<Partial<Record<Shape, { readonly kind: Kind; readonly type: string }>>> = {
  listener: { kind: 'listeners', type: 'envoy.config.listener.v3.Listener' },
  cluster: { kind: 'clusters', type: 'envoy.config.cluster.v3.Cluster' },
  'route-configuration': { kind: 'routes', type: 'envoy.config.route.v3.RouteConfiguration' },
  'scoped-route': { kind: 'scopedRoutes', type: 'envoy.config.route.v3.ScopedRouteConfiguration' },
  'load-assignment': { kind: 'endpoints', type: 'envoy.config.endpoint.v3.ClusterLoadAssignment' },
  secret: { kind: 'secrets', type: 'envoy.extensions.transport_sockets.tls.v3.Secret' },
};

interface Building {
  readonly fileNames: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string | undefined;
  bare: Configuration['bare'];
  bootstrap: Message | undefined;
  listeners: Resource[];
  clusters: Resource[];
  routes: Resource[];
  scopedRoutes: Resource[];
  endpoints: Resource[];
  secrets: Resource[];
  health: Map<string, Map<string, 'healthy' | 'degraded' | 'unhealthy'>>;
}

/** Reads the files. Nothing usable in them still gives an (empty) configuration; `problems` says why. */
export function openConfiguration(
  files: readonly Source[],
  schema: Schema,
  problems: Problems,
  env: Readonly<Record<string, string>> = {},
): Configuration {
  const building: Building = {
    fileNames: files.map((file) => file.name),
    env,
    version: versionComment(files[0]?.text ?? ''),
    bare: undefined,
    bootstrap: undefined,
    listeners: [],
    clusters: [],
    routes: [],
    scopedRoutes: [],
    endpoints: [],
    secrets: [],
    health: new Map(),
  };
  for (const [index, file] of files.entries())
    if (index === 0 || mayBeDocument(file.name)) new Opening(file, index === 0, schema, problems, building).run();
  return building;
}

/** `# envoy 1.38`, `# envoy: v1.38.2`, `# Envoy@1.38` among the comments that a text begins with. */
function versionComment(text: string): string | undefined {
  for (const line of text.slice(0, 2000).split('\n')) {
    if (line.trim() !== '' && !line.startsWith('#') && !line.startsWith('---')) return undefined;
    const found = /^#\s*envoy\s*[:@ ]\s*v?(\d{1,3}\.\d{1,3})\b/i.exec(line);
    if (found !== null) return found[1];
  }
  return undefined;
}

/** Whether a file beside the main one can hold configuration: a certificate or a script is only named by it. */
const mayBeDocument = (name: string): boolean => /\.(?:ya?ml|json)$/i.test(name) || !/\.[^./]*$/.test(name);

/** Envoy 1.40: `.yaml` and `.yml` in any case are YAML, every other name JSON. A name without an ending is taken as YAML. */
export const formatOf = (name: string): 'yaml' | 'json' => (/\.ya?ml$/i.test(name) || !/\.[^./]*$/.test(name) ? 'yaml' : 'json');

/** An escape of a surrogate that Envoy 1.40 does not read: in YAML any, in JSON one without its other half. */
function surrogateAt(text: string, format: 'yaml' | 'json'): Span | undefined {
  const escapes = /\\u[dD][89a-fA-F][0-9a-fA-F]{2}(?:(\\u[dD][c-fC-F][0-9a-fA-F]{2}))?/g;
  for (let found = escapes.exec(text); found !== null; found = escapes.exec(text)) {
    const start = found.index;
    if (format === 'json' && found[1] !== undefined) continue;
    if (isEscaped(text, start) || (format === 'yaml' && !isQuoted(text, start))) continue;
    return { start, end: start + 6 };
  }
  return undefined;
}

/** Whether the backslash at an offset is itself escaped. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
}

/** Farther back a line is not looked at. */
const LINE_START = 1000;

/** Whether a double quote is open on the line before an offset. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(at - LINE_START, 0), at);
  return before.slice(before.lastIndexOf('\n') + 1).split('"').length % 2 === 0;
}

const isEmptyProto = ({ name, text }: Source): boolean => /\.pb_text$/i.test(name) && /^(?:\s|#[^\n]*(?:\n|$))*$/.test(text);

class Opening {
  readonly #file: Source;
  readonly #main: boolean;
  readonly #problems: Problems;
  readonly #out: Building;
  readonly #read: ReadOptions;

  constructor(file: Source, main: boolean, schema: Schema, problems: Problems, out: Building) {
    this.#file = file;
    this.#main = main;
    this.#problems = problems;
    this.#out = out;
    this.#read = { schema, file: file.name, format: formatOf(file.name), unknownFields: 'error', problems };
  }

  run(): void {
    // certificates, scripts and the like: files that the configuration may read
    if (!this.#main && /\.[^./]+$/.test(this.#file.name) && !/\.(?:ya?ml|json)$/i.test(this.#file.name)) return;
    const root = this.#parse();
    if (root === undefined) return;
    if (root.kind === 'list') {
      this.#resources(root.items, '', false);
      this.#out.bare ??= 'resources';
      return;
    }
    this.#document(root);
  }

  #fault(code: string, message: string, span: Span): void {
    this.#problems.error(code, message, place(this.#file.name, '', span));
  }

  #parse(): SyntaxNode | undefined {
    // a protobuf text of nothing is an empty message
    const file = isEmptyProto(this.#file) ? { ...this.#file, text: '{}' } : this.#file;
    const parsed = this.#read.format === 'yaml' ? readYaml(file) : readJson(file, lenientJson);
    for (const p of parsed.problems)
      this.#problems.add(p.code.replace('/', '-'), p.severity, p.message, place(this.#file.name, '', p.span));
    const half = surrogateAt(this.#file.text, this.#read.format);
    if (half !== undefined) this.#fault('bad-escape', 'This escape is half a character; Envoy does not read it.', half);
    const root = parsed.documents[0]?.root;
    if (!this.#main) return root;
    if (root === undefined || root.kind === 'scalar') {
      this.#fault('empty', 'There is no configuration in this file: it must hold a map of fields.', root?.span ?? { start: 0, end: 0 });
      return undefined;
    }
    return root;
  }

  #document(root: SyntaxNode): void {
    const shape = shapeOf(root);
    switch (shape) {
      case 'bootstrap':
        this.#bootstrap(root);
        return;
      case 'config-dump':
        this.#dump(root);
        return;
      case 'discovery-response':
        this.#out.bare ??= this.#out.bootstrap === undefined ? 'resources' : undefined;
        this.#resources(itemsOf(findValue(root, 'resources')), 'resources', true);
        return;
      case 'clusters-page':
        liveHealthOf(root, this.#out.health);
        return;
      case 'listeners-page':
        return;
      case 'virtual-host':
        this.#virtualHost(root);
        return;
      case 'unknown':
        this.#unknown(root);
        return;
      default:
        this.#out.bare ??=
          this.#out.bootstrap === undefined ? (shape === 'route-configuration' && this.#main ? 'routes' : 'resources') : undefined;
        this.#resource(root, shape, '', !this.#main && this.#out.bootstrap !== undefined);
    }
  }

  /** Wrappings of tools (`{namespace: {pod: {configs: […]}}}`), else a bootstrap whose keys nobody knows. */
  #unknown(root: SyntaxNode): void {
    const inner = unwrap(root, 4);
    if (inner.length > 0) for (const node of inner) this.#document(node);
    else if (this.#main) this.#bootstrap(root);
  }

  #bootstrap(root: SyntaxNode): void {
    const type = this.#read.schema.message('envoy.config.bootstrap.v3.Bootstrap');
    if (type === undefined) return;
    const message = readMessage(type, root, '', this.#read);
    this.#out.bootstrap = message;
    const statics = child(message, 'static_resources');
    for (const kind of ['listeners', 'clusters', 'secrets'] as const)
      for (const m of children(statics, kind)) this.#out[kind].push({ message: m, dynamic: false });
  }

  #dump(root: SyntaxNode): void {
    this.#out.bare ??= 'resources';
    for (const found of dumpResources(root)) {
      const shape = shapeOf(found.node);
      if (found.kind === 'bootstrap') this.#bootstrapOfDump(found.node);
      else this.#resource(found.node, found.kind === 'any' ? shape : found.kind, found.path, found.dynamic, found.state);
    }
  }

  /** The bootstrap of a dump: its static parts come again, effective, in the sections of their own. */
  #bootstrapOfDump(node: SyntaxNode): void {
    const type = this.#read.schema.message('envoy.config.bootstrap.v3.Bootstrap');
    if (type !== undefined) this.#out.bootstrap = readMessage(type, node, 'bootstrap', { ...this.#read, unknownFields: 'ignore' });
  }

  #resources(nodes: readonly SyntaxNode[], path: string, dynamic: boolean): void {
    for (const [i, node] of nodes.entries()) {
      const inner = typeOf(node) === 'envoy.service.discovery.v3.Resource' ? (findValue(node, 'resource') ?? node) : node;
      const shape = shapeOf(inner);
      if (shape === 'virtual-host') this.#virtualHost(inner);
      else if (shape in RESOURCES) this.#resource(inner, shape, `${path}[${i}]`, dynamic);
      else if (shape === 'config-dump' || shape === 'bootstrap' || shape === 'discovery-response') this.#document(inner);
      else
        this.#problems.warn(
          'unknown-resource',
          'This item is no kind of resource that is known here (listener, cluster, route configuration, endpoints, secret).',
          place(this.#file.name, `${path}[${i}]`, inner.span),
        );
    }
  }

  #resource(node: SyntaxNode, shape: Shape, path: string, dynamic: boolean, state?: Resource['state']): void {
    const row = RESOURCES[shape];
    const type = row === undefined ? undefined : this.#read.schema.message(row.type);
    if (row === undefined || type === undefined) return;
    const message = readMessage(type, node, path, { ...this.#read, unknownFields: dynamic ? 'ignore' : 'error' }, '@type');
    this.#out[row.kind].push({ message, dynamic, ...(state === undefined ? {} : { state }) });
  }

  /** A lone virtual host is taken as a route configuration that holds it. */
  #virtualHost(node: SyntaxNode): void {
    const type = this.#read.schema.message('envoy.config.route.v3.RouteConfiguration');
    if (type === undefined) return;
    const key = {
      kind: 'scalar',
      span: { start: node.span.start, end: node.span.start },
      value: 'virtual_hosts',
      raw: 'virtual_hosts',
      style: 'plain',
    } as const;
    const root: SyntaxNode = {
      kind: 'map',
      span: node.span,
      entries: [{ key: 'virtual_hosts', keySpan: key.span, keyNode: key, value: withoutType(node) }],
    };
    this.#out.bare ??= 'routes';
    this.#out.routes.push({ message: readMessage(type, root, '', this.#read), dynamic: false });
  }
}

const itemsOf = (node: SyntaxNode | undefined): readonly SyntaxNode[] =>
  node === undefined ? [] : node.kind === 'list' ? node.items : [node];

function withoutType(node: SyntaxNode): SyntaxNode {
  return node.kind === 'map' ? { ...node, span: node.span, kind: 'map', entries: node.entries.filter((e) => e.key !== '@type') } : node;
}

/** Maps of maps around dumps: every map inside that has a shape of its own. */
function unwrap(node: SyntaxNode, depth: number): readonly SyntaxNode[] {
  if (node.kind !== 'map' || depth === 0) return [];
  const found: SyntaxNode[] = [];
  for (const entry of node.entries) {
    if (entry.key === '<<') continue; // Envoy merges nothing
    const shape = shapeOf(entry.value);
    if (shape === 'config-dump' || shape === 'bootstrap') found.push(entry.value);
    else found.push(...unwrap(entry.value, depth - 1));
  }
  return found;
}

/** The message inside an Any field, whatever its type. */
export const unpacked = (m: Message | undefined, field: string): Message | undefined => anyOf(m, field)?.message;
