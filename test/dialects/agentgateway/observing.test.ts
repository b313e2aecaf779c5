// What is written down and what the configuration may name itself: access log, custom functions, environment, targeted policies.
import { describe, expect, it } from 'vitest';
import { ask, policies, routes, sent } from './support.ts';

describe('the access log', () => {
  const config = (log: string): string => `frontendPolicies:\n  accessLog: ${log}\n${policies('')}`.replace('  policies:\n\n', '');

  it('has one line a request, with the added fields', async () => {
    const decision = await ask(config(`{add: {team: '"blue"', agent: 'request.headers["user-agent"]'}, remove: [http.version]}`), {
      headers: { 'user-agent': 'curl' },
    });
    expect(decision.accessLog).toHaveLength(1);
    expect(decision.accessLog?.[0]).toMatch(/team="?blue"?/);
    expect(decision.accessLog?.[0]).toMatch(/agent="?curl"?/);
    expect(decision.accessLog?.[0]).not.toContain('http.version');
  });

  it('has none for what the filter leaves out', async () => {
    const quiet = config(`{filter: 'response.code >= 400'}`);
    expect((await ask(quiet)).accessLog ?? []).toEqual([]);
    expect((await ask(quiet, { responses: { 'app.test:80': { status: 500 } } })).accessLog).toHaveLength(1);
  });
});

describe('custom functions', () => {
  it('are known to every expression', async () => {
    const config = `config:
  customFunctions: |
    greet(name) { "hello " + name }
${policies(`transformations: {request: {set: {x-greeting: 'greet("you")'}}}`)}`;
    expect(sent(await ask(config), 'x-greeting')).toEqual(['hello you']);
  });
});

describe('the environment', () => {
  it('is put in before reading', async () => {
    const config = routes('- name: $NAME\n  backends: [{host: "$HOST"}]');
    expect(await ask(config, {}, { env: { NAME: 'mine', HOST: 'env.test:80' } })).toMatchObject({ route: 'mine', endpoint: 'env.test:80' });
  });
});

describe('policies with a target', () => {
  const config = `policies:
- name: {name: stamp, namespace: ns}
  target: {route: {name: a, namespace: default}}
  policy: {transformations: {request: {set: {x-stamp: '"yes"'}}}}
${routes('- {name: a, matches: [{path: {pathPrefix: /a}}], backends: [{host: h.test:80}]}\n- {name: b, backends: [{host: h.test:80}]}')}`;

  it('reach that target alone', async () => {
    expect(sent(await ask(config, { path: '/a' }), 'x-stamp')).toEqual(['yes']);
    expect(sent(await ask(config, { path: '/b' }), 'x-stamp')).toEqual([]);
  });
});

describe('the log', () => {
  it('is JSON where LOG_FORMAT of the environment says so, whatever the file says', async () => {
    const json = await ask(policies('{}'), {}, { env: { LOG_FORMAT: 'json' } });
    expect(json.accessLog?.[0]).toMatch(/^\{"level": "info"/);
    const text = await ask(`config: {logging: {format: json}}\n${policies('{}')}`, {}, { env: { LOG_FORMAT: 'text' } });
    expect(text.accessLog?.[0]).toMatch(/^\*\tinfo/);
  });

  it('has the durations only of what took place', async () => {
    const fields = `frontendPolicies: {accessLog: {add: {up: has(proxy.upstreamDuration), back: has(proxy.responseProcessingDuration)}}}\n`;
    expect((await ask(fields + policies('{}'))).accessLog?.[0]).toContain('up=true back=true');
    expect((await ask(fields + policies('directResponse: {status: 200}'))).accessLog?.[0]).toContain('up=false back=false');
    expect((await ask(fields + policies('timeout: {requestTimeout: 0s}'))).accessLog?.[0]).toContain('up=true back=false');
  });

  it('names a refused connection as the system does', async () => {
    const decision = await ask(policies('{}'), { responses: { 'app.test:80': { refused: true } } });
    expect([decision.status, decision.response?.body]).toEqual([503, 'upstream call failed: Connect: Connection refused (os error 111)']);
  });
});
