// An MCP exchange as a sample request: JSON-RPC 2.0 over POST (Model Context Protocol, streamable HTTP transport). People think in method, tool and
// arguments; the request is what carries them.

import { isObject, type JsonObject } from '../../base/json.ts';
import type { SampleRequest } from '../sample-request.ts';
import { bodyObject } from './body-json.ts';
import { withHeaders } from './with-headers.ts';

export interface McpCall {
  readonly method: string;
  /** Tool or prompt name, or a resource's URI: what the method is about. */
  readonly name: string;
  readonly arguments: JsonObject;
}

/** The methods that the form offers, each with the parameter that names what it is about. */
export const MCP_METHODS: Readonly<Record<string, 'name' | 'uri' | undefined>> = {
  'tools/call': 'name',
  'tools/list': undefined,
  'prompts/get': 'name',
  'prompts/list': undefined,
  'resources/read': 'uri',
  'resources/list': undefined,
  initialize: undefined,
  ping: undefined,
};

/** The call that a request carries, or undefined when its body is no JSON-RPC message. */
export function readMcpCall(request: SampleRequest): McpCall | undefined {
  const body = bodyObject(request);
  if (body === undefined || body.jsonrpc !== '2.0' || typeof body.method !== 'string') return undefined;
  const params = isObject(body.params) ? body.params : {};
  const name = params[MCP_METHODS[body.method] ?? 'name'];
  return { method: body.method, name: typeof name === 'string' ? name : '', arguments: isObject(params.arguments) ? params.arguments : {} };
}

/** The fields of a request that carries the call; other parameters of the message that it had are kept. */
export function writeMcpCall(call: McpCall, before: SampleRequest): SampleRequest {
  const message = bodyObject(before);
  const kept = message?.jsonrpc === '2.0' && message.method === call.method && isObject(message.params) ? message.params : {};
  const about = MCP_METHODS[call.method];
  const params = {
    ...kept,
    ...(call.method === 'initialize' ? INITIALIZE : {}),
    ...(about === undefined ? {} : { [about]: call.name }),
    ...(about === 'name' ? { arguments: call.arguments } : {}),
  };
  const body = { jsonrpc: '2.0', id: message?.id ?? 1, method: call.method, ...(Object.keys(params).length === 0 ? {} : { params }) };
  return { method: 'POST', headers: withHeaders(before, NEEDED), body: JSON.stringify(body) };
}

const INITIALIZE = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'gateglass', version: '1' } };

/** The transport requires both media types in `accept`. */
const NEEDED: readonly (readonly [string, string])[] = [
  ['content-type', 'application/json'],
  ['accept', 'application/json, text/event-stream'],
];
