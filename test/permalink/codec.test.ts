import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOf } from '../../src/permalink/check.ts';
import { decode, encode, initialState, readFile, readFragment, type SharedState, writeFile } from '../../src/permalink/index.ts';
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
  it('keeps the order of headers', () => {
    const headers = { 'x-b': ['1', '2'], 'x-a': '3' };
    const state = { ...sample, requests: [{ name: 'r', request: { path: '/', headers } }] };
    const decoded = decode(linkOf(state));
    const pairs = [
      ['x-b', '1'],
      ['x-b', '2'],
      ['x-a', '3'],
    ];
    expect(decoded.kind === 'whole' && decoded.state.requests[0]?.request.headers).toEqual(pairs);
    expect(decoded.kind === 'whole' && linkOf(decoded.state)).toBe(linkOf(state));
  });
  it('loses none of many files and requests', () => {
    const many: SharedState = {
      ...initialState,
      files: Array.from({ length: 1000 }, (_, i) => ({ name: `${i}.yaml`, text: '' })),
      requests: Array.from({ length: 2000 }, (_, i) => ({ name: `r${i}`, request: { path: `/${i}` } })),
    };
    const decoded = decode(linkOf(many));
    expect(decoded.kind === 'whole' && [decoded.state.files.length, decoded.state.requests.length]).toEqual([1000, 2000]);
  });
  it('too long for one says of what there is too much', () => {
    let text = '';
    for (let i = 0; text.length < 300_000; i++) text += (i * 2654435761).toString(36);
    expect(encode({ ...sample, expression: text })).toMatchObject({ kind: 'too-long', of: 'link' });
    expect(encode({ ...sample, expression: 'a'.repeat(3_000_000) })).toMatchObject({ kind: 'too-long', of: 'content' });
    expect(readFile(writeFile({ ...sample, expression: text }))).toMatchObject({ kind: 'whole', state: { expression: text } });
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
  it('round-trips any state, and writes it the same again', () => {
    const text = fc.string({ unit: 'binary' });
    const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', ''));
    const files = fc.array(fc.record({ name, text }), { maxLength: 3 });
    const headers = fc.array(fc.tuple(name, text), { maxLength: 3 });
    const request = fc.record(
      { method: text, path: text, headers, body: fc.oneof(text, fc.record({ base64: text })), jwt: fc.dictionary(name, fc.jsonValue()) },
      { requiredKeys: [] },
    );
    const states: fc.Arbitrary<SharedState> = fc.record({
      title: text,
      note: text,
      mode: fc.constantFrom('gateway', 'expression'),
      dialect: text,
      profile: text,
      files,
      earlier: files,
      env: fc.dictionary(name, text),
      requests: fc.array(fc.record({ name: text, request }), { maxLength: 3 }),
      sequence: fc.boolean(),
      selected: fc.nat(),
      expression: text,
      expressionProfile: text,
    });
    const plain = (state: SharedState): unknown => JSON.parse(JSON.stringify(state));
    fc.assert(
      fc.property(states, (state) => {
        const link = linkOf(state);
        const decoded = decode(link);
        if (decoded.kind !== 'whole') throw new Error(decoded.kind);
        expect(plain(decoded.state)).toEqual(plain(state));
        expect(linkOf(decoded.state)).toBe(link);
        expect(readFile(writeFile(state))).toEqual(decoded);
      }),
    );
  });
});

/** As a documentation build writes it: readable, with length and check. */
const readable = (json: string): string => {
  const payload = encodeURIComponent(json);
  return `1j${payload.length.toString(36)}.${payload}.${checkOf(new TextEncoder().encode(json))}`;
};

describe('a link of readable JSON', () => {
  const json = '{"t":"Half of it: 50%","x":"a.b"}';
  it('opens with length and check', () => {
    expect(decode(readable(json))).toMatchObject({ kind: 'whole', state: { title: 'Half of it: 50%', expression: 'a.b' } });
    for (let length = 0; length < readable(json).length; length++) expect(decode(readable(json).slice(0, length)).kind).toBe('cut');
    expect(decode(readable(json).replace('Half', 'Kalf')).kind).toBe('damaged');
  });
  it('opens without, and where someone forgot to encode a percent sign', () => {
    expect(decode(`1j${encodeURIComponent(json)}`)).toMatchObject({ kind: 'whole', state: { title: 'Half of it: 50%' } });
    expect(decode(`1j${json}`)).toMatchObject({ kind: 'whole', state: { title: 'Half of it: 50%' } });
    expect(decode('1j{"x":"1 %2B 1 \u00e9 %C3%A9 %ff"}')).toMatchObject({ kind: 'whole', state: { expression: '1 + 1 é é \ufffd' } });
  });
  it('says that it was cut, and gives what arrived', () => {
    const cut = decode(`1j${encodeURIComponent(json)}`.slice(0, 40));
    expect(cut).toMatchObject({ kind: 'cut', want: undefined, recovered: { state: { title: 'Half of it: 50' } } });
    expect(decode('1j{"t":"a", oops}').kind).toBe('damaged');
  });
});

describe('what mail and chat programs do to an address', () => {
  const link = linkOf(sample);
  it.each(['.', ')', '),', '*', '&utm_source=chat', '%20', '|', '"', '…'])('%s behind it is not of the link', (added) => {
    expect(decode(link + added)).toEqual({ kind: 'whole', state: sample, unknown: {} });
  });
  it.each(['\n', ' ', '%0D%0A', '\u200b', '%E2%80%8B', '\u00ad'])('%j within it is passed over', (put) => {
    const wrapped = link.replace(/.{60}/g, `$&${put}`);
    expect(decode(wrapped)).toEqual({ kind: 'whole', state: sample, unknown: {} });
  });
  it('an address that is shown short was cut', () => {
    for (const dots of ['...', '…', '%E2%80%A6']) expect(decode(link.slice(0, 60) + dots).kind).toBe('cut');
  });
});

describe('a link that was cut', () => {
  const whole = linkOf(sample);
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => [tenth * 10]))('at %i %% says so and never passes for whole', (percent) => {
    const decoded = decode(whole.slice(0, Math.floor((whole.length * percent) / 100)));
    expect(decoded.kind).toBe('cut');
  });
  it('says how much of it arrived', () =>
    expect(decode(whole.slice(0, -20))).toMatchObject({ kind: 'cut', have: whole.length - 20, want: whole.length }));
  it('gives back what came before the cut', () => {
    const decoded = decode(whole.slice(0, Math.floor(whole.length * 0.8)));
    expect(decoded.kind === 'cut' && decoded.recovered?.state.files[0]?.text.startsWith('binds:')).toBe(true);
  });
  it('at any place is not whole', () => {
    for (let length = 0; length < whole.length; length++) expect(decode(whole.slice(0, length)).kind).toBe('cut');
  });
});

describe('a hostile link', () => {
  it('with any sign changed, taken out or put in never opens as something else', () => {
    const text = linkOf(sample);
    const sign = fc.constantFrom(...'ABab01-_.%=&#/ü');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: text.length - 1 }), sign, fc.constantFrom(0, 1, 7), (at, put, instead) => {
        const decoded = decode(text.slice(0, at) + put + text.slice(at + instead));
        if (decoded.kind === 'whole') expect(decoded.state).toEqual(sample);
        else expect(decoded.kind).not.toBe('newer');
      }),
      { numRuns: 2000 },
    );
  });
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
  it('keeps unknown members of any name', () => {
    const decoded = decode(`1j${encodeURIComponent('{"__proto__":{"a":1},"constructor":2}')}`);
    if (decoded.kind !== 'whole') throw new Error(decoded.kind);
    expect(Object.getPrototypeOf(decoded.unknown)).toBe(Object.prototype);
    expect(writePayload(decoded.state, decoded.unknown)).toBe('{"__proto__":{"a":1},"constructor":2}');
  });
  it('with __proto__ in it changes no prototype', () => {
    const decoded = decode(`1j${encodeURIComponent('{"__proto__":{"polluted":1},"e":{"__proto__":"x"}}')}`);
    expect(decoded.kind).toBe('whole');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a file', () => {
  it.each<[string, string | undefined]>([
    [writeFile(sample), 'whole'],
    [`\ufeff${writeFile(sample)}`, 'whole'],
    ['{"gateglass":2,"payload":{"zz":1}}', 'newer'],
    ['{"gateglass":0,"payload":{}}', 'damaged'],
    ['{"gateglass":-1,"payload":{}}', 'damaged'],
    ['{"gateglass":1.5,"payload":{}}', 'damaged'],
    ['{"gateglass":"1x","payload":{}}', 'damaged'],
    ['{"gateglass":1,"payload":[]}', 'damaged'],
    ['{"gateglass":1,"payl', 'damaged'],
    ['binds: []', undefined],
  ])('%#', (text, kind) => expect(readFile(text)?.kind).toBe(kind));
});

describe('the fragment', () => {
  it.each<[string, object]>([
    ['', { kind: 'none' }],
    ['#', { kind: 'none' }],
    ['#ex=canary-by-header', { kind: 'example', slug: 'canary-by-header' }],
    ['#ex=<script>', { kind: 'example', slug: '<script>' }],
    ['#ex=Canary-By-Header&tab=graph', { kind: 'example', slug: 'canary-by-header' }],
    ['#tab=graph', { kind: 'unknown' }],
    ['#s', { kind: 'unknown' }],
    ['#s=', { kind: 'state', decoded: { kind: 'cut' } }],
    ['#about', { kind: 'unknown' }],
    [`#tab=graph&s=${linkOf(sample)}`, { kind: 'state', tab: 'graph', decoded: { kind: 'whole' } }],
    [`#sel=1&tab=graph&later=x.y&s=${linkOf(sample)}`, { kind: 'state', tab: 'graph', decoded: { kind: 'whole' } }],
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
