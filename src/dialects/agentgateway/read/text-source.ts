// A text that is written in place, stands in a file, or is fetched (agentgateway 1.4: `jwks: '…'`, `{file: …}`, `{url: …}`).
import { type At, child, textOf } from './at.ts';

export type TextSource =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'file' | 'url' | 'none'; readonly name: string };

export function readTextSource(at: At): TextSource {
  const text = textOf(at);
  if (text !== undefined) return { kind: 'text', name: 'inline', text };
  const file = textOf(child(at, 'file'));
  if (file !== undefined) return { kind: 'file', name: file };
  const url = textOf(child(at, 'url'));
  return url === undefined ? { kind: 'none', name: '' } : { kind: 'url', name: url };
}
