// What an MCP backend answers, and what its targets are known to offer.
import type { AgwBackend } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import { declaresAny, isDeclared, nextResponse } from '../run/responses.ts';
import type { RpcMessage } from './message.ts';
import type { McpBackend, McpTarget } from './model.ts';

export interface Asked extends RpcMessage {
  readonly backend: AgwBackend;
  readonly mcp: McpBackend;
}

/** A session id of the gateway is random. */
export const SESSION = '*';

/** What `mcp` says of every message. */
export const methodFacts = ({ method, mcp }: Asked): { readonly methodName: string; readonly sessionId?: string } => ({
  methodName: method,
  ...(mcp.stateful ? { sessionId: SESSION } : {}),
});

export type Answer =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'message';
      readonly status: number;
      readonly message: unknown;
      /** Whether a target was asked. */
      readonly forwarded: boolean;
      readonly session?: boolean;
      readonly error?: string;
    };

export function rpcError(id: unknown, status: number, code: number, message: string, forwarded: boolean): Answer {
  return { kind: 'message', status, message: { jsonrpc: '2.0', id, error: { code, message } }, forwarded, error: message };
}

/** A message as an event of a stream. */
export const streamed = (message: unknown): string => `data: ${JSON.stringify(message)}\n\n`;

export interface Offer {
  readonly tools: readonly string[];
  readonly prompts: readonly string[];
  readonly resources: readonly string[];
}

const names = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap((one) =>
        typeof one === 'string'
          ? [one]
          : typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string'
            ? [one.name]
            : [],
      )
    : [];

const offers = new WeakMap<Exchange, Map<string, Offer>>();

/** What a target offers, as the sample request declares it; nothing declared: an assumption. */
export function offerOf(x: Exchange, target: McpTarget): Offer {
  const known = offers.get(x) ?? new Map<string, Offer>();
  offers.set(x, known);
  const found = known.get(target.name);
  if (found !== undefined) return found;
  const given = nextResponse(x, target.endpoint, target.name)?.given;
  if (given === undefined)
    x.trace.assume({
      code: 'undeclared-mcp',
      what: `What the MCP target ${target.name} offers is not declared; it is taken to offer nothing.`,
      target: target.name,
      origin: target.origin,
    });
  const offer = { tools: names(given?.tools), prompts: names(given?.prompts), resources: names(given?.resources) };
  known.set(target.name, offer);
  return offer;
}

/** A target counts as dead when the request says so, or when it declares what other servers offer but nothing for this one. */
export function isReachable(x: Exchange, target: McpTarget): boolean {
  if (target.kind === 'stdio' || target.kind === 'openapi') return true;
  if (!declaresAny(x)) return true;
  if (!isDeclared(x, target.endpoint, target.name)) {
    x.trace.assume({
      code: 'undeclared-mcp',
      what: `Nothing is declared for the MCP target ${target.name} while others are: it is taken as not running.`,
      target: target.name,
      origin: target.origin,
    });
    return false;
  }
  return true;
}
