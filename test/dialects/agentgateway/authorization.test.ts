// Allow, deny and require, where each may stand, and what a failing expression does.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask, policies, stepOf } from './support.ts';

const rules = (...list: readonly string[]): string => policies(`authorization:\n  rules:\n${list.map((rule) => `  - ${rule}`).join('\n')}`);
const allowed = (status: number | undefined): boolean => status !== 403;

describe('rules', () => {
  it.each<[string, readonly string[], SampleRequest, boolean]>([
    ['no allow rule: allowed', [`deny: 'request.path == "/x"'`], { path: '/' }, true],
    ['an allow rule that is true', [`allow: 'request.path == "/"'`], { path: '/' }, true],
    ['a plain text is an allow rule', [`'request.path == "/"'`], { path: '/' }, true],
    ['no allow rule is true: denied', [`allow: 'request.path == "/x"'`], { path: '/' }, false],
    ['deny wins over allow', [`allow: 'true'`, `deny: 'request.method == "GET"'`], {}, false],
    ['every require must hold', [`require: 'request.method == "GET"'`, `require: 'false'`], {}, false],
    ['a failing allow rule is false', [`allow: 'jwt.sub == "me"'`], {}, false],
    ['a failing deny rule does not deny', [`deny: 'jwt.sub == "me"'`], {}, true],
    ['a failing require rule denies', [`require: 'jwt.sub == "me"'`], {}, false],
    ['a result that is not boolean is not true', [`allow: '"yes"'`], {}, false],
  ])('%s', async (_, list, request, expected) => {
    expect(allowed((await ask(rules(...list), request)).status)).toBe(expected);
  });

  it('say who denied and why', async () => {
    const decision = await ask(rules(`allow: 'jwt.age >= 18'`), { jwt: { age: 17 } }, { trace: true });
    expect(decision).toMatchObject({
      outcome: 'respond',
      status: 403,
      sentence: { title: 'Denied by authorization on app' },
    });
    expect(decision.sentence.because).toMatch(/only allow rule is false: .*jwt\.age.*17.*No backend is called/);
    expect(stepOf(decision, 'authorization')).toMatchObject({ result: 'deny' });
    expect(stepOf(decision, 'authorization')?.expressions?.map(({ text }) => text)).toEqual(['jwt.age >= 18']);
  });
});

describe('authorization of several levels', () => {
  const config = `frontendPolicies:
  networkAuthorization: {rules: [{deny: 'source.address == "10.9.9.9"'}]}
binds:
- port: 3000
  listeners:
  - name: l
    policies: {authorization: {rules: [{deny: 'request.path == "/listener"'}]}}
    routes:
    - name: r
      policies: {authorization: {rules: [{deny: 'request.path == "/route"'}]}}
      backends:
      - host: h.test:80
`;

  it.each<[SampleRequest, Record<string, unknown>]>([
    [{ path: '/' }, { outcome: 'forward' }],
    [{ path: '/listener' }, { status: 403 }],
    [{ path: '/route' }, { status: 403 }],
    [{ path: '/', source: { address: '10.9.9.9' } }, { outcome: 'close' }],
  ])('%j: %j', async (request, expected) => {
    expect(await ask(config, request)).toMatchObject(expected);
  });
});
