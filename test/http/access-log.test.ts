import { describe, expect, it } from 'vitest';
import { importAccessLog } from '../../src/http/import/access-log.ts';
import { importRequest, pasteKindOf } from '../../src/http/import/import-request.ts';
import { logFormatsIn, parseLogFormat, readByFormat } from '../../src/http/import/log-format.ts';
import { headerPairsOf } from '../../src/http/normal-request.ts';
import { parseYaml } from '../../src/text/yaml.ts';

const envoy =
  '[2026-01-02T03:04:05.678Z] "GET /v1/a?x=1 HTTP/2" 503 UF,URX 0 91 12 - "203.0.113.7" "curl/8.5.0" "id-1" "shop.test:8443" "10.0.0.1:80"';
const istio =
  '[2026-01-02T03:04:05.678Z] "POST /b HTTP/1.1" 200 - via_upstream - "-" 5 6 7 6 "-" "ua x" "id-2" "shop.test" "10.0.0.2:80" outbound|80||b.ns.svc.cluster.local 10.0.0.9:1 10.0.0.3:8080 203.0.113.8:55 shop.test default';
const agentgateway =
  '2026-01-02T03:04:05.678901Z\tinfo\trequest gateway=default/default listener=web route=default/api endpoint=10.0.0.1:80 src.addr=203.0.113.9:5000 http.method=GET http.host=shop.test http.path=/api http.version=HTTP/1.1 http.status=403 protocol=http error="authorization failed" reason=Authorization duration=1ms';
const combined = '203.0.113.1 - me [10/Oct/2025:13:55:36 -0700] "GET /a b HTTP/1.0" 200 2326 "http://r.test/" "Mozilla/5.0 (X)"';

describe('lines', () => {
  it('of Envoy', () => {
    expect(importAccessLog(envoy)).toEqual({
      requests: [
        {
          method: 'GET',
          host: 'shop.test:8443',
          path: '/v1/a?x=1',
          headers: [
            ['user-agent', 'curl/8.5.0'],
            ['x-request-id', 'id-1'],
            ['x-forwarded-for', '203.0.113.7'],
          ],
          protocol: 'HTTP/2',
          time: '2026-01-02T03:04:05.678Z',
        },
      ],
      observed: [{ status: 503, flags: ['UF', 'URX'], endpoint: '10.0.0.1:80' }],
      problems: [],
    });
  });

  it('of Istio', () => {
    expect(importAccessLog(istio)).toMatchObject({
      requests: [
        { method: 'POST', host: 'shop.test', path: '/b', source: { address: '203.0.113.8', port: 55 }, tls: { sni: 'shop.test' } },
      ],
      observed: [{ status: 200, reason: 'via_upstream', cluster: 'outbound|80||b.ns.svc.cluster.local', route: 'default' }],
    });
  });

  it.each([
    ['the addresses that it was forwarded for', '"198.51.100.1, 10.0.0.2"', [['x-forwarded-for', '198.51.100.1, 10.0.0.2']]],
    ['times', 'rt=0.005 uct="0.000"', []],
    ['what ingress-nginx adds', '78 0.001 [default-web-80] [] 10.0.0.5:8080 592 0.000 503 5b1f', []],
    ['what Traefik adds', '1 "web@file" "http://10.0.0.1:80" 0ms', []],
  ])('of web servers with %s behind', (_, behind, headers) => {
    const [before] = importAccessLog(combined).requests;
    const { requests, observed, problems } = importAccessLog(`${combined} ${behind}`);
    expect({ requests, problems }).toMatchObject({ requests: [{ path: '/a b', source: { address: '203.0.113.1' } }], problems: [] });
    expect(observed).toEqual([{ status: 200 }]);
    const sent = headerPairsOf(requests[0]?.headers);
    expect(sent.filter(([name]) => name === 'x-forwarded-for')).toEqual(headers);
    expect(sent).toHaveLength(headerPairsOf(before?.headers).length + headers.length);
  });

  it('of web servers with the virtual host before', () => {
    for (const [name, host] of [
      ['www.a.test:80', 'www.a.test'],
      ['www.a.test:8080', 'www.a.test:8080'],
    ])
      expect(importAccessLog(`${name} ${combined}`).requests).toMatchObject([{ host, path: '/a b', source: { address: '203.0.113.1' } }]);
  });

  it.each([
    '[pod/gateway-7d9/proxy] ',
    'envoy-1  | ',
    '2026-01-02T03:04:05.678901234Z ',
    '2026-01-02T03:04:05.678901234Z stdout F ',
    'Jan  2 03:04:05 host-1 envoy[812]: ',
    '[pod/a/b] 2026-01-02T03:04:05.678901234Z ',
  ])('behind what a collector of logs writes: %s', (before) => {
    for (const line of [envoy, istio, combined]) {
      expect(importAccessLog(before + line)).toEqual(importAccessLog(line));
      expect(pasteKindOf(before + line)).toBe('access-log');
    }
    expect(importAccessLog(before + agentgateway).requests).toEqual(importAccessLog(agentgateway).requests);
  });

  it('of agentgateway', () => {
    expect(importAccessLog(agentgateway)).toMatchObject({
      requests: [
        {
          method: 'GET',
          host: 'shop.test',
          path: '/api',
          protocol: 'HTTP/1.1',
          source: { address: '203.0.113.9', port: 5000 },
          time: '2026-01-02T03:04:05.678901Z',
        },
      ],
      observed: [{ status: 403, reason: 'Authorization', route: 'default/api', listener: 'web', endpoint: '10.0.0.1:80' }],
    });
  });

  it('of web servers', () => {
    expect(importAccessLog(combined)).toMatchObject({
      requests: [
        { method: 'GET', path: '/a b', protocol: 'HTTP/1.0', source: { address: '203.0.113.1' }, time: '2025-10-10T13:55:36-07:00' },
      ],
      observed: [{ status: 200 }],
    });
  });

  it.each([
    {
      start_time: '2026-01-02T03:04:05Z',
      method: 'GET',
      path: '/x',
      authority: 'a.test',
      response_code: 404,
      response_flags: 'NR',
      response_code_details: 'route_not_found',
    },
    {
      ':authority': 'a.test',
      method: 'GET',
      'x-envoy-origin-path': '/x',
      response_code: '404',
      response_flags: 'NR',
      response_code_details: 'route_not_found',
      start_time: '2026-01-02T03:04:05Z',
      route_name: null,
    },
    {
      level: 'info',
      time: '2026-01-02T03:04:05Z',
      'http.method': 'GET',
      'http.host': 'a.test',
      'http.path': '/x',
      'http.status': 404,
      reason: 'route_not_found',
      flags: 'NR',
    },
  ])('of JSON', (line) => {
    expect(importAccessLog(JSON.stringify(line))).toMatchObject({
      requests: [{ method: 'GET', host: 'a.test', path: '/x', time: '2026-01-02T03:04:05Z' }],
      observed: [{ status: 404, flags: ['NR'], reason: 'route_not_found' }],
    });
  });
});

describe('a paste', () => {
  it('of log lines is known as one', () => {
    for (const line of [envoy, istio, agentgateway, combined]) expect(pasteKindOf(line)).toBe('access-log');
    expect(importRequest([envoy, 'nothing', agentgateway].join('\n'))).toMatchObject({
      requests: [{ path: '/v1/a?x=1' }, { path: '/api' }],
      problems: [{ severity: 'warning', span: { start: envoy.length + 1, end: envoy.length + 8 } }],
    });
  });

  it('of something else is none', () => {
    expect(importAccessLog('a b c')).toMatchObject({ requests: [], problems: [{ severity: 'error' }, { severity: 'warning' }] });
    expect(pasteKindOf('{"path":"/x","method":"GET"}')).toBe('sample');
    expect(pasteKindOf('GET /a HTTP/1.1\nHost: a\n')).toBe('raw');
  });
});

describe("the configuration's own format", () => {
  const root = (text: string) => parseYaml(text).documents[0]?.root;
  const formats = logFormatsIn(
    root(`access_log:
- typed_config:
    log_format:
      text_format_source: {inline_string: "%START_TIME% <%REQ(:METHOD)%> %REQ(:AUTHORITY)%%REQ(X-A)% path=%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% flags=%RESPONSE_FLAGS%\\n"}
- typed_config:
    log_format:
      text_format: "m=%REQ(:METHOD)% p=%REQ(:PATH):20% h=%REQUEST_HEADER(:AUTHORITY)% a=%REQ(X-A)% %RESPONSE_CODE%\\n"
- typed_config:
    log_format:
      json_format: {verb: "%REQ(:METHOD)%", where: "%REQ(:PATH)%", team: "%REQ(X-TEAM)%", code: "%RESPONSE_CODE%", fixed: x}
`),
  );

  it('is found in it', () => {
    expect(formats.map(({ kind }) => kind).sort()).toEqual(['json', 'text', 'text']);
    expect(logFormatsIn(root('a: "100 % sure"\nb: ["%START_TIME%"]\n'))).toEqual([]);
  });

  it('reads its lines, with the headers that it logs', () => {
    const lines = ['m=GET p=/x?y=1 h=shop.test a=7 404', '{"verb":"PUT","where":"/z","team":"blue","code":200,"fixed":"x"}'];
    expect(importAccessLog(lines.join('\n'), formats)).toEqual({
      requests: [
        { method: 'GET', host: 'shop.test', path: '/x?y=1', headers: [['x-a', '7']] },
        { method: 'PUT', path: '/z', headers: [['x-team', 'blue']] },
      ],
      observed: [{ status: 404 }, { status: 200 }],
      problems: [],
    });
    for (const line of lines) expect(importRequest(line, formats).requests).toHaveLength(1);
    expect(importRequest('curl http://a.test/x', formats).requests).toMatchObject([{ host: 'a.test' }]);
  });

  it('does not guess where two values touch', () => {
    expect(importAccessLog('2026 <GET> shop.test7 path=/ flags=-', formats).requests).toEqual([]);
    expect(readByFormat(parseLogFormat('%A%%B%'), 'xy')).toBeUndefined();
    expect(readByFormat(parseLogFormat('<%A%>'), '<x> more')).toBeUndefined();
  });
});
