// What could be saved of a cut link, kept until a person asks to see it. Per store, since two embeds may each have one.
import type { Payload } from '../../src/permalink/payload.ts';
import type { Store } from '../state/store.ts';

const kept = new WeakMap<Store, Payload>();

export const keepRecovered = (store: Store, payload: Payload): void => void kept.set(store, payload);

export const recoveredOf = (store: Store): Payload | undefined => kept.get(store);
