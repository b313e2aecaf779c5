// What each provider is: its address, its name in logs, and where its key goes (agentgateway 1.4).
import type { CallKind } from './kind-of-call.ts';
import type { Format, ProviderKind } from './model.ts';

export interface ProviderFacts {
  /** Its name in `gen_ai.provider.name` and `llm.provider`. */
  readonly system: string;
  /** `host:port`; undefined where it depends on region, project or resource. */
  readonly endpoint: string | undefined;
  /** Header and prefix that carry the key. */
  readonly key: readonly [header: string, prefix: string];
  /** Forms of call that it understands. */
  readonly formats: readonly Format[];
  /** Headers that every call carries. */
  readonly headers: readonly (readonly [string, string])[];
}

const speaks = (...types: readonly CallKind[]): readonly Format[] => types.map((type) => ({ type }));

const BEARER = ['authorization', 'Bearer '] as const;

export const PROVIDERS: Readonly<Record<ProviderKind, ProviderFacts>> = {
  openAI: {
    system: 'openai',
    endpoint: 'api.openai.com:443',
    key: BEARER,
    formats: speaks('responses', 'completions', 'embeddings', 'rerank'),
    headers: [],
  },
  anthropic: {
    system: 'anthropic',
    endpoint: 'api.anthropic.com:443',
    key: ['x-api-key', ''],
    formats: speaks('messages', 'anthropicTokenCount'),
    headers: [['anthropic-version', '2023-06-01']],
  },
  gemini: {
    system: 'gcp.gemini',
    endpoint: 'generativelanguage.googleapis.com:443',
    key: BEARER,
    formats: speaks('completions', 'embeddings', 'generateContent'),
    headers: [],
  },
  vertex: {
    system: 'gcp.vertex_ai',
    endpoint: undefined,
    key: BEARER,
    formats: speaks('completions', 'embeddings', 'rerank'),
    headers: [],
  },
  bedrock: { system: 'aws.bedrock', endpoint: undefined, key: BEARER, formats: speaks('completions', 'embeddings', 'rerank'), headers: [] },
  azure: { system: 'azure', endpoint: undefined, key: BEARER, formats: speaks('responses', 'completions', 'embeddings'), headers: [] },
  copilot: {
    system: 'copilot',
    endpoint: 'api.githubcopilot.com:443',
    key: BEARER,
    formats: speaks('completions', 'embeddings', 'rerank'),
    headers: [],
  },
  custom: { system: 'custom', endpoint: undefined, key: BEARER, formats: speaks('completions'), headers: [] },
};

export interface Preset {
  readonly endpoint: string;
  readonly formats: readonly Format[];
}

const preset = (endpoint: string, ...formats: readonly (CallKind | Format)[]): Preset => ({
  endpoint,
  formats: formats.map((one) => (typeof one === 'string' ? { type: one } : one)),
});
const ANTHROPIC_PATH: Format = { type: 'messages', path: '/anthropic/v1/messages' };

/** Named providers that speak OpenAI's language, and more: their hosts, and what they understand. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  cohere: preset(
    'api.cohere.ai:443',
    { type: 'completions', path: '/compatibility/v1/chat/completions' },
    { type: 'embeddings', path: '/compatibility/v1/embeddings' },
    { type: 'rerank', path: '/v2/rerank' },
  ),
  ollama: preset('localhost:11434', 'completions', 'responses', 'embeddings'),
  baseten: preset('inference.baseten.co:443', 'completions', 'messages'),
  cerebras: preset('api.cerebras.ai:443', 'completions'),
  deepinfra: preset('api.deepinfra.com:443', 'completions', ANTHROPIC_PATH, 'embeddings'),
  deepseek: preset('api.deepseek.com:443', 'completions', ANTHROPIC_PATH, 'responses'),
  groq: preset('api.groq.com:443', 'completions', 'responses'),
  huggingface: preset('router.huggingface.co:443', 'completions', 'responses'),
  mistral: preset('api.mistral.ai:443', 'completions', 'embeddings'),
  openrouter: preset('openrouter.ai:443', 'completions', 'messages', 'responses', 'embeddings', 'rerank'),
  togetherai: preset('api.together.xyz:443', 'completions', 'embeddings', 'rerank'),
  xai: preset('api.x.ai:443', 'completions', 'responses'),
  fireworks: preset('api.fireworks.ai:443', 'completions', 'messages', 'responses', 'embeddings', 'rerank'),
};

export const PROVIDER_KINDS = Object.keys(PROVIDERS) as readonly ProviderKind[];
