// What each provider is: its address, its name in logs, and where its key goes (agentgateway 1.4).
import type { ProviderKind } from './model.ts';

export interface ProviderFacts {
  /** Its name in `gen_ai.provider.name` and `llm.provider`. */
  readonly system: string;
  /** `host:port`; undefined where it depends on region, project or resource. */
  readonly endpoint: string | undefined;
  /** Header and prefix that carry the key. */
  readonly key: readonly [header: string, prefix: string];
  /** Headers that every call carries. */
  readonly headers: readonly (readonly [string, string])[];
}

const BEARER = ['authorization', 'Bearer '] as const;

export const PROVIDERS: Readonly<Record<ProviderKind, ProviderFacts>> = {
  openAI: { system: 'openai', endpoint: 'api.openai.com:443', key: BEARER, headers: [] },
  anthropic: {
    system: 'anthropic',
    endpoint: 'api.anthropic.com:443',
    key: ['x-api-key', ''],
    headers: [['anthropic-version', '2023-06-01']],
  },
  gemini: { system: 'gcp.gemini', endpoint: 'generativelanguage.googleapis.com:443', key: BEARER, headers: [] },
  vertex: { system: 'gcp.vertex_ai', endpoint: undefined, key: BEARER, headers: [] },
  bedrock: { system: 'aws.bedrock', endpoint: undefined, key: BEARER, headers: [] },
  azure: { system: 'azure', endpoint: undefined, key: BEARER, headers: [] },
  copilot: { system: 'copilot', endpoint: 'api.githubcopilot.com:443', key: BEARER, headers: [] },
  custom: { system: 'custom', endpoint: undefined, key: BEARER, headers: [] },
};

/** Named providers that speak OpenAI's language: their hosts. */
export const PRESETS: Readonly<Record<string, string>> = {
  cohere: 'api.cohere.ai:443',
  ollama: 'localhost:11434',
  baseten: 'inference.baseten.co:443',
  cerebras: 'api.cerebras.ai:443',
  deepinfra: 'api.deepinfra.com:443',
  deepseek: 'api.deepseek.com:443',
  groq: 'api.groq.com:443',
  huggingface: 'router.huggingface.co:443',
  mistral: 'api.mistral.ai:443',
  openrouter: 'openrouter.ai:443',
  togetherai: 'api.together.xyz:443',
  xai: 'api.x.ai:443',
  fireworks: 'api.fireworks.ai:443',
};

export const PROVIDER_KINDS = Object.keys(PROVIDERS) as readonly ProviderKind[];
