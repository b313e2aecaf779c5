// The JSON-RPC message in the body of an MCP request.
import { jsonFault } from '../json-fault.ts';

export interface RpcMessage {
  readonly id: unknown;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type ParsedMessage = { readonly ok: true; readonly message: RpcMessage } | { readonly ok: false; readonly error: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseMessage(text: string): ParsedMessage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, error: jsonFault(text) };
  }
  if (!isRecord(json) || json.jsonrpc !== '2.0' || typeof json.method !== 'string')
    return { ok: false, error: 'data did not match any variant of untagged enum JsonRpcMessage' };
  const params = json.params;
  return { ok: true, message: { id: json.id, method: json.method, params: isRecord(params) ? params : {} } };
}
