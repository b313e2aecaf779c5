// Which content of a page has been answered once. While its text is broken in the middle of an edit, that answer stays in place of one from half a text.
import type { Store } from '../state/store.ts';

const answered = new WeakMap<Store, number>();

export const noteAnswer = (store: Store, document: number): void => void answered.set(store, document);

export const hasAnswer = (store: Store, document: number): boolean => answered.get(store) === document;
