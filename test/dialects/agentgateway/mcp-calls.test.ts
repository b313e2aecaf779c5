// Messages of the Model Context Protocol in detail: what names a target, what rules see, what is logged, and what is refused in which words.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, messagesOf, stepOf } from './support.ts';

const FILES = 'files.test:8000';
const WEB = 'web.test:8000';
const offered = {
  [FILES]: { tools: ['read', 'write'], prompts: ['draft'], resources: ['file:///a'] },
  [WEB]: { tools: ['get', 'read'], prompts: [], resources: [] },
};
const message = (method: string, params?: object): SampleRequest => ({
  method: 'POST',
  path: '/mcp',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'mcp-session-id': '*' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, ...(params === undefined ? {} : { params }) }),
  responses: JSON.parse(JSON.stringify(offered)) as NonNullable<SampleRequest['responses']>,
});
const LOG =
  'frontendPolicies: {accessLog: {add: {m: mcp.methodName, s: has(mcp.sessionId), t: mcp.tool.name, a: mcp.tool.arguments, p: mcp.prompt.name, be: backend.name}}}\n';
const config = (several: boolean, more = '', policies = '{}'): string => `${LOG}binds:
- port: 3000
  listeners:
  - name: l
    routes:
    - name: r
      backends:
      - mcp:
          targets:
          - {name: files, mcp: {host: "http://${FILES}/mcp"}}
${several ? `          - {name: web, mcp: {host: "http://${WEB}/mcp"}}\n` : ''}${more}        policies: ${policies}
`;
const rules = (...list: readonly string[]): string => `{mcpAuthorization: {rules: [${list.map((rule) => `'${rule}'`).join(', ')}]}}`;
const answerOf = (
  decision: Decision,
): { readonly result?: unknown; readonly error?: { readonly code: number; readonly message: string } } =>
  decision.response?.message as { readonly error?: { readonly code: number; readonly message: string } };
const line = (decision: Decision): string => decision.accessLog?.[0]?.split('protocol=mcp ')[1] ?? '';

describe('a call', () => {
  it('is logged with its target and name, and its expressions know them', async () => {
    expect(line(await ask(config(true), message('tools/call', { name: 'files_read', arguments: { x: 1 } })))).toBe(
      'mcp.method.name=tools/call mcp.target=files mcp.resource.type=tool gen_ai.tool.name=read mcp.session.id=* duration=* m="tools/call" s=true t="read" a={"x": 1} be="/default/default/bind/3000/l/default/r/backend0"',
    );
  });

  it.each([
    ['tools/call', { name: 'read' }, 'invalid request: invalid resource name'],
    ['resources/read', { uri: 'file:///a' }, 'invalid request: invalid resource URI'],
    ['resources/read', { uri: 'other+x' }, 'invalid request: unknown service other'],
    ['tools/call', { name: 'other_x' }, 'invalid request: unknown service other'],
    ['tasks/get', { taskId: 'files_1' }, 'invalid request: invalid task id'],
    ['tasks/get', { taskId: 'other+1' }, 'invalid request: unknown service other'],
    ['tasks/result', { taskId: 'files+1' }, 'unsupported method: tasks/result'],
    ['tools/call', {}, 'invalid request: invalid params for method: tools/call'],
    ['prompts/get', undefined, 'invalid request: invalid params for method: prompts/get'],
    ['completion/complete', {}, 'invalid request: invalid params for method: completion/complete'],
    ['logging/setLevel', {}, 'invalid request: invalid params for method: logging/setLevel'],
  ])('%s of %j: %s', async (method, params, because) => {
    const decision = await ask(config(true), message(method, params));
    expect([decision.status, answerOf(decision).error]).toEqual([500, { code: -32603, message: `failed to send message: ${because}` }]);
  });

  it.each([
    ['tasks/get', { taskId: 'files+1' }],
    ['tasks/cancel', { taskId: 'files+1' }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'files_draft' } }],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'files+file:///a' } }],
    ['resources/subscribe', { uri: 'files+file:///a' }],
    ['logging/setLevel', { level: 'info' }],
  ])('%s of %j passes', async (method, params) => {
    const decision = await ask(config(true), message(method, params));
    expect([decision.status, answerOf(decision).result]).toEqual([200, {}]);
  });

  it('to a target that is not there is judged and noted all the same', async () => {
    expect(line(await ask(config(true), message('tools/call', { name: 'other_x' })))).toContain(
      'mcp.target=other mcp.resource.type=tool gen_ai.tool.name=x',
    );
    const denied = await ask(config(true, '', rules('mcp.tool.target == "files"')), message('tools/call', { name: 'other_x' }));
    expect([denied.status, answerOf(denied).error?.message]).toEqual([400, 'Unknown tool: other_x']);
  });

  it('without sessions is noted only when its target is found', async () => {
    const stateless = config(true, '          statefulMode: stateless\n');
    expect(line(await ask(stateless, message('tools/call', { name: 'read' })))).toMatch(/^error=/);
    expect(line(await ask(stateless, message('tools/call', { name: 'other_x' })))).toMatch(/^mcp.method.name=initialize error=/);
    expect(line(await ask(stateless, message('resources/read', { uri: 'x' })))).toMatch(/^mcp.method.name=resources\/read error=/);
  });
});

describe('rules', () => {
  const verdict = async (
    rule: string,
    method = 'tools/call',
    params: object = { name: 'read', arguments: { x: 1 } },
  ): Promise<number | undefined> => (await ask(config(false, '', rules(rule)), message(method, params))).status;

  it.each([
    ['mcp.tool.name == "read" && mcp.tool.target == "files"', 200],
    ['backend.name != "" && request.path == "/mcp"', 200],
    ['mcp.methodName == "tools/call"', 400],
    ['has(mcp.sessionId)', 400],
    ['mcp.tool.arguments.x == 1', 400],
    ['has(mcp.prompt)', 400],
  ])('%s gives %d', async (rule, status) => {
    expect(await verdict(rule)).toBe(status);
  });

  it('hold for completions, too', async () => {
    expect(await verdict('mcp.prompt.name == "draft"', 'completion/complete', { ref: { type: 'ref/prompt', name: 'draft' } })).toBe(200);
    expect(await verdict('mcp.tool.name == "read"', 'completion/complete', { ref: { type: 'ref/prompt', name: 'draft' } })).toBe(400);
  });

  it('leave no item behind when they have judged a list', async () => {
    const decision = await ask(config(false, '', rules('mcp.tool.name == "read"')), message('tools/list'), { trace: true });
    expect(JSON.stringify(answerOf(decision).result)).toBe('{"tools":[{"name":"read"}]}');
    expect(line(decision)).toContain('m="tools/list" s=true be=');
    expect(stepOf(decision, 'tools/list')?.because).toBe('1 of 2 shown: read');
  });

  it('that name what they cannot see get a warning', async () => {
    const text = config(false, '', rules('mcp.methodName == "x"', 'mcp.tool.arguments.x == 1', 'mcp.tool.name == "read"'));
    expect((await messagesOf(text)).filter((one) => one.includes('cel-phase'))).toHaveLength(2);
  });
});

it('the section mcp is the backend /mcp', async () => {
  const decision = await ask(`${LOG}mcp: {port: 3000, targets: [{name: files, mcp: {host: "http://${FILES}/mcp"}}]}`, message('ping'));
  expect(line(decision)).toContain('be="/mcp"');
});

it('refuses a message that nests too deep', async () => {
  const body = `{"jsonrpc": "2.0", "method": "ping", "id": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  const decision = await ask(config(false), { ...message('ping'), body });
  expect([decision.status, decision.response?.body]).toEqual([400, expect.stringContaining('recursion limit exceeded at line 1 column')]);
});
