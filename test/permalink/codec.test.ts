import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, initialState, readFragment, type SharedState } from '../../src/permalink/index.ts';
import { readPayload, writePayload } from '../../src/permalink/payload.ts';

const sample: SharedState = {
  ...initialState,
  title: 'Only beta testers reach the new checkout',
  profile: 'agentgateway@1.4',
  files: [
    {
      name: 'gateway.yaml',
      text: 'binds:\n- port: 8080\n  listeners:\n  - routes:\n    - name: shop\n      backends: [{host: "127.0.0.1:80"}]\n',
    },
  ],
  requests: [
    { name: 'no token', request: { path: '/checkout', headers: { 'x-beta': '1' } } },
    { name: 'beta tester', request: { path: '/checkout', jwt: { sub: 'mara', age: 17 } } },
  ],
  selected: 1,
  expression: 'jwt.age >= 18 && "ü" != "🦊"',
};

function linkOf(state: SharedState): string {
  const encoded = encode(state);
  if (encoded.kind !== 'link') throw new Error('too long');
  return encoded.text;
}

describe('a link', () => {
  it('gives back what was put in', () => expect(decode(linkOf(sample))).toEqual({ kind: 'whole', state: sample, unknown: {} }));
  it('of an empty page is short', () => expect(linkOf(initialState).length).toBeLessThan(24));
  it('what an access log said of a request, with or without a pinned answer', () => {
    const logged = { facts: { status: '503', flags: 'UH' }, words: ['UH: no healthy endpoint in the cluster'] };
    const pinned = { title: 'Forwarded to a', facts: { status: '200' }, steps: [['route', 'a', 'match']] as const };
    const requests = [
      { name: 'r', request: { path: '/' }, logged },
      { name: 's', request: { path: '/' }, pinned, logged },
    ];
    expect(readPayload(JSON.parse(writePayload({ ...sample, requests })))?.state.requests).toEqual(requests);
    const odd = [
      ['r', { path: '/' }, null, { facts: { status: 5, ok: 'yes' }, words: ['a', 1] }],
      ['s', {}, null, 'text'],
    ];
    expect(readPayload({ r: odd })?.state.requests).toEqual([
      { name: 'r', request: { path: '/' }, logged: { facts: { ok: 'yes' }, words: ['a'] } },
      { name: 's', request: {} },
    ]);
  });

  it('carries the answers that were kept to compare with', () => {
    const pinned = { title: 'Forwarded to a', facts: { status: '200', 'upstream path': '/a' }, steps: [['route', 'a', 'match']] as const };
    const state: SharedState = { ...sample, requests: [{ name: 'r', request: { path: '/' }, pinned }] };
    expect(decode(linkOf(state))).toMatchObject({ kind: 'whole', state });
  });
  it('ends in a letter or digit', () => expect(linkOf(sample)).toMatch(/[0-9A-Za-z]$/));
  it('is the same for the same content, whatever the order of keys', () => {
    const turned = {
      ...sample,
      requests: [
        { request: { headers: { 'x-beta': '1' }, path: '/checkout' }, name: 'no token' },
        sample.requests[1] as SharedState['requests'][number],
      ],
    };
    expect(linkOf(turned)).toBe(linkOf(sample));
  });
  it('keeps what a later page put in and this one does not know', () => {
    const decoded = decode(`1j${encodeURIComponent('{"x":"1 + 1","zz":{"later":true}}')}`);
    expect(decoded).toMatchObject({ kind: 'whole', unknown: { zz: { later: true } } });
    if (decoded.kind !== 'whole') return;
    const again = encode(decoded.state, decoded.unknown);
    expect(again.kind === 'link' && decode(again.text)).toMatchObject({ kind: 'whole', unknown: { zz: { later: true } } });
  });
  it('of a later version opens, and says so', () =>
    expect(decode(linkOf(sample).replace(/^1/, '2'))).toMatchObject({ kind: 'newer', version: 2, state: { title: sample.title } }));
  it('round-trips any state', () => {
    const requests = fc.array(fc.record({ name: fc.string(), request: fc.record({ path: fc.string(), body: fc.string() }) }), {
      maxLength: 3,
    });
    const states = fc.record({
      title: fc.string(),
      expression: fc.string({ unit: 'binary' }),
      files: fc.array(fc.record({ name: fc.string(), text: fc.string() }), { maxLength: 3 }),
      requests,
    });
    fc.assert(
      fc.property(states, (part) => {
        const state: SharedState = { ...initialState, ...part };
        const wellFormed = JSON.parse(new TextDecoder().decode(new TextEncoder().encode(JSON.stringify(state)))) as SharedState;
        expect(decode(linkOf(wellFormed))).toEqual({ kind: 'whole', state: wellFormed, unknown: {} });
      }),
    );
  });
});

describe('a link that was cut', () => {
  const whole = linkOf(sample);
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => [tenth * 10]))('at %i %% says so and never passes for whole', (percent) => {
    const decoded = decode(whole.slice(0, Math.floor((whole.length * percent) / 100)));
    expect(decoded.kind).toBe('cut');
  });
  it('says how much of it arrived', () =>
    expect(decode(whole.slice(0, -20))).toMatchObject({ kind: 'cut', have: whole.length - 22, want: whole.length - 2 }));
  it('gives back what came before the cut', () => {
    const decoded = decode(whole.slice(0, Math.floor(whole.length * 0.8)));
    expect(decoded.kind === 'cut' && decoded.recovered?.state.files[0]?.text.startsWith('binds:')).toBe(true);
  });
  it('at any place is not whole', () => {
    for (let length = 0; length < whole.length; length++) expect(['cut', 'refused']).toContain(decode(whole.slice(0, length)).kind);
  });
});

describe('a hostile link', () => {
  it('that was changed on the way is damaged, not opened', () => {
    const text = linkOf(sample);
    const at = text.indexOf('.') + 30;
    const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    expect(decode(changed).kind).toBe('damaged');
  });
  it('that unpacks to 64 MiB of zeros is refused early', async () => {
    const { deflateSync } = await import('fflate');
    const bomb = Buffer.from(deflateSync(new Uint8Array(64 * 1024 * 1024), { level: 9 })).toString('base64url');
    const body = bomb.slice(0, 60_000);
    expect(decode(`1d${body.length.toString(36)}.${body}.00000000`)).toMatchObject({ kind: 'refused' });
  });
  it('of an overlong text is refused', () => expect(decode(`1d${'A'.repeat(70_000)}`)).toMatchObject({ kind: 'refused' }));
  it.each(['', 's', '1', '1d', '1z', '0d1.A.00000000', '1j%', '1j[]', '1j1', '1j{"f":7,"r":{"a":1},"i":-1}', '1d99.!!.x'])(
    '%j never throws',
    (text) => {
      expect(() => decode(text)).not.toThrow();
    },
  );
  it('of any shape never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void decode(text)));
    fc.assert(fc.property(fc.json(), (json) => void decode(`1j${encodeURIComponent(json)}`)));
  });
  it('that nests deeper than anything can walk is damaged', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const json = encodeURIComponent(`{"r":[["a",{"jwt":{"a":${deep}}}]],"later":${deep}}`);
    expect(decode(`1j${json}`)).toEqual({ kind: 'damaged', recovered: undefined });
  });
  it('with __proto__ in it changes no prototype', () => {
    const decoded = decode(`1j${encodeURIComponent('{"__proto__":{"polluted":1},"e":{"__proto__":"x"}}')}`);
    expect(decoded.kind).toBe('whole');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the fragment', () => {
  it.each<[string, object]>([
    ['', { kind: 'none' }],
    ['#', { kind: 'none' }],
    ['#ex=canary-by-header', { kind: 'example', slug: 'canary-by-header' }],
    ['#ex=<script>', { kind: 'unknown' }],
    ['#about', { kind: 'unknown' }],
    [`#tab=graph&s=${linkOf(sample)}`, { kind: 'state', tab: 'graph', decoded: { kind: 'whole' } }],
  ])('%s', (hash, expected) => expect(readFragment(hash)).toMatchObject(expected));
});

/** Links are for ever: one of every version, with the state that it must open to. Only ever added to. */
describe('golden links', () => {
  const folder = join(import.meta.dirname, 'links');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  it('exist for every version that was ever written', () => expect(names.length).toBeGreaterThan(0));
  it.each(names)('%s opens as it did', (name) => {
    const { link, state } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { link: string; state: Partial<SharedState> };
    expect(readFragment(link)).toMatchObject({ kind: 'state', decoded: { kind: 'whole', state } });
  });
});
