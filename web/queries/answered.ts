// What is remembered of the content of a page beyond its present text. While that is broken in the middle of an edit, the last answer stays in
// place of one from half a text, and the last rules that it told.
import type { Store } from '../state/store.ts';

const answered = new WeakMap<Store, number>();

export const noteAnswer = (store: Store, document: number): void => void answered.set(store, document);

const rules = new WeakMap<Store, { readonly document: number; readonly profile: string }>();

/** The rules of the content of a page, as long as its text tells them; then those that it told last. Undefined: it never did. */
export function rulesOf(store: Store, document: number, profile: string | undefined): string | undefined {
  if (profile !== undefined) rules.set(store, { document, profile });
  const last = rules.get(store);
  return last?.document === document ? last.profile : undefined;
}

export const hasAnswer = (store: Store, document: number): boolean => answered.get(store) === document;
