// The JSON-RPC message in the body of an MCP request.
import { isObject } from '../../../base/json.ts';
import { readJson } from '../json-fault.ts';

export interface RpcMessage {
  readonly id: unknown;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type ParsedMessage = { readonly ok: true; readonly message: RpcMessage } | { readonly ok: false; readonly error: string };

export function parseMessage(text: string): ParsedMessage {
  const read = readJson(text);
  if (!read.ok) return { ok: false, error: read.fault };
  const json = read.value;
  if (!isObject(json) || json.jsonrpc !== '2.0' || typeof json.method !== 'string')
    return { ok: false, error: 'data did not match any variant of untagged enum JsonRpcMessage' };
  const params = json.params;
  return { ok: true, message: { id: json.id, method: json.method, params: isObject(params) ? params : {} } };
}
