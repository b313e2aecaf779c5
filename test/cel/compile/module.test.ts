// Modules written ahead of time: they load, give the closures' answers, and are not trusted when another version wrote them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evaluate, type LinkedModule, loadProfile, type ModuleOptions, writeModule } from '../../../src/cel/index.ts';

const folder = join(import.meta.dirname, '../../../.cache/modules');
const runtime = join(import.meta.dirname, '../../../src/cel/index.ts');
let count = 0;

async function load(text: string): Promise<LinkedModule> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `module-${process.pid}-${count++}.mjs`);
  writeFileSync(file, text);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as LinkedModule;
}

async function written(profile: string, expression: string, options: ModuleOptions = {}): Promise<string> {
  const made = await writeModule(profile, expression, { ...options, runtime });
  return made.ok ? made.text : expect.fail(made.message);
}

describe('a module', () => {
  it('evaluates JSON variables and CEL values', async () => {
    const module = await load(
      await written('cel', 'size(names) > n && names.exists(x, x == "b")', { variables: { names: 'list(string)', n: 'int' } }),
    );
    expect(module.backend).toBe('generated');
    expect(module.evaluate({ names: ['a', 'b'], n: 1 })).toMatchObject({ ok: true, value: true, type: 'bool' });
    expect(module.evaluate({ names: ['a', 'b'], n: 2 })).toMatchObject({ ok: true, value: false });
    expect(module.run({ names: ['b'], n: 0 })).toBe(true);
    expect(module.evaluate({ names: ['b'] })).toMatchObject({ ok: false, stage: 'eval', code: 'undeclared_reference' });
  });

  it('builds the variables of a gateway from a request', async () => {
    const expression = 'request.method == "GET" && request.headers["x-tag"] == "1"';
    const module = await load(await written('agentgateway', expression));
    const request = { path: '/', headers: { 'x-tag': '1' } };
    expect(module.evaluate({}, { request })).toMatchObject({ ok: true, value: true });
    const profile = (await loadProfile('agentgateway')) ?? expect.fail('no profile');
    expect(module.evaluate({}, { request: { path: '/' } })).toEqual(evaluate(profile, expression, {}, { request: { path: '/' } }));
  });

  it('names the version of its profile, and imports the package', async () => {
    const made = await writeModule('agentgateway', 'request.path == "/"');
    expect(made).toMatchObject({ ok: true, text: expect.stringContaining('"profile": "agentgateway@1.4"') });
    expect(made).toMatchObject({ ok: true, text: expect.stringContaining('from "gateglass/cel"') });
  });

  it('that another version wrote is evaluated by closures', async () => {
    const text = await written('cel', 'a.b == "x"', { variables: { a: 'dyn' } });
    const module = await load(text.replace(/"digest": "\w+"/, '"digest": "0000000000000000"'));
    expect(module.backend).toBe('closures');
    expect(module.evaluate({ a: { b: 'x' } })).toMatchObject({ ok: true, value: true });
  });

  it('holds what a user wrote as literals', async () => {
    const text = await written('cel', "s == '''\"; throw 1; //\\u2028*/'''", { variables: { s: 'string' }, container: 'a"; throw 2; "' });
    expect(text).not.toContain('\u2028');
    const module = await load(text);
    expect(module.evaluate({ s: '"; throw 1; //\u2028*/' })).toMatchObject({ ok: true, value: true });
  });

  it('is not written for what does not compile', async () => {
    expect(await writeModule('cel', '1 +')).toMatchObject({ ok: false, issues: [{ severity: 'error' }] });
    expect(await writeModule('cel', 'nope')).toMatchObject({ ok: false, issues: [{ code: 'undeclared_reference' }] });
    expect(await writeModule('other', '1')).toMatchObject({ ok: false, message: "The profile 'other' is not known." });
  });
});
