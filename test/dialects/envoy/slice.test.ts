// The slice agrees with a real Envoy in every recorded answer; what uses more is counted by the field that keeps it out.
import { describe, expect, it } from 'vitest';
import { loadYamlLibrary } from '../../../src/text/yaml.ts';
import { fieldsOf, hasShared, type Row, rowsOf } from './shared.ts';
import { outside } from './slice.ts';
import { askAll } from './support.ts';

/** HTTP/2 requests with no `:path` at all: a sample request cannot say that (a path left out is `/`). */
const NOT_SAYABLE = new Set(['path-prefixonly#64', 'path-sep#64']);

/** Misses of a row, by case. */
async function missesOf(row: Row): Promise<readonly string[]> {
  const { config, requests, sequence } = row.ask;
  const answer = { ok: true, valid: true, decisions: await askAll(config, requests, { sequence: sequence ?? false }) };
  const results = row.judgeMany?.(answer) ?? [{ id: row.ask.id, miss: row.judge?.(answer) }];
  return results.flatMap(({ id, miss }) => (miss === undefined || NOT_SAYABLE.has(id) ? [] : [`${id}: ${miss}`]));
}

describe.skipIf(!hasShared)('the first slice', () => {
  it.each([
    ['envoy-route-unit', 40],
    ['envoy-http', 130],
  ])('%s: agrees in every case within the slice', { timeout: 180_000 }, async (set, least) => {
    await loadYamlLibrary();
    const rows = await rowsOf(set);
    const kept = new Map<string, number>();
    const misses: string[] = [];
    let within = 0;
    for (const row of rows) {
      const more = outside(fieldsOf(row.ask.config));
      if (more.length === 0) {
        within += 1;
        misses.push(...(await missesOf(row)));
      }
      for (const field of more) kept.set(field, (kept.get(field) ?? 0) + 1);
    }
    const named = [...kept].sort((a, b) => b[1] - a[1]).slice(0, 8);
    console.info(
      `${set}: ${within} of ${rows.length} rows within the slice; most kept out by ${named.map(([f, n]) => `${f} (${n})`).join(', ')}`,
    );
    expect(misses).toEqual([]);
    expect(within).toBeGreaterThanOrEqual(least);
  });
});
