// Help while typing as the page asks for it: expressions inside a configuration are helped by the expression's own, and what is taken is
// written as the configuration's scalar has it. `|` is the caret.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { TypingAt } from '../../src/protocol/engine.ts';
import { inProcessEngine } from './in-process.ts';

const engine = inProcessEngine();
const request: SampleRequest = { method: 'PUT', path: '/a', headers: { 'x-team': "o'neill" }, jwt: { sub: 'ann' } };

const rule = (scalar: string): string => `binds:
- port: 80
  listeners:
  - routes:
    - policies:
        authorization:
          rules:
          - ${scalar}
      backends: [{ host: "a:80" }]
`;

function at(marked: string, dialect = 'agentgateway'): TypingAt {
  const offset = marked.indexOf('|');
  return { kind: 'config', dialect, text: marked.replace('|', ''), offset, request };
}

/** The text after the named item was taken, with the caret as `|`. */
async function take(marked: string, label: string, dialect?: string): Promise<string> {
  const asked = at(marked, dialect);
  const { items } = await engine.complete(asked);
  const item = items.find((known) => known.label === label) ?? expect.fail(`${label} is not among ${items.map((known) => known.label)}`);
  const caret = item.caret ?? item.insert.length;
  return `${asked.text.slice(0, item.replace.start)}${item.insert.slice(0, caret)}|${item.insert.slice(caret)}${asked.text.slice(item.replace.end)}`;
}

describe('an expression in a configuration', () => {
  it.each([
    ['request.me|', 'method', 'request.method|'],
    ["'request.me|'", 'method', "'request.method|'"],
    ['"request.me|"', 'method', '"request.method|"'],
    ['request.|', 'method', 'request.method|'],
    ['request.headers[|]', 'x-team', 'request.headers["x-team"|]'],
    ['"request.headers[|]"', 'x-team', '"request.headers[\\"x-team\\"|]"'],
    ['\'request.headers["x-team"] == "|"\'', "o'neill", '\'request.headers["x-team"] == "o\'\'neill|"\''],
    [
      '>-\n              request.path == "/a" &&\n              request.|',
      'method',
      '>-\n              request.path == "/a" &&\n              request.method|',
    ],
  ])('%s takes %s', async (scalar, label, expected) => {
    expect(await take(rule(scalar), label)).toBe(rule(expected));
  });

  it('has its signatures and its words at the place in the file', async () => {
    const call = at(rule('\'request.path.startsWith(|"/a")\''));
    const found = (await engine.signatures(call)) ?? expect.fail('no signature');
    expect(found.list[found.active]?.label).toBe('string.startsWith(string) → bool');
    expect(call.text.slice(found.span.start, found.span.end)).toBe('(');
    const word = at(rule('\'request.pa|th == "/"\''));
    const hover = (await engine.hover(word)) ?? expect.fail('no hover');
    expect([word.text.slice(hover.span.start, hover.span.end), hover.value]).toEqual(['path', '"/a"']);
  });
});

describe('a configuration', () => {
  it('offers keys that fit what was typed, best first', async () => {
    const { items } = await engine.complete(at('binds:\n- port: 80\n  li|'));
    expect(items[0]?.label).toBe('listeners');
    expect(items.some(({ label }) => label === 'port')).toBe(false);
  });

  it('offers the fields of messages for Envoy', async () => {
    const { items } = await engine.complete(at('static_resources:\n  listeners:\n  - filter_ch|', 'envoy'));
    expect(items[0]?.label).toBe('filter_chains');
  });

  it('of a dialect that is not known here has no help', async () => {
    expect(await engine.complete(at('kind: Gat|', 'istio'))).toEqual({ items: [], isCut: false });
    expect(await engine.hover(at('ki|nd: Gateway', 'nothing'))).toBeUndefined();
  });
});

describe('pasted requests', () => {
  const CONFIG = `static_resources:
  listeners:
  - name: a
    address: { socket_address: { address: 0.0.0.0, port_value: 80 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: a
          access_log:
          - name: log
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
              log_format: { text_format_source: { inline_string: "%REQ(:METHOD)% of %REQ(:PATH)% gave %RESPONSE_CODE% %RESPONSE_FLAGS%\\n" } }
`;

  it('are read in the format of the configuration, with words for their flags', async () => {
    await engine.open({ revision: 'logs', config: { files: [{ name: 'envoy.yaml', text: CONFIG }], env: {}, dialect: 'auto' } });
    const read = await engine.readRequests({ revision: 'logs', text: 'PUT of /x gave 503 UH' });
    expect(read.requests).toMatchObject([{ method: 'PUT', path: '/x' }]);
    expect(read.observed).toMatchObject([{ status: 503, flags: ['UH'] }]);
    expect(read.flags).toMatchObject([{ flag: 'UH', name: 'NoHealthyUpstream' }]);
    expect((await engine.readRequests({ revision: 'none', text: 'PUT of /x gave 503 UH' })).requests).toEqual([]);
  });
});
