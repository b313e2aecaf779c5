// The parts of the page as a person finds them: by role and accessible name.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

type Root = Page | FrameLocator;

export const configEditor = (root: Root): Locator => root.getByRole('textbox', { name: /^Text of / });
export const problems = (root: Root): Locator => root.getByRole('list', { name: 'Problems', exact: true });
/** The gateway's answer as a sentence, or why there is none. */
export const answer = (root: Root): Locator => root.getByRole('region', { name: 'Request and answer' }).getByRole('status').first();
export const expressionEditor = (root: Root): Locator => root.getByRole('textbox', { name: 'CEL expression' });
/** The expression's value and type for the selected request. */
export const result = (root: Root): Locator => root.getByRole('region', { name: 'Expression' }).getByRole('status');
export const notices = (root: Root): Locator => root.locator('.notices');

/** Waits until the text of a part holds what is expected. */
export async function says(part: Locator, expected: string | RegExp): Promise<void> {
  const text = expect.poll(async () => ((await part.isVisible()) ? ((await part.textContent()) ?? '') : ''), { timeout: 30_000 });
  if (typeof expected === 'string') await text.toContain(expected);
  else await text.toMatch(expected);
}

/** The answer to the first example is on the screen: everything before belongs to the first load. */
export const firstAnswer = (root: Root): Promise<void> => says(answer(root), /^Status \d{3}/);

/** All that was changed is in the draft: the page may be reloaded or left. */
export const draftKept = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !document.documentElement.hasAttribute('data-unkept'));

/** What comes after the first answer is there, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await firstAnswer(page);
  await page.getByRole('region', { name: 'Map' }).locator('.react-flow__node').first().waitFor();
  await says(result(page), /./);
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('section, button, input, li')].map((part) => part.getBoundingClientRect().top).join(),
    );
  let before = '';
  await expect
    .poll(
      async () => {
        const [last, now] = [before, await places()];
        before = now;
        return now === last;
      },
      { interval: 300 },
    )
    .toBe(true);
}
