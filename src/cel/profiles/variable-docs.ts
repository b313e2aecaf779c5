// An example of each variable, with what it gives over the profile's sample (samples.ts).

export interface VariableExample {
  readonly expression: string;
  readonly result: string;
}

const example = (expression: string, result: string): VariableExample => ({ expression, result });

const EXAMPLES: Readonly<Record<string, Readonly<Record<string, VariableExample>>>> = {
  agentgateway: {
    request: example('request.headers["x-team"]', '"red"'),
    response: example('response.code', '200u'),
    proxy: example('proxy.route.name', '"shop"'),
    env: example('env.podName', '"gateway-1"'),
    jwt: example('"dev" in jwt.groups', 'true'),
    apiKey: example('apiKey.owner', '"mara"'),
    basicAuth: example('basicAuth.username', '"mara"'),
    llm: example('llm.inputTokens + llm.outputTokens', '42u'),
    llmRequest: example('llmRequest.max_tokens', '100'),
    source: example('cidr("203.0.113.0/24").containsIP(source.address)', 'true'),
    destination: example('destination.port', '8080u'),
    mcp: example('mcp.tool.name', '"add"'),
    backend: example('backend.name', '"shop"'),
    extauthz: example('extauthz.user', '"mara"'),
    extproc: example('extproc.score', '3'),
    mcpGuardrails: example('mcpGuardrails.passed', 'true'),
    metadata: example('metadata.tenant', '"red"'),
  },
  envoy: {
    request: example('request.headers["x-team"]', '"red"'),
    response: example('response.code', '200.0'),
    source: example('source.address', '"203.0.113.7:50000"'),
    destination: example('destination.port', '0'),
    connection: example('connection.requested_server_name', '"shop.test"'),
    upstream: example('upstream.address', '"10.0.0.1:80"'),
    metadata: example('metadata.filter_metadata["my.filter"]["plan"]', '"gold"'),
    filter_state: example('filter_state["my.key"]', '"value"'),
    upstream_filter_state: example('upstream_filter_state["my.key"]', '"value"'),
    xds: example('xds.cluster_name', '"shop"'),
  },
  kubernetes: {
    object: example('object.spec.replicas <= 5', 'true'),
    oldObject: example('object.spec.replicas > oldObject.spec.replicas', 'true'),
    request: example('request.userInfo.username', '"mara"'),
    params: example('object.spec.replicas <= params.maxReplicas', 'true'),
    namespaceObject: example('namespaceObject.metadata.labels.env', '"prod"'),
    variables: example('variables.isProd', 'true'),
    self: example('self.min <= self.max', 'true'),
    oldSelf: example('self.max >= oldSelf.max', 'true'),
    authorizer: example('authorizer.group("").resource("pods").check("get").allowed()', 'true'),
  },
};

/** The example of a variable of a profile (by its id). */
export function variableExample(profile: string, name: string): VariableExample | undefined {
  const examples = Object.hasOwn(EXAMPLES, profile) ? EXAMPLES[profile] : undefined;
  return examples !== undefined && Object.hasOwn(examples, name) ? examples[name] : undefined;
}
