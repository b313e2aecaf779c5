// Op `eval`: an expression's typed value, with the time it took.
import { type EvalRequest, evaluateOp } from '../../cel/evaluate.ts';
import { BACKEND_VARIABLE, backendNamed } from './backend.ts';
import { Fields, present, warned } from './fields.ts';
import { inputError, type Op, type OpAnswer } from './op.ts';

export const evalOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const asked = askOf(fields);
  if ('ok' in asked) return asked;
  const backend = await backendNamed(process.env[BACKEND_VARIABLE]);
  const start = performance.now();
  const answer = await evaluateOp(asked, { backend });
  const ns = Math.round((performance.now() - start) * 1e6);
  return { ...answerFields(answer), ns, ...warned(fields) };
};

/** What is asked of an expression, or why the line cannot be used. */
export function askOf(fields: Fields): EvalRequest | (OpAnswer & { readonly ok: false }) {
  const expr = fields.text('expr');
  const rest = {
    profile: fields.text('profile'),
    vars: fields.object('vars'),
    request: fields.request('request'),
    types: fields.texts('types'),
    container: fields.text('container'),
    check: fields.flag('check'),
    now: fields.text('now'),
  };
  if (fields.refused !== undefined) return { ...fields.refused, ok: false };
  if (expr === undefined) return { ...inputError('bad_line', "'expr' is missing."), ok: false };
  return { expr, ...present(rest) };
}

/** The answer in the contract's form: spans as pairs. */
export function answerFields<A extends { readonly ok: boolean }>(answer: A): Readonly<Record<string, unknown>> {
  if (!('span' in answer)) return { ...answer };
  const { start, end } = answer.span as { readonly start: number; readonly end: number };
  return { ...answer, span: [start, end] };
}
