// Models and providers.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/model-wildcard': {
    means: 'The name of a model has a star in the middle, or two.',
    why: 'One star may stand at the begin or at the end of the name.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: [{ name: "gpt-*-mini", provider: openAI }]`,
    right: `llm:
  models: [{ name: "gpt-*", provider: openAI }]`,
  },
  'agentgateway/duplicate-name': {
    means: 'Two entries have the same name or id.',
    why: 'References to it would be ambiguous; the loader refuses it.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: []
  providers: [{ name: a, provider: openAI }, { name: a, provider: anthropic }]`,
    right: `llm:
  models: []
  providers: [{ name: a, provider: openAI }, { name: b, provider: anthropic }]`,
  },
  'agentgateway/empty-id': {
    means: 'The id of a model is empty.',
    why: 'Ids tell entries apart; leave it out where the name is enough.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: [{ name: small, id: "", provider: openAI }]`,
    right: `llm:
  models: [{ name: small, provider: openAI }]`,
  },
  'agentgateway/unknown-provider': {
    means: 'A model refers to a provider that is not in llm.providers.',
    why: 'Where its requests would go is not known.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: [{ name: small, provider: { reference: main } }]`,
    right: `llm:
  providers: [{ name: main, provider: openAI }]
  models: [{ name: small, provider: { reference: main } }]`,
  },
  'agentgateway/unknown-model': {
    means: 'A virtual model names a model that no entry of llm.models covers.',
    why: 'Requests for it could go nowhere.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: [{ name: small, provider: openAI }]
  virtualModels: [{ name: best, routing: { weighted: { targets: [{ model: large }] } } }]`,
    right: `llm:
  models: [{ name: small, provider: openAI }]
  virtualModels: [{ name: best, routing: { weighted: { targets: [{ model: small }] } } }]`,
  },
  'agentgateway/one-strategy': {
    means: 'A virtual model has none, or several, of weighted, failover and conditional.',
    why: 'It needs one way to choose among its targets.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: `llm:
  models: [{ name: small, provider: openAI }]
  virtualModels: [{ name: best, routing: {} }]`,
    right: `llm:
  models: [{ name: small, provider: openAI }]
  virtualModels: [{ name: best, routing: { weighted: { targets: [{ model: small }] } } }]`,
  },
};
