// What kind of call a path is (agentgateway 1.4). In the section `llm` the end of the path decides; what has no known end is passed on unread. A backend `ai`
// takes every path as a chat completion unless its policy says otherwise in `routes`.
export type CallKind =
  | 'completions'
  | 'messages'
  | 'responses'
  | 'embeddings'
  | 'models'
  | 'rerank'
  | 'anthropicTokenCount'
  | 'generateContent'
  | 'detect'
  | 'other';

const ENDINGS: readonly (readonly [string, CallKind])[] = [
  ['/v1/chat/completions', 'completions'],
  ['/v1/messages/count_tokens', 'anthropicTokenCount'],
  ['/v1/messages', 'messages'],
  ['/v1/responses', 'responses'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/rerank', 'rerank'],
  [':generateContent', 'generateContent'],
  [':streamGenerateContent', 'generateContent'],
];

export const callKindOf = (path: string): CallKind =>
  ENDINGS.find(([ending]) => path.endsWith(ending))?.[1] ?? (/\/v1\/models(?:\/|$)/.test(path) ? 'models' : 'other');

const KINDS: ReadonlySet<string> = new Set([
  'messages',
  'responses',
  'embeddings',
  'models',
  'rerank',
  'anthropicTokenCount',
  'generateContent',
  'detect',
]);

/** The kind that a word of the policy's `routes` means. */
export const callKindNamed = (word: string): CallKind =>
  KINDS.has(word) ? (word as CallKind) : word === 'passthrough' || word === 'realtime' ? 'other' : 'completions';

/** The name of a kind in messages. */
export const TITLES: Readonly<Record<CallKind, string>> = {
  completions: 'Completions',
  messages: 'Messages',
  responses: 'Responses',
  embeddings: 'Embeddings',
  models: 'Models',
  rerank: 'Rerank',
  anthropicTokenCount: 'AnthropicTokenCount',
  generateContent: 'Gemini',
  detect: 'Detect',
  other: 'Passthrough',
};

/** Fields that a request of a kind must have, in the order in which they are missed. */
export const REQUIRED: Readonly<Partial<Record<CallKind, readonly string[]>>> = {
  completions: ['messages'],
  messages: ['messages'],
  anthropicTokenCount: ['messages'],
  responses: ['input'],
  embeddings: ['input'],
  rerank: ['query', 'documents'],
};
