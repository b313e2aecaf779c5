// The sections `llm`, `mcp` and `ui`.
import { azureResourceType, customProvider, promptCaching, promptGuard } from './ai.ts';
import { backendAuth, tunnel } from './backend-auth.ts';
import { health } from './backends.ts';
import { backendTls, fileOrText, headerMatch, headerModifier, rules } from './common.ts';
import { any, bool, def, type Fields, list, map, nameOf, opt, req, struct, tagged, text, u16, words } from './kinds.ts';
import { gatewayPolicyFields, serverTls } from './listeners.ts';
import { mcpFields } from './mcp.ts';
import { apiKey, basicAuth, extAuthz, jwtAuth, oidc, plainRemoteRateLimit } from './policies-auth.ts';
import { cors, csrf, rateLimit } from './policies-traffic.ts';
import { gatewayRefs, routePolicies } from './routes.ts';
import { cel, hostPort } from './texts.ts';

const usize = { kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' } as const;

const params = struct(
  'params',
  {
    model: opt(text, 'Model sent to the provider in place of the request’s.'),
    apiKey: opt(fileOrText, 'Key for the provider.'),
    awsRegion: opt(text, 'Region of Bedrock.'),
    vertexRegion: opt(text, 'Region of Vertex.'),
    vertexProject: opt(text, 'Project of Vertex.'),
    azureResourceName: opt(text, 'Resource of Azure.'),
    azureResourceType: opt(azureResourceType, 'Kind of the resource.'),
    azureApiVersion: opt(text, 'Version of Azure’s interface.'),
    azureProjectName: opt(text, 'Project of Azure.'),
    baseUrl: opt(text, 'Another address, with the path that stands for `/v1`.'),
    hostOverride: opt(hostPort, 'Another host:port.'),
    pathOverride: opt(text, 'Another path.'),
    pathPrefix: opt(text, 'Stands before the path in place of `/v1`.'),
    tokenize: def(bool, 'Count tokens before the call.', 'false'),
  },
  { flat: true },
);

const presets = [
  'cohere',
  'ollama',
  'baseten',
  'cerebras',
  'deepinfra',
  'deepseek',
  'groq',
  'huggingface',
  'mistral',
  'openrouter',
  'togetherai',
  'xai',
  'fireworks',
] as const;

const provider = tagged(
  'provider',
  { reference: req(nameOf('provider'), 'An entry of `llm.providers`.'), custom: req(customProvider, 'Any other provider.') },
  'openai',
  'openAI',
  'gemini',
  'vertex',
  'anthropic',
  'bedrock',
  'azure',
  'copilot',
  ...presets,
);

const payload: Fields = {
  defaults: opt(map(any), 'Fields of the request’s JSON that are set where missing.'),
  overrides: opt(map(any), 'Fields that are set in any case.'),
  transformation: opt(map(cel), 'Fields by expression, over `llmRequest`.'),
};

const calling: Fields = {
  requestHeaders: opt(headerModifier, 'Fixed changes to the request’s headers.'),
  responseHeaders: opt(headerModifier, 'Fixed changes to the answer’s headers.'),
  backendTLS: opt(backendTls, 'TLS towards the provider.'),
  tls: opt(backendTls, 'TLS towards the provider (other name).'),
  auth: opt(backendAuth, 'Another credential than `apiKey`.'),
  health: opt(health, 'What counts as failure.'),
  backendTunnel: opt(tunnel, 'Reach the provider through a proxy.'),
  promptCaching: opt(promptCaching, 'Caching at the provider.'),
};

const llmProvider = struct('LLM provider', {
  name: req(text, 'Name; models refer to it.'),
  params: def(params, 'Address, key, model.'),
  provider: req(provider, 'Which provider it is.'),
  defaults: opt(struct('defaults', { ...payload, ...calling }), 'What its models share.'),
});

const model = struct('model', {
  id: opt(text, 'Lasting identity of this entry.'),
  name: req(text, 'Name that clients ask for; one `*` may stand first or last.'),
  visibility: def(words('public', 'internal'), 'Internal models only serve virtual ones.', 'public'),
  params: def(params, 'Address, key, model.'),
  provider: req(provider, 'Who serves it.'),
  passthrough: opt(words('detect', 'opaque'), 'Send requests on unread.'),
  authorization: opt(rules, 'Who may use it.'),
  ...payload,
  finalTransformation: opt(map(cel), 'Fields by expression, after everything else.'),
  ...calling,
  guardrails: opt(promptGuard, 'Checks of prompts and answers.'),
  matches: def(
    list(struct('model match', { headers: def(list(headerMatch), 'Headers that must all fit.') })),
    'Any one must fit for the entry to count.',
  ),
});

const targetModel = req(nameOf('model'), 'Name that is looked up in `llm.models`.');

const virtualModel = struct('virtual model', {
  name: req(text, 'Name that clients ask for.'),
  routing: req(
    struct('routing', {
      weighted: opt(
        struct('weighted', {
          targets: req(
            list(struct('target', { model: targetModel, weight: def(usize, 'Share of the requests.', '1') })),
            'The models that share the requests.',
          ),
        }),
        'By weight.',
      ),
      failover: opt(
        struct('failover', {
          targets: req(
            list(struct('target', { model: targetModel, priority: req(usize, 'Lower comes first.') })),
            'The models that are tried one after another.',
          ),
        }),
        'By priority.',
      ),
      conditional: opt(
        struct('conditional', {
          targets: req(
            list(struct('target', { when: opt(cel, 'Taken when true; only the last may be without.'), model: targetModel })),
            'Targets, in order.',
          ),
        }),
        'By condition.',
      ),
    }),
    'How the target is found: exactly one of the three.',
  ),
});

export const llm = struct('llm', {
  gateways: gatewayRefs,
  port: opt(u16, 'Port of its own.', '4000'),
  tls: opt(serverTls, 'Certificates for that port.'),
  providers: def(list(llmProvider), 'Providers that models share.'),
  models: req(list(model), 'Models by name; the more specific name wins.'),
  virtualModels: def(list(virtualModel), 'Names that stand for other models.'),
  policies: opt(
    struct(
      'llm policies',
      {
        ...gatewayPolicyFields,
        guardrails: opt(promptGuard, 'Checks of all prompts.'),
        localRateLimit: def(list(rateLimit), 'Token buckets.'),
        remoteRateLimit: opt(plainRemoteRateLimit, 'Limits of a service.'),
      },
      { flat: true },
    ),
    'Policies for all models.',
  ),
});

export const mcp = struct(
  'mcp',
  {
    gateways: gatewayRefs,
    port: opt(u16, 'Port of its own.', '3000'),
    ...mcpFields,
    policies: opt(routePolicies, 'Policies for all targets.'),
  },
  { flat: true },
);

export const ui = struct('ui', {
  gateways: gatewayRefs,
  policies: opt(
    struct('ui policies', {
      cors: opt(cors, 'Requests from other origins.'),
      oidc: opt(oidc, 'Logs browsers in.'),
      jwtAuth: opt(jwtAuth, 'Tokens of an issuer.'),
      authorization: opt(rules, 'Who may use it.'),
      extAuthz: opt(extAuthz, 'Ask a service.'),
      basicAuth: opt(basicAuth, 'User names and passwords.'),
      apiKey: opt(apiKey, 'Keys that are known.'),
      csrf: opt(csrf, 'Changing requests must come from the same origin.'),
    }),
    'Who may use the console.',
  ),
});
