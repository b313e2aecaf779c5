// Completion, signatures and hover of expressions. `|` in a text is the caret.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompletionEnv, completionsAt, hoverAt, signaturesAt } from '../../../src/cel/complete/index.ts';
import { functionDoc } from '../../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../../src/cel/profiles/index.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';

const request: SampleRequest = {
  method: 'POST',
  host: 'shop.test',
  path: '/cart?x=1',
  headers: { 'x-team': 'blue', beta: '1' },
  jwt: { sub: 'ann', groups: ['staff', 'ops'], 'https://shop.test/tier': 'gold', address: { city: 'Oslo' } },
};

async function envOf(profile: string, vars: Record<string, unknown> = {}, phase?: string): Promise<CompletionEnv> {
  const loaded = (await loadProfile(profile)) ?? expect.fail(`no profile ${profile}`);
  return { loaded, input: { request, vars }, phase, docs: (library, name) => functionDoc(library, name)?.doc };
}
const agentgateway = await envOf('agentgateway');
const envoy = await envOf('envoy');
const cel = await envOf('cel', { user: { name: 'Ann', roles: ['a', 'b'] }, orders: [{ total: 3, items: [{ sku: 's1' }] }] });

function split(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.replace('|', ''), offset };
}

const complete = (marked: string, env = agentgateway) => {
  const { text, offset } = split(marked);
  return completionsAt(text, offset, env).items;
};
const labels = (marked: string, env = agentgateway) => complete(marked, env).map(({ label }) => label);

/** The text after the named item was chosen, with the caret as `|`. */
function choose(marked: string, label: string, env = agentgateway): string {
  const item = complete(marked, env).find((known) => known.label === label) ?? expect.fail(`${label} is not offered for ${marked}`);
  const { text } = split(marked);
  const caret = item.caret ?? item.insert.length;
  const inserted = `${item.insert.slice(0, caret)}|${item.insert.slice(caret)}`;
  return text.slice(0, item.replace.start) + inserted + text.slice(item.replace.end);
}

describe('names', () => {
  it('offers variables of the profile, with their types and words on them', () => {
    expect(complete('req|')[0]).toMatchObject({ kind: 'variable', label: 'request', doc: expect.stringContaining('HTTP request') });
    expect(labels('|')).toEqual(expect.arrayContaining(['request', 'jwt', 'has', 'math.least', 'int']));
  });

  it('offers variables of the request', () => {
    expect(complete('us|', cel)[0]).toMatchObject({ label: 'user', value: '{"name": "Ann", "roles": ["a", "b"]}' });
  });

  it('puts brackets behind functions and the caret between them', () => {
    expect(choose('si|', 'size', cel)).toBe('size(|)');
    expect(choose('si|(user)', 'size', cel)).toBe('size|(user)');
    expect(choose('!ha|', 'has', cel)).toBe('!has(|)');
  });

  it('replaces the whole word', () => {
    expect(choose('us|r == 1', 'user', cel)).toBe('user| == 1');
  });

  it('finds the second part of a name', () => {
    expect(labels('grea|', cel)).toContain('math.greatest');
  });

  it('says where a variable does not exist', async () => {
    const inRequest = await envOf('agentgateway', {}, 'request');
    const found = complete('respo|', inRequest);
    expect(found.find(({ label }) => label === 'response')?.note).toMatch(/not in the phase/);
    expect(complete('respo|').find(({ label }) => label === 'response')?.note).toMatch(/only in/);
  });

  it('knows variables of macros, innermost first', () => {
    expect(labels('orders.all(o, o.items.exists(i, |', cel).slice(0, 2)).toEqual(['i', 'o']);
    expect(complete('user.roles.exists(r, |', cel)[0]).toMatchObject({ label: 'r', value: '"a"' });
    expect(labels('cel.bind(n, user.name, |', cel)[0]).toBe('n');
    expect(labels('jwt.with(j, |')[0]).toBe('j');
    expect(labels('user.roles.transformList(i, r, |', cel).slice(0, 2)).toEqual(['r', 'i']);
  });

  it('offers nothing where a macro names its variable, in comments, numbers and after the end of a string', () => {
    for (const text of ['user.roles.exists(|', 'user.roles.exists(r|, true)', '1 // us|', '12|', "b'us|'"])
      expect(labels(text, cel)).toEqual([]);
  });

  it('offers operators after an operand', () => {
    expect(labels('user |', cel)).toEqual(['&&', '||', '==', '!=', 'in', '?']);
    expect(choose('"a" i|', 'in', cel)).toBe('"a" in |');
  });
});

describe('members', () => {
  it('offers the fields of a type with their values', () => {
    expect(complete('request.me|')[0]).toMatchObject({ kind: 'field', label: 'method', detail: 'string', value: '"POST"' });
    expect(labels('request.|').slice(0, 4)).toEqual(['method', 'uri', 'host', 'scheme']);
    expect(labels('request.url|', envoy)[0]).toBe('url_path');
  });

  it('offers the keys that the request has', () => {
    expect(labels('jwt.|')).toEqual(expect.arrayContaining(['sub', 'groups', 'address']));
    expect(labels('jwt.address.|')[0]).toBe('city');
    expect(complete('user.|', cel)[0]).toMatchObject({ label: 'name', detail: 'string', value: '"Ann"' });
    expect(labels('orders.map(o, o.|', cel)[0]).toBe('total');
  });

  it('writes keys that are no names as an index', () => {
    expect(choose('request.headers.x|', 'x-team')).toBe('request.headers["x-team"]|');
    expect(choose('request.headers.be|', 'beta')).toBe('request.headers.beta|');
    expect(choose('user.?n|', 'name', cel)).toBe('user.?name|');
  });

  it('offers functions and macros by the type of the receiver', () => {
    const ofText = labels('request.path.|');
    expect(ofText).toEqual(expect.arrayContaining(['startsWith', 'matches', 'size']));
    expect(ofText).not.toContain('exists');
    expect(labels('jwt.groups.|')).toEqual(expect.arrayContaining(['exists', 'filter', 'size']));
    expect(labels('jwt.groups.|')).not.toContain('startsWith');
    expect(labels('timestamp("2026-01-01T00:00:00Z").get|', cel)).toContain('getFullYear');
    expect(choose('request.path.starts|', 'startsWith')).toBe('request.path.startsWith(|)');
    expect(labels('request.headers.exi|', envoy)).toEqual([]);
  });

  it('opens namespaces', () => {
    expect(labels('math.le|', cel)[0]).toBe('least');
    expect(labels('google.protobuf.D|', cel)).toContain('Duration');
    expect(labels('cel.|', cel)).toContain('bind');
  });

  it('shows a variable and a namespace of one name together, and lets a macro hide both', async () => {
    const both = await envOf('cel', { math: { third: 3 } });
    expect(labels('math.|', both)).toEqual(expect.arrayContaining(['third', 'least']));
    expect(labels('[{"own": 1}].all(math, math.|', both)[0]).toBe('own');
    expect(labels('[{"own": 1}].all(math, math.|', both)).not.toContain('least');
  });
});

describe('keys and values', () => {
  it('offers keys in the quotes of an index, closing what is open', () => {
    expect(choose('request.headers["x|', 'x-team')).toBe('request.headers["x-team"]|');
    expect(choose("request.headers['x|']", 'x-team')).toBe("request.headers['x-team|']");
    expect(choose('request.headers["x|] == "1"', 'x-team')).toBe('request.headers["x-team"|] == "1"');
    expect(choose('request.headers[|', 'x-team')).toBe('request.headers["x-team"]|');
    expect(choose('request.headers[|]', 'x-team')).toBe('request.headers["x-team"|]');
    expect(complete('request.headers["x-t|')[0]).toMatchObject({ value: '"blue"' });
    expect(labels('request.headers["auth|')).toContain('authorization');
    expect(choose('jwt["http|', 'https://shop.test/tier')).toBe('jwt["https://shop.test/tier"]|');
  });

  it('offers what a text is compared with', () => {
    expect(labels('request.method == "|')).toEqual(['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
    expect(choose('request.method == "P|', 'POST')).toBe('request.method == "POST"|');
    expect(labels('"|" in jwt.groups')).toEqual(['staff', 'ops']);
    expect(labels('jwt.sub in ["|"]')).toEqual(['ann']);
    expect(labels('request.path.startsWith("|')).toEqual(['/cart']);
    expect(labels('jwt.groups.exists(g, g == "|')).toEqual(['staff']);
  });

  it('writes quotes and backslashes so that they are read back', async () => {
    const odd = await envOf('cel', { m: { 'a"b\\c': 1 } });
    expect(choose('m["|', 'a"b\\c', odd)).toBe('m["a\\"b\\\\c"]|');
  });
});

describe('signatures', () => {
  const signatures = (marked: string, env = cel) => {
    const { text, offset } = split(marked);
    return signaturesAt(text, offset, env);
  };

  it.each([
    ['user.name.matches(|', 0, 'string.matches(string) → bool'],
    ['"a".replace("a", |', 1, 'string.replace(string, string) → string'],
    ['size(|', 0, undefined],
    ['size(user.roles|', 0, 'size(list(T)) → int'],
    ['math.least(1, |', 1, undefined],
    ['user.roles.exists(r, |', 1, 'list.exists(x, predicate) → bool'],
    ['size([1, [2, |', 0, undefined],
  ])('%s', (text, argument, label) => {
    const found = signatures(text) ?? expect.fail('no signature');
    expect(found.argument).toBe(argument);
    if (label !== undefined) expect(found.list[found.active]?.label).toBe(label);
  });

  it('points at the parameters in the label', () => {
    const [first] = signatures('"a".replace(|')?.list ?? [];
    expect(first?.parameters.map(({ start, end }) => first.label.slice(start, end))).toEqual(['string', 'string']);
  });

  it('chooses the form by what has been written', () => {
    expect(signatures('"a".indexOf("b", |')?.list.at(signatures('"a".indexOf("b", |')?.active ?? 0)?.parameters).toHaveLength(2);
  });

  it('is silent outside of calls', () => {
    for (const text of ['user|', '(1 + |', 'size(user)|', 'unknown(|']) expect(signatures(text)).toBeUndefined();
  });
});

describe('hover', () => {
  const hover = (marked: string, env = agentgateway) => {
    const { text, offset } = split(marked);
    return hoverAt(text, offset, env);
  };

  it('says type, meaning and value', () => {
    expect(hover('re|quest.path == "/"')).toMatchObject({ span: { start: 0, end: 7 }, doc: expect.stringContaining('HTTP request') });
    expect(hover('request.pa|th == "/"')).toMatchObject({ title: 'request.path: string', value: '"/cart"', span: { start: 8, end: 12 } });
    expect(hover('request.headers["x-|team"]')).toMatchObject({ value: '"blue"' });
    expect(hover('jwt.groups.exists(g, |g == "staff")')).toMatchObject({
      title: 'g: string',
      value: '"staff"',
      note: expect.stringContaining('first'),
    });
    expect(hover('request.path.starts|With("/")')).toMatchObject({ title: 'string.startsWith(string) → bool' });
  });

  it('has something to say in broken texts, and nothing about nothing', () => {
    expect(hover('request.pa|th == (')).toMatchObject({ value: '"/cart"' });
    for (const text of ['1 |+ 2', 'nothing|', '|', '"text|"']) expect(hover(text)).toBeUndefined();
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'request',
    '.',
    'headers',
    '["',
    '"]',
    '(',
    ')',
    'exists',
    'x',
    ',',
    ' ',
    '==',
    '"',
    "'",
    'cel.bind',
    '{',
    '}',
    '?',
    ':',
    '__proto__',
    'constructor',
    '1',
    '//',
    '\n',
    '😀',
    '[',
  );

  it('is answered without an exception, and every replacement lies in the text', () => {
    void fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const offset = at % (text.length + 1);
        for (const env of [agentgateway, cel]) {
          for (const { replace, insert, caret = 0 } of completionsAt(text, offset, env).items) {
            expect(replace.start).toBeLessThanOrEqual(replace.end);
            expect(replace.end).toBeLessThanOrEqual(text.length);
            expect(caret).toBeLessThanOrEqual(insert.length);
          }
          signaturesAt(text, offset, env);
          hoverAt(text, offset, env);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of any depth is answered', () => {
    const deep = `${'[1].exists(x, '.repeat(3000)}x.`;
    expect(completionsAt(deep, deep.length, cel).items).toBeDefined();
    const chain = `request${'.a'.repeat(20_000)}.`;
    expect(completionsAt(chain, chain.length, cel).items).toEqual([]);
  });
});
