// Op `eval`: an expression's typed value, with the time it took.
import type { Span } from '../../base/span.ts';
import { type EvalRequest, evaluateOp, type FormatAnswer } from '../../cel/evaluate.ts';
import type { CelIssue, EvalAnswer } from '../../cel/result.ts';
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
  return warned({ ...answerFields(answer), ns }, fields);
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
    now: fields.time('now'),
  };
  if (fields.refused !== undefined) return { ...fields.refused, ok: false };
  if (expr === undefined) return { ...inputError('bad_line', "'expr' is missing."), ok: false };
  return { expr, ...present(rest) };
}

/** An answer about an expression in the contract's form: spans as pairs. */
export function answerFields(answer: EvalAnswer | FormatAnswer): OpAnswer {
  if (!answer.ok) return { ...answer, span: pairOf(answer.span), issues: answer.issues.map(issueFields) };
  return 'warnings' in answer ? { ...answer, warnings: answer.warnings.map(issueFields) } : { ...answer };
}

const issueFields = ({ span, fix, ...issue }: CelIssue): OpAnswer => ({
  ...issue,
  span: pairOf(span),
  ...(fix === undefined ? {} : { fix: { ...fix, span: pairOf(fix.span) } }),
});

export const pairOf = ({ start, end }: Span): readonly [number, number] => [start, end];
