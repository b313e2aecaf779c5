// A sentence of the engine as text. What stands between back-quotes is something a gateway would see, and is set in mono.
export function Prose({ text }: { readonly text: string }) {
  if (!text.includes('`')) return text;
  const parts = text.split('`');
  // An unpaired quote belongs to the text.
  if (parts.length % 2 === 0) parts.splice(-2, 2, `${parts.at(-2)}\`${parts.at(-1)}`);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no other identity.
  return parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
