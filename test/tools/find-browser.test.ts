// Which browser the browser tests take, and what they say where there is none to take.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { installed } from './find-browser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gateglass-browsers-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A program that ends with a status. */
function programIn(part: string, name: string, status: number): string {
  mkdirSync(join(folder, part), { recursive: true });
  const path = join(folder, part, name);
  writeFileSync(path, `#!/bin/sh\nexit ${status}\n`, { mode: 0o755 });
  return path;
}

describe.runIf(process.platform === 'linux')('an installed browser', () => {
  it('is the first on the path that starts', () => {
    const stub = programIn('stub', 'chromium', 1);
    const real = programIn('real', 'google-chrome', 0);
    vi.stubEnv('CHROME_PATH', '');
    vi.stubEnv('PATH', `${join(stub, '..')}:/usr/none:${join(real, '..')}:/bin`);
    expect(installed()).toEqual({ path: real, env: {} });
  });

  it('is the one that was named, or an error', () => {
    const named = programIn('named', 'mine', 0);
    vi.stubEnv('CHROME_PATH', named);
    expect(installed()).toEqual({ path: named, env: {} });
    vi.stubEnv('CHROME_PATH', programIn('named', 'broken', 3));
    expect(() => installed()).toThrow('which does not start');
    vi.stubEnv('CHROME_PATH', join(folder, 'none'));
    expect(() => installed()).toThrow('which does not exist');
  });

  it('may be missing', () => {
    vi.stubEnv('CHROME_PATH', '');
    vi.stubEnv('PATH', '/usr/none');
    expect(installed()).toBe(undefined);
  });
});
