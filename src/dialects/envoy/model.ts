// Envoy's part of the gateway model: the general shape, plus the message that each entity was written as.
import type {
  Cluster,
  Condition,
  FilterChain,
  Listener,
  Match,
  Model,
  Opaque,
  Policy,
  Route,
  RouteTable,
  VirtualHost,
} from '../../model/model.ts';
import type { Configuration } from './documents/configuration.ts';
import type { AnyValue, Message } from './schema/message.ts';

export interface EnvoyModel extends Model {
  readonly configuration: Configuration;
  readonly listeners: readonly EnvoyListener[];
  readonly clusters: readonly EnvoyCluster[];
  readonly opaque: readonly Opaque[];
  /** Route tables that are no part of a listener: RDS answers, a bare RouteConfiguration. */
  readonly tables: readonly EnvoyRouteTable[];
  /** Environment variables of the process: %ENVIRONMENT(…)% prints them. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface EnvoyListener extends Listener {
  readonly config: Message;
  readonly chains: readonly EnvoyChain[];
}

export interface EnvoyChain extends FilterChain {
  readonly config: Message;
  /** The HTTP connection manager's configuration. */
  readonly hcm: Message | undefined;
  readonly routes: EnvoyRouteTable | undefined;
  readonly policies: readonly EnvoyPolicy[];
  /** Tables that a scope key chooses among. */
  readonly scopes: readonly Scope[] | undefined;
  /** `filter_chains[2]` where it has no name. */
  readonly label: string;
}

export interface Scope {
  readonly name: string;
  readonly key: readonly string[];
  readonly table: EnvoyRouteTable | undefined;
}

export interface EnvoyPolicy extends Policy {
  /** The HttpFilter or network filter as written. */
  readonly config: Message;
  readonly typed: AnyValue | undefined;
}

export interface EnvoyRouteTable extends RouteTable {
  readonly config: Message;
  readonly hosts: readonly EnvoyVirtualHost[];
}

export interface EnvoyVirtualHost extends VirtualHost {
  readonly config: Message;
  readonly table: Message;
  readonly routes: readonly EnvoyRoute[];
}

export interface EnvoyRoute extends Route {
  readonly config: Message;
  readonly index: number;
  readonly matches: readonly EnvoyMatch[];
}

export interface EnvoyMatch extends Match {
  readonly conditions: readonly EnvoyCondition[];
}

/** A condition with the message it comes from: `field` says which part of `config` is tested. */
export interface EnvoyCondition extends Condition {
  readonly config: Message;
}

export interface EnvoyCluster extends Cluster {
  readonly config: Message;
  /** The load assignment in force: inline, or the EDS answer of its name. */
  readonly assignment: Message | undefined;
}
