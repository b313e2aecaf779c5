// LLM traffic: the policy `ai`, prompt guards, providers.
import { simpleBackendPolicies } from './backend-auth.ts';
import { backendRef, headerMatch, headerModifier } from './common.ts';
import { any, bool, def, type Fields, i32, list, map, opt, req, type Shape, status, struct, tagged, text, union, words } from './kinds.ts';
import { bytes } from './policies-traffic.ts';
import { cel, hostPort, regex } from './texts.ts';

const usize: Shape = { kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' };

const rejection = struct('rejection', {
  body: def(bytes, 'Body of the refusal.'),
  status: def(status, 'Status of the refusal.', '403'),
  headers: opt(headerModifier, 'Headers of the refusal.'),
});

const regexRules = struct('regex guard', {
  action: def(words('mask', 'reject'), 'Blank out what is found, or refuse.', 'mask'),
  rules: req(
    list(
      union(
        'rule',
        struct(
          'rule',
          { builtin: req(words('ssn', 'creditCard', 'phoneNumber', 'email', 'caSin'), 'A rule that is built in.') },
          { flat: true },
        ),
        struct('rule', { pattern: req(regex, 'A pattern.') }, { flat: true }),
      ),
    ),
    'What is looked for.',
  ),
});

const analyze = struct('text analysis', {
  severityThreshold: opt(i32, 'Severity from which a text is refused.'),
  apiVersion: opt(text, 'Version of the interface.'),
  blocklistNames: opt(list(text), 'Block lists to use.'),
  haltOnBlocklistHit: opt(bool, 'Stop at the first hit.'),
});

const guardKinds: Fields = {
  regex: req(regexRules, 'Patterns over the text.'),
  webhook: req(
    struct('webhook', {
      target: req(backendRef, 'Service that is asked.'),
      headers: def(map(cel), 'Headers of the call, by expression.'),
      forwardHeaderMatches: def(list(headerMatch), 'Headers of the request that are sent along.'),
      failureMode: def(words('failClosed', 'failOpen'), 'What happens when it cannot be reached.', 'failClosed'),
    }),
    'A service of your own.',
  ),
  openAIModeration: req(
    struct('moderation', { model: opt(text, 'Model that judges.'), policies: def(simpleBackendPolicies, 'Policies for the call.') }),
    'OpenAI’s moderation.',
  ),
  bedrockGuardrails: req(
    struct('bedrock guardrails', {
      guardrailIdentifier: req(text, 'Which guardrail.'),
      guardrailVersion: req(text, 'Its version.'),
      region: req(text, 'Region of the service.'),
      policies: def(simpleBackendPolicies, 'Policies for the call.'),
    }),
    'AWS Bedrock Guardrails.',
  ),
  googleModelArmor: req(
    struct('model armor', {
      templateId: req(text, 'Template to use.'),
      projectId: req(text, 'Project of the template.'),
      location: opt(text, 'Location of the service.'),
      policies: def(simpleBackendPolicies, 'Policies for the call.'),
    }),
    'Google Model Armor.',
  ),
  azureContentSafety: req(
    struct('content safety', {
      endpoint: req(text, 'Address of the service.'),
      policies: def(simpleBackendPolicies, 'Policies for the call.'),
      analyzeText: opt(analyze, 'Analysis of texts.'),
      detectJailbreak: opt(
        struct('jailbreak detection', { apiVersion: opt(text, 'Version of the interface.') }),
        'Detection of jailbreaks.',
      ),
    }),
    'Azure AI Content Safety.',
  ),
};

const { openAIModeration: _moderation, ...responseKinds } = guardKinds;

const rejects: Fields = { rejection: def(rejection, 'How a refusal looks.') };

export const promptGuard = struct('prompt guard', {
  streaming: def(words('Disabled', 'Enabled'), 'Whether streamed answers are judged.', 'Disabled'),
  request: def(
    list(
      struct(
        'request guard',
        {
          ...rejects,
          scope: def(
            list(words('systemPrompt', 'messages', 'toolOutput', 'toolInput'), 1),
            'Which texts are judged.',
            'systemPrompt and messages',
          ),
        },
        { choice: guardKinds },
      ),
    ),
    'Guards of the request, in order.',
  ),
  response: def(list(struct('response guard', rejects, { choice: responseKinds })), 'Guards of the answer, in order.'),
});

const message = struct('message', { role: req(text, 'Who speaks: `system`, `user` or `assistant`.'), content: req(text, 'What is said.') });

export const promptCaching = struct('prompt caching', {
  cacheSystem: def(bool, 'Cache the system prompt.', 'true'),
  cacheMessages: def(bool, 'Cache the messages.', 'true'),
  cacheTools: def(bool, 'Cache the tools.', 'false'),
  minTokens: opt(usize, 'Shortest prompt that is cached.', '1024'),
  cacheMessageOffset: def(usize, 'Messages from the end that are left out.', '0'),
});

const routeType = words(
  'completions',
  'messages',
  'models',
  'passthrough',
  'detect',
  'responses',
  'embeddings',
  'realtime',
  'anthropicTokenCount',
  'generateContent',
  'geminiCountTokens',
  'rerank',
);

export const aiPolicy = struct('ai', {
  promptGuard: opt(promptGuard, 'Checks of prompts and answers.'),
  defaults: opt(map(any), 'Fields of the request’s JSON that are set where missing.'),
  overrides: opt(map(any), 'Fields that are set in any case.'),
  transformations: opt(map(cel), 'Fields by expression, over `llmRequest`.'),
  finalTransformations: opt(map(cel), 'The same, after everything else.'),
  prompts: opt(
    struct('prompts', {
      append: def(list(message), 'Messages put at the end.'),
      prepend: def(list(message), 'Messages put at the begin.'),
    }),
    'Messages that are added.',
  ),
  modelAliases: def(map(text), 'Other names of models.'),
  promptCaching: opt(promptCaching, 'Caching at the provider.'),
  routes: def(map(routeType), 'Kind of call by the end of the path; `*` for all others.'),
});

const model = opt(text, 'Model used in place of the request’s.');

export const azureResourceType = words('openAI', 'foundry', 'aiServices');

const moderationMode = struct('moderation', { mode: req(words('score', 'block'), 'Only score, or block.') });

export const customProvider = struct('custom', {
  model,
  providerOverride: opt(text, 'Name of the provider in logs.'),
  formats: req(
    list(
      struct('format', {
        type: req(
          words(
            'completions',
            'messages',
            'responses',
            'embeddings',
            'anthropicTokenCount',
            'generateContent',
            'geminiCountTokens',
            'realtime',
            'rerank',
          ),
          'Form that it understands.',
        ),
        path: opt(text, 'Path of this form.'),
      }),
    ),
    'Forms that the provider understands.',
  ),
});

const provider = tagged('provider', {
  openAI: req(
    struct('openAI', {
      model,
      moderation: opt(
        struct('moderation', {
          model: def(text, 'Model that judges.', 'omni-moderation-latest'),
          policy: opt(
            struct('moderation policy', { input: opt(moderationMode, 'Of prompts.'), output: opt(moderationMode, 'Of answers.') }),
            'What is judged.',
          ),
        }),
        'OpenAI’s own moderation.',
      ),
    }),
    'OpenAI, or what speaks like it.',
  ),
  gemini: req(struct('gemini', { model }), 'Google Gemini.'),
  vertex: req(
    struct('vertex', { model, region: opt(text, 'Google Cloud region, `us-central1`.'), projectId: req(text, 'Google Cloud project.') }),
    'Google Vertex AI.',
  ),
  anthropic: req(struct('anthropic', { model }), 'Anthropic.'),
  bedrock: req(
    struct(
      'bedrock',
      {
        model,
        region: req(text, 'AWS region, `eu-west-1`.'),
        guardrailIdentifier: opt(text, 'Guardrail.'),
        guardrailVersion: opt(text, 'Its version.'),
      },
      { open: true },
    ),
    'AWS Bedrock.',
  ),
  azure: req(
    struct(
      'azure',
      {
        model,
        resourceName: req(text, 'Name of the resource.'),
        resourceType: req(azureResourceType, 'Kind of the resource.'),
        apiVersion: opt(text, 'Version of the interface.'),
        projectName: opt(text, 'Name of the Azure project.'),
      },
      { open: true },
    ),
    'Models hosted by Microsoft Azure.',
  ),
  copilot: req(struct('copilot', { model }), 'GitHub Copilot.'),
  custom: req(customProvider, 'Any other provider.'),
});

/** `backendPolicies` are those of backends: they hold `ai` themselves, so they come as a reference. */
export const aiBackend = (backendPolicies: () => Shape): Shape => {
  const named = struct(
    'provider',
    {
      name: req(text, 'Name of this provider.'),
      provider: req(provider, 'Which provider it is.'),
      hostOverride: opt(hostPort, 'Another address.'),
      pathOverride: opt(text, 'Another path.'),
      pathPrefix: opt(text, 'Stands before the path in place of `/v1`.'),
      tokenize: def(bool, 'Count tokens before the call.', 'false'),
      policies: opt(backendPolicies, 'Policies for this provider.'),
    },
    { flat: true },
  );
  return union(
    'ai',
    struct('ai', {
      groups: req(
        list(struct('group', { providers: req(list(named), 'Providers that share the load.') })),
        'Groups in the order of priority.',
      ),
    }),
    named,
  );
};
