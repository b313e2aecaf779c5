// A sentence of the engine as text. What stands between back-quotes is something a gateway would see, and is set in mono.
export function Prose({ text }: { readonly text: string }) {
  if (!text.includes('`')) return text;
  const parts = text.split('`');
  // An unpaired quote belongs to the text.
  if (parts.length % 2 === 0) parts.splice(-2, 2, `${parts.at(-2)}\`${parts.at(-1)}`);
  const pieces = parts.map((part, at) => ({ key: `${at} ${part}`, part, isCode: at % 2 === 1 }));
  return pieces.map(({ key, part, isCode }) => (isCode ? <code key={key}>{part}</code> : part));
}
