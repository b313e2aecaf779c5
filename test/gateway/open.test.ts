import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/gateway/answer.ts';
import { open } from '../../src/gateway/open.ts';
import { route } from '../../src/gateway/route.ts';
import { standardServices } from '../../src/gateway/services.ts';

const agw = `binds:
- port: 3000
  listeners:
  - routes:
    - name: api
      matches: [{path: {pathPrefix: /api}}]
      backends: [{host: 10.0.0.1:80}]
`;
const opened = (text: string, more: Partial<Parameters<typeof open>[0]> = {}): Promise<Configuration> =>
  open({ files: [{ name: 'config.yaml', text }], ...more });
const codes = ({ diagnostics }: Configuration): string[] => diagnostics.map(({ code }) => code);

describe('opening', () => {
  it('finds the dialect and its newest profile', async () => {
    expect(await opened(agw)).toMatchObject({ dialect: { id: 'agentgateway' }, profile: 'agentgateway@1.4', valid: true });
    expect(await opened('static_resources: {}\n')).toMatchObject({ dialect: { id: 'envoy' }, profile: 'envoy@1.40' });
    expect(await opened(agw, { dialect: 'agentgateway', profile: 'agentgateway@1.4' })).toMatchObject({ profile: 'agentgateway@1.4' });
  });

  it.each<[string, Partial<Parameters<typeof open>[0]>, string]>([
    [agw, { files: [] }, 'gateway/no-text'],
    ['hello', {}, 'gateway/unrecognised'],
    [agw, { dialect: 'agentgatway' }, 'gateway/unknown-dialect'],
    [agw, { profile: 'envoy@1.40' }, 'gateway/unknown-profile'],
    [agw, { profile: 'agentgateway@9' }, 'gateway/unknown-profile'],
    ['kind: Ingress\napiVersion: networking.k8s.io/v1\n', {}, 'gateway/dialect-to-come'],
    ['x'.repeat(33 * 1024 * 1024), {}, 'gateway/too-long'],
  ])('%.20j %j says %s', async (text, more, code) => {
    const configuration = await opened(text, more);
    expect(codes(configuration)).toEqual([code]);
    expect(configuration).toMatchObject({ model: undefined, valid: false });
  });

  it('says which dialect may be meant', async () => {
    const { diagnostics } = await opened(agw, { dialect: 'agentgatway' });
    expect(diagnostics[0]?.message).toContain("did you mean 'agentgateway'?");
  });

  it('never rejects, whatever the text is', async () => {
    const piece = fc.constantFrom(
      'binds:',
      '\n',
      '- ',
      'port: 80',
      '  ',
      'static_resources:',
      'listeners:',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '"',
      '&a ',
      '*a',
      'routes:',
      '$X',
      '|',
      '- name: x',
      '@type: y',
      '\t',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.constantFrom('auto', 'agentgateway', 'envoy'), async (pieces, dialect) => {
        const configuration = await opened(pieces.join(''), { dialect });
        await route(configuration, [{}], { trace: true }, standardServices);
      }),
      { numRuns: 400 },
    );
  });
});

describe('routing', () => {
  it('decides one request after another', async () => {
    const configuration = await opened(agw);
    const decisions = await route(configuration, [{ path: '/api/x' }, { path: '/' }], {}, standardServices);
    expect(decisions).toMatchObject([
      { outcome: 'forward', route: 'api' },
      { outcome: 'respond', status: 404 },
    ]);
  });

  it('decides nothing where nothing could be read', async () => {
    expect(await route(await opened('hello'), [{}], {}, standardServices)).toEqual([]);
  });

  it('goes on beside a broken part', async () => {
    const configuration = await opened(`${agw}    - name: broken\n      matches: 5\n`);
    expect(configuration.valid).toBe(false);
    expect(await route(configuration, [{ path: '/api' }], {}, standardServices)).toMatchObject([{ route: 'api' }]);
  });
});
