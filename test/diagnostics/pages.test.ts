// Explanation pages: the wrong example gives the code, the right one does not.
import { describe, expect, it } from 'vitest';
import { explain, lint, loadProfile } from '../../src/cel/index.ts';
import { pages as celPages } from '../../src/cel/pages/index.ts';
import type { ConfigPage, ExpressionPage } from '../../src/diagnostics/page.ts';
import { pages as agentgatewayPages } from '../../src/dialects/agentgateway/pages/index.ts';
import { envoy } from '../../src/dialects/envoy/index.ts';
import { pages as envoyPages } from '../../src/dialects/envoy/pages/index.ts';
import { explainCode } from '../../src/gateway/explain-code.ts';
import { impactOf } from '../../src/gateway/impact.ts';
import { open } from '../../src/gateway/open.ts';

/** The codes that a configuration gives. */
async function codesOfConfig(page: ConfigPage, example: string): Promise<readonly string[]> {
  const text = page.frame?.(example) ?? example;
  const name = page.file ?? 'config.yaml';
  if (page.before !== undefined) {
    const change = { bootstrap: undefined, before: [{ name, text: page.before }], after: [{ name, text }] };
    const answer = await impactOf(envoy, change);
    return answer?.diagnostics.map((found) => found.code) ?? [];
  }
  const { diagnostics } = await open({ files: [{ name, text }], ...page.options });
  return diagnostics.map(({ code }) => code);
}

/** The codes that an expression gives when it is checked for its use, and then run. */
async function codesOfExpression(page: ExpressionPage, example: string): Promise<readonly string[]> {
  const loaded = await loadProfile(page.profile ?? 'cel');
  if (loaded === undefined) throw new Error(`no profile ${page.profile}`);
  const text = page.frame?.(example) ?? example;
  const found = lint(loaded, text, page.use ?? 'value', { variables: page.types, phase: page.phase });
  const { answer } = explain(loaded, text, page.vars, { types: page.types, request: page.request });
  return [...found.map(({ code }) => code), ...(answer.ok ? [] : [answer.code])].map((code) => `cel/${code}`);
}

describe.each(Object.entries({ ...agentgatewayPages, ...envoyPages }))('%s', (code, page) => {
  it('is given by the wrong example', async () => {
    expect(await codesOfConfig(page, page.wrong)).toContain(code);
  });
  it('is not given by the right example', async () => {
    expect(await codesOfConfig(page, page.right)).not.toContain(code);
  });
});

describe.each(Object.entries(celPages))('%s', (code, page) => {
  it('is given by the wrong example', async () => {
    expect(await codesOfExpression(page, page.wrong)).toContain(code);
  });
  it('is not given by the right example', async () => {
    expect(await codesOfExpression(page, page.right)).not.toContain(code);
  });
});

describe('explainCode', () => {
  it('gives the page of a code as plain data, with a text that can be opened', async () => {
    const page = await explainCode('envoy/shadowed-route');
    expect(structuredClone(page)).toEqual(page);
    expect(page?.wrong.whole).toContain(page?.wrong.text.split('\n')[0]);
    expect(page?.wrong.whole).toMatch(/^static_resources:/);
  });
  it('takes a code without area for an expression’s', async () => {
    expect((await explainCode('deny_may_fail'))?.code).toBe('cel/deny_may_fail');
  });
  it.each(['envoy/constructor', '__proto__/x', 'constructor', 'nowhere/x', ''])('has nothing for %s', async (code) => {
    expect(await explainCode(code)).toBeUndefined();
  });
});
