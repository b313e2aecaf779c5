// An MCP request at an MCP backend (agentgateway 1.4): what HTTP it must be, whether it has a session, which targets are asked, what `mcpAuthorization` lets through,
// and the JSON-RPC message that the client gets. What a target offers is declared by the sample request (`responses: {"host:port": {tools: […],
// prompts: […], resources: […]}}`); a name that a target does not offer is sent to it all the same.

import { utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import { splitTarget } from '../../../http/target.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { AgwBackend } from '../model.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { sentence } from '../sentence.ts';
import { type Answer, type Asked, isReachable, methodFacts, rpcError, SESSION, streamed } from './answer.ts';
import { badParams, callMethod, isCall } from './call.ts';
import { LISTS, listMethod } from './list.ts';
import { parseMessage } from './message.ts';
import type { McpBackend } from './model.ts';

/** Serves the exchange; sets its response, or gives the refusal. */
export function serveMcp(x: Exchange, backend: AgwBackend, mcp: McpBackend): Outcome {
  x.log.protocol = 'mcp';
  // The section `mcp` has a backend of that name.
  if (x.routeBackend !== undefined && x.route?.namespace === 'internal') x.routeBackend = { ...x.routeBackend, fullName: '/mcp' };
  // Rules for tools know the backend, unlike those before it.
  x.facts.set('backend', { name: x.routeBackend?.fullName ?? backend.name, type: 'mcp', protocol: 'mcp' });
  const refused = refusedHttp(x, mcp);
  if (refused !== undefined) return refused;
  const { path } = splitTarget(x.request.target);
  if (x.request.method === 'GET' && path.startsWith('/.well-known/oauth-protected-resource')) return passOn(x, mcp);
  if (x.request.method === 'GET') return openStream(x, mcp);
  if (x.request.method === 'DELETE') return endSession(x, mcp);
  const parsed = parseMessage(utf8Text(x.request.body));
  if (!parsed.ok) return refuse(x, 400, `fail to deserialize request body: ${parsed.error}`);
  const asked: Asked = { ...parsed.message, backend, mcp };
  const session = checkSession(x, asked);
  if (session !== undefined) return session;
  return answer(x, asked, answerTo(x, asked));
}

const refuse = (x: Exchange, status: number, because: string): Outcome =>
  failure(
    status,
    'MCP',
    `mcp: ${because}`,
    `Refused by the MCP backend of ${x.route?.name ?? 'this route'}`,
    `${sentence(because)} No server is asked.`,
  );

const accepts = (x: Exchange, type: string): boolean => x.request.headers.all('accept').some((value) => value.toLowerCase().includes(type));

function refusedHttp(x: Exchange, mcp: McpBackend): Outcome | undefined {
  const { method } = x.request;
  const { path } = splitTarget(x.request.target);
  if (path === '/sse') {
    if (method === 'POST') return refuse(x, 422, 'failed to process session_id query parameter');
    if (method !== 'GET') return refuse(x, 405, 'method not allowed; must be GET, POST, or DELETE');
    return undefined;
  }
  if (method === 'GET') {
    if (path.startsWith('/.well-known/oauth-protected-resource')) return undefined;
    if (!accepts(x, 'text/event-stream')) return refuse(x, 406, 'client must accept text/event-stream');
    return sessionOf(x) === undefined && mcp.stateful ? refuse(x, 400, 'session ID is required') : undefined;
  }
  if (method === 'POST')
    return accepts(x, 'application/json') && accepts(x, 'text/event-stream')
      ? undefined
      : refuse(x, 406, 'client must accept both application/json and text/event-stream');
  if (method === 'DELETE') return sessionOf(x) === undefined ? refuse(x, 400, 'session ID is required') : undefined;
  return refuse(x, 405, 'method not allowed; must be GET, POST, or DELETE');
}

const sessionOf = (x: Exchange): string | undefined => x.request.headers.first('mcp-session-id');

function checkSession(x: Exchange, asked: Asked): Outcome | undefined {
  if (asked.method === 'initialize') return undefined;
  const session = sessionOf(x);
  if (session === undefined)
    return asked.mcp.stateful ? refuse(x, 400, 'session header is required for non-initialize requests') : undefined;
  return session === SESSION ? undefined : refuse(x, 400, 'invalid session ID header');
}

function answerTo(x: Exchange, asked: Asked): Answer {
  const { method } = asked;
  x.log.extra.push(['mcp.method.name', method]);
  x.facts.set('mcp', methodFacts(asked));
  if (method === 'initialize') return initialize(x, asked);
  if (method.startsWith('notifications/')) return { kind: 'accepted' };
  if (method === 'ping') return { kind: 'message', status: 200, message: { jsonrpc: '2.0', id: asked.id, result: {} }, forwarded: false };
  if (Object.hasOwn(LISTS, method)) {
    const listed = listMethod(x, asked);
    x.facts.set('mcp', methodFacts(asked));
    return listed;
  }
  if (isCall(method)) return callMethod(x, asked);
  if (method === 'logging/setLevel')
    return typeof asked.params.level === 'string'
      ? { kind: 'message', status: 200, message: { jsonrpc: '2.0', id: asked.id, result: {} }, forwarded: true }
      : badParams(asked);
  return rpcError(asked.id, 500, -32603, `failed to send message: unsupported method: ${method}`, false);
}

function initialize(x: Exchange, asked: Asked): Answer {
  const dead = asked.mcp.targets.find((target) => !isReachable(x, target));
  if (dead !== undefined && (!asked.mcp.failOpen || asked.mcp.targets.every((target) => !isReachable(x, target)))) {
    x.trace.record(() => ({
      step: 'mcp target',
      target: dead.name,
      result: 'deny',
      because: 'it cannot be reached, and failureMode is failClosed',
      origin: dead.origin,
    }));
    return rpcError(
      asked.id,
      500,
      -32603,
      'failed to send message: http upstream error: http request failed: upstream call failed: Connect: Connection refused (os error 111)',
      true,
    );
  }
  const result = {
    protocolVersion: '*',
    capabilities: { prompts: { listChanged: true }, resources: { subscribe: true, listChanged: true }, tools: { listChanged: true } },
    serverInfo: { name: 'rmcp', version: '*' },
  };
  return { kind: 'message', status: 200, message: { jsonrpc: '2.0', id: asked.id, result }, forwarded: true, session: asked.mcp.stateful };
}

function answer(x: Exchange, asked: Asked, given: Answer): Outcome {
  if (asked.mcp.stateful) x.log.extra.push(['mcp.session.id', SESSION]);
  x.facts.set(':mcp.forwarded', given.kind === 'accepted' || given.forwarded);
  if (given.kind === 'accepted') {
    x.response = { status: 202, headers: new Headers(), body: new Uint8Array() };
    return CONTINUE;
  }
  x.mcp = {
    ...(x.mcp ?? { kind: undefined, target: undefined, name: undefined, arguments: undefined }),
    method: asked.method,
    message: given.message,
  };
  if (given.error !== undefined) {
    x.log.error = `mcp: ${given.error}`;
    x.log.reason = 'MCP';
  }
  const body = utf8Bytes(given.status === 200 ? streamed(given.message) : JSON.stringify(given.message));
  const headers = new Headers(
    given.status === 200
      ? [
          ['content-type', 'text/event-stream'],
          ['cache-control', 'no-cache'],
        ]
      : [
          ['content-type', 'application/json'],
          ['content-length', String(body.length)],
        ],
  );
  if (given.kind === 'message' && given.session === true) headers.add('mcp-session-id', SESSION);
  x.response = { status: given.status, headers, body };
  return CONTINUE;
}

function openStream(x: Exchange, mcp: McpBackend): Outcome {
  if (!mcp.stateful) return refuse(x, 405, 'method not allowed; must be GET, POST, or DELETE');
  x.facts.set(':mcp.forwarded', true);
  x.response = {
    status: 200,
    headers: new Headers([
      ['content-type', 'text/event-stream'],
      ['cache-control', 'no-cache'],
    ]),
    body: new Uint8Array(),
  };
  return CONTINUE;
}

function endSession(x: Exchange, mcp: McpBackend): Outcome {
  if (sessionOf(x) !== SESSION) return refuse(x, 400, 'invalid session ID header');
  x.facts.set(':mcp.forwarded', mcp.targets.length > 0);
  x.response = { status: 202, headers: new Headers(), body: new Uint8Array() };
  return CONTINUE;
}

/** Without mcpAuthentication the metadata of the protected resource is the server's to give; MCP servers answer a plain GET with 405. */
function passOn(x: Exchange, mcp: McpBackend): Outcome {
  x.endpoint = mcp.targets[0]?.endpoint;
  x.facts.set(':mcp.forwarded', true);
  x.response = { status: 405, headers: new Headers([['content-length', '0']]), body: new Uint8Array() };
  return CONTINUE;
}
