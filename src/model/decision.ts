// What the gateway does with a request, and why. The fields up to `assumptions` are those of the headless contract; a facet
// that is not simulated is left out, never guessed.

import type { Explanation } from '../cel/result.ts';
import type { HeaderPairs } from '../http/headers.ts';
import type { Origin } from './model.ts';

export interface Decision {
  /** Whose answer the client gets. */
  readonly outcome: 'forward' | 'redirect' | 'respond' | 'tunnel' | 'close';
  readonly status?: number;
  readonly listener?: string;
  readonly filterChain?: string;
  readonly virtualHost?: string;
  readonly route?: string;
  readonly routeIndex?: number;
  readonly rule?: number;
  readonly match?: number;
  readonly virtualCluster?: string;
  readonly cluster?: string;
  readonly backends?: readonly Backend[];
  readonly endpoint?: string;
  readonly upstream?: {
    readonly method: string;
    readonly scheme?: string;
    readonly host: string;
    readonly path: string;
    readonly headers: HeaderPairs;
    readonly body?: string;
  };
  readonly response?: { readonly status: number; readonly headers: HeaderPairs; readonly body?: string; readonly message?: unknown };
  readonly mirrors?: readonly string[];
  readonly reason?: string;
  readonly flags?: readonly string[];
  /** Another random value could change the decision. */
  readonly random?: boolean;
  readonly accessLog?: readonly string[];
  readonly counters?: Readonly<Record<string, number>>;
  readonly assumptions: readonly Assumption[];
  /** The answer as a colleague would say it: who decided, and why. `title` is the short form. */
  readonly sentence: { readonly title: string; readonly because: string };
  readonly trace: readonly TraceStep[];
  /** What expressions know of the request because the gateway found it out: verified claims, who a key belongs to. By variable; beside a trace. */
  readonly learnt?: Readonly<Record<string, unknown>>;
  /** Where the log lines, flags and counters come from. Beside a trace, where the dialect can tell. */
  readonly observed?: Observed;
}

/** What is observed of an exchange, with the text of the configuration that it comes from. */
export interface Observed {
  /** The logger of each line of `accessLog`, in the same order. */
  readonly log: readonly (Origin | undefined)[];
  /** Each flag in words, with the text that raised it. */
  readonly flags: readonly ObservedFlag[];
  /** `reason` in words. */
  readonly reason?: { readonly says: string; readonly origin?: Origin };
  /** By a counter's name, the text that it is named after, or that counts. */
  readonly counters: Readonly<Record<string, Origin>>;
}

export interface ObservedFlag {
  /** `UH` */
  readonly flag: string;
  /** `NoHealthyUpstream` */
  readonly name: string;
  readonly says: string;
  readonly origin?: Origin;
}

export interface Backend {
  readonly name: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly port?: number;
  readonly weight: number;
  readonly share: number;
  readonly chosen: boolean;
  readonly endpoints?: readonly string[];
}

/** What the answer took for granted: an opaque filter, a missing file, a random choice. */
export interface Assumption {
  readonly code: string;
  readonly what: string;
  readonly target?: string;
  readonly origin?: Origin;
}

export type TraceResult = 'match' | 'no-match' | 'pass' | 'deny' | 'change' | 'skip' | 'respond';

/** One thing decided, in the gateway's own order. */
export interface TraceStep {
  /** `listener`, `filter chain`, `route`, `authorization`, … in the dialect's words. */
  readonly step: string;
  /** Name of what was decided about. */
  readonly target: string;
  /** Id of the entity in the model, for the graph and the editor. */
  readonly entity?: string;
  readonly result: TraceResult;
  readonly because: string;
  readonly origin?: Origin;
  /** Those that lost, in the order in which the gateway would try them, each with the first condition that failed and the value it saw. */
  readonly losers?: readonly Loser[];
  /** Header, path and other changes: what it was, what it became. */
  readonly changes?: readonly Change[];
  /** The CEL expressions that decided, explained. */
  readonly expressions?: readonly TracedExpression[];
}

export interface Loser {
  readonly target: string;
  readonly entity?: string;
  readonly because: string;
  readonly origin?: Origin;
  /** Of the nearest: all that would have to be otherwise for it to match, in the words of `because` (`header x-beta is "1"`). */
  readonly wouldMatchIf?: readonly string[];
}

export interface Change {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** The configuration names it, beside others that the program makes by itself: what a reader looks for first. */
  readonly asked?: true;
}

export interface TracedExpression {
  readonly text: string;
  readonly origin?: Origin;
  readonly explanation: Explanation;
}
