// Requests of the Model Context Protocol: which target answers, what a list shows, who may call what.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask } from './support.ts';

const rpc = (method: string, params: unknown = {}, more: SampleRequest = {}): SampleRequest => ({
  method: 'POST',
  path: '/mcp',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  ...more,
});

const config = (targets: string, policies = ''): string => `binds:
- port: 3000
  listeners:
  - routes:
    - name: tools
      ${policies}
      backends:
      - mcp:
          statefulMode: stateless
          targets:
${targets}
`;
const one = '          - {name: files, mcp: {host: "http://files.test:8000/mcp"}}';
const two = `${one}\n          - {name: web, mcp: {host: "http://web.test:8000/mcp"}}`;
const authorization = `policies: {mcpAuthorization: {rules: ['mcp.tool.name == "read"', 'jwt.admin == true']}}`;

describe('one target', () => {
  it('takes a call by the plain name', async () => {
    expect(await ask(config(one), rpc('tools/call', { name: 'read', arguments: {} }))).toMatchObject({
      outcome: 'forward',
      route: 'tools',
    });
  });
});

describe('several targets', () => {
  it.each([
    ['files_read', '200 from files, through tools'],
    ['web_get', '200 from web, through tools'],
  ])('%s: %s', async (name, title) => {
    expect(await ask(config(two), rpc('tools/call', { name, arguments: {} }))).toMatchObject({ outcome: 'forward', sentence: { title } });
  });

  it('answers for a name without prefix itself', async () => {
    expect((await ask(config(two), rpc('tools/call', { name: 'get', arguments: {} }))).outcome).toBe('respond');
  });
});

describe('MCP authorization', () => {
  const call = (name: string, more: SampleRequest = {}): SampleRequest => rpc('tools/call', { name, arguments: {} }, more);

  it.each<[string, SampleRequest, boolean]>([
    ['an allowed tool', call('read'), true],
    ['another tool', call('delete'), false],
    ['another tool for an administrator', call('delete', { jwt: { admin: true } }), true],
  ])('%s', async (_, request, expected) => {
    expect((await ask(config(one, authorization), request)).outcome === 'forward').toBe(expected);
  });
});
