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

/** The text of a source, where it is known: written in place, or in one of the given files. */
export const sourceText = (source: TextSource, files: Readonly<Record<string, string>>): string | undefined =>
  source.kind === 'text' ? source.text : source.kind === 'file' ? givenFile(files, source.name) : undefined;

/** Of a file that the configuration names: under this name, or, since files are given without folders, under the last part of it. */
export const givenFile = (files: Readonly<Record<string, string>>, path: string): string | undefined =>
  files[path] ?? files[path.slice(path.lastIndexOf('/') + 1)];
