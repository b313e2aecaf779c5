// Whether one condition of a match holds for a request, and what it saw.
import { formParameters, splitTarget } from '../../../http/target.ts';
import type { Condition } from '../../../model/model.ts';
import type { Tested } from '../../../simulate/candidates.ts';
import type { LiveRequest } from './exchange.ts';
import { regexSpans } from './regex.ts';

/** A request as matching looks at it: taken apart once. */
export interface Matchable {
  readonly method: string;
  readonly path: string;
  readonly request: LiveRequest;
  /** Parameters by name; of one name the last counts. */
  query: ReadonlyMap<string, string> | undefined;
}

export function matchable(request: LiveRequest): Matchable {
  const { path } = splitTarget(request.target);
  // A CONNECT without a path is matched as `/`.
  return { method: request.method, path: path === '' ? '/' : path, request, query: undefined };
}

function queryOf(m: Matchable): ReadonlyMap<string, string> {
  m.query ??= new Map(formParameters(splitTarget(m.request.target).query).map(({ name, value }) => [name, value]));
  return m.query;
}

/** Trailing slashes count on neither side; what is left must end at a slash or at the end. */
export function hasPrefix(path: string, prefix: string): boolean {
  const wanted = trimSlashes(prefix);
  const seen = trimSlashes(path);
  return seen.startsWith(wanted) && (seen.length === wanted.length || seen[wanted.length] === '/');
}

export function trimSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** Values of a header or pseudo header. A repeated header matches if any of its values does. */
function headerValues(name: string, m: Matchable): readonly string[] {
  switch (name) {
    case ':method':
      return [m.request.method];
    case ':scheme':
      return [m.request.scheme];
    case ':authority':
      return [m.request.authority];
    case ':path':
      return [m.request.target];
    default:
      return m.request.headers.all(name);
  }
}

export function holds(condition: Condition, m: Matchable): boolean {
  const wanted = String(condition.value);
  switch (condition.on) {
    case 'path':
      if (condition.test === 'exact') return m.path === wanted;
      return condition.test === 'prefix' ? hasPrefix(m.path, wanted) : regexSpans(wanted, m.path);
    case 'method':
      return m.method === wanted;
    case 'header':
      return headerValues(condition.name ?? '', m).some((value) =>
        condition.test === 'exact' ? value === wanted : isPlain(value) && regexSpans(wanted, value),
      );
    case 'query': {
      const value = queryOf(m).get(condition.name ?? '');
      return value !== undefined && (condition.test === 'exact' ? value === wanted : regexSpans(wanted, value));
    }
    default:
      return false;
  }
}

/** The program reads a value as text for a regex only where all of it is visible ASCII; exact values are compared as bytes. */
const isPlain = (value: string): boolean => /^[\t -~]*$/.test(value);

/** The same with what was seen, for people. */
export const test = (condition: Condition, m: Matchable): Tested => ({ ok: holds(condition, m), saw: sawOf(condition, m) });

function sawOf(condition: Condition, m: Matchable): string {
  switch (condition.on) {
    case 'path':
      return `path is ${m.path}`;
    case 'method':
      return `method is ${m.method}`;
    case 'header': {
      const values = headerValues(condition.name ?? '', m);
      if (values.length === 0) return `header ${condition.name} is not sent`;
      const unread = condition.test === 'regex' && !values.every(isPlain);
      return `header ${condition.name} is ${values.join(' and ')}${unread ? ', which no regex can match: it is not all ASCII' : ''}`;
    }
    case 'query': {
      const value = queryOf(m).get(condition.name ?? '');
      return value === undefined ? `query parameter ${condition.name} is not there` : `query parameter ${condition.name} is ${value}`;
    }
    default:
      return '';
  }
}
