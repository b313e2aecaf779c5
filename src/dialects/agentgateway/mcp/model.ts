// MCP backends: several servers behind one endpoint, multiplexed.
import type { Origin } from '../../../model/model.ts';
import type { AgwPolicy } from '../model.ts';

export interface McpBackend {
  readonly targets: readonly McpTarget[];
  readonly stateful: boolean;
  /** When names carry their target: with several targets, always, or never. */
  readonly prefixMode: 'conditional' | 'always' | 'never';
  /** A target that cannot be reached fails the session, or is left out. */
  readonly failOpen: boolean;
}

export interface McpTarget {
  readonly name: string;
  readonly kind: 'mcp' | 'sse' | 'stdio' | 'openapi';
  /** `host:port`; undefined for a process. */
  readonly endpoint: string | undefined;
  readonly path: string;
  readonly policies: readonly AgwPolicy[];
  readonly origin: Origin;
}

/** What a client asks of an MCP endpoint, as far as rules look at it. */
export interface McpExchange {
  readonly method: string;
  readonly kind: 'tool' | 'prompt' | 'resource' | 'task' | undefined;
  readonly target: string | undefined;
  readonly name: string | undefined;
  readonly arguments: unknown;
  /** The message that the client gets. */
  message: unknown;
}
