import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { root } from './paths.mjs';
import { command, conclude, skip, skippedIn } from './stages.mjs';

afterEach(() => vi.restoreAllMocks());

/** What is printed while something runs. */
function printed(run: () => void): readonly string[] {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  run();
  return log.mock.calls.map(([line]) => String(line));
}

describe('a run', () => {
  it('ends with its counts in one line, after what failed', () => {
    const lines = printed(() => {
      const good = { passed: 3, failed: 0, skipped: 1 };
      expect(conclude([good, skip('cases', 'they are not here')])).toBe(true);
      expect(conclude([good, { passed: 0, failed: 1, skipped: 0, failures: ['lint'] }])).toBe(false);
    });
    expect(lines.at(1)).toBe('\n3 passed, 0 failed, 2 skipped');
    expect(lines.at(-2)).toContain('lint');
    expect(lines.at(-1)).toBe('\n3 passed, 1 failed, 1 skipped');
  });

  it('counts a program that fails or cannot be started as one failure', () => {
    printed(() => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      expect(command('ends well', [process.execPath, '-e', '0'])).toMatchObject({ passed: 1, failed: 0 });
      expect(command('ends badly', [process.execPath, '-e', 'process.exit(3)'])).toMatchObject({ failed: 1, failures: ['ends badly'] });
      expect(command('is not there', ['/does/not/exist'])).toMatchObject({ failed: 1 });
    });
  });

  it('names what was skipped, by file and group', () => {
    const test = (status: string, ...ancestorTitles: string[]) => ({ status, fullName: 'x', ancestorTitles });
    const file = { name: join(root, 'test/a.test.ts'), status: 'passed', message: '' };
    const assertionResults = [test('passed', 'a'), test('pending', 'recorded', 'deep'), test('skipped', 'recorded'), test('todo')];
    expect(skippedIn([{ ...file, assertionResults }])).toEqual(['test/a.test.ts: recorded (2)', 'test/a.test.ts: x (1)']);
  });
});
