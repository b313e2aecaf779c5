// The worker contract: the worker implements `Engine`, the client is typed from it. Plain structured-clonable data only.
import type { EvalAnswer, Explanation } from '../cel/result.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Graph } from '../graph/graph.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';

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

export interface Engine {
  /** Reads a configuration and keeps it in the worker under its revision; later calls name the revision, not the text. */
  open(call: { readonly revision: string; readonly config: ConfigText }): Promise<Lowered>;
  /** One decision a request, with trace. */
  decide(call: {
    readonly revision: string;
    readonly requests: readonly SampleRequest[];
    readonly sequence: boolean;
  }): Promise<readonly Decision[]>;
  graph(call: { readonly revision: string }): Promise<Graph>;
  /** The expression's answer for every request, and the explanation for the selected one. */
  evaluate(call: {
    readonly expression: string;
    readonly profile: string;
    readonly requests: readonly SampleRequest[];
    readonly selected: number;
  }): Promise<{ readonly answers: readonly EvalAnswer[]; readonly explanation: Explanation | undefined }>;
}
