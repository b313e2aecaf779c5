// A compiled expression and a run's result in the form of the headless contract.
import type { Span } from '../base/span.ts';
import { type Compiled, spanOf } from './compile.ts';
import type { EvalAnswer, EvalStage } from './result.ts';
import { printType } from './types/print.ts';
import { toJson } from './values/json.ts';
import { metered } from './values/meter.ts';
import { text } from './values/text.ts';
import { typeName } from './values/type-of.ts';
import { CelError, type Value } from './values/value.ts';

type Refusal = Extract<EvalAnswer, { ok: false }>;

/** The answer for an expression that could not be compiled; undefined when it could. */
export function refusalOf(compiled: Compiled): Refusal | undefined {
  const { failed, issues } = compiled;
  const first = issues.find((issue) => issue.severity === 'error') ?? issues[0];
  if (failed === undefined || first === undefined) return undefined;
  return { ok: false, stage: failed, code: first.code, message: first.message, span: first.span, issues };
}

/** The answer for a run's result. A value too large to print counts as an evaluation that hit its limit. */
export function answerOf(compiled: Compiled, result: Value): EvalAnswer {
  const { checked, env, expr, issues } = compiled;
  const required = checked !== undefined && env.profile.checker === 'required';
  const type = required ? printType(checked.type) : undefined;
  const printed = result instanceof CelError ? result : print(result);
  if (printed instanceof CelError) {
    const { code, message, node } = printed;
    const span = printed.span ?? spanOf(expr, node);
    return { ok: false, stage: 'eval', code, message, span, issues, ...(type === undefined ? {} : { type }) };
  }
  return { ok: true, type: type ?? typeName(result), ...printed, warnings: issues };
}

function print(result: Value): { readonly value: unknown; readonly text: string } | CelError {
  let printed = { value: null as unknown, text: '' };
  const fault = metered(() => {
    printed = { value: toJson(result), text: text(result) };
    return null;
  });
  return fault instanceof CelError ? fault : printed;
}

/** A refusal before the expression was looked at, or by a stage that has no compiled form. */
export const refuse = (stage: EvalStage, code: string, message: string, span: Span = { start: 0, end: 0 }): Refusal => ({
  ok: false,
  stage,
  code,
  message,
  span,
  issues: [],
});
