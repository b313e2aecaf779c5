// The engine: the core's functions behind the worker contract. It keeps the configurations that it was asked to open, newest last,
// so that later questions name a revision and no text crosses again.
import type { Configuration } from '../../src/gateway/answer.ts';
import { openUnchecked } from '../../src/gateway/open.ts';
import { route } from '../../src/gateway/route.ts';
import type { Engine, Lowered } from '../../src/protocol/engine.ts';
import type { HostServices } from '../../src/simulate/need.ts';

const KEPT = 4;

export function createEngine(host: HostServices): Engine {
  const opened = new Map<string, Configuration>();
  const find = (revision: string): Configuration => {
    const configuration = opened.get(revision);
    if (configuration === undefined) throw new Error(`Revision ${revision} is not open.`);
    return configuration;
  };
  return {
    open: async ({ revision, config }) => {
      const configuration = await openUnchecked(config);
      opened.set(revision, configuration);
      for (const old of opened.keys()) {
        if (opened.size <= KEPT) break;
        opened.delete(old);
      }
      return loweredOf(configuration);
    },
    check: async ({ revision }) => {
      const { check, valid, diagnostics } = find(revision);
      return check === undefined ? { valid, diagnostics } : await check();
    },
    decide: ({ revision, requests, sequence }) => route(find(revision), requests, { sequence, trace: true }, host),
    outline: async ({ revision }) => {
      const { model } = find(revision);
      return model === undefined ? [] : (await import('./places.ts')).placesOf(model);
    },
    graph: async ({ revision, keep }) => {
      const { model, sources } = find(revision);
      const [{ project }, { prune }] = await Promise.all([import('../../src/graph/project.ts'), import('../../src/graph/prune.ts')]);
      return model === undefined ? { nodes: [], edges: [], hidden: 0 } : prune(project(model, sources, { keep: new Set(keep) }));
    },
    evaluate: async ({ expression, profile, requests }) => (await import('./explain.ts')).evaluateAll({ expression, profile }, requests),
    explain: async ({ expression, profile, request }) => (await import('./explain.ts')).explainOne({ expression, profile }, request),
    compare: async ({ before, after, asked }) => (await import('../../src/gateway/compare.ts')).compare(before, after, asked, host),
    functions: async ({ profile }) => (await import('./functions.ts')).profileDoc(profile),
    readRequests: async ({ revision, text }) => (await import('./read-requests.ts')).readRequests(opened.get(revision), text),
    complete: async (at) => (await import('./typing.ts')).complete(at),
    signatures: async (at) => (await import('./typing.ts')).signatures(at),
    hover: async (at) => (await import('./typing.ts')).hover(at),
    explainCode: async ({ code }) => (await import('../../src/gateway/explain-code.ts')).explainCode(code),
  };
}

const loweredOf = ({ dialect, profile, model, valid, diagnostics }: Configuration): Lowered => ({
  dialect: dialect?.id,
  dialectTitle: dialect?.title ?? '',
  profile,
  valid,
  usable: model !== undefined,
  diagnostics,
});
