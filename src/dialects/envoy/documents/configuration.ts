// Everything that a set of Envoy texts defines, by kind: what the rest of the dialect works on, whatever form the texts had.
import type { Message } from '../schema/message.ts';

/** Where a resource came from: part of the static configuration, or delivered (xDS file, admin dump). */
export interface Resource {
  readonly message: Message;
  readonly dynamic: boolean;
  /** Of a dump: a listener or cluster that does not serve yet, or serves no longer. */
  readonly state?: 'active' | 'warming' | 'draining';
}

/** Health and weights as an admin page shows them: `cluster → address → health`. */
export type LiveHealth = ReadonlyMap<string, ReadonlyMap<string, 'healthy' | 'degraded' | 'unhealthy'>>;

export interface Configuration {
  /** A lone RouteConfiguration: answered as at route selection, every cluster it names taken as existing. */
  readonly bare: 'routes' | 'resources' | undefined;
  readonly bootstrap: Message | undefined;
  readonly listeners: readonly Resource[];
  readonly clusters: readonly Resource[];
  readonly routes: readonly Resource[];
  readonly scopedRoutes: readonly Resource[];
  readonly endpoints: readonly Resource[];
  readonly secrets: readonly Resource[];
  readonly health: LiveHealth;
  /** Names of the texts that were given: files that the configuration may read. */
  readonly fileNames: readonly string[];
  /** The version of Envoy that a comment at the top of the main text names: `1.38`. */
  readonly version: string | undefined;
  /** Environment variables that were given. */
  readonly env: Readonly<Record<string, string>>;
}
