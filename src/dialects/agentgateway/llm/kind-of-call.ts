// What kind of call a path is (agentgateway 1.4: the end of the path decides).
export type CallKind =
  | 'completions'
  | 'messages'
  | 'responses'
  | 'embeddings'
  | 'models'
  | 'rerank'
  | 'anthropicTokenCount'
  | 'generateContent'
  | 'other';

const ENDINGS: readonly (readonly [string, CallKind])[] = [
  ['/chat/completions', 'completions'],
  ['/messages/count_tokens', 'anthropicTokenCount'],
  ['/messages', 'messages'],
  ['/responses', 'responses'],
  ['/embeddings', 'embeddings'],
  ['/models', 'models'],
  ['/rerank', 'rerank'],
  [':generateContent', 'generateContent'],
  [':streamGenerateContent', 'generateContent'],
];

export const callKindOf = (path: string): CallKind => ENDINGS.find(([ending]) => path.endsWith(ending))?.[1] ?? 'other';

/** `gen_ai.operation.name` of a kind; undefined for calls that are passed on unread. */
export function operationOf(kind: CallKind): string | undefined {
  switch (kind) {
    case 'completions':
    case 'messages':
    case 'responses':
    case 'generateContent':
      return 'chat';
    case 'embeddings':
      return 'embeddings';
    case 'rerank':
      return 'rerank';
    case 'anthropicTokenCount':
      return 'count_tokens';
    case 'models':
    case 'other':
      return undefined;
  }
}
