// Running filters and policies in the gateway's order. A step may let the exchange go on, answer it, or close it; whoever
// answers ends the request side, and the response side begins.
import type { Policy } from '../model/model.ts';

export type StepOutcome<Reply> =
  /** `because` is told where it says more than that the request goes on. */
  | { readonly kind: 'continue'; readonly because?: string }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'close'; readonly because: string };

export const CONTINUE = { kind: 'continue' } as const;

/** Goes on, with the reason for the trace. */
export const passes = (because: string): { readonly kind: 'continue'; readonly because: string } => ({ kind: 'continue', because });

/** What one kind of filter or policy does: a row of a dialect's step table. One file each under `dialects/<id>/steps`. */
export interface Step<P extends Policy, State, Reply> {
  readonly request?: (policy: P, state: State) => StepOutcome<Reply>;
  readonly response?: (policy: P, state: State) => void;
}

export type StepTable<P extends Policy, State, Reply> = Readonly<Record<string, Step<P, State, Reply>>>;

export interface RequestSide<P extends Policy, Reply> {
  readonly outcome: StepOutcome<Reply>;
  /** Policies that saw the request, in order: those whose response side runs. */
  readonly entered: readonly P[];
}

/** Runs the request side until a step answers. A policy without a row is handed to `opaque`. */
export function runRequest<P extends Policy, State, Reply>(
  policies: readonly P[],
  steps: StepTable<P, State, Reply>,
  state: State,
  opaque: (policy: P, state: State) => StepOutcome<Reply>,
): RequestSide<P, Reply> {
  const entered: P[] = [];
  for (const policy of policies) {
    entered.push(policy);
    const step = Object.hasOwn(steps, policy.type) ? steps[policy.type] : undefined;
    const outcome = step === undefined ? opaque(policy, state) : (step.request?.(policy, state) ?? CONTINUE);
    if (outcome.kind !== 'continue') return { outcome, entered };
  }
  return { outcome: CONTINUE, entered };
}

/** Runs the response side; the caller gives the policies in the order in which the gateway runs them back. */
export function runResponse<P extends Policy, State, Reply>(policies: readonly P[], steps: StepTable<P, State, Reply>, state: State): void {
  for (const policy of policies) if (Object.hasOwn(steps, policy.type)) steps[policy.type]?.response?.(policy, state);
}
