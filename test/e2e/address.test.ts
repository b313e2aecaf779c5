// The fragment of the address names the content, while the page is open too; and the way back leads to what was there.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { configEditor, draftKept, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const title = (page: Page) => expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue());

async function typeFirst(page: Page, text: string): Promise<void> {
  await configEditor(page).press('Control+Home');
  await configEditor(page).pressSequentially(text);
  await draftKept(page);
}

it('skipping to the answer leaves the content alone', async () => {
  const page = await visit();
  await firstAnswer(page);
  await typeFirst(page, '# mine');
  await page.getByRole('button', { name: 'Skip to the answer' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('pane-request');
  await goTo(page, '#ex=cors-preflight');
  await title(page).toMatch(/CORS/);
  await page.goBack();
  await expect.poll(() => configEditor(page).inputValue()).toMatch(/^# mine/);
});

it('goes back to the first example where nothing was changed, and forth again', async () => {
  const page = await visit();
  await firstAnswer(page);
  const first = await page.getByRole('textbox', { name: 'Title' }).inputValue();
  await goTo(page, '#ex=cors-preflight');
  await title(page).toMatch(/CORS/);
  await page.goBack();
  await title(page).toBe(first);
  await page.goForward();
  await title(page).toMatch(/CORS/);
});

it('is followed after a reload that brought the draft back', async () => {
  const page = await visit();
  await firstAnswer(page);
  await typeFirst(page, '# mine');
  await page.reload();
  await expect.poll(() => configEditor(page).inputValue()).toMatch(/^# mine/);
  await goTo(page, '#ex=cors-preflight');
  await title(page).toMatch(/CORS/);
  await says(page.locator('.notices'), 'your draft is kept');
});

it('the last of several that come at once is shown', async () => {
  const page = await visit();
  await firstAnswer(page);
  await page.evaluate(() => {
    for (const slug of ['canary-header-weight', 'mcp-tool-authorization', 'cors-preflight']) location.hash = `#ex=${slug}`;
  });
  await title(page).toMatch(/CORS/);
});

it.each(['#ex=__proto__', '#ex=../../secret', '#%E0%A4%A', '#no link'])('%s shows nothing else in its place', async (hash) => {
  const page = await visit({ url: `${app}${hash}` });
  await says(page.locator('.notices'), /no example called|no Gateglass link/);
  await expect.poll(() => configEditor(page).count()).toBe(0);
  await page.getByRole('button', { name: /blank/i }).first().click();
  await configEditor(page).waitFor();
});
