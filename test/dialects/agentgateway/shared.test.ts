// Cases of the real program that lie beside the project, where they do; without them these tests are skipped. What the recorded requests do not say
// (what a stub answered, how long a pause was) is said here, and then nothing differs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateOp } from '../../../src/cel/evaluate.ts';
import { loadProfile } from '../../../src/cel/index.ts';
import { open } from '../../../src/gateway/open.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { askAll } from './support.ts';

const SHARED = resolve(process.cwd(), '../shared');
const CASES = join(SHARED, 'cases');
const here = existsSync(join(SHARED, 'harness/sets.mjs')) && existsSync(CASES);
/** Says in its name why it is skipped. */
const shared = (name: string, run: () => Promise<void>): void => {
  if (here) it(name, run);
  else it.skip(`${name} (the recorded cases, ../shared, are not checked out here)`, run);
};
const read = <T>(path: string): T => JSON.parse(readFileSync(join(CASES, path), 'utf8')) as T;

const config = (routes: readonly unknown[], extra: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...extra, binds: [{ port: 8080, listeners: [{ name: 'default', routes }] }] });

interface Message {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: readonly (readonly [string, string])[] | Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly formBody?: Readonly<Record<string, string>>;
  readonly absentHeaders?: readonly string[];
  readonly status?: number;
}

function sampleOf({ method, url = '/', headers, body }: Message): SampleRequest {
  const parts = /^([a-z]+):\/\/([^/?#]*)(.*)$/.exec(url);
  return {
    method: method ?? 'GET',
    ...(parts === null ? { path: url } : { scheme: parts[1] as string, host: parts[2] as string, path: parts[3] || '/' }),
    ...(headers === undefined ? {} : { headers: headers as readonly (readonly [string, string])[] }),
    ...(body === undefined ? {} : { body }),
  };
}

describe('transformations', () => {
  interface Case {
    readonly id: string;
    readonly config: unknown;
    readonly input: { readonly request: Message; readonly response?: Message };
    readonly expect: { readonly request?: Message; readonly response?: Message };
  }

  function misses(
    want: Message,
    got: {
      readonly headers: readonly (readonly [string, string])[];
      readonly body?: string;
      readonly method?: string;
      readonly url?: string;
    },
  ): readonly string[] {
    const all = (name: string): readonly string[] => got.headers.filter(([n]) => n === name.toLowerCase()).map(([, value]) => value);
    return [
      ...(want.body === undefined || want.body === (got.body ?? '') ? [] : [`body ${got.body}`]),
      ...(want.formBody === undefined ||
      JSON.stringify(Object.entries(want.formBody).sort()) === JSON.stringify([...new URLSearchParams(got.body)].sort())
        ? []
        : [`form ${got.body}`]),
      ...(want.method === undefined || want.method === got.method ? [] : [`method ${got.method}`]),
      ...(want.url === undefined || want.url === got.url ? [] : [`url ${got.url}`]),
      ...(want.absentHeaders ?? []).filter((name) => name !== 'content-length' && name !== 'host' && all(name).length > 0),
      ...Object.entries(want.headers ?? {})
        .filter(([name, value]) => [value].flat().join() !== all(name).join())
        .map(([name]) => `${name} ${all(name).join()}`),
    ];
  }

  shared('come out as in upstream’s own tests', async () => {
    const failed: string[] = [];
    for (const one of read<{ cases: readonly Case[] }>('agentgateway/transformations.json').cases) {
      const answer = one.input.response;
      const request = {
        ...sampleOf(one.input.request),
        responses: { '10.0.0.1:80': { status: answer?.status ?? 200, body: answer?.body ?? '' } },
      };
      const [decision] = await askAll(config([{ policies: { transformations: one.config }, backends: [{ host: '10.0.0.1:80' }] }]), [
        request,
      ]);
      const { upstream, response } = decision as Decision;
      const scheme = request.scheme ?? 'http';
      failed.push(
        ...misses(one.expect.request ?? {}, {
          ...upstream,
          headers: upstream?.headers ?? [],
          url: `${scheme}://${upstream?.host}${upstream?.path}`,
        } as never).map((miss) => `${one.id}: ${miss}`),
        ...misses(one.expect.response ?? {}, {
          headers: response?.headers ?? [],
          ...(response?.body === undefined ? {} : { body: response.body }),
        }).map((miss) => `${one.id}: ${miss}`),
      );
    }
    expect(failed).toEqual([]);
  });
});

describe('authorization', () => {
  interface Case {
    readonly id: string;
    readonly ruleSets: readonly Readonly<Record<string, readonly string[]>>[];
    readonly context: { readonly request: Message; readonly jwt?: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
    readonly expect: string;
  }

  shared('adds up over several rule sets', async () => {
    const failed: string[] = [];
    for (const { id, ruleSets, context, expect: expected } of read<{ cases: readonly Case[] }>('agentgateway/authorization.json').cases) {
      const policies = ruleSets.map((set, i) => ({
        name: { name: `p${i}`, namespace: 'default' },
        target: { route: { name: 'r', namespace: 'default' } },
        policy: { authorization: { rules: Object.entries(set).flatMap(([kind, rules]) => rules.map((rule) => ({ [kind]: rule }))) } },
      }));
      const { request, jwt, ...vars } = context;
      const sample = { ...sampleOf(request), ...(jwt === undefined ? {} : { jwt }), vars };
      const [decision] = await askAll(config([{ name: 'r', backends: [{ host: '10.0.0.1:80' }] }], { policies }), [sample]);
      if ((decision?.status === 403 ? 'deny' : 'allow') !== expected) failed.push(`${id}: ${decision?.status}`);
    }
    expect(failed).toEqual([]);
  });
});

/** A value for every variable that a text names. */
const envOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => [name as string, 'x']));

describe('configurations', () => {
  shared('of the documentation are read whole', async () => {
    const { standalone } = read<{ standalone: readonly { page: string; yaml: string; schema_valid: boolean }[] }>(
      'agentgateway/docs-configs.json',
    );
    const refused: string[] = [];
    for (const { page, yaml, schema_valid } of standalone) {
      const opened = await open({ files: [{ name: 'config.yaml', text: yaml }], dialect: 'agentgateway', env: envOf(yaml) });
      expect(opened.model, page).toBeDefined();
      const foreign = opened.diagnostics.filter(
        ({ code, severity }) => severity === 'error' && /unknown-field|wrong-type|unknown-word/.test(code),
      );
      if (schema_valid && foreign.length > 0) refused.push(`${page}: ${foreign[0]?.message}`);
    }
    expect(refused).toEqual([]);
  });

  const files = (dir: string): readonly string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
    );

  shared('of the examples load, but the one that the real program refuses', async () => {
    const refused: string[] = [];
    for (const path of files(join(CASES, 'agentgateway/examples'))) {
      const text = readFileSync(path, 'utf8');
      if (!/\.yaml$/.test(path) || /docker-compose|\/k8s\/|collector/.test(path)) continue;
      const { valid } = await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway', env: envOf(text) });
      if (!valid) refused.push(path.slice(path.lastIndexOf('/') + 1));
    }
    expect(refused).toEqual(['langfuse.yaml']);
  });
});

interface Recorded {
  readonly id: string;
  readonly request: SampleRequest;
  readonly after?: string;
  readonly expect: Partial<Decision> & { readonly note?: string };
}

const recorded = (name: string): { readonly text: string; readonly cases: readonly Recorded[] } => ({
  text: readFileSync(join(CASES, `agentgateway-recorded/http/${name}.yaml`), 'utf8'),
  cases: read<{ cases: readonly Recorded[] }>(`agentgateway-recorded/http/${name}.cases.json`).cases,
});

/** Times, addresses and durations are not known; `*` in what is expected stands for anything. */
const like = (expected: string, got: string | undefined): boolean =>
  new RegExp(
    `^${expected
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*')}$`,
  ).test(got ?? '');

/** Recorded delays are in seconds. */
const timed = ({ responses = {}, ...request }: SampleRequest): SampleRequest => ({
  ...request,
  responses: Object.fromEntries(
    Object.entries(responses).map(([name, given]) => {
      const { delay } = given as { readonly delay?: number };
      return [name, delay === undefined ? given : { ...given, delayMs: delay * 1000 }];
    }),
  ),
});

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('what the recorded cases leave unsaid', () => {
  shared('is LOG_FORMAT in the environment, for lines in JSON', async () => {
    const { text, cases } = recorded('access-log-json');
    const decisions = await askAll(
      text,
      cases.map(({ request }) => request),
      { sequence: true, env: { LOG_FORMAT: 'json' } },
    );
    const failed = cases.filter(({ expect: { accessLog } }, i) => !like(accessLog?.[0] ?? '', decisions[i]?.accessLog?.[0]));
    expect(failed.map(({ id }) => id)).toEqual([]);
  });

  shared('is what the stubs of language models answered', async () => {
    const { text, cases } = recorded('llm-config');
    const asked = cases.map(({ request, expect: { response, endpoint } }) => ({
      ...request,
      ...(endpoint === undefined || response?.status === 502
        ? {}
        : {
            responses: {
              [endpoint]: {
                status: response?.status ?? 200,
                headers: [['content-type', 'application/json']] as const,
                body: response?.body ?? '',
              },
            },
          }),
    }));
    const decisions = await askAll(text, asked, { sequence: true });
    const failed = cases.filter(
      ({ expect: { accessLog, status } }, i) => status !== 502 && !like(accessLog?.[0] ?? '', decisions[i]?.accessLog?.[0]),
    );
    expect(failed.map(({ id }) => id)).toEqual([]);
    expect(cases.length).toBeGreaterThan(15);
  });

  shared('is a pause, by which a bucket fills up', async () => {
    const { text, cases } = recorded('local-rate-limit');
    let time = Date.parse('2026-01-01T00:00:00Z');
    const asked = cases.map(({ request, after }) => {
      time += 1000 * Number(/^([\d.]+)s pause/.exec(after ?? '')?.[1] ?? 0);
      return { ...request, time: new Date(time).toISOString() };
    });
    const decisions = await askAll(text, asked, { sequence: true });
    expect(
      cases.filter(({ expect: { status } }, i) => status !== undefined && decisions[i]?.status !== status).map(({ id }) => id),
    ).toEqual([]);
  });

  shared('is that nothing listens on the last port', async () => {
    const { text, cases } = recorded('local-reply-policies');
    const asked = cases.map(({ request }) => ({
      ...timed(request),
      responses: { ...timed(request).responses, '127.0.0.1:22099': { refused: true } },
    }));
    const decisions = await askAll(text, asked, { sequence: true });
    const failed = cases.filter(
      ({ expect: { status, accessLog } }, i) =>
        decisions[i]?.status !== status || !like(accessLog?.[0] ?? '', decisions[i]?.accessLog?.[0]),
    );
    expect(failed.map(({ id }) => id)).toEqual([]);
  });

  shared('is that the recorder read what reached the backend as Latin-1', async () => {
    for (const [name, id] of [
      ['rewrite', 'rewrite-50'],
      ['error-sites', 'error-sites-9'],
    ] as const) {
      const { text, cases } = recorded(name);
      const one = cases.find((c) => c.id === id) as Recorded;
      const [decision] = await askAll(text, [one.request]);
      expect(latin1(decision?.upstream?.path ?? '')).toBe(one.expect.upstream?.path);
      const headers = (decision?.upstream?.headers ?? []).map(([n, value]) => [n, latin1(value)]);
      for (const header of one.expect.upstream?.headers ?? []) expect(headers).toContainEqual(header);
    }
  });

  shared('is how long a client waits for an event stream that stays open', async () => {
    const { text, cases } = recorded('mcp-paths');
    const one = cases.find(({ id }) => id === 'mcp-paths-7') as Recorded;
    expect(one.expect.note).toBe('timeout');
    const [decision] = await askAll(text, [one.request]);
    expect(like(one.expect.accessLog?.[0] ?? '', decision?.accessLog?.[0])).toBe(true);
  });

  shared('is that parser tests hand raw strings to a decoder, which the language does not', async () => {
    const profile = await loadProfile('agentgateway');
    expect(profile).toBeDefined();
    const { cases } = read<{ cases: readonly { id: string; expr: string }[] }>('agentgateway/cel-parser.json');
    const raw = cases.filter(({ id }) => id.startsWith('raw_string_does_not_interpret_escapes#'));
    const answers = await Promise.all(raw.map(({ expr }) => evaluateOp({ expr, profile: 'agentgateway' } as never)));
    // The real program refuses all but those whose quotes are not escaped: a backslash does not keep a raw string open.
    expect(answers.map((answer) => (answer as { ok: boolean }).ok)).toEqual(
      raw.map(({ expr }) => !/\\['"].*\\U/.test(expr) || /^[rR]("""|''')/.test(expr)),
    );
  });
});
