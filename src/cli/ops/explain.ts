// Op `explain`: the op `eval`, with every sub-expression's value, what decided, what is read, macros written out and costs.
import { explainOp as explain } from '../../cel/explain/op.ts';
import type { ExplainedNode, Explanation } from '../../cel/result.ts';
import { answerFields, askOf, pairOf } from './eval.ts';
import { Fields, warned } from './fields.ts';
import type { Op, OpAnswer } from './op.ts';

export const explainOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const asked = askOf(fields);
  if ('ok' in asked) return asked;
  return warned(explainFields(await explain(asked)), fields);
};

/** The explanation in the contract's form. */
export function explainFields({ answer, root, because, reads, expanded, cost }: Explanation): OpAnswer {
  return {
    ...answerFields(answer),
    ...(cost === undefined ? {} : { cost }),
    because,
    reads,
    ...(expanded === undefined ? {} : { expanded }),
    ...(root === undefined ? {} : { root: nodeFields(root) }),
  };
}

/** A node in the contract's form: spans as pairs. */
function nodeFields({ span, children, iterations, ...node }: ExplainedNode): OpAnswer {
  return {
    ...node,
    span: pairOf(span),
    ...(children.length === 0 ? {} : { children: children.map(nodeFields) }),
    ...(iterations === undefined
      ? {}
      : { iterations: iterations.map(({ binding, node: inner }) => ({ binding, node: nodeFields(inner) })) }),
  };
}
