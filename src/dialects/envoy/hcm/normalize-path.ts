// Path normalisation of the HTTP connection manager. Envoy 1.40: fragment, escaped slashes, normalize_path, merge_slashes, in that order; each
// may refuse the request, and UNESCAPE_AND_REDIRECT sends the client to the normalised path.
import { flag, has, type Message, text } from '../schema/message.ts';
import { guard, type World } from '../world.ts';

export type Normalised =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'reject' }
  | { readonly kind: 'redirect'; readonly path: string };

/** The `:path` as routing will see it. */
export function normalisePath(raw: string, hcm: Message, world: World): Normalised {
  let path = raw;
  const hash = path.indexOf('#');
  if (hash >= 0) {
    if (guard(world, 'http_reject_path_with_fragment')) return { kind: 'reject' };
    path = path.slice(0, hash);
  }
  const question = path.indexOf('?');
  const query = question < 0 ? '' : path.slice(question);
  let only = question < 0 ? path : path.slice(0, question);
  const action = text(hcm, 'path_with_escaped_slashes_action', 'IMPLEMENTATION_SPECIFIC_DEFAULT');
  const unescaped = only.replace(/%2f/gi, '/').replace(/%5c/gi, '\\');
  const hadEscapes = unescaped !== only;
  if (hadEscapes && action === 'REJECT_REQUEST') return { kind: 'reject' };
  if (hadEscapes && (action === 'UNESCAPE_AND_REDIRECT' || action === 'UNESCAPE_AND_FORWARD')) only = unescaped;
  if (normalises(hcm, world)) {
    const made = canonicalPath(only, guard(world, 'strip_dotdot_segments_with_parameters'));
    if (made === undefined) return { kind: 'reject' };
    only = made;
  }
  if (flag(hcm, 'merge_slashes')) only = mergeSlashes(only);
  const result = only + query;
  return hadEscapes && action === 'UNESCAPE_AND_REDIRECT' ? { kind: 'redirect', path: result } : { kind: 'path', path: result };
}

function normalises(hcm: Message, world: World): boolean {
  if (has(hcm, 'normalize_path')) return flag(hcm, 'normalize_path');
  return (
    world.runtime.get('http_connection_manager.normalize_path') === true ||
    String(world.runtime.get('http_connection_manager.normalize_path')) === 'true'
  );
}

/** Envoy 1.40: inner runs of slashes become one; one at the start and one at the end are kept apart, so `///` is `//`. */
function mergeSlashes(path: string): string {
  if (!path.includes('//')) return path;
  const parts = path.split('/').filter((p) => p !== '');
  const start = path.startsWith('/') ? '/' : '';
  const end = path.endsWith('/') ? '/' : '';
  return start + parts.join('/') + end;
}

const UNRESERVED = /^[A-Za-z0-9\-._~]$/;

/**
 * Canonicalisation as Chromium's URL parser does it: backslashes are slashes, `.` and `..` are resolved (escaped dots too),
 * escapes of unreserved characters are decoded, and a few raw characters become escapes. Undefined: refused (a zero byte).
 */
function canonicalPath(raw: string, dotsWithParameters: boolean): string | undefined {
  if (/%00/.test(raw)) return undefined;
  const decoded = raw
    .replaceAll('\\', '/')
    .replace(/%([0-9a-fA-F]{2})/g, (whole, hex: string) => {
      const c = String.fromCharCode(Number.parseInt(hex, 16));
      return UNRESERVED.test(c) ? c : whole;
    })
    .replace(/[|^"<>` {}]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const out: string[] = [];
  const parts = (decoded.startsWith('/') ? decoded.slice(1) : decoded).split('/');
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    const name = dotsWithParameters ? part.replace(/;.*$/s, '') : part;
    if (name === '..') {
      out.pop();
      if (last) out.push('');
    } else if (part === '.') {
      if (last) out.push('');
    } else out.push(part);
  }
  return `/${out.join('/')}`;
}
