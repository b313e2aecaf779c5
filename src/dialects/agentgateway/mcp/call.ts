// A call that names one tool, prompt or resource: its target is found by prefix, or by asking all targets for their lists (`prefixMode: never`);
// `mcpAuthorization` denies with JSON-RPC -32602 and HTTP 400, before the target is asked.
import type { Exchange } from '../run/exchange.ts';
import { type Answer, type Asked, isReachable, methodFacts, offerOf, rpcError } from './answer.ts';
import { type Item, judgeItem, traceRuling } from './authorize.ts';
import type { McpTarget } from './model.ts';
import { isPrefixed, type Kind, splitName } from './names.ts';

interface Named {
  readonly kind: Kind;
  /** As the client sees it. */
  readonly shown: string;
}

const KIND: Readonly<Record<string, readonly [kind: Kind, param: string]>> = {
  'tools/call': ['tool', 'name'],
  'prompts/get': ['prompt', 'name'],
  'resources/read': ['resource', 'uri'],
  'resources/subscribe': ['resource', 'uri'],
  'resources/unsubscribe': ['resource', 'uri'],
  'tasks/get': ['task', 'taskId'],
  'tasks/cancel': ['task', 'taskId'],
};

export const isCall = (method: string): boolean => Object.hasOwn(KIND, method) || method === COMPLETE;

const COMPLETE = 'completion/complete';

/** What a message is about; undefined where it does not say so. */
function namedIn({ method, params }: Asked): Named | undefined {
  if (method === COMPLETE) return namedByRef(params.ref);
  const [kind, param] = KIND[method] as readonly [Kind, string];
  const shown = params[param];
  return typeof shown === 'string' ? { kind, shown } : undefined;
}

/** A completion is for a prompt or a resource. */
function namedByRef(ref: unknown): Named | undefined {
  if (typeof ref !== 'object' || ref === null) return undefined;
  if ('name' in ref && typeof ref.name === 'string') return { kind: 'prompt', shown: ref.name };
  return 'uri' in ref && typeof ref.uri === 'string' ? { kind: 'resource', shown: ref.uri } : undefined;
}

/** A message that lacks what its method needs. */
export const badParams = ({ id, method }: Asked): Answer => badRequest(id, `invalid params for method: ${method}`, false);

const badRequest = (id: unknown, because: string, forwarded: boolean): Answer =>
  rpcError(id, 500, -32603, `failed to send message: invalid request: ${because}`, forwarded);

export function callMethod(x: Exchange, asked: Asked): Answer {
  const named = namedIn(asked);
  if (named === undefined) return badParams(asked);
  const { kind, shown } = named;
  const found = findTarget(x, asked, kind, shown);
  if ('error' in found) {
    // Without sessions the target of a tool or prompt is looked for before anything is noted.
    if (!asked.mcp.stateful && (kind === 'tool' || kind === 'prompt')) note(x, undefined);
    return badRequest(asked.id, found.error, found.asked);
  }
  const given = kind === 'tool' ? { arguments: asked.params.arguments } : {};
  const item: Item = { kind, target: found.service, name: found.name, ...given };
  x.mcp = { method: asked.method, kind, target: item.target, name: item.name, arguments: item.arguments, message: undefined };
  const judged = judgeItem(x, item);
  traceRuling(x, item, judged);
  tell(x, asked, item);
  if (!judged.allowed) {
    x.facts.set(':mcp.denied', `${judged.because}`);
    return rpcError(asked.id, 400, -32602, `Unknown ${kind}: ${shown}`, asked.mcp.prefixMode === 'never' && asked.mcp.targets.length > 1);
  }
  x.endpoint = undefined;
  if (found.target === undefined) {
    // Without sessions it is the initialisation of the target that fails.
    if (!asked.mcp.stateful) note(x, 'initialize');
    return badRequest(asked.id, `unknown service ${found.service}`, false);
  }
  const { target } = found;
  if (!isReachable(x, target))
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
    because: `${asked.method} ${item.name} goes to ${target.endpoint ?? item.target}`,
    origin: target.origin,
  }));
  const result = resultOf(asked.method, kind, item.name);
  if (kind === 'tool') tell(x, asked, item, result);
  return { kind: 'message', status: 200, forwarded: true, message: { jsonrpc: '2.0', id: asked.id, result } };
}

/** Puts another method, or none, in place of what was noted. */
function note(x: Exchange, method: string | undefined): void {
  x.log.extra.length = 0;
  x.facts.delete('mcp');
  if (method === undefined) return;
  x.log.extra.push(['mcp.method.name', method]);
  x.facts.set('mcp', { methodName: method });
}

/** What the log and its expressions know of the call. */
function tell(x: Exchange, asked: Asked, item: Item, result?: unknown): void {
  const { kind, target, name, arguments: given } = item;
  if (result === undefined) logCall(x, item);
  x.facts.set('mcp', {
    ...methodFacts(asked),
    [kind]: { target, name, ...(given === undefined ? {} : { arguments: given }), ...(result === undefined ? {} : { result }) },
  });
}

/** The answer's content is the server's; only its shape is known here. */
function resultOf(method: string, kind: Kind, name: string): unknown {
  if (/subscribe$/.test(method) || method === COMPLETE || kind === 'task') return {};
  if (kind === 'tool') return { content: [{ type: 'text', text: '*' }] };
  return kind === 'prompt' ? { messages: [] } : { contents: [{ uri: name, text: '*' }] };
}

const INVALID: Readonly<Record<Kind, string>> = {
  tool: 'invalid resource name',
  prompt: 'invalid resource name',
  resource: 'invalid resource URI',
  task: 'invalid task id',
};

type Found =
  | {
      readonly service: string;
      /** Undefined where no target is called so; tools and prompts are judged all the same. */
      readonly target: McpTarget | undefined;
      readonly name: string;
    }
  | { readonly error: string; readonly asked: boolean };

const foundAt = (target: McpTarget, name: string): Found => ({ service: target.name, target, name });

function findTarget(x: Exchange, asked: Asked, kind: Kind, shown: string): Found {
  const { mcp } = asked;
  const only = mcp.targets[0];
  if (isPrefixed(mcp, kind)) {
    const split = splitName(kind, shown);
    if (split === undefined) return { error: INVALID[kind], asked: false };
    const target = mcp.targets.find((t) => t.name === split.target);
    if (target === undefined && (kind === 'resource' || kind === 'task')) return { error: `unknown service ${split.target}`, asked: false };
    return { service: split.target, target, name: split.name };
  }
  if (mcp.prefixMode === 'never' && mcp.targets.length > 1) {
    const offered = kind === 'tool' ? 'tools' : 'prompts';
    const serving = mcp.targets.filter((target) => offerOf(x, target)[offered].includes(shown));
    if (serving.length > 1) return { error: `${kind} ${shown} is served by multiple targets`, asked: true };
    return serving[0] === undefined ? { error: `unknown ${kind} ${shown}`, asked: true } : foundAt(serving[0], shown);
  }
  return only === undefined ? { error: 'invalid resource name', asked: false } : foundAt(only, shown);
}

/** What the log says about a call that goes out. */
function logCall(x: Exchange, item: Item): void {
  x.log.extra.push(['mcp.target', item.target], ['mcp.resource.type', item.kind]);
  if (item.kind === 'tool') x.log.extra.push(['gen_ai.tool.name', item.name]);
  else if (item.kind === 'prompt') x.log.extra.push(['gen_ai.prompt.name', item.name]);
  else if (item.kind === 'resource') x.log.extra.push(['mcp.resource.uri', item.name]);
}
