// The built program, run as people and programs run it.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answerer } from '../../src/cli/batch/answerer.ts';
import { buildCli } from '../tools/build-cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gateglass-cli-'));
const program = join(folder, 'gateglass.mjs');

beforeAll(() => buildCli(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe', env: { ...process.env, NO_COLOR: '1' } });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
    });
    child.on('close', (status) => resolve({ status, out, err }));
    child.stdin.end(input);
  });
}

describe('gateglass', () => {
  it('says what it is', async () => {
    expect(await run(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('gateglass batch') });
    expect(await run([])).toMatchObject({ status: 2, out: '', err: expect.stringContaining('gateglass batch') });
    expect(await run(['help', 'eval'])).toMatchObject({ status: 0, out: expect.stringContaining('--vars') });
    expect((await run(['eval', '--help'])).out).toBe((await run(['help', 'eval'])).out);
    expect((await run(['eval', '--no-check', '--', '-h'])).out).not.toContain('--vars');
    const version = JSON.parse((await run(['--version', '--json'])).out) as { readonly profiles: readonly string[] };
    expect(version.profiles).toEqual(['cel', 'agentgateway@1.4', 'envoy@1.40', 'kubernetes@1.37']);
  });

  it('says how it was misused', async () => {
    expect(await run(['evall'])).toMatchObject({ status: 2, err: "gateglass: 'evall' is not a command; did you mean 'eval'?\n" });
    expect(await run(['eval'])).toMatchObject({ status: 2, err: expect.stringContaining('one expression') });
    expect(await run(['help', 'rout'])).toMatchObject({ status: 2, err: "gateglass: 'rout' is not a command; did you mean 'route'?\n" });
    const { status, err } = await run(['check', folder]);
    expect([status, err]).toEqual([2, `gateglass check: ${folder} is a folder; name a file.\n`]);
  });

  it.each(['--color', '--colour', '--color=always', '--color always'])('colours what it is asked to: %s', async (option) => {
    expect((await run(['eval', '1', ...option.split(' ')])).out).toContain('\u001b[');
    expect((await run(['eval', '1', ...option.split(' '), '--no-color'])).out).not.toContain('\u001b[');
  });

  it.each([
    ['eval 1 --nope', '--nope is not an option; see gateglass help eval'],
    ['eval 1 --jsno', '--jsno is not an option: did you mean --json?; see gateglass help eval'],
    ['eval -1', '-1 is not an option; write -- before what begins with a dash and is none; see gateglass help eval'],
    ['eval 1 --vars', '--vars needs a value; see gateglass help eval'],
    ['eval 1 --vars []', '--vars: a JSON object is expected'],
    ['eval 1 --now soon', '--now soon: write a time such as 2026-01-01T00:00:00Z'],
    ['eval 1 --colour purple', '--colour purple: it is one of auto, always, never'],
    ['eval 1 --color=allways', '--colour allways: did you mean always?'],
    ['eval 1 -p envoi', '--profile envoi: did you mean envoy?'],
    ['eval 1 --backend fast', '--backend fast: it is one of closures, generated'],
    ['eval - -r -', 'standard input can be read once: give one of the two a file'],
    ['compile x --var x', "--var x: write NAME=TYPE, such as --var 'x=map(string, int)'"],
    ['compile x --var x=list(int', '--var x=list(int: list(int is not a type'],
    ['compile 1 -o /does/not/exist.mjs', 'There is no folder for /does/not/exist.mjs.'],
    ['check', 'name a configuration file, or - for standard input; see gateglass help check'],
    ['check /does/not/exist.yaml', 'There is no file /does/not/exist.yaml.'],
    ['check - --dialect envoi', '--dialect envoi: did you mean envoy?'],
    ['check - --env =x', '--env =x: the variable is not set; write NAME=VALUE'],
    ['impact x', 'name the file or folder before the change, and the one after it; see gateglass help impact'],
    ['router-check a b --fail-under most', '--fail-under most: a percentage is a number'],
    ['batch x', 'a batch reads standard input and takes no operand; see gateglass help batch'],
  ])('says what is wrong with: %s', async (line, why) => {
    const [name = '', ...args] = line.split(' ');
    expect(await run([name, ...args])).toEqual({ status: 2, out: '', err: `gateglass ${name}: ${why}\n` });
  });

  it('evaluates by the back end that was asked for', async () => {
    const [closures, generated] = await Promise.all(
      ['closures', 'generated'].map((backend) => run(['eval', 'x.a + 1 > 2 || x.b', '--vars', '{"x":{"a":1}}', '--backend', backend])),
    );
    expect(generated).toEqual(closures);
    expect(generated?.status).toBe(1);
    const line = '{"id":1,"op":"eval","expr":"xs.map(x, x * 2)","vars":{"xs":[1,2]}}\n';
    expect(await run(['batch', '--backend', 'generated'], line)).toMatchObject({
      status: 0,
      out: expect.stringContaining('"text":"[2, 4]"'),
    });
    expect(await run(['batch', '--backend', 'fast'], line)).toMatchObject({ status: 2 });
  });

  it('writes expressions as modules', async () => {
    const made = await run(['compile', 'size(name) > n', '--var', 'name=string', '--var', 'n=int']);
    expect(made).toMatchObject({ status: 0, out: expect.stringContaining('import { linkModule } from "gateglass/cel";'), err: '' });
    const file = join(folder, 'policy.mjs');
    expect(await run(['compile', 'true', '-o', file])).toMatchObject({ status: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toContain('export const { run, evaluate, backend }');
    expect(await run(['compile', 'nope'])).toMatchObject({ status: 1, err: expect.stringContaining("undeclared reference to 'nope'") });
  });

  it('evaluates', async () => {
    expect(await run(['eval', '1 + 1'])).toMatchObject({ status: 0, out: expect.stringMatching(/^2 {2}int/), err: '' });
    expect(await run(['eval', '-'], 'x + 1\n')).toMatchObject({ status: 1, out: expect.stringContaining('│ x + 1\n    │ ^') });
    expect(await run(['eval', 'x + 1', '--vars', '{"x":2}', '--json'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('"value":3'),
    });
  });

  it('explains codes', async () => {
    expect(await run(['explain-code', 'no_such_key'])).toMatchObject({ status: 0, out: expect.stringContaining('cel/no_such_key') });
    const slip = "gateglass explain-code: 'envoy/shadowed-rout' is not a code; did you mean 'envoy/shadowed-route'?\n";
    expect(await run(['explain-code', 'envoy/shadowed-rout'])).toEqual({ status: 1, out: '', err: slip });
    expect(await run(['explain-code', '__proto__/x'])).toMatchObject({ status: 1, err: expect.stringContaining('is not a code\n') });
  });

  it.runIf(existsSync('/dev/full'))('says when its output cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [program, 'eval', '1'], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    expect([status, stderr]).toEqual([74, expect.stringMatching(/^gateglass: the output could not be written: ENOSPC/)]);
  });

  it('writes for a narrow terminal', async () => {
    const { stdout } = spawnSync(process.execPath, [program, 'eval', `'${'x'.repeat(200)}' + nope`], {
      env: { ...process.env, COLUMNS: '50' },
      encoding: 'utf8',
    });
    const [line = '', marks = ''] = stdout.split('\n').slice(1);
    expect(line.length).toBeLessThanOrEqual(50);
    expect(marks.indexOf('^')).toBe(line.indexOf('nope'));
  });

  it('checks', async () => {
    const file = join(folder, 'x.conf');
    writeFileSync(file, 'http {\n  server {\n    listen 80;\n  }\n}\n');
    expect(await run(['check', file])).toMatchObject({ status: 1, out: expect.stringContaining('Recognised as NGINX') });
  });
});

const config = `binds:
- port: 3000
  listeners:
  - name: web
    routes:
    - name: api
      matches: [{path: {pathPrefix: /api}}]
      backends: [{host: "$BACKEND"}]
    - name: rest
      policies: {directResponse: {status: 418, body: tea}}
`;

describe('gateglass route', () => {
  const file = join(folder, 'config.yaml');
  const route = (...args: readonly string[]): Promise<Ran> => {
    writeFileSync(file, config);
    return run(['route', file, '--env', 'BACKEND=10.0.0.1:80', ...args]);
  };

  it('says what happens to a request, and why', async () => {
    const { status, out } = await route('--curl', "curl http://shop.test/api/x -H 'x-a: 1'", '--trace');
    expect(status).toBe(0);
    expect(out).toMatch(/^GET http:\/\/shop\.test\/api\/x\n/);
    expect(out).toMatch(/ {2}endpoint {3}10\.0\.0\.1:80\n/);
    expect(out).toMatch(/ {2}✓ route api .*config\.yaml:\d+\n/);
  });

  it('answers in JSON, one line a request', async () => {
    const { out } = await route('--url', 'http://a.test/api', '--url', 'http://a.test/', '--json');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { route: 'api', status: 200 },
      { route: 'rest', status: 418 },
    ]);
  });

  it('puts many requests into a table', async () => {
    const urls = Array.from({ length: 6 }, (_, i) => ['--url', `http://a.test/${i % 2 ? 'api' : ''}`]).flat();
    const { out } = await route(...urls);
    const rows = out.trimEnd().split('\n');
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatch(/^request +status +outcome +route/);
    expect(rows[2]).toMatch(/^GET http:\/\/a\.test\/api +200 +forward +api +10\.0\.0\.1:80/);
  });

  it('reads HAR archives and access logs, and compares', async () => {
    const har = join(folder, 'x.har');
    writeFileSync(har, JSON.stringify({ log: { entries: [{ request: { method: 'GET', url: 'http://a.test/api', headers: [] } }] } }));
    expect((await route('--har', har)).out).toContain('10.0.0.1:80');
    const log = join(folder, 'log.txt');
    writeFileSync(log, '[2026-01-02T03:04:05.678Z] "GET /x HTTP/1.1" 503 UF 0 91 12 - "-" "ua" "id" "shop.test" "10.0.0.1:80"\n');
    expect((await route('-r', log)).out).toContain('logged     503 UF  the log says otherwise');
  });

  it('shows where a request is wrong', async () => {
    const { status, err } = await route('--curl', 'curl http://a.test:99999/');
    expect(status).toBe(2);
    expect(err).toMatch(/error The port 99999 is above 65535\.\n {2}1 │ curl http:\/\/a\.test:99999\/\n {4}│ {20}\^{5}\n/);
  });
});

describe('gateglass check', () => {
  it('shows every fault in its place', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, config.replace('pathPrefix', 'pathPrefx'));
    const { status, out } = await run(['check', file, '--env', 'BACKEND=a:80']);
    expect(status).toBe(1);
    expect(out).toMatch(/^error\[agentgateway\/unknown-field\] 'pathPrefx' .*did you mean 'pathPrefix'\?\n {2}at \S+\/bad\.yaml:7:25 /);
    expect(out).toMatch(/ {2}7 │ {7}matches: \[\{path: \{pathPrefx: \/api\}\}\]\n {4}│ {25}\^{9}\n/);
    expect(out).toMatch(/does not load in agentgateway@1\.4: 1 error(?:, \d+ warnings?)?\n$/);
  });

  it('names the file as it was typed, also where it is none', async () => {
    const file = join(folder, 'bad.yaml');
    const { status, out, err } = await run(['check', '/does/not/exist.yaml', file, '-'], 'binds: 1\n');
    expect(status).toBe(2);
    expect(err).toBe('gateglass check: There is no file /does/not/exist.yaml.\n');
    expect(out).toContain(`  at ${file}:7:25 `);
    expect(out).toContain('  at <stdin>:1:8 ');
  });

  it('knows when a file loads', async () => {
    const file = join(folder, 'good.yaml');
    writeFileSync(file, config);
    expect(await run(['check', file, '-e', 'BACKEND=a:80'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('loads in agentgateway@1.4'),
    });
    expect(await run(['check', '-', '-e', 'BACKEND=a:80', '--json'], config)).toMatchObject({
      status: 0,
      out: expect.stringContaining('"valid":true'),
    });
    expect(await run(['check', file])).toMatchObject({ status: 1, out: expect.stringContaining("'BACKEND' is not set") });
  });
});

describe('gateglass graph', () => {
  it('outlines a configuration', async () => {
    const file = join(folder, 'graph.yaml');
    writeFileSync(file, config.replace('$BACKEND', '10.0.0.1:80'));
    const { status, out } = await run(['graph', file]);
    expect(status).toBe(0);
    expect(out).toMatch(/^bind :3000 .*graph\.yaml:2\n(?: +\S.*\n)* +route api .*\n +backend 10\.0\.0\.1:80/);
    expect(JSON.parse((await run(['graph', file, '--json'])).out)).toMatchObject({ nodes: expect.any(Array), edges: expect.any(Array) });
  });
});

describe('what cannot be used', () => {
  it.each(['route', 'graph'])('is said in JSON, too: %s', async (command) => {
    const { status, out } = await run([command, '-', '--json'], 'http { server { listen 80; } }');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, stage: 'config', diagnostics: [{ code: 'gateway/dialect-to-come', line: 1 }] });
  });
});

describe('gateglass impact', () => {
  const bootstrap = (timeout: string): string => `static_resources:
  clusters:
  - name: c
    type: STATIC
    connect_timeout: ${timeout}
    load_assignment: {cluster_name: c, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}
`;
  it('says what changes, of files and of folders', async () => {
    for (const [name, timeout] of [
      ['before', '1s'],
      ['after', '2s'],
    ] as const) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'envoy.yaml'), bootstrap(timeout));
    }
    const ofFiles = await run(['impact', join(folder, 'before/envoy.yaml'), join(folder, 'after/envoy.yaml')]);
    expect(ofFiles.out).toMatch(/takes the change/);
    expect((await run(['impact', join(folder, 'before'), join(folder, 'after')])).out).toBe(ofFiles.out);
    expect(await run(['impact', join(folder, 'before/envoy.yaml'), '-'], config)).toMatchObject({
      status: 2,
      err: expect.stringContaining('is a configuration of agentgateway'),
    });
    const inJson = await run(['impact', join(folder, 'before'), join(folder, 'after'), '--json']);
    expect(JSON.parse(inJson.out)).toMatchObject({ ok: true, accepted: true, clusters: { c: { change: 'modified' } } });
  });
});

describe('gateglass batch', () => {
  it('answers every line in order and ends with status 0', async () => {
    const asks = Array.from({ length: 200 }, (_, id) => (id % 50 === 7 ? 'broken' : JSON.stringify({ id, op: 'eval', expr: `${id} + 1` })));
    const { status, out } = await run(['batch'], asks.join('\n'));
    expect(status).toBe(0);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly id?: number; readonly value?: number; readonly code?: string });
    expect(answers).toHaveLength(200);
    for (const [i, answer] of answers.entries()) expect(i % 50 === 7 ? answer.code : answer.value).toBe(i % 50 === 7 ? 'bad_line' : i + 1);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [program, 'batch'], { stdio: 'pipe' });
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    let err = '';
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
    });
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    const line = JSON.stringify({ op: 'eval', expr: `'${'x'.repeat(10_000)}'` });
    child.stdin.end(`${line}\n`.repeat(200));
    expect(await closed).toBe(0);
    expect(err).toBe('');
  });

  it('streams: an answer comes before the input ends', async () => {
    const child = spawn(process.execPath, [program, 'batch'], { stdio: 'pipe' });
    const first = new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString())));
    child.stdin.write('{"op":"eval","expr":"1"}\n');
    expect(JSON.parse(await first)).toMatchObject({ ok: true, value: 1 });
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));
  });
});

describe('a thread that answers', () => {
  const script = join(folder, 'faulty.mjs');
  const faulty = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ number, line }) => {
      if (line.includes('hang')) for (;;);
      if (line.includes('die')) throw new Error('dead');
      if (line.includes('exit')) process.exit(3);
      parentPort.postMessage({ number, answer: line });
    });`;

  it('is replaced when it hangs or dies, and the other lines are answered', async () => {
    writeFileSync(script, faulty);
    // Long enough for a thread to start on any machine: only the line that hangs waits for it.
    const answerer = new Answerer(new URL(`file://${script}`), 5000);
    const lines = ['{"id":1}', '{"id":2,"x":"hang"}', '{"id":3}', '{"id":4,"x":"die"}', '{"id":5}', '{"id":6,"x":"exit"}', '{"id":7}'];
    const answers = await Promise.all(lines.map((line) => answerer.answer(line)));
    await answerer.close();
    expect(answers.map((answer) => JSON.parse(answer) as unknown)).toMatchObject([
      { id: 1 },
      { id: 2, ok: false, stage: 'eval', code: 'limit_exceeded' },
      { id: 3 },
      { id: 4, ok: false, code: 'limit_exceeded' },
      { id: 5 },
      { id: 6, ok: false, code: 'limit_exceeded' },
      { id: 7 },
    ]);
  });
});
