import { describe, expect, it } from 'vitest';
import { type LlmCall, readLlmCall, writeLlmCall } from '../../../src/http/calls/llm-call.ts';
import { MCP_METHODS, readMcpCall, writeMcpCall } from '../../../src/http/calls/mcp-call.ts';

describe('an MCP call', () => {
  it.each(Object.entries(MCP_METHODS))('%s reads back as it was written', (method, about) => {
    const call = { method, name: about === undefined ? '' : 'x', arguments: about === 'name' ? { a: 1 } : {} };
    expect(readMcpCall(writeMcpCall(call, { path: '/mcp' }))).toEqual(call);
  });

  it('has the headers that the transport needs, and keeps those that it had', () => {
    const { method, headers } = writeMcpCall(
      { method: 'ping', name: '', arguments: {} },
      { headers: { Accept: 'text/event-stream', 'x-a': '1' } },
    );
    expect([method, headers]).toEqual([
      'POST',
      [
        ['Accept', 'text/event-stream'],
        ['x-a', '1'],
        ['content-type', 'application/json'],
      ],
    ]);
  });

  it('keeps the id and other parameters of the message', () => {
    const before = { body: '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"a","_meta":{"t":1}}}' };
    expect(JSON.parse(String(writeMcpCall({ method: 'tools/call', name: 'b', arguments: {} }, before).body))).toEqual({
      jsonrpc: '2.0',
      id: 7,
      method: 'tools/call',
      params: { name: 'b', _meta: { t: 1 }, arguments: {} },
    });
  });

  it.each([undefined, '', '{', '[]', '{"jsonrpc":"1.0","method":"a"}', '{"model":"x"}'])('is not read from %j', (body) =>
    expect(readMcpCall(body === undefined ? {} : { body })).toBeUndefined(),
  );
});

describe('a model call', () => {
  const call: LlmCall = { api: 'openai', model: 'small', system: 'Be brief.', prompt: 'Hi', stream: true };

  it.each<LlmCall>([call, { ...call, api: 'anthropic' }, { ...call, system: '', stream: false }])(
    '$api reads back as it was written',
    (written) => {
      expect(readLlmCall(writeLlmCall(written, { path: '/' }))).toEqual(written);
    },
  );

  it('keeps other turns and parameters, and a path of its own form', () => {
    const before = {
      path: '/team/v1/chat/completions',
      body: '{"model":"a","temperature":0,"messages":[{"role":"user","content":"1"},{"role":"assistant","content":"2"},{"role":"user","content":[{"type":"text","text":"3"}]}]}',
    };
    expect(readLlmCall(before)?.prompt).toBe('3');
    const after = writeLlmCall({ ...call, system: '', prompt: '4', stream: false }, before);
    expect(after.path).toBe('/team/v1/chat/completions');
    expect(JSON.parse(String(after.body))).toEqual({
      model: 'small',
      temperature: 0,
      messages: [
        { role: 'user', content: '1' },
        { role: 'assistant', content: '2' },
        { role: 'user', content: '4' },
      ],
    });
  });

  it('moves to the path of the form that is chosen', () =>
    expect(writeLlmCall({ ...call, api: 'anthropic' }, writeLlmCall(call, {})).path).toBe('/v1/messages'));
  it('is not read from a body without a model', () => expect(readLlmCall({ body: '{}' })).toBeUndefined());
});
