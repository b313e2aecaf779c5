// The help of every command: its examples run, its options are those that the program reads.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp, overview } from '../../src/cli/help.ts';
import { buildCli } from '../tools/build-cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gateglass-help-'));

const GATEWAY = `binds:
- port: 8080
  listeners:
  - routes:
    - name: shop
      backends: [{host: "10.0.0.1:80"}]
`;
const ROUTES = `virtual_hosts:
- name: all
  domains: ["*"]
  routes: [{match: {prefix: /}, route: {cluster: shop}}]
`;
const TESTS = `tests:
- {test_name: home, input: {authority: a.test, path: /, method: GET}, validate: {cluster_name: shop}}
`;
const BOOTSTRAP = 'static_resources: {clusters: [{name: shop, type: STATIC}]}\n';
const LOG = '[2026-01-02T03:04:05.678Z] "GET /x HTTP/1.1" 200 - 0 91 12 - "-" "ua" "id" "shop.test" "10.0.0.1:80"\n';
const HAR = { log: { entries: [{ request: { method: 'GET', url: 'http://a.test/api', headers: [] } }] } };

/** What the examples name. */
const FILES: Readonly<Record<string, string>> = {
  'gateway.yaml': GATEWAY,
  'routes.yaml': ROUTES,
  'tests.yaml': TESTS,
  'before.yaml': BOOTSTRAP,
  'after.yaml': BOOTSTRAP,
  'envoy.yaml': BOOTSTRAP,
  'before/lds.yaml': 'resources: []\n',
  'after/lds.yaml': 'resources: []\n',
  'access.log': LOG,
  'requests.har': JSON.stringify(HAR),
  'asks.ndjson': '{"op":"eval","expr":"1"}\n',
};

beforeAll(async () => {
  await buildCli(join(folder, 'cli'));
  for (const part of ['before', 'after', 'bin']) mkdirSync(join(folder, part));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'bin/gateglass'), `#!/bin/sh\nexec "${process.execPath}" "${folder}/cli/gateglass.mjs" "$@"\n`, {
    mode: 0o755,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const programs = await Promise.all(commands.map(async (command) => ({ ...command, program: await command.load() })));

function shell(line: string): Promise<{ readonly status: number; readonly err: string }> {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd: folder, env }, (error, _out, err) => resolve({ status: Number(error?.code ?? 0), err }));
  });
}

describe('the help', () => {
  it.runIf(process.platform !== 'win32').each(programs.flatMap(({ program }) => program.examples))(
    'has an example that works: %s',
    async (line) => {
      const { status, err } = await shell(line);
      // 1 is an answer, too.
      expect([0, 1], err).toContain(status);
      expect(err).not.toMatch(/fault|not an option/);
    },
  );

  it.each(programs)('says of $name every option, in lines that fit', (command) => {
    const text = commandHelp(command, command.program);
    for (const name of Object.keys(command.program.options)) expect(text).toContain(`--${name}`);
    expect(command.program.examples.length).toBeGreaterThan(0);
    for (const example of command.program.examples) expect(example).toContain(`gateglass ${command.name}`);
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('names every command', () => {
    const text = overview(commands);
    for (const { name, summary } of commands) expect(text).toMatch(new RegExp(`gateglass ${name} +${summary}\\n`));
    expect(text.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });
});
