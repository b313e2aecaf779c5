// Goes through every text of a state, with the words for where it stands.
import { isObject } from '../../base/json.ts';
import { decodeBase64Url, encodeBase64Url } from '../base64url.ts';
import type { SharedRequest, SharedState } from '../state.ts';
import type { Find } from './find.ts';
import { findsInHeader, findsInNamed, findsInText } from './in-text.ts';
import { isSecretHeader, isSecretName, isSecretVariable } from './names.ts';

/** Gives the text that stands in place of one with these finds. `hasLines`: a place within it is told by its line, too. */
export type Replace = (text: string, finds: readonly Find[], where: string, hasLines?: boolean) => string;

/** The state with every text replaced. */
export function sweep(state: SharedState, replace: Replace): SharedState {
  const inText: InText = (text, where) => replace(text, findsInText(text), where);
  return {
    ...state,
    title: inText(state.title, 'title'),
    note: inText(state.note, 'note'),
    expression: inText(state.expression, 'expression'),
    files: state.files.map((file) => ({ ...file, text: replace(file.text, findsInText(file.text), `file ${file.name}`, true) })),
    earlier: state.earlier.map((file) => ({
      ...file,
      text: replace(file.text, findsInText(file.text), `earlier version of ${file.name}`, true),
    })),
    env: Object.fromEntries(
      Object.entries(state.env).map(([name, value]) => {
        const finds = isSecretVariable(name) ? findsInNamed(value) : findsInText(value);
        return [name, replace(value, finds, `environment variable ${name}`)];
      }),
    ),
    requests: state.requests.map((row) => sweepRow(row, replace, inText)),
  };
}

type InText = (text: string, where: string) => string;

/** A request, and the answers that were kept beside it: they repeat what it sends. */
function sweepRow(row: SharedRequest, replace: Replace, inText: InText): SharedRequest {
  const where = `request “${row.name}”`;
  const texts = <T>(value: T, part: string): T => walk(value, '', '', (text) => inText(text, `${where}, ${part}`)) as T;
  return {
    ...row,
    request: walk(row.request, '', '', (text, path, name) => {
      if (path === 'body base64') return inBase64(text, (inner) => inText(inner, `${where}, body`));
      if (isSecretHeader(name)) {
        const finds = isSecretName(name) ? findsInNamed(text) : findsInHeader(name, text);
        return replace(text, finds, `${where}, ${path}`);
      }
      return inText(text, `${where}, ${path}`);
    }) as SharedRequest['request'],
    ...(row.pinned === undefined ? {} : { pinned: texts(row.pinned, 'answer kept to compare with') }),
    ...(row.logged === undefined ? {} : { logged: texts(row.logged, 'what the log said') }),
  };
}

/** Every text of a JSON value, with the way to it and the name that it has. */
function walk(value: unknown, path: string, name: string, change: (text: string, path: string, name: string) => string): unknown {
  const below = (key: string) => (path === '' ? key : path === 'headers' ? `header ${key.toLowerCase()}` : `${path} ${key}`);
  if (typeof value === 'string') return change(value, path, name);
  if (Array.isArray(value))
    return value.map((item: unknown) =>
      name === 'headers' && isPair(item) ? [item[0], walk(item[1], below(item[0]), item[0], change)] : walk(item, path, name, change),
    );
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member, below(key), key, change)]));
}

const isPair = (item: unknown): item is [string, string] =>
  Array.isArray(item) && item.length === 2 && typeof item[0] === 'string' && typeof item[1] === 'string';

/** A body of bytes that are a text is looked through as one; others hold nothing that could be found. */
function inBase64(base64: string, change: (text: string) => string): string {
  const { bytes, clean } = decodeBase64Url(base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  const text = new TextDecoder().decode(bytes);
  if (!clean || text.includes('\ufffd')) return base64;
  const changed = change(text);
  if (changed === text) return base64;
  const encoded = encodeBase64Url(new TextEncoder().encode(changed)).replaceAll('-', '+').replaceAll('_', '/');
  return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=');
}
