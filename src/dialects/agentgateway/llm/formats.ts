// Which form of call a provider gets for which the client makes, and at which path (agentgateway 1.4). What a provider does not speak is translated where
// the gateway can: messages and responses to chat completions, chat completions to Anthropic's messages.
import type { CallKind } from './kind-of-call.ts';
import type { AiProvider, Format } from './model.ts';

/** The form that goes out; undefined: the gateway cannot translate. */
export function formatFor({ provider, formats }: AiProvider, kind: CallKind): Format | undefined {
  if (kind === 'detect' || kind === 'other' || kind === 'models') return { type: kind };
  if (provider === 'gemini' && kind === 'completions') return { type: 'generateContent' };
  const own = formats.find(({ type }) => type === kind);
  if (own !== undefined) return own;
  const to = kind === 'messages' || kind === 'responses' ? 'completions' : kind === 'completions' ? 'messages' : undefined;
  return to === undefined ? undefined : formats.find(({ type }) => type === to);
}

const SUFFIXES: Readonly<Partial<Record<CallKind, string>>> = {
  completions: '/chat/completions',
  messages: '/messages',
  responses: '/responses',
  embeddings: '/embeddings',
  rerank: '/rerank',
  anthropicTokenCount: '/messages/count_tokens',
};

/** Providers whose address can be replaced without touching the path. */
const KEEPS_PATH: ReadonlySet<string> = new Set(['openAI', 'anthropic', 'gemini', 'copilot', 'vertex', 'bedrock', 'azure']);

/** The path of the call; the client's query follows it. */
export function pathFor(provider: AiProvider, format: Format, path: string, model: string): string {
  const { provider: kind, pathPrefix, ownHost } = provider;
  if (KEEPS_PATH.has(kind) && ownHost && pathPrefix === undefined) return path;
  const suffix = SUFFIXES[format.type];
  if (kind === 'gemini') return `${pathPrefix ?? ''}${geminiPath(format.type, path, suffix, model)}`;
  if (suffix === undefined) return unreadPath(provider, path);
  if (format.path !== undefined) return format.path;
  if (kind === 'copilot' && pathPrefix === undefined) return path;
  return `${pathPrefix ?? '/v1'}${suffix}`;
}

function geminiPath(type: CallKind, path: string, suffix: string | undefined, model: string): string {
  if (type === 'generateContent') return `/v1beta/models/${model}:generateContent`;
  return suffix === undefined ? path : `/v1beta/openai${suffix}`;
}

/** A prefix stands for `/v1` of the providers that the gateway knows by name, before the whole path of the others. */
const unreadPath = ({ provider, pathPrefix }: AiProvider, path: string): string =>
  pathPrefix === undefined ? path : `${pathPrefix}${provider === 'custom' ? path : path.replace(/^\/v1(?=\/|$)/, '')}`;
