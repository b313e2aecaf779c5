// The map: led by keys, and of use where there is more than can be drawn.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dumpText } from '../bench/envoy-dump.ts';
import { answer, configEditor, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

const map = (page: Page) => page.getByRole('region', { name: 'Map' });
/** A part on the map by its term and name. */
const part = (page: Page, name: RegExp) => map(page).getByRole('group', { name }).first();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** Whether a part stands wholly within what is seen of the map. */
async function isInView(page: Page, name: RegExp): Promise<boolean> {
  const [inner, outer] = await Promise.all([part(page, name).boundingBox(), map(page).locator('.react-flow').boundingBox()]);
  if (inner === null || outer === null) return false;
  const isWithin = (start: number, size: number, from: number, room: number) => start >= from && start + size <= from + room;
  return isWithin(inner.x, inner.width, outer.x, outer.width) && isWithin(inner.y, inner.height, outer.y, outer.height);
}

it('is walked by arrow keys along the way of the request, and Enter shows the lines', async () => {
  const page = await visit({ url: `${app}#ex=envoy-front-proxy` });
  await firstAnswer(page);
  await part(page, /^listener /).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toMatch(/^virtual host shop .*on the way of the request$/);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toMatch(/^route site .*on the way of the request$/);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => focused(page)).toMatch(/^route moved /);
  await page.keyboard.press('Enter');
  await says(page.locator('.light-overlay .ln.lit').first(), 'moved');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => focused(page)).toMatch(/^virtual host shop /);
});

it('folds virtual hosts of many routes, opens the one that is chosen, and shows what a search found', { timeout: 180_000 }, async () => {
  const page = await visit();
  await firstAnswer(page);
  const carried = await page.evaluateHandle(
    (content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'config_dump.json', { type: 'application/json' }));
      return transfer;
    },
    dumpText({ routes: 2_000 }),
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried });
  await expect.poll(() => configEditor(page).getAttribute('aria-label')).toContain('config_dump.json');
  await says(answer(page), /^Status 404/);
  await says(part(page, /^virtual host host-3\./), '100 routes');
  await expect.poll(() => part(page, /^route default\/route-300 /).count()).toBe(0);

  await part(page, /^virtual host host-3\./).focus();
  await page.keyboard.press('Enter');
  await part(page, /^route default\/route-300 /).waitFor();

  await page.getByRole('button', { name: 'Find' }).click();
  const search = page.getByRole('dialog', { name: 'Find a part of the configuration' }).getByRole('searchbox');
  await search.fill('route-1944');
  await search.press('Enter');
  await expect.poll(() => isInView(page, /^route default\/route-1944 /), { timeout: 15_000 }).toBe(true);

  // what is left out is a box that leads to the search
  await part(page, /^virtual hosts 8 more virtual hosts/).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Find a part of the configuration' }).waitFor();
});

it('shows the whole way of the request at once, from the listener to the backend', async () => {
  const page = await visit({ url: `${app}#ex=envoy-front-proxy`, viewport: { width: 1440, height: 860 } });
  await firstAnswer(page);
  for (const name of [/^listener /, /^virtual host shop /, /^route site /, /^cluster site /])
    await expect.poll(() => isInView(page, name), { message: `${name}` }).toBe(true);
  // in a narrower window it is looked at anew
  await page.setViewportSize({ width: 1100, height: 860 });
  await expect.poll(() => isInView(page, /^cluster site /)).toBe(true);
});

it('a filter is chosen in its box, in the story and in the table alike', async () => {
  const page = await visit();
  await firstAnswer(page);
  const row = map(page).locator('li', { hasText: 'authorization' }).first();
  await row.click();
  await says(page.getByRole('region', { name: 'Request and answer' }).locator('.lit').first(), 'authorization');
  await expect.poll(() => row.getAttribute('class')).toContain('lit');

  await page.getByRole('tab', { name: 'Table' }).click();
  const inTable = map(page).getByRole('row', { name: /^policy authorization on the way of the request · denied here/ });
  await expect.poll(() => inTable.getAttribute('class')).toContain('lit');
  const other = map(page).getByRole('row', { name: /^route static/ });
  await other.getByRole('button', { name: /^Line \d+ of/ }).click();
  await expect.poll(() => other.getAttribute('class')).toContain('lit');
  expect(await inTable.getAttribute('class')).not.toContain('lit');
});

it('says where a copy went, in the drawing and in the table', async () => {
  const page = await visit({ url: `${app}#ex=retry-timeout-mirror` });
  await firstAnswer(page);
  await part(page, /^backend orders-next\.internal:8080, gets a copy of the request$/).waitFor();
  await page.getByRole('tab', { name: 'Table' }).click();
  await says(map(page).getByRole('row', { name: /^backend orders-next\.internal:8080/ }), 'gets copies');
});
