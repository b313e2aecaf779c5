// A decision in the contract's form: origins become lines, the trace is there only when asked for.
import { isGiven, locate } from '../../diagnostics/located.ts';
import type { Decision } from '../../model/decision.ts';
import type { Origin } from '../../model/model.ts';
import type { Source } from '../../text/source.ts';

type Fields = Readonly<Record<string, unknown>>;

export function decisionFields(sources: readonly Source[], decision: Decision, withTrace: boolean): Fields {
  const { assumptions, trace, ...facets } = decision;
  return {
    ...facets,
    assumptions: assumptions.map(({ origin, ...rest }) => ({ ...rest, ...placeOf(sources, origin) })),
    ...(withTrace ? { trace: trace.map((step) => traceFields(sources, step)) } : {}),
  };
}

function traceFields(sources: readonly Source[], { origin, losers, expressions, ...step }: Decision['trace'][number]): Fields {
  return {
    ...step,
    ...placeOf(sources, origin),
    ...(losers === undefined ? {} : { losers: losers.map(({ origin: where, ...loser }) => ({ ...loser, ...placeOf(sources, where) })) }),
    ...(expressions === undefined
      ? {}
      : {
          expressions: expressions.map(({ text, origin: where, explanation }) => ({
            text,
            ...placeOf(sources, where),
            because: explanation.because,
            reads: explanation.reads,
            answer: explanation.answer,
          })),
        }),
  };
}

/** The file is named only when there is more than one. */
function placeOf(sources: readonly Source[], origin: Origin | undefined): Fields {
  if (origin === undefined || !isGiven(sources, origin.file)) return {};
  const { line } = locate(sources, origin.file, origin.span);
  return sources.length > 1 ? { line, file: origin.file, path: origin.path } : { line, path: origin.path };
}
