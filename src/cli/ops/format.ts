// Op `format`: the expression in the one-line canonical form.
import { formatOp as formatExpression } from '../../cel/evaluate.ts';
import { answerFields } from './eval.ts';
import { Fields, present } from './fields.ts';
import { inputError, type Op } from './op.ts';

export const formatOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const expr = fields.text('expr');
  const profile = fields.text('profile');
  if (fields.refused !== undefined) return fields.refused;
  if (expr === undefined) return inputError('bad_line', "'expr' is missing.");
  return answerFields(await formatExpression({ expr, ...present({ profile }) }));
};
