// What a dialect is to the rest: a few eager lines that recognise a file, and a lazy part that lowers and decides.
import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';
import type { Model } from '../model/model.ts';
import type { Host, Need } from '../simulate/need.ts';
import type { Completions, Hover } from '../text/assist.ts';
import type { Source } from '../text/source.ts';
import type { SyntaxNode } from '../text/syntax.ts';

export type Certainty = 'certain' | 'likely' | 'no';

export interface Dialect {
  readonly id: string;
  readonly title: string;
  /** Profiles that it can answer for, newest first: `agentgateway@1.4`. Empty: recognised and named, not yet answered. */
  readonly profiles: readonly string[];
  /** How surely a document is of this dialect. Cheap: looks at a few keys of the tree, or at the text when there is no tree. */
  readonly detect: (document: SyntaxNode | undefined, text: string, fileName: string) => Certainty;
  /** Loads the heavy part. Undefined for a dialect to come. */
  readonly load: (() => Promise<DialectEngine>) | undefined;
}

export interface ConfigInput {
  /** The main file first. Trees are remembered by source object (text/read.ts), so pass these on as they are. */
  readonly files: readonly Source[];
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
  /** What a change of the configuration does to a running gateway; undefined where the dialect does not answer that. */
  readonly impact?: (input: ImpactInput) => Impact;
  /** What an editor shows while a text of this dialect is typed: large tables, so they load on first use. */
  readonly assist?: () => Promise<Assist>;
}

/** Help at an offset (UTF-16) of a text that need not be whole. Pure; never throws. */
export interface Assist {
  readonly completionsAt: (text: string, offset: number) => Completions | ExpressionAt | undefined;
  readonly hoverAt: (text: string, offset: number) => Hover | ExpressionAt | undefined;
}

/** An expression inside the configuration: whoever knows the expression language helps there. */
export interface ExpressionAt {
  readonly kind: 'expression';
  /** CEL profile that reads it. */
  readonly profile: string;
  /** The expression without quotes and indentation, and the offset (UTF-16) in it. */
  readonly expression: string;
  readonly offset: number;
  /** From offsets in the expression to the configuration's text. */
  readonly spanOf: (start: number, end: number) => Span;
}

/** Whether the real program would load a configuration, and what is wrong with it. */
export interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Lowered extends Verdict {
  readonly model: Model | undefined;
  /**
   * The whole verdict, where lowering gives only a part of it because the rest is large and no answer needs it: loads on first use.
   * What `valid` and `diagnostics` say already is in it.
   */
  readonly check?: () => Promise<Verdict>;
}

export interface RunOptions {
  readonly sequence: boolean;
  /** Losers, changes and explanations are recorded only when asked for. */
  readonly trace: boolean;
  readonly host: Host;
}

export interface ImpactInput {
  readonly profile: string;
  /** What the process was started with, where the configuration comes in files beside it. */
  readonly bootstrap: Source | undefined;
  readonly before: readonly Source[];
  readonly after: readonly Source[];
}

/** The answer of the headless contract's op `impact`. */
export interface Impact {
  /** Whether the running gateway takes the change. */
  readonly accepted: boolean;
  readonly listeners: Readonly<Record<string, ListenerChange>>;
  readonly clusters: Readonly<Record<string, ClusterChange>>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ListenerChange {
  readonly change: 'in-place' | 'full' | 'added' | 'removed' | 'none';
  readonly drainedChains: readonly string[];
}

export interface ClusterChange {
  readonly change: 'added' | 'modified' | 'removed' | 'none';
}
