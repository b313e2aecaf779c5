// The routes of a virtual host seen so far, by what their path must be: whether one of them takes all that a later one would take. Looking
// up costs as many steps as there are lengths of prefixes, not as there are routes.
import { contentOf } from '../impact/equal.ts';
import { asciiLower } from '../match/string-matcher.ts';
import { child, chosen, flag, isMessage, type Message, text, type Value } from '../schema/message.ts';

interface Earlier {
  readonly route: Message;
  /** What the route asks for beside the path. */
  readonly conditions: ReadonlySet<string>;
}

/** Routes that are remembered for one path: more that ask for different things say nothing new. */
const MOST_OF_A_PATH = 16;
const PATH_FIELDS = new Set([
  'prefix',
  'path',
  'safe_regex',
  'path_separated_prefix',
  'connect_matcher',
  'path_match_policy',
  'case_sensitive',
]);

type Kind = 'prefix' | 'path' | 'path_separated_prefix' | 'safe_regex';

export class EarlierRoutes {
  readonly #byPath = new Map<string, Earlier[]>();
  readonly #lengths = new Set<number>();
  #unclear = false;

  add(route: Message): void {
    const match = child(route, 'match');
    const kind = match === undefined ? undefined : chosen(match, 'path_specifier');
    if (match === undefined || kind === undefined) return;
    const folded = !flag(match, 'case_sensitive', true);
    if (folded || !isKnown(kind)) this.#unclear = true;
    if (!isKnown(kind)) return;
    const written = pathText(match, kind);
    if (kind === 'safe_regex') this.#unclear = true;
    else this.#lengths.add(written.length);
    const key = keyOf(kind, folded, written);
    const known = this.#byPath.get(key) ?? [];
    this.#byPath.set(key, known);
    if (known.length < MOST_OF_A_PATH) known.push({ route, conditions: conditionsOf(match) });
  }

  /** The first of them that takes every request that fits this match. */
  takingAllOf(match: Message): Message | undefined {
    const kind = chosen(match, 'path_specifier');
    // a CONNECT request may have no path
    if (kind === undefined || kind === 'connect_matcher') return undefined;
    const conditions = conditionsOf(match);
    const folded = !flag(match, 'case_sensitive', true);
    for (const key of keysTaking(kind, isKnown(kind) ? pathText(match, kind) : '/', folded, this.#lengths)) {
      const found = this.#byPath.get(key)?.find((earlier) => [...earlier.conditions].every((c) => conditions.has(c)));
      if (found !== undefined) return found.route;
    }
    return undefined;
  }

  /** Whether one of them may take some request of this path. */
  mayTake(path: string): boolean {
    if (this.#unclear) return true;
    for (const key of keysTaking('path', path, false, this.#lengths)) if (this.#byPath.has(key)) return true;
    return false;
  }
}

const isKnown = (kind: string): kind is Kind =>
  kind === 'prefix' || kind === 'path' || kind === 'path_separated_prefix' || kind === 'safe_regex';

const pathText = (match: Message, kind: Kind): string =>
  kind === 'safe_regex' ? text(child(match, 'safe_regex') ?? match, 'regex') : text(match, kind);

const keyOf = (kind: Kind, folded: boolean, written: string): string =>
  `${kind}${folded ? '~' : '='}${folded ? asciiLower(written) : written}`;

/** Keys of routes whose path condition holds wherever this one does. */
function* keysTaking(kind: string, written: string, folded: boolean, lengths: ReadonlySet<number>): Generator<string> {
  if (kind === 'safe_regex' || !isKnown(kind)) {
    if (kind === 'safe_regex') yield keyOf('safe_regex', false, written);
    for (const whole of ['', '/']) yield* [keyOf('prefix', false, whole), keyOf('prefix', true, whole)];
    return;
  }
  for (const length of lengths) {
    if (length > written.length) continue;
    const start = written.slice(0, length);
    const below = kind === 'prefix' ? written[length] === '/' : length === written.length || written[length] === '/';
    // what is compared with its case takes a part only of what is compared without
    if (!folded || start === '' || start === '/') {
      yield keyOf('prefix', false, start);
      if (below) yield keyOf('path_separated_prefix', false, start);
    }
    yield keyOf('prefix', true, start);
    if (below) yield keyOf('path_separated_prefix', true, start);
  }
  if (kind === 'path') yield* folded ? [keyOf('path', true, written)] : [keyOf('path', false, written), keyOf('path', true, written)];
}

function conditionsOf(match: Message): ReadonlySet<string> {
  const out = new Set<string>();
  const add = (field: string, value: Value): void => {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) add(field, item);
    else out.add(`${field} ${isMessage(value) ? contentOf(value) : String(value)}`);
  };
  for (const [field, { value }] of match.fields) if (!PATH_FIELDS.has(field)) add(field, value);
  return out;
}
