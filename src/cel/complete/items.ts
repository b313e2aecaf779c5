// The rows of a list of completions: how each kind of thing is shown and what it puts into the text.
import type { Span } from '../../base/span.ts';
import type { Completion } from '../../text/assist.ts';
import { valueText } from '../explain/value-text.ts';
import { printType } from '../types/print.ts';
import type { Type } from '../types/type.ts';
import { isDynOrError } from '../types/unify.ts';
import type { Value } from '../values/value.ts';
import { type Callable, docOf } from './callables.ts';
import type { CompletionEnv, Known } from './known.ts';

/** A row before it is known whether it fits what was typed. */
export type Row = Omit<Completion, 'replace'> & { readonly replace?: Span };

/** The type in a few words; nothing where nothing is known. */
export const typeText = (type: Type): string | undefined => (isDynOrError(type) ? undefined : printType(type));

export const seenValue = (value: Value | undefined): { readonly value?: string } =>
  value === undefined ? {} : { value: valueText(value) };

export const detailOf = (type: Type): { readonly detail?: string } => {
  const text = typeText(type);
  return text === undefined ? {} : { detail: text };
};

export const nameRow = (kind: Completion['kind'], name: string, { type, value }: Known): Row => ({
  kind,
  label: name,
  insert: name,
  ...detailOf(type),
  ...seenValue(value),
});

/** Functions and macros, one row a name. `isCalled`: an opening bracket stands behind the caret already. */
export function callRows(
  env: CompletionEnv,
  callables: readonly Callable[],
  isCalled: boolean,
  shown: (name: string) => string,
): readonly Row[] {
  const byName = new Map<string, Callable[]>();
  for (const callable of callables) byName.set(callable.name, [...(byName.get(callable.name) ?? []), callable]);
  return [...byName].map(([name, [first, ...others]]) => {
    const callable = first as Callable;
    const written = shown(name);
    const doc = docOf(env, callable);
    const forms = new Set(others.map(({ text }) => text.label));
    forms.delete(callable.text.label);
    const takes = [callable, ...others].some(({ params, variadic }) => params.length > 0 || variadic);
    return {
      kind: callable.kind,
      label: written,
      insert: isCalled ? written : `${written}()`,
      ...(isCalled || !takes ? {} : { caret: written.length + 1 }),
      detail: `${callable.text.label}${forms.size > 0 ? ` and ${forms.size} more` : ''}`,
      ...(doc === undefined ? {} : { doc }),
    };
  });
}
