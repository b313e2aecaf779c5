// Explanation pages: the wrong example gives the code, the right one does not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages as checkMessages } from '../../src/cel/check/messages.ts';
import { explain, lint, loadProfile } from '../../src/cel/index.ts';
import { lints } from '../../src/cel/lints/index.ts';
import { pages as celPages } from '../../src/cel/pages/index.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { ConfigPage, ExpressionPage } from '../../src/diagnostics/page.ts';
import { pages as agentgatewayPages } from '../../src/dialects/agentgateway/pages/index.ts';
import { messages as agentgatewayMessages } from '../../src/dialects/agentgateway/validate/messages.ts';
import { envoy } from '../../src/dialects/envoy/index.ts';
import { pages as envoyPages } from '../../src/dialects/envoy/pages/index.ts';
import { explainCode } from '../../src/gateway/explain-code.ts';
import { impactOf } from '../../src/gateway/impact.ts';
import { open } from '../../src/gateway/open.ts';
import { pages as commonPages } from '../../src/gateway/pages/index.ts';
import { root } from '../tools/paths.mjs';

async function findings(page: ConfigPage, example: string): Promise<readonly Diagnostic[]> {
  const text = page.frame?.(example) ?? example;
  const others = Object.entries(page.files ?? {}).map(([name, content]) => ({ name, text: content }));
  const files = text === '' ? [] : [{ name: page.file ?? 'config.yaml', text }, ...others];
  return (await open({ files, ...page.options })).diagnostics;
}

/** The codes that a configuration gives. */
async function codesOfConfig(page: ConfigPage, example: string): Promise<readonly string[]> {
  const text = page.frame?.(example) ?? example;
  const name = page.file ?? 'config.yaml';
  if (page.before !== undefined) {
    const change = { bootstrap: undefined, before: [{ name, text: page.before }], after: [{ name, text }] };
    const answer = await impactOf(envoy, change);
    return answer?.diagnostics.map((found) => found.code) ?? [];
  }
  return (await findings(page, example)).map(({ code }) => code);
}

/** The codes that an expression gives when it is checked for its use, and then run. */
async function codesOfExpression(page: ExpressionPage, example: string): Promise<readonly string[]> {
  const loaded = await loadProfile(page.profile ?? 'cel');
  if (loaded === undefined) throw new Error(`no profile ${page.profile}`);
  const text = page.frame?.(example) ?? example;
  const given = Object.fromEntries(Object.keys(page.vars ?? {}).map((name) => [name, 'dyn']));
  const found = lint(loaded, text, page.use ?? 'value', { variables: { ...given, ...page.types }, phase: page.phase });
  const { answer } = explain(loaded, text, page.vars, { types: page.types, request: page.request, check: page.unchecked !== true });
  return [...found.map(({ code }) => code), ...(answer.ok ? [] : [answer.code])].map((code) => `cel/${code}`);
}

/** Where a choice beside the text is what is wrong, the right example comes without it. */
const rightly = (page: ConfigPage): ConfigPage => (page.right === page.wrong || page.wrong === '' ? { ...page, options: {} } : page);
/** A dialect puts its name before faults of the text. */
const plain = (code: string): string => code.replace(/^envoy\/(json|yaml|text)-/, '$1/');
/** What stands for a moment only, or no reader of configurations gives: they all take lenient JSON. */
const NEVER_SEEN: ReadonlySet<string> = new Set([
  'text/reader-not-loaded',
  'yaml/impossible',
  'json/control-character',
  'json/single-quotes',
  'json/unquoted-key',
  'json/trailing-comma',
]);

describe.each(Object.entries({ ...commonPages, ...agentgatewayPages, ...envoyPages }))('%s', (code, page) => {
  it('is given by the wrong example', async () => {
    const codes = (await codesOfConfig(page, page.wrong)).map(plain);
    if (NEVER_SEEN.has(code)) expect(codes).not.toContain(code);
    else expect(codes).toContain(code);
  });
  it('is not given by the right example', async () => {
    expect((await codesOfConfig(rightly(page), page.right)).map(plain)).not.toContain(code);
    // It is an example of how to write it, so nothing else is refused either.
    const refused =
      page.before === undefined ? (await findings(rightly(page), page.right)).filter(({ severity }) => severity === 'error') : [];
    expect(refused.map((found) => `${found.code}: ${found.message}`)).toEqual([]);
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

describe('every code has a page:', () => {
  const sources = (folder: string): string =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8'))
      .join('\n');

  it('the parser’s', () => {
    const union = /export type SyntaxCode =([^;]*);/.exec(readFileSync(join(root, 'src/cel/syntax/texts.ts'), 'utf8'))?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map((m) => `cel/${m[1]}`);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !Object.hasOwn(celPages, code))).toEqual([]);
  });
  it('the checker’s', () => {
    const codes = Object.keys(checkMessages).map((code) => `cel/${code}`);
    expect(codes.filter((code) => !Object.hasOwn(celPages, code))).toEqual([]);
  });
  it('those of a run', () => {
    const union = /export type ErrorCode =([^;]*);/.exec(readFileSync(join(root, 'src/cel/values/value.ts'), 'utf8'))?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map((m) => `cel/${m[1]}`);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !Object.hasOwn(celPages, code))).toEqual([]);
  });
  it('those of rules about expressions', () => {
    const codes = [...sources('src/cel/lints').matchAll(/code(?:: | = )'(\w+)'/g)].map((m) => `cel/${m[1]}`);
    expect(codes.length).toBeGreaterThan(lints.length - 3);
    expect(codes.filter((code) => !Object.hasOwn(celPages, code))).toEqual([]);
  });
  it('agentgateway’s', () => {
    const codes = Object.keys(agentgatewayMessages);
    expect(codes.filter((code) => !Object.hasOwn(agentgatewayPages, code))).toEqual([]);
  });
  it('Envoy’s', () => {
    const text = ['lint', 'load', 'schema', 'documents', 'impact'].map((folder) => sources(`src/dialects/envoy/${folder}`)).join('\n');
    const called = /(?:problems\.(?:warn|error|add)|\bbad|#?\bfault)\(\s*'([a-z][a-z0-9-]*)',|code: 'envoy\/([a-z-]+)'/g;
    const codes = [...text.matchAll(called)].map((m) => `envoy/${m[1] ?? m[2]}`);
    expect(codes.length).toBeGreaterThan(100);
    expect([...new Set(codes)].filter((code) => !Object.hasOwn(envoyPages, code)).sort()).toEqual([]);
  });
  it('those of texts and of the gateway', () => {
    const codes = [...`${sources('src/text')}\n${sources('src/gateway')}`.matchAll(/'((?:text|yaml|json|gateway)\/[a-z-]+)'/g)].map(
      (m) => m[1] ?? '',
    );
    expect(codes.length).toBeGreaterThan(30);
    expect([...new Set(codes)].filter((code) => !Object.hasOwn(commonPages, code)).sort()).toEqual([]);
  });
});

describe('explainCode', () => {
  it('gives the page of a code as plain data, with a text that can be opened', async () => {
    const page = await explainCode('envoy/shadowed-route');
    expect(structuredClone(page)).toEqual(page);
    expect(page?.wrong.whole).toContain(page?.wrong.text.split('\n')[0]);
    expect(page?.wrong.whole).toMatch(/^static_resources:/m);
  });
  it('takes a code without area for an expression’s', async () => {
    expect((await explainCode('deny_may_fail'))?.code).toBe('cel/deny_may_fail');
  });
  it.each(['envoy/constructor', '__proto__/x', 'constructor', 'nowhere/x', ''])('has nothing for %s', async (code) => {
    expect(await explainCode(code)).toBeUndefined();
  });
});
