// Copies of a request leave lines in the router's upstream log.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../../src/http/sample-request.ts';
import { ask, gateway, indent, routes } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const logger = (format: string): string =>
  `{name: l, typed_config: {"@type": ${EXT}.access_loggers.stream.v3.StdoutAccessLog, log_format: {text_format_source: {inline_string: "${format}\\n"}}}}`;

function mirroring(policy: string, format: string): string {
  const route = `- {name: shop, match: {prefix: /}, route: {cluster: a, request_mirror_policies: [${policy}]}}`;
  return gateway(
    `access_log: [${logger('own')}]
route_config:
${indent(routes(route), 2)}
http_filters:
- name: router
  typed_config:
    "@type": ${EXT}.filters.http.router.v3.Router
    upstream_log: [${logger(format)}]`,
  ).replace('  - name: b\n', '  - {name: empty, type: STATIC}\n  - name: b\n');
}

const lines = async (policy: string, format: string, request: SampleRequest = { host: 'shop.test', path: '/cart' }) =>
  (await ask(mirroring(policy, format), request)).accessLog;

describe('a copy of a request', () => {
  it('is over after the request, which does not wait for it', async () => {
    expect(await lines('{cluster: b}', '%UPSTREAM_CLUSTER_RAW% %UPSTREAM_HOST% %RESPONSE_CODE% %ACCESS_LOG_TYPE%')).toEqual([
      'a 10.0.0.1:80 200 UpstreamEnd',
      'own',
      'b 10.0.0.2:80 200 UpstreamEnd',
    ]);
  });
  it('has no route, and nobody is downstream of it', async () => {
    const format = '%ROUTE_NAME% %DOWNSTREAM_REMOTE_ADDRESS% %DOWNSTREAM_LOCAL_PORT% %REQ(X-ENVOY-INTERNAL)%';
    expect((await lines('{cluster: b}', format))?.[2]).toBe('- - - true');
  });
  it.each([
    ['{cluster: b}', 'shop.test', 'shop.test-shadow'],
    ['{cluster: b}', 'shop.test:8080', 'shop.test-shadow:8080'],
    ['{cluster: b, disable_shadow_host_suffix_append: true}', 'shop.test', 'shop.test'],
    ['{cluster: b, host_rewrite_literal: copy.test}', 'shop.test', 'copy.test'],
  ])('%s of %s is for %s', async (policy, host, wanted) => {
    const written = await lines(policy, '%REQ(:AUTHORITY)%%REQ(:PATH)%', { host, path: '/cart' });
    expect(written?.[0]).toBe(`${host}/cart`);
    expect(written?.[2]).toBe(`${wanted}/cart`);
  });
  it('has its own headers changed, not the request’s', async () => {
    const policy = '{cluster: b, request_headers_mutations: [{append: {header: {key: x-copy, value: "yes"}}}]}';
    expect(await lines(policy, '%REQ(X-COPY)%')).toEqual(['-', 'own', 'yes']);
  });
  it('ends as the sample says, and leaves no line where there is nobody to send it to', async () => {
    const refused: SampleRequest = { responses: { b: { status: 503, body: 'later' } } };
    expect((await lines('{cluster: b}', '%RESPONSE_CODE% %BYTES_RECEIVED%', refused))?.[2]).toBe('503 5');
    expect(await lines('{cluster: empty}', '%UPSTREAM_CLUSTER_RAW%')).toEqual(['a', 'own']);
  });
});
