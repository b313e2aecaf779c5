// The fragment of an address: `#ex=<slug>` names an example, `#tab=…&s=…` carries a state. The fragment never reaches a server. `s` comes last, so that
// what a chat program cuts off or adds hits the check.
import { type Decoded, decode } from './codec.ts';
import { decodePercent } from './percent.ts';

export type Fragment =
  | { readonly kind: 'none' }
  | { readonly kind: 'example'; readonly slug: string }
  | { readonly kind: 'state'; readonly tab: string | undefined; readonly decoded: Decoded }
  | { readonly kind: 'unknown'; readonly text: string };

/** Reads `location.hash`, with or without its `#`. Parameters that are not known are passed over: a later page may write more of them. */
export function readFragment(hash: string): Fragment {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text === '') return { kind: 'none' };
  const example = /^ex=([^&]{1,80})/.exec(text);
  if (example?.[1] !== undefined) return { kind: 'example', slug: decodePercent(example[1]).text.toLowerCase() };
  const state = /^((?:[a-z]+=[^&]*&)*)s=(.*)$/s.exec(text);
  if (state === null) return { kind: 'unknown', text };
  const tab = /(?:^|&)tab=([a-z-]{1,20})&/.exec(state[1] ?? '')?.[1];
  return { kind: 'state', tab, decoded: decode(state[2] ?? '') };
}

export const exampleFragment = (slug: string): string => `#ex=${slug}`;

/** The fragment of an encoded state. `tab` is the pane that is looked at. */
export const stateFragment = (encoded: string, tab?: string): string => (tab === undefined ? `#s=${encoded}` : `#tab=${tab}&s=${encoded}`);
