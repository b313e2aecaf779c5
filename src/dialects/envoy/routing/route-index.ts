// Finding the routes of a virtual host that may fit a request without trying all of them. Envoy tries routes one after another; the
// first that fits wins. Here routes are put into drawers by what their path must be or begin with, and crowded drawers are divided by
// an exact header or query value. The routes in the drawers of a request are then tried in the order of the configuration, so the
// answer is the same, and its cost does not grow with the routes that could not have fitted.
import { valuesOf } from '../match/header-matcher.ts';
import { firstQuery } from '../match/query-matcher.ts';
import { asciiLower } from '../match/string-matcher.ts';
import type { EnvoyRoute } from '../model.ts';
import { anyOf, child, children, chosen, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { matchedPath } from './conditions.ts';
import { regexPrefix, templatePrefix } from './literal-prefix.ts';
import { pathOnly } from './path.ts';

export interface RouteIndex {
  /** Lists of positions in the host's routes, each ascending; together they hold every route that fits. */
  readonly lists: (s: Stream, table: Message) => readonly (readonly number[])[];
}

/** Routes that one drawer holds undivided. */
const CROWDED = 8;

/** Which path a shelf's keys are compared with: as prepared for matching, the same in lower case, or with its parameters. */
type View = 'matched' | 'folded' | 'whole';

interface PathKey {
  readonly view: View;
  readonly how: 'exact' | 'prefix';
  readonly key: string;
}

interface Shelf {
  readonly exact: Map<string, Drawer>;
  /** By length of the prefix. */
  readonly prefixes: Map<number, Map<string, Drawer>>;
}

export function indexRoutes(routes: readonly EnvoyRoute[]): RouteIndex {
  const shelves = new Map<View, Shelf>();
  // routes that need no path: CONNECT
  const pathless: number[] = [];
  for (const [position, { config }] of routes.entries()) {
    const match = child(config, 'match');
    const key = match === undefined ? undefined : pathKeyOf(match);
    if (match !== undefined && key === undefined) pathless.push(position);
    if (match !== undefined && key !== undefined) drawerOf(shelves, key).add(position, match);
  }
  return {
    lists: (s, table) => {
      const out: (readonly number[])[] = [];
      if (pathless.length > 0) out.push(pathless);
      const path = s.headers.first(':path');
      if (path !== undefined) for (const [view, shelf] of shelves) collect(shelf, viewed(view, path, s, table), s, out);
      return out;
    },
  };
}

function viewed(view: View, path: string, s: Stream, table: Message): string {
  switch (view) {
    case 'matched':
      return matchedPath(s, table);
    case 'folded':
      return asciiLower(matchedPath(s, table));
    case 'whole':
      return pathOnly(path);
  }
}

function collect({ exact, prefixes }: Shelf, path: string, s: Stream, out: (readonly number[])[]): void {
  exact.get(path)?.collect(s, out);
  for (const [length, drawers] of prefixes) if (length <= path.length) drawers.get(path.slice(0, length))?.collect(s, out);
}

function drawerOf(shelves: Map<View, Shelf>, { view, how, key }: PathKey): Drawer {
  const shelf = shelves.get(view) ?? { exact: new Map(), prefixes: new Map() };
  shelves.set(view, shelf);
  const drawers = how === 'exact' ? shelf.exact : (shelf.prefixes.get(key.length) ?? new Map<string, Drawer>());
  if (how === 'prefix') shelf.prefixes.set(key.length, drawers);
  const drawer = drawers.get(key) ?? new Drawer();
  drawers.set(key, drawer);
  return drawer;
}

/** What the path of a request must be, or begin with, for the match to fit. Undefined: it needs no path. */
function pathKeyOf(match: Message): PathKey | undefined {
  const kind = chosen(match, 'path_specifier');
  const folded = !flag(match, 'case_sensitive', true);
  const view: View = folded ? 'folded' : 'matched';
  const keyed = (how: PathKey['how'], key: string): PathKey => ({ view, how, key: folded ? asciiLower(key) : key });
  switch (kind) {
    case 'path':
      return keyed('exact', text(match, 'path'));
    case 'prefix':
    case 'path_separated_prefix':
      return keyed('prefix', text(match, kind));
    case 'safe_regex':
      return { view: 'matched', how: 'prefix', key: regexPrefix(text(child(match, 'safe_regex') ?? match, 'regex')) };
    case 'path_match_policy': {
      const typed = anyOf(child(match, 'path_match_policy'), 'typed_config')?.message;
      return { view: 'whole', how: 'prefix', key: typed === undefined ? '' : templatePrefix(text(typed, 'path_template')) };
    }
    default:
      return undefined;
  }
}

/** Something that a request must have exactly: a header's or query parameter's value. */
interface ExactValue {
  readonly of: 'header' | 'query';
  readonly name: string;
  readonly value: string;
}

interface Division {
  readonly of: ExactValue['of'];
  readonly name: string;
  readonly byValue: Map<string, number[]>;
}

class Drawer {
  readonly #positions: number[] = [];
  readonly #matches: Message[] = [];
  #divided: { readonly rest: readonly number[]; readonly divisions: readonly Division[] } | undefined;

  add(position: number, match: Message): void {
    this.#positions.push(position);
    this.#matches.push(match);
  }

  /** Adds the lists of routes that the request may fit. */
  collect(s: Stream, out: (readonly number[])[]): void {
    if (this.#positions.length <= CROWDED) {
      out.push(this.#positions);
      return;
    }
    this.#divided ??= divide(this.#positions, this.#matches);
    const { rest, divisions } = this.#divided;
    if (rest.length > 0) out.push(rest);
    for (const { of, name, byValue } of divisions)
      for (const value of valuesSeen(of, name, s)) {
        const found = byValue.get(value);
        if (found !== undefined) out.push(found);
      }
  }
}

/** Every form in which matchers may see the value: each header on its own, and all joined (a runtime guard decides). */
function valuesSeen(of: ExactValue['of'], name: string, s: Stream): ReadonlySet<string> {
  if (of === 'query') {
    const value = firstQuery(s.headers.first(':path') ?? '', name);
    return new Set(value === undefined ? [] : [value]);
  }
  const values = valuesOf(s.headers, name);
  return new Set(values.length > 1 ? [...values, values.join(',')] : values);
}

/** Divides by the value that tells most routes apart; routes that ask for none stay together. */
function divide(positions: readonly number[], matches: readonly Message[]): { rest: number[]; divisions: Division[] } {
  const asked = matches.map(exactValuesOf);
  const variety = new Map<string, Set<string>>();
  for (const values of asked)
    for (const { of, name, value } of values) {
      const seen = variety.get(`${of} ${name}`) ?? new Set<string>();
      variety.set(`${of} ${name}`, seen.add(value));
    }
  const rest: number[] = [];
  const divisions = new Map<string, Division>();
  for (const [i, position] of positions.entries()) {
    const best = (asked[i] ?? []).reduce<ExactValue | undefined>(
      (a, b) => (a !== undefined && sizeOf(variety, a) >= sizeOf(variety, b) ? a : b),
      undefined,
    );
    if (best === undefined) {
      rest.push(position);
      continue;
    }
    const key = `${best.of} ${best.name}`;
    const division = divisions.get(key) ?? { of: best.of, name: best.name, byValue: new Map<string, number[]>() };
    divisions.set(key, division);
    const list = division.byValue.get(best.value) ?? [];
    division.byValue.set(best.value, list);
    list.push(position);
  }
  return { rest, divisions: [...divisions.values()] };
}

const sizeOf = (variety: ReadonlyMap<string, ReadonlySet<string>>, { of, name }: ExactValue): number =>
  variety.get(`${of} ${name}`)?.size ?? 0;

/** The exact values that a match asks for. */
function exactValuesOf(match: Message): readonly ExactValue[] {
  const out: ExactValue[] = [];
  for (const header of children(match, 'headers')) {
    const value = flag(header, 'invert_match') || flag(header, 'treat_missing_header_as_empty') ? undefined : exactOf(header);
    if (value !== undefined) out.push({ of: 'header', name: text(header, 'name').toLowerCase(), value });
  }
  for (const query of children(match, 'query_parameters')) {
    const value = exactOf(query);
    if (value !== undefined) out.push({ of: 'query', name: text(query, 'name'), value });
  }
  return out;
}

/** The one value that a header or query matcher takes. An empty `exact_match` takes every value. */
function exactOf(matcher: Message): string | undefined {
  const old = text(matcher, 'exact_match');
  if (old !== '') return old;
  const inner = child(matcher, 'string_match');
  return inner !== undefined && chosen(inner, 'match_pattern') === 'exact' && !flag(inner, 'ignore_case')
    ? text(inner, 'exact')
    : undefined;
}
