// The world in which the examples of the documentation run: a sample request and variables for each profile. Loaded with the
// documentation, never before.
import type { SampleRequest } from '../../http/sample-request.ts';

export interface Sample {
  readonly request?: SampleRequest;
  readonly vars: Readonly<Record<string, unknown>>;
  /** How variables that the profile does not declare are read. */
  readonly types?: Readonly<Record<string, string>>;
}

const request: SampleRequest = {
  method: 'POST',
  host: 'shop.test',
  path: '/cart?page=2&page=3',
  headers: [
    ['x-team', 'red'],
    ['accept', 'text/html, text/plain'],
    ['cookie', 'session=abc; theme=dark'],
    ['authorization', 'Bearer secret'],
  ],
  body: '{"item": "tea", "count": 2}',
  jwt: { sub: 'mara', groups: ['dev'], exp: 1900000000 },
  source: { address: '203.0.113.7', port: 50000 },
  tls: { sni: 'shop.test' },
  metadata: { 'my.filter': { plan: 'gold' } },
  time: '2026-01-31T10:00:00Z',
};

const SAMPLES: Readonly<Record<string, Sample>> = {
  cel: { vars: {} },
  agentgateway: {
    request,
    vars: {
      response: { code: 200, headers: { 'content-type': 'application/json' } },
      proxy: {
        bind: '8080',
        gateway: { name: 'public', namespace: 'default' },
        listener: { name: 'http' },
        route: { name: 'shop', namespace: 'default' },
      },
      env: { podName: 'gateway-1', namespace: 'default', gateway: 'public' },
      apiKey: { key: 'k-123', owner: 'mara' },
      basicAuth: { username: 'mara' },
      llm: { requestModel: 'small', provider: 'openai', inputTokens: 12, outputTokens: 30, totalTokens: 42, streaming: false },
      llmRequest: { model: 'small', max_tokens: 100 },
      destination: { address: '10.0.0.1', port: 8080 },
      mcp: { methodName: 'tools/call', tool: { name: 'add', target: 'math', arguments: { a: 1 } } },
      backend: { name: 'shop', type: 'service', protocol: 'http' },
      extauthz: { user: 'mara' },
      extproc: { score: 3 },
      mcpGuardrails: { passed: true },
      metadata: { tenant: 'red' },
    },
  },
  envoy: {
    request,
    vars: {
      response: { code: 200, code_details: 'via_upstream', flags: 0 },
      upstream: { address: '10.0.0.1:80', port: 80 },
      filter_state: { 'my.key': 'value' },
      upstream_filter_state: { 'my.key': 'value' },
      xds: { cluster_name: 'shop', route_name: 'cart' },
    },
  },
  kubernetes: {
    vars: {
      object: { metadata: { name: 'shop', labels: { team: 'red' } }, spec: { replicas: 3 } },
      oldObject: { metadata: { name: 'shop' }, spec: { replicas: 2 } },
      request: { operation: 'UPDATE', userInfo: { username: 'mara', groups: ['dev'] }, namespace: 'default' },
      params: { maxReplicas: 5 },
      namespaceObject: { metadata: { name: 'default', labels: { env: 'prod' } } },
      variables: { isProd: true },
      self: { min: 1, max: 5 },
      oldSelf: { min: 1, max: 4 },
      authorizer: null,
    },
    types: { authorizer: 'kubernetes.authorization.Authorizer' },
  },
};

/** The sample of a profile, by its id. */
export const sampleOf = (profile: string): Sample => (Object.hasOwn(SAMPLES, profile) ? SAMPLES[profile] : undefined) ?? { vars: {} };
