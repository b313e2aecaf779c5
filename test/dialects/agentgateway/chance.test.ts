// What the random value decides, and what is said of it where the request leaves it open.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { ask, policies, routes } from './support.ts';

const assumed = (decision: Decision): readonly string[] =>
  decision.assumptions.filter(({ code }) => code === 'random-value').map(({ what }) => what);

const chat = { method: 'POST', path: '/v1/chat/completions', body: '{"model":"any","messages":[{"role":"user","content":"hi"}]}' };
const targets = (yaml: string): string => `llm:
  models: [{name: a, provider: openAI, params: {apiKey: k}}, {name: b, provider: openAI, params: {apiKey: k}}]
  virtualModels: [{name: any, routing: ${yaml}}]
`;
const providers = '{name: a, provider: {openAI: {model: m}}}, {name: b, provider: {openAI: {model: m}}}';
const both = '[{host: "a.test:80", weight: 3}, {host: "b.test:80", weight: 1}]';
const tcp = `gateways: {default: {port: 3000, protocol: TCP}}\ntcpRoutes: [{backends: ${both}}]`;

const grouped = `routeGroups: [{name: g, routes: [{policies: {directResponse: {status: 204}}}]}]
${routes('- backends: [{routeGroup: g, weight: 1}, {host: "b.test:80", weight: 1}]')}`;

const open: readonly (readonly [string, string, SampleRequest])[] = [
  ['backends by weight', routes(`- backends: ${both}`), {}],
  ['backends of a TCP route', tcp, {}],
  ['a route group by weight', grouped, {}],
  ['a share of copies', policies('requestMirror: {backend: {host: "m.test:80"}, percentage: 0.5}'), {}],
  [
    'a share of traces',
    `frontendPolicies: {tracing: {host: "o.test:4317", randomSampling: 0.5}}\n${routes('- backends: [{host: "a.test:80"}]')}`,
    {},
  ],
  ['models by weight', targets('{weighted: {targets: [{model: a, weight: 1}, {model: b, weight: 1}]}}'), chat],
  ['models of equal priority', targets('{failover: {targets: [{model: a, priority: 0}, {model: b, priority: 0}]}}'), chat],
  ['providers of a group', routes(`- backends: [{ai: {groups: [{providers: [${providers}]}]}}]`), chat],
];

describe('a random value that the request leaves open', () => {
  it.each(open)('%s: it is taken for granted', async (_, config, request) => {
    const decision = await ask(config, request);
    expect(decision.random).toBe(true);
    expect(assumed(decision)).toEqual(['the random value is taken to be 0; with another one the answer may differ']);
  });

  it.each(open)('%s: nothing is where the request names it', async (_, config, request) => {
    expect(assumed(await ask(config, { ...request, random: 0 }))).toEqual([]);
  });

  it.each([
    ['one backend', policies('requestMirror: {backend: {host: "m.test:80"}, percentage: 1}'), {}],
    ['one with a weight', routes('- backends: [{host: "a.test:80"}, {host: "b.test:80", weight: 0}]'), {}],
    ['an answer before any backend', routes(`- policies: {directResponse: {status: 204}}\n  backends: ${both}`), {}],
    ['one model with a weight', targets('{weighted: {targets: [{model: a, weight: 1}, {model: b, weight: 0}]}}'), chat],
  ])('%s: it decides nothing', async (_, config, request) => {
    const decision = await ask(config, request);
    expect(decision.random).toBeUndefined();
    expect(assumed(decision)).toEqual([]);
  });
});

it('the sentence speaks of weights only where they chose', async () => {
  const titles = (config: string): Promise<string> => ask(config).then(({ sentence }) => sentence.title);
  expect(await titles(routes(`- name: split\n  backends: ${both}`))).toBe('200 from a.test:80 by weight, through split');
  expect(await titles(tcp)).toMatch(/ by weight$/);
  expect(await titles(policies('requestMirror: {backend: {host: "m.test:80"}, percentage: 0.5}'))).toBe(
    '200 from app.test:80, through app',
  );
});
