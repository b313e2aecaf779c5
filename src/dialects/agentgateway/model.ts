// agentgateway's part of the gateway model: what `binds` and `gateways` + `routes` both come to (agentgateway 1.4: two ways to
// write it down, one internal form). Plain data, every piece with the text it came from.
import type {
  Cluster,
  FilterChain,
  Listener,
  Match,
  Model,
  Origin,
  Policy,
  Route,
  RouteTable,
  Target,
  VirtualHost,
} from '../../model/model.ts';
import type { AiBackend, LlmRouting } from './llm/model.ts';
import type { McpBackend } from './mcp/model.ts';
import type { At } from './read/at.ts';

/** A CEL expression as written in the configuration. */
export interface CelText {
  readonly text: string;
  readonly origin: Origin;
}

/** A header, log field or attribute whose value is an expression. */
export interface NamedCel {
  readonly name: string;
  readonly value: CelText;
}

export interface AgwModel extends Model {
  readonly dialect: 'agentgateway';
  readonly listeners: readonly Bind[];
  readonly clusters: readonly AgwBackend[];
  readonly groups: readonly RouteGroup[];
  readonly frontend: readonly AgwPolicy[];
  readonly targeted: readonly TargetedPolicy[];
  readonly services: readonly Service[];
  readonly settings: Settings;
  /** Texts that the configuration names as files, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Process settings (section `config`) that bear on answers. */
export interface Settings {
  readonly customFunctions: string;
  readonly logFilter: CelText | undefined;
  readonly logFields: readonly NamedCel[];
  readonly logRemove: readonly string[];
  readonly logFormat: 'text' | 'json';
  readonly tracing: readonly NamedCel[];
  readonly metrics: readonly NamedCel[];
  /** The section itself, for what only a trace tells. */
  readonly given: At;
}

/** A port: an entry of `binds`, a gateway, or the port of its own that `llm` or `mcp` has. */
export interface Bind extends Listener {
  readonly chains: readonly AgwListener[];
  /** Reached from inside only: the target of tunnels and `internal` backends. */
  readonly internal: boolean;
}

export type Protocol = 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'HBONE';

export interface AgwListener extends FilterChain {
  readonly namespace: string;
  readonly gateway: string;
  /** As in the gateway's own keys: `default/default/bind/8080/listener0`. */
  readonly key: string;
  /** Exact, `*.suffix`, or empty for every host. */
  readonly hostname: string;
  readonly protocol: Protocol;
  /** TLS that is not ended here. */
  readonly passthrough: boolean;
  readonly policies: readonly AgwPolicy[];
  readonly routes: AgwRouteTable | undefined;
  readonly tcpRoutes: readonly AgwRoute[];
}

export interface AgwRouteTable extends RouteTable {
  readonly hostSearch: 'fall-through';
  /** In the order of the search: exact hosts, `*.` hosts from longest to shortest, then routes without host. */
  readonly hosts: readonly HostBucket[];
}

export interface HostBucket extends VirtualHost {
  readonly order: 'ranked';
  readonly routes: readonly AgwRoute[];
}

export interface AgwRoute extends Route {
  readonly namespace: string;
  /** `namespace/name`: how logs name it, and the last tie-break of the ranks. */
  readonly key: string;
  /** Position among the routes as written. */
  readonly index: number;
  readonly hostnames: readonly { readonly name: string; readonly origin: Origin }[];
  readonly matches: readonly AgwMatch[];
  readonly policies: readonly AgwPolicy[];
  readonly backends: readonly RouteBackend[];
  /** A route that a section generates: `llm`, `mcp`, `ui`. */
  readonly generated: 'llm' | 'mcp' | 'ui' | undefined;
}

export interface AgwMatch extends Match {
  readonly path: PathTest;
}

export interface PathTest {
  readonly kind: 'exact' | 'prefix' | 'regex';
  readonly value: string;
}

/** A backend of a route: whom it names, its weight, and the policies written beside it. */
export interface RouteBackend extends Target {
  readonly kind: BackendKind;
  readonly policies: readonly AgwPolicy[];
  /** The name that `backend.name` has in expressions. */
  readonly fullName: string;
  readonly dynamicTarget?: CelText;
  readonly group?: string;
}

export type BackendKind = 'host' | 'service' | 'backend' | 'dynamic' | 'mcp' | 'ai' | 'aws' | 'internal' | 'routeGroup' | 'invalid';

export interface AgwBackend extends Cluster {
  readonly backend: BackendSpec;
  readonly policies: readonly AgwPolicy[];
}

export type BackendSpec =
  | { readonly kind: 'host'; readonly host: string; readonly port: number }
  | { readonly kind: 'service'; readonly namespace: string; readonly hostname: string; readonly port: number }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'internal'; readonly target: string | undefined }
  | { readonly kind: 'aws'; readonly arn: string }
  | { readonly kind: 'mcp'; readonly mcp: McpBackend }
  | { readonly kind: 'ai'; readonly ai: AiBackend }
  | { readonly kind: 'llm'; readonly llm: LlmRouting }
  | { readonly kind: 'ui' };

/** Where a policy was attached. Order of `LEVELS`: from the outermost to the innermost, which wins. */
export type Level =
  | 'frontend'
  | 'gateway'
  | 'listenerSet'
  | 'listener'
  | 'service'
  | 'outerRoute'
  | 'route'
  | 'routeRule'
  | 'inline'
  | 'backend'
  | 'subBackend'
  | 'routeBackend'
  | 'model';

export interface AgwPolicy<S = unknown> extends Policy {
  readonly phase: 'frontend' | 'gateway' | 'route' | 'backend';
  readonly level: Level;
  readonly spec: S;
}

export interface TargetedPolicy {
  readonly name: string;
  readonly target: PolicyTarget;
  readonly policies: readonly AgwPolicy[];
  readonly origin: Origin;
}

export type PolicyTarget =
  | { readonly kind: 'gateway'; readonly name: string; readonly namespace: string; readonly listener?: string; readonly port?: number }
  | { readonly kind: 'route'; readonly name: string; readonly namespace: string; readonly rule?: string; readonly routeKind?: string }
  | { readonly kind: 'backend'; readonly name: string; readonly namespace: string; readonly section?: string }
  | { readonly kind: 'service'; readonly name: string; readonly namespace: string; readonly port?: number }
  | { readonly kind: 'listenerSet'; readonly name: string; readonly namespace: string; readonly section?: string };

export interface RouteGroup {
  readonly name: string;
  readonly origin: Origin;
  readonly table: AgwRouteTable;
}

/** A service of the mesh section with the endpoints that its workloads give it. */
export interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly hostname: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly endpoints: readonly { readonly address: string; readonly ports: Readonly<Record<string, number>> }[];
  readonly origin: Origin;
}
