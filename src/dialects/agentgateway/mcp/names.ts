// Names of a multiplexed backend (agentgateway 1.4): one target, plain names; several, or `prefixMode: always`: tools and prompts `target_name`, resources
// `target+uri`; `prefixMode: never`: plain names, which are looked up in the targets' lists, while resources keep their target.
import type { McpBackend } from './model.ts';

export type Kind = 'tool' | 'prompt' | 'resource' | 'task';

export const isPrefixed = (mcp: McpBackend, kind: Kind): boolean => {
  if (mcp.prefixMode === 'always') return true;
  if (mcp.prefixMode === 'never') return kind === 'resource' && mcp.targets.length > 1;
  return mcp.targets.length > 1;
};

/** The name under which a client sees what a target offers. */
export const shownName = (mcp: McpBackend, kind: Kind, target: string, name: string): string => {
  if (!isPrefixed(mcp, kind)) return name;
  return kind === 'resource' ? `${target}+${name}` : `${target}_${name}`;
};

export interface SplitName {
  readonly target: string;
  readonly name: string;
}

/** Takes a prefixed name apart; undefined when it has no prefix. Target names hold neither `_` nor `+`. */
export function splitName(kind: Kind, shown: string): SplitName | undefined {
  const at = shown.indexOf(kind === 'resource' || kind === 'task' ? '+' : '_');
  return at < 0 ? undefined : { target: shown.slice(0, at), name: shown.slice(at + 1) };
}
