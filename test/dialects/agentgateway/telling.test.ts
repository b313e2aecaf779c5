// What the story tells beside routes and rules: traces, labels, log lines, tries, health, timeouts, copies. Each entry has its place in the text, its
// expressions explained, and says what a failing expression leads to.
import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision, TraceStep } from '../../../src/model/decision.ts';
import { ask, policies, routes, sent, stepOf } from './support.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const header = (flags: string): string => `00-${TRACE}-00f067aa0ba902b7-${flags}`;
const parent = (flags: string): SampleRequest => ({ headers: { traceparent: header(flags) } });
const told = (text: string, request: SampleRequest = {}): Promise<Decision> => ask(text, request, { trace: true });
const beside = (section: string, rest = policies('csrf: {}')): string => `${section}\n${rest}`;
const ordered = (decision: Decision): readonly string[] => decision.trace.map(({ step }) => step);

/** The text that a step points at. */
const pointed = (text: string, step: TraceStep | undefined): string => text.slice(step?.origin?.span.start, step?.origin?.span.end);

describe('a trace', () => {
  it.each([
    ['without a setting none begins', '{}', {}, undefined],
    ["a client's goes on under a new span", '{}', parent('01'), `00-${TRACE}-*-01`],
    ['one that is not sampled stays so', '{}', parent('00'), `00-${TRACE}-*-00`],
    ['randomSampling begins one', '{randomSampling: true}', {}, '00-*-*-01'],
    ['a share of one is all', '{randomSampling: "1.0"}', {}, '00-*-*-01'],
    ['a share of zero is none', '{randomSampling: 0}', {}, undefined],
    ['a share below zero is none', '{randomSampling: -1}', {}, undefined],
    ['a text is no share', `{randomSampling: '"true"'}`, {}, undefined],
    ['a failure is no', `{randomSampling: 'request.headers["none"] == "1"'}`, {}, undefined],
    ['an unsigned number is no share', `{randomSampling: '1u'}`, {}, undefined],
    ['randomSampling has no say over a client', '{randomSampling: false}', parent('01'), `00-${TRACE}-*-01`],
    ['clientSampling leaves it alone', '{clientSampling: false, randomSampling: true}', parent('01'), header('01')],
    ['a header that cannot be read is none', '{randomSampling: true}', { headers: { traceparent: 'x' } }, '00-*-*-01'],
    ['version ff cannot be read', '{}', { headers: { traceparent: header('01').replace('00', 'ff') } }, `ff-${TRACE}-00f067aa0ba902b7-01`],
  ] as const)('%s', async (_, settings, request, upstream) => {
    const decision = await told(
      beside(`frontendPolicies: {tracing: ${settings === '{}' ? '{host: "c.test:1"}' : settings}}`),
      request as SampleRequest,
    );
    expect(sent(decision, 'traceparent')).toEqual(upstream === undefined ? [] : [upstream]);
  });

  it('of a client goes on without any configuration, and the log names it between status and protocol', async () => {
    const decision = await told(policies('csrf: {}'), parent('01'));
    expect(sent(decision, 'traceparent')).toEqual([`00-${TRACE}-*-01`]);
    expect(decision.accessLog?.[0]).toContain(`http.status=200 trace.id=${TRACE} span.id=* protocol=http`);
    expect(stepOf(decision, 'tracing')?.because).toContain('no collector is set');
  });

  it('is decided before the listener, and told with its expression', async () => {
    const text = beside(`config: {tracing: {otlpEndpoint: 'http://c.test:1', randomSampling: 'request.path == "/a"'}}`);
    const decision = await told(text, { path: '/a' });
    expect(ordered(decision).slice(0, 2)).toEqual(['tracing', 'listener']);
    const step = stepOf(decision, 'tracing');
    expect(step).toMatchObject({ result: 'change', changes: [{ what: 'traceparent', after: '00-*-*-01' }] });
    expect(pointed(text, step)).toContain('request.path');
    expect(step?.expressions?.[0]?.explanation.because).toContain('/a');
    expect(stepOf(await told(text, { path: '/b' }), 'tracing')).toMatchObject({ result: 'skip' });
  });

  it('by a share between none and all depends on the random value', async () => {
    const text = beside('frontendPolicies: {tracing: {randomSampling: 0.5}}');
    const low = await told(text, { random: 1 });
    expect([low.random, sent(low, 'traceparent')]).toEqual([true, ['00-*-*-01']]);
    expect(sent(await told(text, { random: 9000 }), 'traceparent')).toEqual([]);
  });

  it('tells the attributes of its span, and which are left out', async () => {
    const attributes = `{who: '"me"', bad: 'request.headers["none"]', nul: 'null', both: 'flatten({"a": 1})'}`;
    const text = beside(`frontendPolicies: {tracing: {randomSampling: true, attributes: ${attributes}, remove: [http.host]}}`);
    const step = stepOf(await told(text), 'span');
    expect(step?.changes?.map(({ what, after }) => `${what}=${after ?? ''}`)).toEqual(['who="me"', 'both.a=1', 'http.host=']);
    expect(step?.because).toContain('left out: bad, which fails; nul, which is null');
    expect(step?.expressions).toHaveLength(4);
  });

  it('keeps the span from the collector where the filter is not true, and where the client says not sampled', async () => {
    const text = beside(`frontendPolicies: {tracing: {randomSampling: true, filter: 'response.code >= 400'}}`);
    expect(stepOf(await told(text), 'span')).toMatchObject({ result: 'skip' });
    expect(stepOf(await told(text, { responses: { 'app.test:80': { status: 500 } } }), 'span')).toMatchObject({ result: 'pass' });
    expect(stepOf(await told(text, parent('00')), 'span')).toBeUndefined();
  });
});

describe('labels of metrics', () => {
  it('are texts; everything else is the word unknown', async () => {
    const add = `{team: '"blue"', n: '5', bad: 'request.headers["none"]', b: 'b"ab"', f: 'flatten({"k": "v"})', empty: '""'}`;
    const text = beside(`config: {metrics: {fields: {add: ${add}}}}`);
    const step = stepOf(await told(text), 'metrics');
    expect(step?.changes?.map(({ what, after }) => `${what}=${after}`)).toEqual([
      'team="blue"',
      'n="unknown"',
      'bad="unknown"',
      'b="YWI="',
      'f.k="v"',
      'empty=""',
    ]);
    expect(step?.because).toContain('n, bad');
    expect(pointed(text, step)).toBe(add);
  });
});

describe('the access log', () => {
  it('is told last, with its fields', async () => {
    const text = beside(
      `frontendPolicies: {accessLog: {filter: 'response.code == 200u', add: {a: '"b"', bad: 'jwt.sub'}, remove: [duration]}}`,
    );
    const decision = await told(text);
    expect(ordered(decision).at(-1)).toBe('access log');
    const step = stepOf(decision, 'access log');
    expect(step).toMatchObject({ result: 'pass', changes: [{ what: 'a', after: '"b"' }, { what: 'duration' }] });
    expect(step?.because).toContain('left out: bad, which fails');
    expect(pointed(text, step)).toContain('response.code');
  });

  it('says where the filter leaves a line out, a failing one too', async () => {
    for (const filter of ['response.code == 500', 'request.headers["none"] == "1"']) {
      const decision = await told(beside(`config: {logging: {filter: '${filter}'}}`));
      expect([decision.accessLog, stepOf(decision, 'access log')?.result]).toEqual([[], 'skip']);
    }
  });

  it('is not told where nothing is set', async () => {
    expect(stepOf(await told(policies('csrf: {}')), 'access log')).toBeUndefined();
  });
});

describe('tries', () => {
  const fails = (...statuses: readonly number[]): SampleRequest => ({
    responses: { 'app.test:80': statuses.map((status) => ({ status })) },
  });
  const tries = async (retry: string, request: SampleRequest): Promise<readonly string[]> =>
    (await told(policies(`retry: ${retry}`), request)).trace
      .filter(({ step }) => step === 'retry')
      .map(({ result, because }) => `${result}: ${because}`);

  it('say why another one is made, and why the last is the last', async () => {
    expect(await tries('{codes: [503], attempts: 2}', fails(503, 503, 503))).toEqual([
      'change: try 1 gave 503, which is listed; tried again, 1 of 2',
      'change: try 2 gave 503, which is listed; tried again, 2 of 2',
      'skip: try 3 gave 503, which is listed; not tried again: that was the last of 3 tries',
    ]);
  });

  it('say what the condition gave', async () => {
    const condition = `{codes: [503], condition: 'response.code == 418u'}`;
    expect((await tries(condition, fails(418, 200)))[0]).toContain('the condition is true');
    expect((await tries(condition, fails(200)))[0]).toContain('the condition is not true');
    expect((await tries(`{codes: [503], condition: 'jwt.sub'}`, fails(503, 200)))[0]).toContain('which is listed; tried again');
  });

  it('are forbidden by a precondition that is not true or fails', async () => {
    for (const precondition of ['false', 'request.headers["none"] == "1"'])
      expect((await tries(`{codes: [503], precondition: '${precondition}'}`, fails(503)))[0]).toContain(
        'since the precondition is not true',
      );
  });

  it('go to another endpoint of a service', async () => {
    const text = `services:
- {name: s, namespace: ns, hostname: s.test, vips: [/10.0.0.1], ports: {80: 80}}
workloads:
- {uid: a, name: a, namespace: ns, workloadIps: [10.1.0.1], services: {ns/s.test: {80: 81}}}
- {uid: b, name: b, namespace: ns, workloadIps: [10.1.0.2], services: {ns/s.test: {80: 81}}}
${routes('- policies: {retry: {codes: [503]}}\n  backends: [{service: {name: ns/s.test, port: 80}}]')}`;
    const decision = await told(text, { random: 0, responses: { '10.1.0.1:81': { refused: true } } });
    expect([decision.status, decision.endpoint]).toEqual([200, '10.1.0.2:81']);
  });
});

describe('health', () => {
  const judged = async (health: string, response: object): Promise<string> => {
    const text = routes(`- backends: [{host: app.test:80, policies: {health: ${health}}}]`);
    return stepOf(await told(text, { responses: { 'app.test:80': response } }), 'health')?.because ?? '';
  };
  it.each([
    ['{eviction: {duration: 1s}}', { status: 500 }, 'a failure'],
    ['{eviction: {duration: 1s}}', { status: 404 }, 'good'],
    ['{}', { status: 500 }, 'leads to nothing without eviction'],
    ['{}', { refused: true }, 'a failure'],
    [`{unhealthyExpression: 'response.code == 404u'}`, { status: 404 }, 'a failure'],
    [`{unhealthyExpression: 'response.code == 404u'}`, { status: 500 }, 'good'],
    [`{unhealthyExpression: 'response.headers["none"] == "1"'}`, { status: 500 }, 'good'],
    [`{unhealthyExpression: 'response.code'}`, { status: 500 }, 'good'],
    [`{unhealthyExpression: 'response.code == 503u'}`, { refused: true }, 'a failure'],
    [`{unhealthyExpression: 'false'}`, { refused: true }, 'good'],
  ])('%s and %j count as %s', async (health, response, expected) => {
    expect(await judged(health, response)).toContain(expected);
  });
});

describe('session affinity', () => {
  const key = async (source: string): Promise<TraceStep | undefined> =>
    stepOf(
      await told(routes(`- backends: [{host: app.test:80, policies: {sessionAffinity: {source: '${source}'}}}]`), {
        headers: { 'x-user': 'ann' },
      }),
      'sessionAffinity',
    );
  it('tells the key', async () => {
    expect(await key('request.headers["x-user"]')).toMatchObject({ result: 'pass', because: expect.stringContaining('"ann"') });
  });
  it.each(['request.headers["none"]', '""', '5'])('has none by %s', async (source) => {
    expect(await key(source)).toMatchObject({ result: 'skip', because: expect.stringContaining('no key') });
  });
});

it('session affinity keeps to one of several providers of models, too', async () => {
  const providers = ['a', 'b'].map((name) => `{name: ${name}, provider: {openAI: {}}}`).join(', ');
  const text = routes(`- backends: [{ai: {groups: [{providers: [${providers}]}]}, policies: {sessionAffinity: {source: 'request.path'}}}]`);
  expect(stepOf(await told(text, { path: '/x' }), 'sessionAffinity')?.because).toContain('the same of 2 endpoints');
});

describe('a copy', () => {
  it('tells the share, and a backend that is not there', async () => {
    const mirror = async (yaml: string, random: number): Promise<string> =>
      stepOf(await told(policies(`requestMirror: ${yaml}`), { random }), 'requestMirror')?.because ?? '';
    expect(await mirror('{backend: {host: "m.test:80"}, percentage: 0.5}', 1)).toContain('is below 0.5');
    expect(await mirror('{backend: {host: "m.test:80"}, percentage: 0.5}', 9000)).toContain('not copied');
    expect(await mirror('{backend: {backend: /none}, percentage: 1}', 1)).toContain('names no backend');
  });
});

it('a timeout tells its limits', async () => {
  const step = stepOf(await told(policies('timeout: {requestTimeout: 1s, backendRequestTimeout: 200ms}')), 'timeout');
  expect(step?.because).toBe('everything together may take 1 s, one call of the backend may take 200 ms');
});

describe('a transformation tells', () => {
  it('which headers it leaves out, and every expression as it was evaluated', async () => {
    const yaml = `transformations: {request: {set: {x-n: '1', x-old: request.path, ':path': '"/new"', x-new: request.path}}}`;
    const step = stepOf(await ask(policies(yaml), { path: '/old' }, { trace: true }), 'transformations');
    expect(step?.because).toBe('request: x-old, :path, x-new; left out, since the expression gives nothing that fits: x-n');
    expect(step?.expressions?.map(({ explanation }) => explanation.because)).toEqual([
      'it is always 1',
      'request.path is "/old"',
      'it is always "/new"',
      'request.path is "/new"',
    ]);
  });
});
