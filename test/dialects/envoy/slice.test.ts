// The slice agrees with a real Envoy in every recorded answer; what uses more is counted, and named by the fields that keep it out.
import { describe, expect, it } from 'vitest';
import { loadYamlLibrary } from '../../../src/text/yaml.ts';
import { fieldsOf, hasShared, type Row, rowsOf } from './shared.ts';
import { outside } from './slice.ts';
import { askAll } from './support.ts';

/** Cases of a row that miss, with what is wrong. */
async function missesOf(row: Row): Promise<readonly string[]> {
  const { id, config, requests, sequence } = row.ask;
  const answer = { ok: true, valid: true, decisions: await askAll(config, requests, { sequence: sequence ?? false }) };
  const results = row.judgeMany?.(answer) ?? [{ id, ...missOf(row.judge?.(answer)) }];
  return results.flatMap(({ id: of, miss }) => (miss === undefined ? [] : [`${of}: ${miss}`]));
}

const missOf = (miss: string | undefined) => (miss === undefined ? {} : { miss });

/** `Route: metadata 3, stat_prefix 1`: every field with the number of cases that it keeps out. */
function print(kept: ReadonlyMap<string, number>): string {
  const byMessage = new Map<string, string[]>();
  for (const [path, count] of [...kept].sort((a, b) => b[1] - a[1])) {
    const [message = '', field = 'empty'] = path.split('.');
    byMessage.set(message, [...(byMessage.get(message) ?? []), `${field} ${count}`]);
  }
  return [...byMessage].map(([message, fields]) => `${message}: ${fields.join(', ')}`).join('\n');
}

describe.skipIf(!hasShared)('the first slice', () => {
  it.each([
    { set: 'envoy-route-unit', least: 44 },
    { set: 'envoy-http', least: 3858 },
  ])('$set: agrees in every case within the slice', { timeout: 180_000 }, async ({ set, least }) => {
    await loadYamlLibrary();
    const kept = new Map<string, number>();
    const misses: string[] = [];
    let within = 0;
    let beyond = 0;
    for (const row of await rowsOf(set)) {
      const cases = row.ask.requests.length;
      const more = outside(fieldsOf(row.ask.config));
      for (const field of more) kept.set(field, (kept.get(field) ?? 0) + cases);
      if (more.length > 0) beyond += cases;
      else {
        within += cases;
        misses.push(...(await missesOf(row)));
      }
    }
    console.info(`${set}: ${within} cases within the slice, ${beyond} beyond it. Cases that a field keeps out:\n${print(kept)}`);
    expect(misses).toEqual([]);
    expect(within).toBeGreaterThanOrEqual(least);
  });
});
