// The expression that is asked of every request, and the rules it is read by.
import type { Slice } from './store.ts';

export interface ExpressionSlice {
  readonly expression: string;
  /** Profile of the expression; empty: that of the configuration. */
  readonly expressionProfile: string;
  readonly expressionRevision: number;
  readonly expressions: {
    readonly load: (expression: string, profile: string) => void;
    readonly edit: (expression: string) => void;
    readonly chooseProfile: (profile: string) => void;
  };
}

export const createExpressionSlice: Slice<ExpressionSlice> = (set) => {
  const change = (part: Partial<ExpressionSlice>) => set((state) => ({ ...part, expressionRevision: state.expressionRevision + 1 }));
  return {
    expression: '',
    expressionProfile: '',
    expressionRevision: 0,
    expressions: {
      load: (expression, expressionProfile) => change({ expression, expressionProfile }),
      edit: (expression) => change({ expression }),
      chooseProfile: (expressionProfile) => change({ expressionProfile }),
    },
  };
};
