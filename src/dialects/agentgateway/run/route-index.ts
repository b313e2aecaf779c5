// Finding the route without looking at all of them. Every (route, match) pair of a host bucket has a place in the order of ranks; an index gives,
// for a request, the few places that can match: by exact path, by every prefix of its path, and within one path by a header that
// must have one value. What is left is tested in the order of places, so the answer is that of the full scan.
import type { Condition } from '../../../model/model.ts';
import { compareRanked, type Ranked } from '../lower/rank.ts';
import type { AgwRouteTable, HostBucket } from '../model.ts';
import { type Matchable, trimSlashes } from './conditions.ts';

/** Places that share a path test, divided by the first header that is compared for equality. */
interface Group {
  readonly always: number[];
  readonly byHeader: Map<string, Map<string, number[]>>;
}

export interface BucketIndex {
  /** Every pair in the order in which the gateway tries them. */
  readonly ranked: readonly Ranked[];
  readonly exact: ReadonlyMap<string, Group>;
  readonly prefixes: ReadonlyMap<string, Group>;
  readonly regexes: Group;
}

export interface TableIndex {
  readonly exact: ReadonlyMap<string, HostBucket>;
  /** By what follows the star: `.shop.test`. */
  readonly wildcards: ReadonlyMap<string, HostBucket>;
  readonly any: HostBucket | undefined;
}

const buckets = new WeakMap<HostBucket, BucketIndex>();
const tables = new WeakMap<AgwRouteTable, TableIndex>();

export function tableIndex(table: AgwRouteTable): TableIndex {
  const known = tables.get(table);
  if (known !== undefined) return known;
  const exact = new Map<string, HostBucket>();
  const wildcards = new Map<string, HostBucket>();
  let any: HostBucket | undefined;
  for (const bucket of table.hosts) {
    const host = bucket.domains[0];
    if (host === undefined) any = bucket;
    else if (host.startsWith('*.')) wildcards.set(host.slice(1), bucket);
    else exact.set(host, bucket);
  }
  const made = { exact, wildcards, any };
  tables.set(table, made);
  return made;
}

/** The buckets that serve a host, in the order of the search; each is left for the next when nothing in it matches. */
export function bucketsFor(table: AgwRouteTable, host: string): readonly HostBucket[] {
  const index = tableIndex(table);
  const found: HostBucket[] = [];
  const exact = index.exact.get(host);
  if (exact !== undefined) found.push(exact);
  for (let dot = host.indexOf('.'); dot >= 0 && index.wildcards.size > 0; dot = host.indexOf('.', dot + 1)) {
    const bucket = index.wildcards.get(host.slice(dot));
    if (bucket !== undefined) found.push(bucket);
  }
  if (index.any !== undefined) found.push(index.any);
  return found;
}

export function bucketIndex(bucket: HostBucket): BucketIndex {
  const known = buckets.get(bucket);
  if (known !== undefined) return known;
  const ranked = bucket.routes
    .flatMap((entity) => entity.matches.map((match, matchIndex) => ({ entity, match, matchIndex })))
    .sort(compareRanked);
  const exact = new Map<string, Group>();
  const prefixes = new Map<string, Group>();
  const regexes = newGroup();
  for (const [place, { match }] of ranked.entries()) {
    const { kind, value } = match.path;
    const group = kind === 'regex' ? regexes : kind === 'exact' ? groupOf(exact, value) : groupOf(prefixes, trimSlashes(value));
    put(group, match.conditions, place);
  }
  const made = { ranked, exact, prefixes, regexes };
  buckets.set(bucket, made);
  return made;
}

const newGroup = (): Group => ({ always: [], byHeader: new Map() });

function groupOf(map: Map<string, Group>, key: string): Group {
  let group = map.get(key);
  if (group === undefined) {
    group = newGroup();
    map.set(key, group);
  }
  return group;
}

function put(group: Group, conditions: readonly Condition[], place: number): void {
  const header = conditions.find((c) => c.on === 'header' && c.test === 'exact' && c.name?.startsWith(':') === false);
  if (header?.name === undefined) {
    group.always.push(place);
    return;
  }
  let values = group.byHeader.get(header.name);
  if (values === undefined) {
    values = new Map();
    group.byHeader.set(header.name, values);
  }
  const places = values.get(String(header.value));
  if (places === undefined) values.set(String(header.value), [place]);
  else places.push(place);
}

/** The places that may match, in ascending order. */
export function placesFor(index: BucketIndex, m: Matchable): readonly number[] {
  const places: number[] = [];
  const take = (group: Group | undefined): void => {
    if (group === undefined) return;
    for (const place of group.always) places.push(place);
    for (const [name, values] of group.byHeader)
      for (const value of new Set(m.request.headers.all(name))) for (const place of values.get(value) ?? []) places.push(place);
  };
  take(index.exact.get(m.path));
  if (index.prefixes.size > 0) for (const prefix of prefixesOf(m.path)) take(index.prefixes.get(prefix));
  take(index.regexes);
  return places.sort((a, b) => a - b);
}

/** `/a/b` → `/a/b`, `/a`, ``. */
function prefixesOf(path: string): readonly string[] {
  const trimmed = trimSlashes(path);
  const out = [trimmed];
  for (let slash = trimmed.lastIndexOf('/'); slash >= 0; slash = slash === 0 ? -1 : trimmed.lastIndexOf('/', slash - 1))
    out.push(trimmed.slice(0, slash));
  return out;
}
