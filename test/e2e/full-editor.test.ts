// The full editor takes the light one's place without anyone losing anything; and what is chosen in one view lights up in the others.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answer, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

/** Lines that Monaco shows, from the top. */
const lines = (page: Page): Promise<readonly string[]> =>
  page.locator('.monaco-editor .view-line').evaluateAll((elements) =>
    elements
      .map((element) => ({
        top: Number.parseFloat((element as HTMLElement).style.top),
        text: (element.textContent ?? '').replaceAll('\u00a0', ' '),
      }))
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );

it('keeps text, focus and cursor, and undoes what was typed before it came', async () => {
  const page = await visit({ url: 'about:blank', editor: 'full' });
  // It comes late, while someone types.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/FullEditor[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(app);
  await firstAnswer(page);
  await page.locator('textarea.light-area').first().focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# one');
  await page.waitForTimeout(1200);
  await page.keyboard.press('Enter');
  release();
  await page.locator('.monaco-editor').first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)).toBe(true);
  await page.keyboard.type('# two ');
  await expect.poll(async () => (await lines(page))[1]).toContain('# two binds:');
  expect((await lines(page))[0]).toBe('# one');
  for (let i = 0; i < 8 && !(await lines(page))[0]?.startsWith('binds:'); i++) {
    const [before] = [(await lines(page)).join('\n')];
    await page.keyboard.press('Control+Z');
    await expect.poll(async () => (await lines(page)).join('\n')).not.toBe(before);
  }
  expect((await lines(page))[0]).toBe('binds:');
  await says(answer(page), /^Status 403/);
});

it('a part chosen in the graph lights up in the text and in the story', async () => {
  const page = await visit();
  await firstAnswer(page);
  const map = page.getByRole('region', { name: 'Map' });
  await map.locator('.react-flow__node', { hasText: 'static' }).first().click();
  await expect.poll(() => page.locator('.light-overlay .ln.lit').first().textContent()).toContain('name: static');
  expect(await page.locator('.lost li.lit').textContent()).toContain('static');
  // And from the story to the graph.
  await page.locator('.story').getByRole('button', { name: 'checkout-beta', exact: true }).first().click();
  await expect.poll(() => map.locator('.react-flow__node.selected').textContent()).toContain('checkout-beta');
});

it('keeps the beam at its lines while the text cannot be read', async () => {
  const page = await visit({ url: app, editor: 'full' });
  await firstAnswer(page);
  const lit = async () =>
    (await page.locator('.monaco-editor .line-numbers.beam-number').allTextContents()).map(Number).toSorted((a, b) => a - b);
  await expect.poll(async () => (await lit()).length).toBeGreaterThan(0);
  const before = await lit();
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('x: [\n');
  await page.getByText('This answers the last text that could be read.').waitFor();
  expect(await lit()).toEqual(before.map((line) => line + 1));
});
