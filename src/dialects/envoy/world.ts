// What stays the same from request to request: clusters by name, runtime keys, the node. Built once per model.
import type { EnvoyCluster, EnvoyModel, EnvoyRouteTable } from './model.ts';
import { child, children, dataOf, type Message, text } from './schema/message.ts';

export interface World {
  readonly model: EnvoyModel;
  readonly clusters: ReadonlyMap<string, EnvoyCluster>;
  readonly tables: ReadonlyMap<string, EnvoyRouteTable>;
  /** Static runtime layers, later ones over earlier ones; keys with dots. */
  readonly runtime: ReadonlyMap<string, unknown>;
  readonly nodeCluster: string;
  readonly nodeId: string;
  /** A lone RouteConfiguration: no listener, no connection manager, and every cluster exists. */
  readonly bare: boolean;
}

const worlds = new WeakMap<EnvoyModel, World>();

/** The world of a model; worked out once. */
export function worldOf(model: EnvoyModel): World {
  const known = worlds.get(model);
  if (known !== undefined) return known;
  const { bootstrap, bare } = model.configuration;
  const node = child(bootstrap, 'node');
  const made: World = {
    model,
    clusters: new Map(model.clusters.map((c) => [c.name, c])),
    tables: new Map(model.tables.map((t) => [t.name, t])),
    runtime: runtimeOf(bootstrap),
    nodeCluster: node === undefined ? '' : text(node, 'cluster'),
    nodeId: node === undefined ? '' : text(node, 'id'),
    bare: bare === 'routes',
  };
  worlds.set(model, made);
  return made;
}

const runtimes = new WeakMap<Message, ReadonlyMap<string, unknown>>();

/** The keys of the static runtime layers, the last layer first in rank. */
export function runtimeOf(bootstrap: Message | undefined): ReadonlyMap<string, unknown> {
  if (bootstrap === undefined) return new Map();
  const known = runtimes.get(bootstrap) ?? readRuntime(bootstrap);
  runtimes.set(bootstrap, known);
  return known;
}

function readRuntime(bootstrap: Message): ReadonlyMap<string, unknown> {
  const out = new Map<string, unknown>();
  for (const layer of children(child(bootstrap, 'layered_runtime'), 'layers')) flatten(dataOf(layer, 'static_layer'), '', out);
  return out;
}

/** `{a: {b: 1}}` is the key `a.b`; a map with numerator and denominator is a value. */
function flatten(value: unknown, key: string, out: Map<string, unknown>): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    if (key !== '' && value !== undefined) out.set(key, value);
    return;
  }
  const record = value as Record<string, unknown>;
  if (key !== '' && Object.hasOwn(record, 'numerator')) {
    out.set(key, value);
    return;
  }
  for (const [k, v] of Object.entries(record)) flatten(v, key === '' ? k : `${key}.${k}`, out);
}

/** Guards that Envoy 1.40 ships switched off; every other one is on. */
const OFF_BY_DEFAULT = new Set(['enable_formatter_for_ratelimit_action_descriptor_value']);

/** Whether `envoy.reloadable_features.<name>` is on. */
export function guard(world: World, name: string): boolean {
  const value = world.runtime.get(`envoy.reloadable_features.${name}`);
  if (value === undefined) return !OFF_BY_DEFAULT.has(name);
  return value === true || String(value).toLowerCase() === 'true';
}

/** A runtime key as a number: the request's own values first, then the static layers. */
export function runtimeNumber(world: World, overrides: Readonly<Record<string, unknown>> | undefined, key: string): number | undefined {
  if (key === '') return undefined;
  const value = overrides !== undefined && Object.hasOwn(overrides, key) ? overrides[key] : world.runtime.get(key);
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
  return number === undefined || Number.isNaN(number) ? undefined : number;
}
