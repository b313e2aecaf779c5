// A token alone, as it is copied from a console: a request that carries it.
import type { Imported } from './imported.ts';

const TOKEN = /^\s*(?:(?:Proxy-)?Authorization[ \t]*:[ \t]*)?(Bearer[ \t]+)?(\S{8,})\s*$/i;

/** `Bearer …`, `Authorization: Bearer …`, or a JWT. */
export function looksLikeToken(text: string): boolean {
  const found = TOKEN.exec(text);
  return found !== null && (found[1] !== undefined || /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(found[2] ?? ''));
}

export const importToken = (text: string): Imported => ({
  requests: [{ method: 'GET', path: '/', headers: [['authorization', `Bearer ${TOKEN.exec(text)?.[2] ?? ''}`]] }],
  problems: [],
});
