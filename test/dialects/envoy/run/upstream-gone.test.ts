// An upstream that refuses the connection, or ends it before the response: what Envoy 1.40 answered and counted when it was asked with a
// closed port and with a server that hangs up.
import { describe, expect, it } from 'vitest';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const retrying = (on: string) => `route: {cluster: a, retry_policy: {retry_on: ${on}, num_retries: 2}}`;
const text = gateway(`route_config:
${indent(
  routes(
    [
      ['plain', 'route: {cluster: a}'],
      ...['connect-failure', 'reset-before-request', '5xx', 'gateway-error', 'reset', 'retriable-4xx'].map((on) => [on, retrying(on)]),
    ]
      .map(([path, action]) => `- {name: ${path}, match: {prefix: /${path}}, ${action}}`)
      .join('\n'),
  ),
  2,
)}
${filters('')}`);
const asked = (path: string, answer: { readonly refused?: boolean; readonly reset?: boolean }) =>
  ask(text, { path: `/${path}`, responses: { a: answer } });

describe('an upstream that refuses the connection', () => {
  it('is said with the flag UF, and nothing was sent to it', async () => {
    const { status, flags, reason, response, counters } = await asked('plain', { refused: true });
    expect([status, flags]).toEqual([503, ['UF']]);
    expect(reason).toBe('upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}');
    expect(response?.body).toBe('upstream connect error or disconnect/reset before headers. reset reason: remote connection failure');
    expect(counters).toMatchObject({
      'cluster.a.upstream_rq_pending_total': 1,
      'cluster.a.upstream_rq_pending_failure_eject': 1,
      'cluster.a.upstream_rq_503': 1,
    });
    expect(counters).not.toHaveProperty(['cluster.a.upstream_rq_total']);
  });

  it.each(['connect-failure', 'reset-before-request', '5xx', 'gateway-error', 'reset'])('is tried again by %s', async (on) => {
    const { flags, response, counters } = await asked(on, { refused: true });
    expect(new Set(flags)).toEqual(new Set(['UF', 'URX']));
    expect(response?.body).toContain('retried and the latest reset reason: remote connection failure');
    expect(counters).toMatchObject({
      'cluster.a.upstream_rq_pending_failure_eject': 3,
      'cluster.a.upstream_rq_retry': 2,
      'cluster.a.upstream_rq_503': 1,
    });
    expect(counters).not.toHaveProperty(['cluster.a.retry.upstream_rq_503']);
  });
});

describe('an upstream that ends the connection before its response', () => {
  it.each(['plain', 'connect-failure', 'reset-before-request', 'retriable-4xx'])('is asked once under %s', async (on) => {
    const { status, flags, counters } = await asked(on, { reset: true });
    expect([status, flags]).toEqual([503, ['UC']]);
    expect(counters).toMatchObject({ 'cluster.a.upstream_rq_total': 1 });
  });

  it.each(['5xx', 'gateway-error', 'reset'])('is tried again by %s', async (on) => {
    const { flags, response, counters } = await asked(on, { reset: true });
    expect(new Set(flags)).toEqual(new Set(['UC', 'URX']));
    expect(response?.body).toContain('retried and the latest reset reason: connection termination');
    expect(counters).toMatchObject({ 'cluster.a.upstream_rq_total': 3, 'cluster.a.upstream_rq_retry': 2 });
  });
});
