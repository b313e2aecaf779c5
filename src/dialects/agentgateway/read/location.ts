// Where a credential stands in a request (agentgateway 1.4: header with prefix, query parameter, cookie or expression). Prefixes are compared without
// case; a header named by the configuration has no prefix unless one is given.
import { formDecode, splitTarget } from '../../../http/target.ts';
import type { CelText } from '../model.ts';
import type { LiveRequest } from '../run/exchange.ts';
import { type At, child, isPresent, textOf } from './at.ts';
import { celOf } from './cel.ts';

export type Location =
  | { readonly kind: 'header'; readonly name: string; readonly prefix: string }
  | { readonly kind: 'query'; readonly name: string }
  | { readonly kind: 'cookie'; readonly name: string }
  | { readonly kind: 'expression'; readonly expression: CelText };

export function readLocation(at: At, standard: Location): Location {
  const header = child(at, 'header');
  if (isPresent(header))
    return { kind: 'header', name: (textOf(child(header, 'name')) ?? '').toLowerCase(), prefix: textOf(child(header, 'prefix')) ?? '' };
  const query = textOf(child(child(at, 'queryParameter'), 'name'));
  if (query !== undefined) return { kind: 'query', name: query };
  const cookie = textOf(child(child(at, 'cookie'), 'name'));
  if (cookie !== undefined) return { kind: 'cookie', name: cookie };
  const expression = celOf(child(at, 'expression'));
  return expression === undefined ? standard : { kind: 'expression', expression };
}

export const BEARER: Location = { kind: 'header', name: 'authorization', prefix: 'Bearer ' };
export const BASIC: Location = { kind: 'header', name: 'authorization', prefix: 'Basic ' };

type Carrier = Pick<LiveRequest, 'headers' | 'target'>;

/** The credential at a place; undefined when there is none, also under another scheme. Expressions are the caller's. */
export function credentialAt(location: Location, request: Carrier): string | undefined {
  switch (location.kind) {
    case 'header': {
      const value = request.headers.first(location.name);
      if (value === undefined || value.slice(0, location.prefix.length).toLowerCase() !== location.prefix.toLowerCase()) return undefined;
      return value.slice(location.prefix.length).trim() || undefined;
    }
    case 'query':
      return queryParts(request.target).find(({ name }) => name === location.name)?.value;
    case 'cookie':
      return cookies(request).find(([name]) => name === location.name)?.[1];
    case 'expression':
      return undefined;
  }
}

/** Takes the credential out of the request: a verified one is not sent on. */
export function removeCredential(location: Location, request: LiveRequest): void {
  switch (location.kind) {
    case 'header':
      request.headers.remove(location.name);
      return;
    case 'query': {
      const { path } = splitTarget(request.target);
      const rest = queryParts(request.target).filter(({ name }) => name !== location.name);
      request.target = rest.length === 0 ? path : `${path}?${rest.map((part) => part.raw).join('&')}`;
      return;
    }
    case 'cookie': {
      const rest = cookies(request).filter(([name]) => name !== location.name);
      if (rest.length === 0) request.headers.remove('cookie');
      else request.headers.set('cookie', rest.map(([name, value]) => `${name}=${value}`).join('; '));
      return;
    }
    case 'expression':
  }
}

/** Puts a credential into the request, in place of what stands there. */
export function putCredential(location: Location, request: LiveRequest, value: string): void {
  removeCredential(location, request);
  switch (location.kind) {
    case 'header':
      request.headers.set(location.name, `${location.prefix}${value}`);
      return;
    case 'query':
      request.target += `${request.target.includes('?') ? '&' : '?'}${location.name}=${encodeURIComponent(value)}`;
      return;
    case 'cookie': {
      const known = request.headers.first('cookie');
      request.headers.set('cookie', `${known === undefined ? '' : `${known}; `}${location.name}=${value}`);
      return;
    }
    case 'expression':
  }
}

const queryParts = (target: string): readonly { readonly name: string; readonly value: string; readonly raw: string }[] =>
  (splitTarget(target).query ?? '')
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => {
      const eq = raw.indexOf('=');
      return { name: formDecode(eq < 0 ? raw : raw.slice(0, eq)), value: eq < 0 ? '' : formDecode(raw.slice(eq + 1)), raw };
    });

const cookies = (request: Carrier): readonly (readonly [string, string])[] =>
  request.headers
    .all('cookie')
    .flatMap((line) => line.split(';'))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const eq = part.indexOf('=');
      return eq < 0 ? [part, ''] : [part.slice(0, eq), part.slice(eq + 1)];
    });
