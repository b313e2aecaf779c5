// An address may name any example: what is not in the list is not asked for.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_EXAMPLE, isExample } from '../../web/queries/load-example.ts';

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('document', { documentElement: { dataset: {} }, baseURI: 'http://page.test/' });
  vi.stubGlobal('fetch', async (address: URL) => {
    asked.push(address.href);
    return new Response('[{"slug":"known","title":"","teaches":"","group":""}]');
  });
});
afterEach(() => vi.unstubAllGlobals());

it.each([
  ['known', true],
  ['no-such', false],
  ['../known', false],
])('%s', async (slug, expected) => {
  expect(await isExample(slug)).toBe(expected);
  expect(asked).toEqual(['http://page.test/examples/index.json']);
});

it('the example of a first visit needs no list', async () => {
  expect(await isExample(FIRST_EXAMPLE)).toBe(true);
  expect(asked).toEqual([]);
});
