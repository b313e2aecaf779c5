// LLM traffic: `ai` backends (providers in priority groups) and the section `llm` (models chosen by the name in the request).
import type { Condition, Origin } from '../../../model/model.ts';
import type { AgwPolicy, CelText, NamedCel } from '../model.ts';
import type { AuthorizationSpec } from '../steps/authorization.ts';
import type { HeaderModifierSpec } from '../steps/header-modifier.ts';
import type { CallKind } from './kind-of-call.ts';

export interface AiBackend {
  /** Groups in the order of their priority. */
  readonly groups: readonly (readonly AiProvider[])[];
}

export type ProviderKind = 'openAI' | 'gemini' | 'vertex' | 'anthropic' | 'bedrock' | 'azure' | 'copilot' | 'custom';

/** A form of call that a provider understands, with its path where that is not the usual one. */
export interface Format {
  readonly type: CallKind;
  readonly path?: string;
}

export interface AiProvider {
  readonly name: string;
  readonly provider: ProviderKind;
  /** Forms of call that it understands. */
  readonly formats: readonly Format[];
  /** The name of the provider in logs: `openai`. */
  readonly system: string;
  /** Replaces the model of the request. */
  readonly model: string | undefined;
  /** `host:port`; undefined where it depends on what is not here. */
  readonly endpoint: string | undefined;
  /** Replaces the path. */
  readonly pathOverride: string | undefined;
  /** Stands before the path in place of `/v1`. */
  readonly pathPrefix: string | undefined;
  /** The host is the configuration's, not the provider's own. */
  readonly ownHost: boolean;
  readonly policies: readonly AgwPolicy[];
  readonly origin: Origin;
}

export interface LlmRouting {
  readonly models: readonly LlmModel[];
  readonly virtual: readonly VirtualModel[];
}

export interface LlmModel extends AiProvider {
  /** Exact, or with one `*` at its begin or end. */
  readonly pattern: string;
  readonly internal: boolean;
  readonly apiKey: string | undefined;
  readonly authorization: AuthorizationSpec | undefined;
  readonly headers: readonly (readonly Condition[])[];
  readonly payload: Payload;
  readonly requestHeaders: HeaderModifierSpec | undefined;
  readonly responseHeaders: HeaderModifierSpec | undefined;
  readonly guards: readonly Guard[];
}

/** What is done to the request's JSON. */
export interface Payload {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly transformations: readonly NamedCel[];
  readonly finalTransformations: readonly NamedCel[];
}

export interface VirtualModel {
  readonly name: string;
  readonly origin: Origin;
  readonly routing:
    | { readonly kind: 'weighted'; readonly targets: readonly { readonly model: string; readonly weight: number }[] }
    | { readonly kind: 'failover'; readonly targets: readonly { readonly model: string; readonly priority: number }[] }
    | { readonly kind: 'conditional'; readonly targets: readonly { readonly model: string; readonly when: CelText | undefined }[] }
    | { readonly kind: 'none' };
}

/** A check of prompts or answers. Only regex ones are computed here. */
export interface Guard {
  readonly side: 'request' | 'response';
  readonly kind: string;
  readonly action: 'mask' | 'reject';
  readonly patterns: readonly { readonly name: string; readonly pattern: string }[];
  readonly rejection: { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: Uint8Array };
  readonly scope: readonly string[];
  readonly origin: Origin;
}
