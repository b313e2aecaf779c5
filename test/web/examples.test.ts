// Every example is listed, read without an error, answered as its file says, and its expression can be evaluated.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/model/decision.ts';
import { type ExampleFile, type ExampleRow, exampleState } from '../../web/queries/load-example.ts';
import { root } from '../tools/paths.mjs';
import { inProcessEngine } from './in-process.ts';

interface Expected {
  readonly status?: number;
  readonly outcome?: string;
  readonly route?: string;
  readonly cluster?: string;
  /** Path that the backend gets. */
  readonly path?: string;
}

type Recorded = Omit<ExampleFile, 'requests'> & {
  readonly requests: readonly (ExampleFile['requests'][number] & { readonly expect?: Expected })[];
};

const folder = join(root, 'public/examples');
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly ExampleRow[];

function read(slug: string) {
  const example = JSON.parse(readFileSync(join(folder, slug, 'example.json'), 'utf8')) as Recorded;
  const files = example.files.map((name) => ({ name, text: readFileSync(join(folder, slug, name), 'utf8') }));
  return { example, state: exampleState(example, files) };
}

const said = (decision: Decision | undefined): Expected => ({
  ...(decision?.status === undefined ? {} : { status: decision.status }),
  ...(decision === undefined ? {} : { outcome: decision.outcome }),
  ...(decision?.route === undefined ? {} : { route: decision.route }),
  ...(decision?.cluster === undefined ? {} : { cluster: decision.cluster }),
  ...(decision?.upstream === undefined ? {} : { path: decision.upstream.path }),
});

it('every folder is listed, with the words of its file', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  expect(index.map((row) => row.slug).toSorted()).toEqual(folders.toSorted());
  for (const { slug, title, teaches } of index) {
    const { example } = read(slug);
    expect({ title: example.title, teaches: example.teaches }).toEqual({ title, teaches });
  }
});

it('there are at least twelve, of both dialects', () => {
  expect(index.length).toBeGreaterThanOrEqual(12);
  for (const group of ['agentgateway', 'Envoy']) expect(index.filter((row) => row.group === group).length).toBeGreaterThanOrEqual(3);
});

/** What examples leave open: certificates are no files to give away, the console is no backend of the configuration. */
const EXCUSED: Readonly<Record<string, readonly string[]>> = {
  'envoy-tls-by-sni': ['envoy/missing-file'],
  'gateways-http-https-tcp': ['agentgateway/missing-file'],
  'console-behind-a-key': ['opaque-backend'],
};

const none = (_name: string, _run: () => Promise<void>): void => undefined;

describe.each(index)('$slug', ({ slug }) => {
  const { example, state } = read(slug);

  it('teaches in one line, with several requests', () => {
    expect(example.teaches.length).toBeGreaterThan(20);
    expect(example.teaches.length).toBeLessThan(130);
    expect(example.requests.length).toBeGreaterThanOrEqual(3);
  });

  // An example of the language alone has no configuration.
  const withConfig = state.files.length > 0;
  (withConfig ? it : none)('is read without a fault and answered as expected', async () => {
    const engine = inProcessEngine();
    const lowered = await engine.open({ revision: '1', config: { files: state.files, env: state.env, dialect: state.dialect } });
    expect(lowered.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => diagnostic.message)).toEqual([]);
    expect(lowered).toMatchObject({ valid: true, usable: true });
    const decisions = await engine.decide({ revision: '1', requests: state.requests.map((row) => row.request), sequence: state.sequence });
    const answers = example.requests.map(({ name, expect: wanted }, i) => {
      const got = said(decisions[i]);
      return {
        name,
        ...(wanted === undefined ? {} : Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key as keyof Expected]]))),
      };
    });
    expect(answers).toEqual(example.requests.map(({ name, expect: wanted }) => ({ name, ...wanted })));
    for (const decision of decisions) expect(decision.sentence.title).not.toBe('');
    // Nothing in it needs an excuse but what it is about.
    const { diagnostics } = await engine.check({ revision: '1' });
    const excuses = [
      ...diagnostics.map(({ code }) => code),
      ...decisions.flatMap(({ assumptions }) => assumptions.map(({ code }) => code)),
    ];
    expect([...new Set(excuses)]).toEqual(EXCUSED[slug] ?? []);
  });

  it('has an expression that can be evaluated', async () => {
    const engine = inProcessEngine();
    const profile =
      state.expressionProfile === '' ? (example.files[0] === 'envoy.yaml' ? 'envoy' : 'agentgateway') : state.expressionProfile;
    const { issues, rows } = await engine.evaluate({
      expression: state.expression,
      profile,
      requests: state.requests.map((row) => row.request),
    });
    expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    expect(rows.length).toBe(state.requests.length);
    expect(rows.some(({ answer }) => answer.ok)).toBe(true);
  });
});
