// Lists of tools, prompts and resources: every target is asked, what `mcpAuthorization` denies is left out, names carry their target where they must. With
// `prefixMode: never` a tool or prompt that two targets serve is left out as well.
import type { Exchange } from '../run/exchange.ts';
import { type Answer, type Asked, offerOf } from './answer.ts';
import { judgeItem, traceRuling } from './authorize.ts';
import { type Kind, shownName } from './names.ts';

export const LISTS = {
  'tools/list': { kind: 'tool', offered: 'tools' },
  'prompts/list': { kind: 'prompt', offered: 'prompts' },
  'resources/list': { kind: 'resource', offered: 'resources' },
  'resources/templates/list': { kind: 'resource', offered: undefined },
} as const;

interface Listed {
  readonly target: string;
  readonly name: string;
}

function offeredOnce(all: readonly Listed[]): readonly Listed[] {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  return all.filter(({ name }) => counts.get(name) === 1);
}

export function listMethod(x: Exchange, asked: Asked): Answer {
  const { kind, offered } = LISTS[asked.method as keyof typeof LISTS];
  const all =
    offered === undefined
      ? []
      : asked.mcp.targets.flatMap((target) => offerOf(x, target)[offered].map((name): Listed => ({ target: target.name, name })));
  const unique = asked.mcp.prefixMode === 'never' && kind !== 'resource' ? offeredOnce(all) : all;
  const allowed = unique.filter((one) => {
    const item = { kind, ...one };
    const judged = judgeItem(x, item);
    traceRuling(x, item, judged);
    return judged.allowed;
  });
  x.trace.record(() => ({
    step: asked.method,
    target: asked.backend.name,
    result: 'pass',
    because: `${allowed.length} of ${all.length} shown: ${allowed.map((one) => shownName(asked.mcp, kind, one.target, one.name)).join(', ') || 'none'}`,
    origin: asked.backend.origin,
  }));
  return {
    kind: 'message',
    status: 200,
    forwarded: true,
    message: { jsonrpc: '2.0', id: asked.id, result: resultOf(asked, kind, offered, allowed) },
  };
}

function resultOf(asked: Asked, kind: Kind, offered: string | undefined, allowed: readonly Listed[]): unknown {
  if (offered === undefined) return { resourceTemplates: [] };
  return {
    [offered]: allowed.map((one) => ({ [kind === 'resource' ? 'uri' : 'name']: shownName(asked.mcp, kind, one.target, one.name) })),
  };
}
