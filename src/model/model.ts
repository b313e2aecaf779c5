// The gateway model: the one shape that every dialect lowers to, and that decision, graph and lints read. A dialect extends
// these interfaces with what only it knows (`EnvoyRoute extends Route`); whoever reads the model in general sees this much.
//
//   Listener (a socket) → FilterChain (chosen for the connection or host) → RouteTable → VirtualHost → Route → Cluster → Endpoint
//
// It is plain data: no functions, so that it can be compared, drawn, printed and searched.
import type { Span } from '../base/span.ts';

/** Where an entity was written. `path` is its place in the document's structure: `binds[0].listeners[0]`. */
export interface Origin {
  readonly file: string;
  readonly path: string;
  readonly span: Span;
}

/** What everything in the model has. */
export interface Entity {
  /** Unique in the model and stable while the text around it is edited. */
  readonly id: string;
  /** The dialect's own word for it: `bind`, `virtual host`, `backend`. */
  readonly term: string;
  /** The name in the configuration, else the gateway's own name for it. */
  readonly name: string;
  readonly origin: Origin;
}

export interface Model {
  readonly dialect: string;
  /** With version: `envoy@1.40`. */
  readonly profile: string;
  readonly listeners: readonly Listener[];
  /** Route tables that belong to no listener here: answers of a discovery service, a bare table. */
  readonly tables?: readonly RouteTable[];
  readonly clusters: readonly Cluster[];
  /** Policies that are written apart from what they act on: attached by name, or to everything. */
  readonly attached?: readonly Attachment[];
  /** Parts that are known by name only. Each is shown, and named by an answer that depends on it. */
  readonly opaque: readonly Opaque[];
}

export interface Attachment {
  readonly policies: readonly Policy[];
  /** Ids of the listeners, chains, routes and clusters that it acts on. */
  readonly to: readonly string[];
}

/** A part whose effect is not known here. */
export interface Opaque extends Entity {
  readonly kind: 'opaque';
  /** Its type, as far as the text says: `envoy.filters.http.lua`. */
  readonly type: string;
}

/** A socket. What listens on it is chosen among `chains`. */
export interface Listener extends Entity {
  readonly kind: 'listener';
  readonly address: string | undefined;
  readonly port: number | undefined;
  readonly chains: readonly FilterChain[];
}

/** What serves a connection: an Envoy filter chain, an agentgateway or Gateway API listener, an nginx server. */
export interface FilterChain extends Entity {
  readonly kind: 'filter-chain';
  readonly conditions: readonly Condition[];
  /** Chosen only when no other fits. */
  readonly isDefault: boolean;
  readonly tls: boolean;
  /** Filters and policies in the order in which the gateway runs them. */
  readonly policies: readonly Policy[];
  readonly routes: RouteTable | undefined;
  /** A chain that forwards connections, not requests. */
  readonly tcp: Forward | undefined;
  /** As `tcp`, where the name that a connection asks for chooses among several routes. */
  readonly connections?: RouteTable;
}

export interface RouteTable extends Entity {
  readonly kind: 'route-table';
  /** What happens when the chosen host has no route that fits: another host is tried, or the search ends. */
  readonly hostSearch: 'one-host' | 'fall-through';
  readonly hosts: readonly VirtualHost[];
}

export interface VirtualHost extends Entity {
  readonly kind: 'virtual-host';
  /** Host patterns; empty or `*` serves every host. */
  readonly domains: readonly string[];
  /** Whether routes are tried as written, or by rank (each match then has one). */
  readonly order: 'first-match' | 'ranked';
  readonly routes: readonly Route[];
  readonly policies: readonly Policy[];
}

export interface Route extends Entity {
  readonly kind: 'route';
  /** Any one must hold. */
  readonly matches: readonly Match[];
  readonly action: Action;
  readonly policies: readonly Policy[];
}

/** Conditions that must all hold. */
export interface Match {
  readonly origin: Origin;
  readonly conditions: readonly Condition[];
  /** For ranked search: compared element by element, the greater wins. */
  readonly rank?: readonly (number | string)[];
}

/** One testable fact about a request or connection. `on` is what is looked at, `test` how, in the dialect's words. */
export interface Condition {
  readonly on:
    | 'path'
    | 'method'
    | 'header'
    | 'query'
    | 'cookie'
    | 'host'
    | 'sni'
    | 'port'
    | 'address'
    | 'source'
    | 'alpn'
    | 'transport'
    | 'metadata'
    | 'fraction'
    | 'expression'
    | 'opaque';
  readonly test: string;
  /** Name of the header, parameter or cookie. */
  readonly name?: string;
  readonly value?: unknown;
  /** As a person reads it: `path starts with /api`. */
  readonly says: string;
  readonly origin: Origin;
}

export type Action =
  | Forward
  | { readonly kind: 'redirect' | 'respond'; readonly origin: Origin; readonly says: string }
  | { readonly kind: 'none'; readonly origin: Origin }
  | { readonly kind: 'opaque'; readonly origin: Origin; readonly says: string };

export interface Forward {
  readonly kind: 'forward';
  readonly origin: Origin;
  readonly targets: readonly Target[];
  readonly mirrors: readonly Target[];
}

/** A cluster with the weight it has here. `cluster` is a cluster's id; undefined when nothing of that name exists. */
export interface Target {
  readonly name: string;
  readonly cluster: string | undefined;
  /** The route table that goes on choosing, where no cluster is named (route groups). */
  readonly table?: string;
  readonly weight: number;
  /** Only requests that go to this target meet them: filters of one backend reference. */
  readonly policies?: readonly Policy[];
  readonly origin: Origin;
}

/** A filter or policy: something that sees the request at its phase and may change or answer it. */
export interface Policy extends Entity {
  readonly kind: 'policy';
  /** The step that runs it: a key of the dialect's step table (`authorization`, `envoy.filters.http.rbac`). */
  readonly type: string;
  /** The phase in which it runs, a name of the dialect's phase list. */
  readonly phase: string;
  /** What it is set to, in a few words where the dialect has them: `302 to https`. */
  readonly says?: string;
  /** `simulated`, or opaque: drawn and named, its effect is declared or assumed away. */
  readonly support: 'simulated' | 'opaque';
}

/** Where requests go: an Envoy cluster, an agentgateway backend, a Kubernetes Service. */
export interface Cluster extends Entity {
  readonly kind: 'cluster';
  /** `STATIC`, `host`, `service`, `mcp` … */
  readonly type: string;
  readonly priorities: readonly Priority[];
  /** What every request to it meets, whoever sends it there, in the order in which the gateway runs them. */
  readonly policies?: readonly Policy[];
}

export interface Priority {
  readonly level: number;
  readonly localities: readonly Locality[];
}

export interface Locality {
  readonly name: string;
  readonly weight: number | undefined;
  readonly endpoints: readonly ClusterEndpoint[];
}

export interface ClusterEndpoint extends Entity {
  readonly kind: 'endpoint';
  /** `address:port`. */
  readonly address: string;
  readonly weight: number;
  readonly health: 'healthy' | 'degraded' | 'unhealthy';
}
