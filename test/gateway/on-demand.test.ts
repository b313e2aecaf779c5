// Parts that are loaded when a configuration or request needs them. The other tests have them loaded (test/setup.ts); here nothing is.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SampleRequest } from '../../src/http/sample-request.ts';

const configuration = (rule: string, more: object = {}): string =>
  JSON.stringify({
    binds: [
      { port: 80, listeners: [{ routes: [{ policies: { authorization: { rules: [rule] } }, backends: [{ host: 'example.com:80' }] }] }] },
    ],
    ...more,
  });

async function statusOf(text: string, request: SampleRequest = {}, env: Readonly<Record<string, string>> = {}) {
  const { openUnchecked } = await import('../../src/gateway/open.ts');
  const { route } = await import('../../src/gateway/index.ts');
  const opened = await openUnchecked({ files: [{ name: 'config', text }], env });
  return (await route(opened, [request]))[0]?.status;
}

describe('what is loaded when it is needed', () => {
  beforeEach(() => void vi.resetModules());

  it.each<[string, string, object]>([
    ['JSON', 'true', {}],
    ['addresses', "ip('127.0.0.1').isLoopback() && cidr('10.0.0.0/8').containsIP('10.1.2.3')", {}],
    ['digests', "sha256.encode('') == 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'", {}],
    ['patterns', "'shop'.matches('^s')", {}],
    ["functions of one's own", "twice('a') == 'aa'", { config: { customFunctions: 'twice(a) { a + a }' } }],
  ])('%s', async (_, rule, more) => {
    expect(await statusOf(configuration(rule, more))).toBe(200);
    expect(await statusOf(configuration(`!(${rule})`, more))).toBe(403);
  });

  it('references to the environment', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of the configuration
    const text = configuration("request.path == '${WANTED}'");
    expect(await statusOf(text, { path: '/a' }, { WANTED: '/a' })).toBe(200);
    expect(await statusOf(text, { path: '/a' }, { WANTED: '/b' })).toBe(403);
  });

  it('raw messages', async () => {
    const raw = 'GET /a HTTP/1.1\r\nHost: shop.test\r\n\r\n';
    expect(await statusOf(configuration("request.path == '/a'"), { raw })).toBe(200);
  });

  it('dialects to come', async () => {
    const { openUnchecked } = await import('../../src/gateway/open.ts');
    const { dialect } = await openUnchecked({ files: [{ name: 'nginx.conf', text: 'events {}\nhttp {\n  server { listen 80; }\n}\n' }] });
    expect(dialect?.id).toBe('nginx');
  });
});
