// Expressions whose answers were recorded from the real programs, where they are checked out: both back ends answer all of them alike.
// Whether the answers are the recorded ones is judged for the closures (test/tools/harness.mjs).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generator } from '../../../src/cel/compile/functions.ts';
import { type EvalRequest, evaluateIn } from '../../../src/cel/evaluate.ts';
import { type LoadedProfile, loadProfile } from '../../../src/cel/index.ts';
import { inRoot } from '../../tools/paths.mjs';

const cases = inRoot('../shared/cases');
const filesIn = (folder: string, ending: string): readonly string[] =>
  existsSync(join(cases, folder))
    ? readdirSync(join(cases, folder))
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name))
    : [];

const lines = (file: string): EvalRequest[] =>
  readFileSync(join(cases, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EvalRequest);

/** The files of agentgateway's cases: expressions, some with variables or a request. */
interface Fork {
  readonly contexts?: Readonly<Record<string, Context>>;
  readonly cases?: readonly { readonly expr?: string; readonly vars?: EvalRequest['vars']; readonly context?: string | Context }[];
}
interface Context {
  readonly executor?: EvalRequest['vars'];
  readonly request?: {
    readonly method?: string;
    readonly uri?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly jwt?: Readonly<Record<string, unknown>>;
}

function forkRequests(file: string): readonly EvalRequest[] {
  const { contexts = {}, cases: given = [] } = JSON.parse(readFileSync(join(cases, file), 'utf8')) as Fork;
  return given.flatMap(({ expr, vars, context }) => {
    const around = typeof context === 'string' ? contexts[context] : context;
    if (typeof expr !== 'string') return [];
    return [{ expr, vars: vars ?? around?.executor ?? {}, request: requestOf(around), profile: 'agentgateway' }];
  });
}

function requestOf(context: Context | undefined): EvalRequest['request'] {
  const { request, jwt } = context ?? {};
  if (typeof request?.uri !== 'string') return undefined;
  const { method = 'GET', uri, headers } = request;
  return {
    method,
    path: uri.replace(/^https?:\/\/[^/]+/, ''),
    ...(headers === undefined ? {} : { headers }),
    ...(jwt === undefined ? {} : { jwt }),
  };
}

const NAMES = ['cel', 'agentgateway', 'envoy', 'kubernetes'];
const loaded = new Map<string, LoadedProfile>();
for (const name of NAMES) loaded.set(name, (await loadProfile(name)) ?? expect.fail(`no profile ${name}`));

const backend = generator({ after: 0 });
/** What differs from run to run. */
const VOLATILE = /\b(random|uuid|now)\(/;

/** The requests that the back ends answer differently. */
function differences(requests: readonly EvalRequest[]): readonly unknown[] {
  return requests.flatMap((request) => {
    const profile = loaded.get((request.profile ?? 'cel').replace(/@.*/, ''));
    if (profile === undefined || typeof request.expr !== 'string' || VOLATILE.test(request.expr)) return [];
    const [closures, generated] = [undefined, backend].map((chosen) => {
      const { expr, vars, types, request: sample, container, check } = request;
      const answer = evaluateIn(
        profile,
        { expr, vars, types, request: sample, container, check, now: '2026-01-01T00:00:00Z' },
        { backend: chosen },
      );
      return JSON.stringify(answer);
    });
    return closures === generated ? [] : [{ expr: request.expr, closures, generated }];
  });
}

describe.skipIf(!existsSync(cases))('recorded expressions (../shared/cases; skipped where it is not checked out)', () => {
  const ours = [...filesIn('cel-recorded', '.ndjson'), ...filesIn('cel-spec', '.ndjson')];
  it.each(ours)('%s', (file) => {
    expect(differences(lines(file))).toEqual([]);
  });

  const forks = [
    ...filesIn('agentgateway', '.json').filter((file) => file.includes('cel-')),
    ...filesIn('agentgateway-recorded/cel', '.json'),
  ];
  it.each(forks)('%s', (file) => {
    expect(differences(forkRequests(file))).toEqual([]);
  });
});
