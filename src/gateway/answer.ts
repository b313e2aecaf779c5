// The one way from texts to answers, used by the terminal and by the page's worker: `open` a configuration once, then ask it.

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Dialect, Verdict } from '../dialects/dialect.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';
import type { Model } from '../model/model.ts';
import type { HostServices } from '../simulate/need.ts';
import type { Source } from '../text/source.ts';

export interface OpenInput {
  /** The main file first; the others are what it refers to by name. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly env?: Readonly<Record<string, string>>;
  /** A dialect's id, or `auto`. */
  readonly dialect?: string;
  /** `envoy`, `envoy@1.40`; without it the newest of the dialect. */
  readonly profile?: string;
}

/** A configuration that has been read. `model` is undefined when nothing of it can be used. */
export interface Configuration {
  readonly dialect: Dialect | undefined;
  readonly profile: string | undefined;
  readonly sources: readonly Source[];
  readonly model: Model | undefined;
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Present when the configuration was opened without the checks that no answer needs: the whole verdict. */
  readonly check?: () => Promise<Verdict>;
}

/** Reads a configuration. Never rejects on what a user wrote. */
export type Open = (input: OpenInput) => Promise<Configuration>;

/** Answers requests in order. Never rejects on what a user wrote. */
export type Route = (
  configuration: Configuration,
  requests: readonly SampleRequest[],
  options: { readonly sequence?: boolean; readonly trace?: boolean; readonly now?: number },
  host: HostServices,
) => Promise<readonly Decision[]>;
