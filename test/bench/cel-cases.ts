// Expressions of the kinds that gateways hold, each beside the JavaScript that a person would write for it by hand.

export interface Sample {
  readonly request: { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };
  readonly jwt: { readonly sub: string; readonly roles: readonly string[]; readonly exp: number };
  readonly quota: number;
  readonly used: number;
  readonly numbers: readonly number[];
  readonly teams: readonly {
    readonly name: string;
    readonly members: readonly { readonly name: string; readonly tags: readonly string[] }[];
  }[];
}

/** Inputs that differ, so that branches and lengths are not constant. */
export const samples: readonly Sample[] = Array.from({ length: 8 }, (_, i) => ({
  request: {
    method: ['GET', 'POST', 'PUT', 'DELETE'][i % 4] ?? 'GET',
    path: i % 3 === 0 ? `/shop/v2/carts/${i}` : `/shop/v1/items/${i}?page=2`,
    headers: { accept: 'application/json', 'user-agent': i % 2 === 0 ? 'curl/8.9' : 'Mozilla/5.0', 'x-tenant': `tenant-${i % 3}` },
  },
  jwt: {
    sub: i % 4 === 0 ? 'root' : `person-${i}`,
    roles: i % 2 === 0 ? ['reader', 'writer', 'auditor'] : ['reader'],
    exp: 1_800_000_000 + i,
  },
  quota: 100 + i,
  used: 97 + 2 * (i % 4),
  numbers: Array.from({ length: 12 }, (_unused, k) => k * 3 + i),
  teams: Array.from({ length: 8 }, (_unused, t) => ({
    name: `team-${t}`,
    members: Array.from({ length: 6 }, (_none, m) => ({ name: `member-${m}`, tags: ['on-call', m % 2 === 0 ? 'lead' : 'guest'] })),
  })),
}));

export interface Case {
  readonly name: string;
  readonly expression: string;
  readonly byHand: (s: Sample) => unknown;
}

const ITEM = /^\/shop\/v[0-9]+\/items\/[^/]+$/;
const paths = Array.from({ length: 40 }, (_, i) => `/closed/${i}`);

export const cases: readonly Case[] = [
  { name: 'select', expression: 'jwt.sub == "root"', byHand: (s) => s.jwt.sub === 'root' },
  { name: 'header', expression: 'request.headers["x-tenant"]', byHand: (s) => s.request.headers['x-tenant'] },
  {
    name: 'arithmetic',
    expression: '(quota - used) * 100 / quota < 5',
    byHand: (s) => Math.trunc(((s.quota - s.used) * 100) / s.quota) < 5,
  },
  {
    name: 'or',
    expression: 'jwt.sub == "root" || request.method == "GET"',
    byHand: (s) => s.jwt.sub === 'root' || s.request.method === 'GET',
  },
  {
    name: 'absorbed error',
    expression: 'jwt.missing == "x" || jwt.sub != ""',
    byHand: (s) => ('missing' in s.jwt && s.jwt.missing === 'x') || s.jwt.sub !== '',
  },
  {
    name: 'method and path',
    expression: 'request.method in ["GET", "HEAD"] && request.path.startsWith("/shop/v1/")',
    byHand: (s) => (s.request.method === 'GET' || s.request.method === 'HEAD') && s.request.path.startsWith('/shop/v1/'),
  },
  { name: 'matches', expression: 'request.path.matches("^/shop/v[0-9]+/items/[^/]+$")', byHand: (s) => ITEM.test(s.request.path) },
  {
    name: 'concatenation',
    expression: '"user:" + jwt.sub + "@" + request.headers["x-tenant"]',
    byHand: (s) => `user:${s.jwt.sub}@${s.request.headers['x-tenant']}`,
  },
  {
    name: 'conditional',
    expression: 'used > quota ? "over" : (used == quota ? "full" : "open")',
    byHand: (s) => (s.used > s.quota ? 'over' : s.used === s.quota ? 'full' : 'open'),
  },
  {
    name: 'has, exists',
    expression: 'has(jwt.roles) && jwt.roles.exists(r, r == "writer")',
    byHand: (s) => s.jwt.roles?.includes('writer'),
  },
  {
    name: 'filter, map',
    expression: 'numbers.filter(n, n % 2 == 0).map(n, n * n).size()',
    byHand: (s) => s.numbers.filter((n) => n % 2 === 0).map((n) => n * n).length,
  },
  {
    name: 'three levels',
    expression: 'teams.filter(t, t.members.all(m, m.tags.exists(g, g == "on-call"))).size()',
    byHand: (s) => s.teams.filter((t) => t.members.every((m) => m.tags.some((g) => g === 'on-call'))).length,
  },
  {
    name: '40 comparisons',
    expression: paths.map((path) => `request.path == "${path}"`).join(' || '),
    byHand: (s) => {
      for (const path of paths) if (s.request.path === path) return true;
      return false;
    },
  },
];
