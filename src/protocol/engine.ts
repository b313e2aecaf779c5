// The worker contract: the worker implements `Engine`, the client is typed from it. Plain structured-clonable data only.
import type { Span } from '../base/span.ts';
import type { CelIssue, EvalAnswer, Explanation } from '../cel/result.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Explained } from '../diagnostics/page.ts';
import type { Verdict } from '../dialects/dialect.ts';
import type { Comparison } from '../gateway/compare.ts';
import type { Asked } from '../gateway/compare-answers.ts';
import type { Graph } from '../graph/graph.ts';
import type { Imported } from '../http/import/imported.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';
import type { Completions, Hover, Signatures } from '../text/assist.ts';

export interface ConfigText {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly env: Readonly<Record<string, string>>;
  readonly dialect: string;
  readonly profile?: string;
}

export interface Lowered {
  readonly dialect: string | undefined;
  readonly dialectTitle: string;
  readonly profile: string | undefined;
  readonly valid: boolean;
  readonly usable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where an entity of the model was written: what joins a line of text, a step of the story and a node of the graph. */
export interface Place {
  readonly entity: string;
  readonly term: string;
  readonly name: string;
  readonly file: string;
  readonly span: Span;
}

/** One function of a profile as people look it up; its overloads are the signatures. */
export interface FunctionDoc {
  readonly name: string;
  readonly library: string;
  readonly signatures: readonly string[];
  readonly doc: string;
  readonly examples: readonly { readonly expression: string; readonly result: string }[];
}

export interface VariableDoc {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
  readonly phases?: readonly string[];
  readonly example?: string;
}

export interface ProfileDoc {
  readonly profile: string;
  readonly title: string;
  readonly functions: readonly FunctionDoc[];
  readonly variables: readonly VariableDoc[];
}

/** What is asked of an expression. `profile` names a CEL profile: `cel`, `agentgateway@1.4`. */
export interface Question {
  readonly expression: string;
  readonly profile: string;
}

/** Where somebody is typing, and what is known there. Offsets are UTF-16 code units of `text`. */
export type TypingAt = {
  readonly text: string;
  readonly offset: number;
  /** The request whose values are shown. */
  readonly request?: SampleRequest | undefined;
} & (
  | { readonly kind: 'expression'; readonly profile: string }
  | { readonly kind: 'config'; readonly dialect: string; readonly profile?: string | undefined }
);

/** What was read out of a pasted text; `flags` are the words for response flags that its log lines have. */
export interface ReadRequests extends Imported {
  readonly flags: readonly { readonly flag: string; readonly name: string; readonly says: string }[];
}

export interface Evaluated {
  /** What the parser and the checker say, whatever the request. */
  readonly issues: readonly CelIssue[];
  /** One a request, in order, each with one sentence on what decided. */
  readonly rows: readonly { readonly answer: EvalAnswer; readonly because: string }[];
}

export interface Engine {
  /** Reads a configuration and keeps it in the worker under its revision; later calls name the revision, not the text. */
  open(call: { readonly revision: string; readonly config: ConfigText }): Promise<Lowered>;
  /** The whole verdict on an opened configuration; `open` says only what it needed to find out for answers. */
  check(call: { readonly revision: string }): Promise<Verdict>;
  /** One decision a request, with trace. */
  decide(call: {
    readonly revision: string;
    readonly requests: readonly SampleRequest[];
    readonly sequence: boolean;
  }): Promise<readonly Decision[]>;
  /** The entities of the model with their places, in the order of the text. */
  outline(call: { readonly revision: string }): Promise<readonly Place[]>;
  /** The graph of the model. `keep`: entities that are drawn even where a long list is cut. */
  graph(call: { readonly revision: string; readonly keep: readonly string[] }): Promise<Graph>;
  /** The expression's answer for every request. */
  evaluate(call: Question & { readonly requests: readonly SampleRequest[] }): Promise<Evaluated>;
  /** The expression over one request, sub-expression by sub-expression. */
  explain(call: Question & { readonly request: SampleRequest }): Promise<Explanation>;
  /** Two versions of a configuration: their texts, what the change does to a running gateway, and to the answers to these requests. */
  compare(call: { readonly before: ConfigText; readonly after: ConfigText; readonly asked: Asked }): Promise<Comparison>;
  /** Functions and variables of a profile, from the tables that the checker reads. */
  functions(call: { readonly profile: string }): Promise<ProfileDoc>;
  /** The requests of a pasted text in any form that people have them in. The configuration's own log formats are tried too. */
  readRequests(call: { readonly revision: string; readonly text: string }): Promise<ReadRequests>;
  /** What may stand at the caret, best first. */
  complete(call: TypingAt): Promise<Completions>;
  /** The forms of the call around the caret. */
  signatures(call: TypingAt): Promise<Signatures | undefined>;
  /** What the thing at the offset is. */
  hover(call: TypingAt): Promise<Hover | undefined>;
  /** What a diagnostic's code means, with an example of both ways; undefined for a code that does not exist. */
  explainCode(call: { readonly code: string }): Promise<Explained | undefined>;
}

export type Method = keyof Engine;
export type Params<M extends Method> = Parameters<Engine[M]>[0];
export type Answer<M extends Method> = Awaited<ReturnType<Engine[M]>>;

/** `ping` is answered by `pong` as soon as the worker's event loop is free: so the client tells loading from looping. */
export type ToWorker =
  | { readonly [M in Method]: { readonly id: number; readonly call: M; readonly params: Params<M> } }[Method]
  | { readonly ping: number };
export type FromWorker =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  /** `bug` is its report; without one, code that the answer needs could not be fetched. */
  | { readonly id: number; readonly ok: false; readonly bug?: string }
  /** Said before the call of this id runs: what is silent afterwards is that call, and not one that stands behind it. */
  | { readonly begun: number }
  | { readonly pong: number };

/** Two functions, so that tests run both ends in one process. */
export interface Port<Out, In> {
  readonly post: (message: Out) => void;
  readonly listen: (handler: (message: In) => void) => void;
}
