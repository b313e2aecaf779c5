// Matchers and formats are compiled from their messages when first used, and kept beside the message: the model stays plain data.
import type { Message } from './schema/message.ts';

/** A function of a message that is worked out once per message. */
export function once<T>(make: (m: Message) => T): (m: Message) => T {
  const known = new WeakMap<Message, { readonly value: T }>();
  return (m) => {
    const found = known.get(m);
    if (found !== undefined) return found.value;
    const value = make(m);
    known.set(m, { value });
    return value;
  };
}
