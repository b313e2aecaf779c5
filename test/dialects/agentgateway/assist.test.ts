// What the editor offers and says at | in a configuration, whole or half typed.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assistOf } from '../../../src/dialects/agentgateway/assist/index.ts';

const assist = assistOf('agentgateway@1.4');

function split(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('¦');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

function complete(marked: string): readonly string[] {
  const { text, offset } = split(marked);
  const found = assist.completionsAt(text, offset);
  if (found === undefined || 'expression' in found) return [];
  return found.items.map(({ label }) => label);
}

function expression(marked: string): string | undefined {
  const { text, offset } = split(marked);
  const found = assist.completionsAt(text, offset);
  return found !== undefined && 'expression' in found
    ? `${found.expression.slice(0, found.offset)}¦${found.expression.slice(found.offset)}`
    : undefined;
}

function inserted(marked: string, label: string): string | undefined {
  const { text, offset } = split(marked);
  const found = assist.completionsAt(text, offset);
  if (found === undefined || 'expression' in found) return undefined;
  const item = found.items.find((one) => one.label === label);
  return item === undefined ? undefined : text.slice(0, item.replace.start) + item.insert + text.slice(item.replace.end);
}

function hover(marked: string): string | undefined {
  const { text, offset } = split(marked);
  const found = assist.hoverAt(text, offset);
  if (found === undefined) return undefined;
  return 'expression' in found
    ? `expression ${found.expression}`
    : [found.title, found.doc, found.value, found.note].filter(Boolean).join(' · ');
}

describe('keys', () => {
  it('are the sections at the top, without those that are there', () => {
    expect(complete('binds: []\n¦')).toContain('gateways');
    expect(complete('binds: []\n¦')).not.toContain('binds');
    expect(complete('¦\nbackends: []')).not.toContain('backends');
  });

  it('of a half-typed entry are those of its table, what must be there first', () => {
    expect(complete('backends:\n- ¦')[0]).toBe('name');
    expect(complete('routes:\n- na¦')).toContain('hostnames');
    expect(complete('routes:\n- name: a\n  ¦\n  matches: []')).not.toContain('matches');
    expect(complete('routes:\n- policies:\n    retry:\n      attempts: 2\n      co¦')[0]).toBe('codes');
  });

  it('that exclude each other are offered until one is there', () => {
    expect(complete('routes:\n- backends:\n  - ¦')).toEqual(expect.arrayContaining(['host', 'mcp', 'ai', 'weight']));
    expect(complete('routes:\n- backends:\n  - host: a:1\n    ¦')).toEqual(['weight', 'policies']);
    expect(complete('routes:\n- matches:\n  - path: {¦}')).toEqual(['exact', 'pathPrefix', 'regex']);
  });

  it('work in JSON', () => {
    expect(complete('{"gateways": {"default": {"por¦')).toContain('port');
    expect(inserted('{"gateways": {"default": {"por¦t": 1}}}', 'protocol')).toBe('{"gateways": {"default": {"protocol": 1}}}');
  });

  it('come with the lines that must follow', () => {
    expect(inserted('routes:\n- na¦', 'policies')).toBe('routes:\n- policies:\n    ');
    expect(inserted('routes:\n- na¦', 'hostnames')).toBe('routes:\n- hostnames:\n  - ');
    expect(inserted('routes:\n  ¦', 'name')).toBe('routes:\n  - name: ');
    expect(inserted('routes:\n- na¦: x', 'namespace')).toBe('routes:\n- namespace: x');
  });

  it('have a text', () => {
    const found = assist.completionsAt('mcp:\n  ', 7);
    expect(found !== undefined && 'items' in found && found.items.every(({ doc, detail }) => (doc ?? '').length > 5 && detail !== '')).toBe(
      true,
    );
  });
});

describe('values', () => {
  it('are the words that there are', () => {
    expect(complete('gateways:\n  default:\n    protocol: ¦')).toEqual(['HTTP', 'HTTPS', 'TCP', 'TLS']);
    expect(complete('mcp:\n  dnsRebindingProtection: ¦')).toEqual(['true', 'false']);
    expect(complete('routes:\n- policies:\n    urlRewrite:\n      authority: n¦')).toEqual(['auto', 'none']);
  });

  it('are the names that the text defines, wherever they stand', () => {
    const rest = '\nbackends:\n- name: shop\n  host: a:1\n- name: mail\n  host: b:1';
    expect(complete(`routes:\n- backends:\n  - backend: ¦${rest}`)).toEqual(['/shop', '/mail']);
    expect(complete(`routes:\n- backends:\n  - backend: "¦${rest}`)).toEqual(['/shop', '/mail']);
    expect(complete('gateways:\n  web:\n    port: 1\n    listeners:\n    - name: a\nroutes:\n- gateways: [¦')).toEqual(['web', 'web/a']);
    expect(complete('llm:\n  providers:\n  - name: p\n  models:\n  - name: m\n    provider:\n      reference: ¦')).toEqual(['p']);
    expect(
      complete('services:\n- name: s\n  namespace: ns\n  hostname: s.test\nroutes:\n- backends:\n  - service:\n      name: ¦'),
    ).toEqual(['ns/s.test']);
    expect(complete('routeGroups:\n- name: g\nroutes:\n- backends:\n  - routeGroup: ¦')).toEqual(['g']);
  });
});

describe('an expression', () => {
  it.each([
    ["routes:\n- policies:\n    authorization:\n      rules:\n      - 'jwt.¦sub'", 'jwt.¦sub'],
    ['routes:\n- policies:\n    authorization:\n      rules:\n      - deny: requ¦', 'requ¦'],
    ['frontendPolicies:\n  accessLog:\n    add:\n      who: "request.headers[\\"a\\"]¦"', 'request.headers["a"]¦'],
    ['routes:\n- policies:\n    transformations:\n      request:\n        body: |\n          a +\n          b¦', 'a +\nb¦'],
  ])('in %j is handed on', (marked, expected) => {
    expect(expression(marked)).toBe(expected);
  });

  it('knows the way back into the text', () => {
    const text = 'frontendPolicies:\n  accessLog:\n    filter: "a == \\"b\\""';
    const found = assist.completionsAt(text, text.length - 4);
    if (found === undefined || !('expression' in found)) throw new Error('no expression');
    const { start, end } = found.spanOf(5, 8);
    expect(text.slice(start, end)).toBe('\\"b\\"');
  });
});

describe('hover', () => {
  it.each([
    ['binds:\n- po¦rt: 1', 'port: 0 to 65535 · Port to listen on; only internal binds may be without.'],
    ['gateways:\n  g:\n    protocol: HT¦TP', 'protocol: HTTP | HTTPS | TCP | TLS · What it speaks, without `listeners`.'],
    [
      'routes:\n- backends:\n  - backend: /s¦\nbackends:\n- name: s',
      'backend: name of a backend · An entry of `backends`, with a leading slash: `/name`. · a named backend, line 5',
    ],
    [
      'routes:\n- backends:\n  - backend: /t¦',
      'backend: name of a backend · An entry of `backends`, with a leading slash: `/name`. · nothing of that name is in this configuration',
    ],
    ['frontendPolicies:\n  accessLog:\n    filter: tr¦ue', 'expression true'],
    ['nonsense¦: 1', undefined],
  ])('of %j', (marked, expected) => {
    expect(hover(marked)).toBe(expected);
  });
});

it('never fails, whatever the text', async () => {
  const piece = fc.constantFrom(
    'routes',
    'binds',
    'policies',
    'backend',
    '__proto__',
    'constructor',
    ': ',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '|',
    '/x',
  );
  await fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(200), (pieces, offset) => {
      const text = pieces.join('');
      assist.completionsAt(text, offset);
      assist.hoverAt(text, offset);
    }),
    { numRuns: 1000 },
  );
});
