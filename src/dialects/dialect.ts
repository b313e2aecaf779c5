// What a dialect is to the rest: a few eager lines that recognise a file, and a lazy part that lowers and decides.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';
import type { Model } from '../model/model.ts';
import type { Host, Need } from '../simulate/need.ts';
import type { SyntaxNode } from '../text/syntax.ts';

export interface Dialect {
  readonly id: string;
  readonly title: string;
  /** Profiles that it can answer for, newest first: `agentgateway@1.4`. Empty: recognised and named, not yet answered. */
  readonly profiles: readonly string[];
  /** How surely a document is of this dialect. Cheap: looks at a few keys of the tree, or at the text when there is no tree. */
  readonly detect: (document: SyntaxNode | undefined, text: string, fileName: string) => 'certain' | 'likely' | 'no';
  /** Loads the heavy part. Undefined for a dialect to come. */
  readonly load: (() => Promise<DialectEngine>) | undefined;
}

export interface ConfigInput {
  /** The main file first. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly env: Readonly<Record<string, string>>;
  readonly profile: string;
}

export interface DialectEngine {
  /** Text → model. Never throws on user input; gives the best partial model. `valid`: whether the real program would load it. */
  readonly lower: (input: ConfigInput) => Lowered;
  /** What must be met before `decide` can run: signatures to verify, modules to load. Met once by `prepare`. */
  readonly needs: (model: Model, requests: readonly SampleRequest[]) => readonly Need[];
  /** Requests in order. Pure and synchronous. With `sequence` they share the gateway's state. */
  readonly decide: (model: Model, requests: readonly SampleRequest[], run: RunOptions) => readonly Decision[];
}

export interface Lowered {
  readonly model: Model | undefined;
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface RunOptions {
  readonly sequence: boolean;
  /** Losers, changes and explanations are recorded only when asked for. */
  readonly trace: boolean;
  readonly host: Host;
}
