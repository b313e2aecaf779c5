// Which filter chain a connection gets, by Envoy's own unit tests: every case agrees, in both forms of matching.
import { describe, expect, it } from 'vitest';
import { loadYamlLibrary } from '../../../src/text/yaml.ts';
import { hasShared, rowsOf } from './shared.ts';
import { askAll } from './support.ts';

describe.skipIf(!hasShared)('unit tests of filter chains', () => {
  it('agree', { timeout: 180_000 }, async () => {
    await loadYamlLibrary();
    const misses: string[] = [];
    let judged = 0;
    for (const { ask, judge, judgeMany } of await rowsOf('envoy-chains-unit')) {
      const decisions = await askAll(ask.config, ask.requests, { sequence: ask.sequence ?? false });
      const answer = { ok: true, valid: true, decisions };
      const results = judgeMany?.(answer) ?? [{ id: ask.id, miss: judge?.(answer) }];
      judged += results.length;
      for (const { id, miss } of results) if (miss !== undefined) misses.push(`${id}: ${miss}`);
    }
    expect(misses).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(18);
  });
});
