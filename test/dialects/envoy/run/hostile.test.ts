// Values that nobody means, in configurations and requests: an answer comes back, and soon.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, filters, gateway, indent, isValid, routes } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const forwarding = (action: string, more = '', steps = '# the router alone'): string =>
  gateway(`${more}\nroute_config:\n${indent(routes(`- {name: r, match: {prefix: /}, ${action}}`), 2)}\n${filters(steps)}`);
const logging = (format: string): string =>
  `access_log: [{name: l, typed_config: {"@type": ${EXT}.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "${format}\\n"}}}}]`;
const failing = { responses: { a: { status: 503 } } };

describe('numbers', () => {
  it('of retries do not make it try for ever', async () => {
    const inside = 'use_remote_address: true\ninternal_address_config: {cidr_ranges: [{address_prefix: 10.0.0.0, prefix_len: 8}]}';
    const asking: SampleRequest = {
      ...failing,
      source: { address: '10.9.9.9' },
      headers: [
        ['x-envoy-retry-on', '5xx'],
        ['x-envoy-max-retries', '99999999999'],
      ],
    };
    const configured = forwarding('route: {cluster: a, retry_policy: {retry_on: 5xx, num_retries: 4000000000}}');
    for (const decision of [
      await ask(configured, failing, { trace: true }),
      await ask(forwarding('route: {cluster: a}', inside), asking, { trace: true }),
    ]) {
      expect(decision.status).toBe(503);
      expect(decision.flags).toEqual(['URX']);
      expect(decision.assumptions.map(({ code }) => code)).toContain('many-retries');
    }
  });

  it.each([[1e308 * 10], [{ numerator: 'many' }], [{ numerator: 1, denominator: 'constructor' }], [{ numerator: [] }], ['1e999'], [-1]])(
    'of a runtime key may be %j',
    async (value) => {
      const config = forwarding(
        'route: {cluster: a, request_mirror_policies: [{cluster: b, runtime_fraction: {default_value: {numerator: 100}, runtime_key: share}}]}',
        'tracing: {}\ngenerate_request_id: true',
      );
      const runtime = { share: value, 'tracing.random_sampling': value, 'tracing.global_enabled': value, 'tracing.client_enabled': value };
      expect((await ask(config, { runtime, headers: [['x-client-trace-id', 'a']] }, { trace: true })).status).toBe(200);
    },
  );

  it('of a percentage may be none', async () => {
    const config = forwarding('route: {cluster: a}', 'tracing: {random_sampling: {value: .nan}, overall_sampling: {value: "Infinity"}}');
    expect((await ask(config, {}, { trace: true })).status).toBe(200);
  });

  it.each([
    ['abc', '203.0.113.7'],
    ['8x', '203.0.113.7'],
    ['1.5', '203.0.113.7'],
    ['1e999', '203.0.113.7'],
    ['-1', ''],
    ['0', '0.0.0.0/0'],
    ['129', '203.0.113.7/32'],
    [' 8', '203.0.0.0/8'],
  ])('of a mask may be %j', async (length, printed) => {
    const log = logging(`%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT(${length})%;`);
    const { accessLog } = await ask(forwarding('route: {cluster: a}', log), { source: { address: '203.0.113.7' } });
    expect(accessLog?.[0]).toBe(`${printed};`);
  });

  it.each(['1', '1000', '4000000000', '18446744073709551557'])('of slots in a table of hosts may be %s', async (size) => {
    const hosts = (last: number): string => `{endpoint: {address: {socket_address: {address: 10.0.0.${last}, port_value: 80}}}}`;
    const config = forwarding('route: {cluster: a, hash_policy: [{header: {header_name: x}}]}').replace(
      /load_assignment:[^[]*endpoints: .*/,
      `lb_policy: MAGLEV
    maglev_lb_config: {table_size: ${size}}
    load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [${[1, 2, 3].map(hosts).join(', ')}]}]}`,
    );
    expect((await ask(config, { headers: [['x', '1']] })).endpoint).toMatch(/^10\.0\.0\.[123]:80$/);
  });

  it('may have very many digits, and a letter at their end', async () => {
    const digits = `${'1'.repeat(200_000)}x`;
    expect(await isValid(forwarding(`route: {cluster: a, retry_policy: {retry_on: 5xx, num_retries: "${digits}"}}`))).toBe(false);
    expect(await isValid(forwarding('route: {cluster: a}', `tracing: {random_sampling: {value: "${digits}"}}`))).toBe(false);
  });
});

describe('names', () => {
  it('in metadata are plain ones', async () => {
    const set = (value: string): string => `{metadata_namespace: m, allow_overwrite: true, value: ${value}}`;
    const steps = `- name: data
  typed_config:
    "@type": ${EXT}.filters.http.set_metadata.v3.Config
    metadata: [${set('{__proto__: {a: 1}, constructor: {b: 1}}')}, ${set('{__proto__: {c: 2}, constructor: {d: 2}}')}]`;
    const { accessLog } = await ask(forwarding('route: {cluster: a}', logging('%DYNAMIC_METADATA(m)%'), steps), {});
    expect(accessLog?.[0]).toBe('{"__proto__":{"a":1,"c":2},"constructor":{"b":1,"d":2}}');
  });

  it('of what is kept in metadata are not there before they are set', async () => {
    const steps = `- name: data
  typed_config:
    "@type": ${EXT}.filters.http.set_metadata.v3.Config
    metadata: [{metadata_namespace: m, value: {a: old}}]
- name: json
  typed_config:
    "@type": ${EXT}.filters.http.json_to_metadata.v3.JsonToMetadata
    request_rules:
      rules:
      - {selectors: [{key: v}], on_present: {metadata_namespace: m, key: constructor, preserve_existing_metadata_value: true}}
      - {selectors: [{key: v}], on_present: {metadata_namespace: m, key: a, preserve_existing_metadata_value: true}}`;
    const { accessLog } = await ask(forwarding('route: {cluster: a}', logging('%DYNAMIC_METADATA(m)%'), steps), {
      method: 'POST',
      headers: [['content-type', 'application/json']],
      body: '{"v": "new"}',
    });
    expect(accessLog?.[0]).toBe('{"a":"old","constructor":"new"}');
  });

  it('of runtime keys are plain ones', async () => {
    const limit = `name: limit
        typed_config:
          "@type": ${EXT}.filters.network.local_ratelimit.v3.LocalRateLimit
          stat_prefix: l
          runtime_enabled: {default_value: true, runtime_key: constructor}
          token_bucket: {max_tokens: 1, fill_interval: 60s}`;
    const config = forwarding('route: {cluster: a}').replace('- filters:\n', `- filters:\n      - ${limit}\n`);
    const { trace } = await ask(config, { runtime: {} }, { trace: true });
    expect(trace.find(({ target }) => target === 'limit')?.because).toBe('a token is left for this connection');
  });
});
