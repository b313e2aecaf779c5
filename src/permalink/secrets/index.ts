// What looks secret in a state, and the state without it. A link is read by more people than it was meant for, so before one is copied each find is
// named, and redacted unless the person keeps it.
import type { SharedState } from '../state.ts';
import { redactedWord } from './find.ts';
import { sweep } from './sweep.ts';

export interface Secret {
  /** The same wherever the same thing stands: one decision is about all of its places. */
  readonly id: string;
  readonly kind: string;
  /** Where it stands, in words: `request “no token”, header authorization`, `file gateway.yaml, line 11`. At least one. */
  readonly places: readonly string[];
  /** Enough to recognise it, too little to use it. */
  readonly preview: string;
}

/** Everything in the state that looks secret, in reading order. */
export function findSecrets(state: SharedState): readonly Secret[] {
  const found = new Map<string, { readonly kind: string; readonly value: string; readonly places: Set<string> }>();
  sweep(state, (text, finds, part, hasLines = false) => {
    let line = 1;
    let counted = 0;
    for (const { kind, from, to } of finds) {
      const value = text.slice(from, to);
      if (hasLines) line += text.slice(counted, from).split('\n').length - 1;
      counted = from;
      const where = hasLines ? `${part}, line ${line}` : part;
      const known = found.get(idOf(value));
      if (known === undefined) found.set(idOf(value), { kind, value, places: new Set([where]) });
      else known.places.add(where);
    }
    return text;
  });
  return [...found].map(([id, { kind, value, places }]) => ({ id, kind, places: [...places], preview: previewOf(value) }));
}

/**
 * The state without its secrets, but for those whose id is in `keep`. A JWT keeps header and claims; only its signature goes. The same secret becomes the
 * same word everywhere and others become others, so that a key in a configuration still fits the request that sends it.
 */
export function redact(state: SharedState, keep: ReadonlySet<string>): SharedState {
  const words = new Map<string, string>();
  const wordFor = (value: string): string => {
    const word = words.get(value) ?? redactedWord(words.size);
    words.set(value, word);
    return word;
  };
  return sweep(state, (text, finds) => {
    let out = '';
    let at = 0;
    for (const { from, to } of finds) {
      const value = text.slice(from, to);
      out += text.slice(at, from) + (keep.has(idOf(value)) ? value : wordFor(value));
      at = to;
    }
    return out + text.slice(at);
  });
}

/** The value itself: the id is never shown or kept. */
const idOf = (value: string): string => `secret ${value}`;

function previewOf(value: string): string {
  if (value.length >= 12) return `${value.slice(0, 4)}…${value.slice(-2)} (${value.length} characters)`;
  return value.length >= 8 ? value.slice(0, 2) + '•'.repeat(value.length - 2) : '•'.repeat(value.length);
}
