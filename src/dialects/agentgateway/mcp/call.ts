// A call that names one tool, prompt or resource: its target is found by prefix, or by asking all targets for their lists (`prefixMode: never`);
// `mcpAuthorization` denies with JSON-RPC -32602 and HTTP 400, before the target is asked.
import type { Exchange } from '../run/exchange.ts';
import { type Answer, type Asked, isReachable, offerOf, rpcError } from './answer.ts';
import { type Item, judgeItem, setItem, traceRuling } from './authorize.ts';
import type { McpTarget } from './model.ts';
import { isPrefixed, type Kind, splitName } from './names.ts';

const KIND: Readonly<Record<string, Kind>> = {
  'tools/call': 'tool',
  'prompts/get': 'prompt',
  'resources/read': 'resource',
  'resources/subscribe': 'resource',
  'resources/unsubscribe': 'resource',
};

export function callMethod(x: Exchange, asked: Asked): Answer {
  const kind = KIND[asked.method] as Kind;
  const shown = asked.params[kind === 'resource' ? 'uri' : 'name'];
  if (typeof shown !== 'string')
    return rpcError(
      asked.id,
      500,
      -32603,
      `failed to send message: invalid request: missing ${kind === 'resource' ? 'uri' : 'name'}`,
      false,
    );
  const found = findTarget(x, asked, kind, shown);
  if ('error' in found) return rpcError(asked.id, 500, -32603, `failed to send message: invalid request: ${found.error}`, found.asked);
  const item: Item = { kind, target: found.target.name, name: found.name, arguments: asked.params.arguments };
  setItem(x, asked.method, item);
  x.mcp = { method: asked.method, kind, target: item.target, name: item.name, arguments: item.arguments, message: undefined };
  const judged = judgeItem(x, asked.method, item);
  traceRuling(x, item, judged);
  if (!judged.allowed) {
    x.facts.set(':mcp.denied', `${judged.because}`);
    return rpcError(asked.id, 400, -32602, `Unknown ${kind}: ${shown}`, asked.mcp.prefixMode === 'never' && asked.mcp.targets.length > 1);
  }
  logCall(x, item);
  x.endpoint = undefined;
  if (!isReachable(x, found.target))
    return rpcError(
      asked.id,
      500,
      -32603,
      'failed to send message: http upstream error: http request failed: upstream call failed: Connect: Connection refused (os error 111)',
      true,
    );
  x.trace.record(() => ({
    step: 'mcp target',
    target: item.target,
    result: 'match',
    because: `${asked.method} ${item.name} goes to ${found.target.endpoint ?? item.target}`,
    origin: found.target.origin,
  }));
  return { kind: 'message', status: 200, forwarded: true, message: { jsonrpc: '2.0', id: asked.id, result: resultOf(kind, item.name) } };
}

/** The answer's content is the server's; only its shape is known here. */
function resultOf(kind: Kind, name: string): unknown {
  if (kind === 'tool') return { content: [{ type: 'text', text: '*' }] };
  return kind === 'prompt' ? { messages: [] } : { contents: [{ uri: name, text: '*' }] };
}

type Found = { readonly target: McpTarget; readonly name: string } | { readonly error: string; readonly asked: boolean };

function findTarget(x: Exchange, asked: Asked, kind: Kind, shown: string): Found {
  const { mcp } = asked;
  const only = mcp.targets[0];
  if (isPrefixed(mcp, kind)) {
    const split = splitName(kind, shown);
    if (split === undefined) return { error: kind === 'resource' ? 'invalid resource URI' : 'invalid resource name', asked: false };
    const target = mcp.targets.find((t) => t.name === split.target);
    return target === undefined ? { error: `unknown service ${split.target}`, asked: false } : { target, name: split.name };
  }
  if (mcp.prefixMode === 'never' && mcp.targets.length > 1) {
    const offered = kind === 'tool' ? 'tools' : 'prompts';
    const serving = mcp.targets.filter((target) => offerOf(x, target)[offered].includes(shown));
    if (serving.length > 1) return { error: `${kind} ${shown} is served by multiple targets`, asked: true };
    return serving[0] === undefined ? { error: `unknown ${kind} ${shown}`, asked: true } : { target: serving[0], name: shown };
  }
  return only === undefined ? { error: 'invalid resource name', asked: false } : { target: only, name: shown };
}

/** What the log says about a call that goes out. */
function logCall(x: Exchange, item: Item): void {
  x.log.extra.push(['mcp.target', item.target], ['mcp.resource.type', item.kind]);
  if (item.kind === 'tool') x.log.extra.push(['gen_ai.tool.name', item.name]);
  else if (item.kind === 'prompt') x.log.extra.push(['gen_ai.prompt.name', item.name]);
  else x.log.extra.push(['mcp.resource.uri', item.name]);
}
