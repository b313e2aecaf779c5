// Expressions of the kinds that gateways hold, each beside the JavaScript that a person would write for it by hand. The latter knows the
// types and checks nothing, so it is a floor and no target for each row.
export type Variables = Readonly<Record<string, unknown>>;

const ROLES = [
  ['reader', 'auditor', 'writer'],
  ['reader', 'auditor', 'owner'],
];

const START = Date.UTC(2026, 4, 1);

/** One input. Inputs differ, so that branches, lengths and texts are not constant; they are of one shape, as requests of one source are. */
const input = (i: number, int: (n: number) => unknown, time: (ms: number) => unknown): Variables => ({
  request: {
    method: ['GET', 'POST', 'DELETE'][i % 3],
    path: i % 3 === 0 ? `/v2/carts/${i}` : `/shop/v1/items/${i}`,
    headers: {
      ':authority': 'shop.example',
      accept: 'application/json',
      'accept-language': 'en',
      'cache-control': 'no-cache',
      'content-type': 'application/json',
      cookie: 'theme=dark',
      traceparent: '00-4bf92f3577b34da6-00f067aa-01',
      'user-agent': i % 2 === 0 ? 'curl/8.9' : 'Mozilla/5.0',
      'x-forwarded-for': '192.0.2.7',
      'x-tenant': `tenant-${i % 3}`,
    },
    body: JSON.stringify({ stage: i % 2 === 0 ? 'draft' : 'final', weight: 0.25, lines: [{ sku: 'a-1', text: 'hello' }] }),
  },
  jwt: { sub: i % 4 === 0 ? 'root' : `person-${i}`, iss: 'https://login.example', roles: ROLES[i % 2] },
  service: { limits: { burst: int(3) } },
  used: int(i + 4),
  quota: int(9 - i),
  counts: Array.from({ length: 10 }, (_, k) => int(k + 2 * i)),
  fleet: {
    zones: Array.from({ length: 10 }, (_zone, z) => ({
      id: int(z),
      hosts: Array.from({ length: 5 }, (_host, h) => ({ name: `host-${z}-${h}`, tags: ['warm', 'ready'] })),
    })),
  },
  now: time(START + i * 1000),
});

/** The eight inputs. Whole numbers and times are made as an engine takes them. */
export const inputs = (int: (n: number) => unknown, time: (ms: number) => unknown): readonly Variables[] =>
  Array.from({ length: 8 }, (_, i) => input(i, int, time));

/** The inputs as the functions below read them. */
export interface Sample {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly jwt: { readonly sub: string; readonly roles?: readonly string[]; readonly tier?: string };
  readonly service: { readonly limits: { readonly burst: number } };
  readonly used: number;
  readonly quota: number;
  readonly counts: readonly number[];
  readonly fleet: { readonly zones: readonly { readonly hosts: readonly { readonly tags: readonly string[] }[] }[] };
  readonly now: Date;
}

export interface Case {
  readonly name: string;
  readonly expression: string;
  readonly byHand: (s: Sample) => unknown;
  /** Needs no variable, so that an optimiser may leave nothing to do: not in the means. */
  readonly constant?: true;
}

const ITEM = /^\/shop\/v[0-9]+\/items\/[^/]+$/;
const NEW_YEAR = Date.UTC(2026, 0, 1);
const shut = Array.from({ length: 50 }, (_, i) => `/shut/${i}`);
const chain = (write: (path: string) => string): string => shut.map(write).join(' || ');
/** Written out, as by hand. */
const anyShut = new Function('s', `return ${chain((path) => `s.request.path === "${path}"`)}`) as (s: Sample) => boolean;

export const FIFTY_TERMS = chain((path) => `request.path == "${path}"`);

const isReady = (host: { readonly tags: readonly string[] }): boolean => {
  for (const tag of host.tags) if (tag === 'ready') return true;
  return false;
};

export const cases: readonly Case[] = [
  { name: 'constant', expression: '40 + 2', byHand: () => 42, constant: true },
  { name: 'arithmetic', expression: 'used * 4 + quota % 3 - 2', byHand: (s) => s.used * 4 + (s.quota % 3) - 2 },
  { name: 'select', expression: 'service.limits.burst == 3', byHand: (s) => s.service.limits.burst === 3 },
  { name: 'header', expression: 'request.headers["x-tenant"]', byHand: (s) => s.request.headers['x-tenant'] },
  {
    name: 'or',
    expression: 'jwt.sub == "root" || request.path == "/health"',
    byHand: (s) => s.jwt.sub === 'root' || s.request.path === '/health',
  },
  {
    name: 'absorbed error',
    expression: 'jwt.tier == "gold" || jwt.sub != ""',
    byHand: (s) => s.jwt.tier === 'gold' || s.jwt.sub !== '',
  },
  { name: 'host function', expression: 'decode(request.body).stage', byHand: (s) => JSON.parse(s.request.body).stage },
  {
    name: 'prefix and set',
    expression: 'request.path.startsWith("/shop/") && request.method in ["GET", "HEAD"]',
    byHand: (s) => s.request.path.startsWith('/shop/') && (s.request.method === 'GET' || s.request.method === 'HEAD'),
  },
  {
    name: 'filter, map of constants',
    expression: '[3, 8, 1, 6, 4, 9, 2, 7, 10, 5].filter(n, n % 2 == 0).map(n, n * n).size()',
    byHand: () => {
      let count = 0;
      for (const n of [3, 8, 1, 6, 4, 9, 2, 7, 10, 5]) if (n % 2 === 0) count++;
      return count;
    },
  },
  {
    name: 'filter, map',
    expression: 'counts.filter(n, n % 2 == 0).map(n, n * n).size()',
    byHand: (s) => {
      const squares: number[] = [];
      for (const n of s.counts) if (n % 2 === 0) squares.push(n * n);
      return squares.length;
    },
  },
  {
    name: 'has, exists',
    expression: 'has(jwt.roles) && jwt.roles.exists(r, r == "writer")',
    byHand: (s) => s.jwt.roles?.includes('writer') === true,
  },
  {
    name: 'keys of a map',
    expression: 'request.headers.map(name, name).size() > 0',
    byHand: (s) => Object.keys(s.request.headers).length > 0,
  },
  { name: 'matches', expression: 'request.path.matches("^/shop/v[0-9]+/items/[^/]+$")', byHand: (s) => ITEM.test(s.request.path) },
  {
    name: 'concatenation',
    expression: '"user:" + jwt.sub + "@" + request.headers["x-tenant"]',
    byHand: (s) => `user:${s.jwt.sub}@${s.request.headers['x-tenant']}`,
  },
  {
    name: 'format',
    expression: '"%s is in %d roles".format([jwt.sub, size(jwt.roles)])',
    byHand: (s) => `${s.jwt.sub} is in ${s.jwt.roles?.length} roles`,
  },
  {
    name: 'constant times',
    expression: 'timestamp("2025-12-31T23:15:00Z") + duration("1h") > timestamp("2026-01-01T00:00:00Z")',
    byHand: () => Date.UTC(2025, 11, 31, 23, 15) + 3_600_000 > NEW_YEAR,
    constant: true,
  },
  {
    name: 'time',
    expression: 'now + duration("1h") > timestamp("2026-01-01T00:00:00Z")',
    byHand: (s) => s.now.getTime() + 3_600_000 > NEW_YEAR,
  },
  {
    name: 'conditional',
    expression: 'used > 7 ? "over" : (used == 7 ? "full" : "open")',
    byHand: (s) => (s.used > 7 ? 'over' : s.used === 7 ? 'full' : 'open'),
  },
  { name: '50 comparisons', expression: FIFTY_TERMS, byHand: anyShut },
  {
    name: 'three levels',
    expression: 'fleet.zones.filter(z, z.hosts.all(h, h.tags.exists(t, t == "ready"))).size()',
    byHand: (s) => {
      let count = 0;
      for (const zone of s.fleet.zones) {
        let all = true;
        for (const host of zone.hosts) {
          if (isReady(host)) continue;
          all = false;
          break;
        }
        if (all) count++;
      }
      return count;
    },
  },
  {
    name: 'thousand sums',
    expression: 'counts.exists(a, counts.exists(b, counts.exists(c, a + b + c == 900)))',
    byHand: (s) => {
      for (const a of s.counts) for (const b of s.counts) for (const c of s.counts) if (a + b + c === 900) return true;
      return false;
    },
  },
];

const SHORT = 'jwt.sub == "admin" || request.path == "/health"';
const MEDIUM =
  'has(jwt.roles) && jwt.roles.exists(r, r == "writer") && request.path.startsWith("/shop/v") && ' +
  '(request.method in ["GET", "HEAD"] || request.headers["x-tenant"] == "t")';

/** Texts to compile: of 47, 167 and 1,486 characters. */
export const texts: readonly string[] = [SHORT, MEDIUM, FIFTY_TERMS];
