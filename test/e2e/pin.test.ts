// Answers that are pinned: after an edit each request says whether it is answered as before; the pins travel in the link.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answer, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

const since = (page: Page) => page.getByRole('region', { name: 'Since the answers were pinned' });
const chooseRequest = (page: Page, name: string) =>
  page
    .getByRole('tablist', { name: 'Requests' })
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .click();

/** The MCP example with its third request: a tool call that is refused. */
async function refused(): Promise<Page> {
  const page = await visit({ url: `${app}#ex=mcp-tool-authorization` });
  await firstAnswer(page);
  await chooseRequest(page, 'refund, anyone');
  await says(answer(page), 'Status 400');
  return page;
}

async function pinAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All requests' }).click();
  await page.getByRole('button', { name: 'Pin answers' }).click();
  await page.getByRole('button', { name: 'All requests' }).click();
  await chooseRequest(page, 'refund, anyone');
}

async function join(page: Page, group: string): Promise<void> {
  const claims = page.getByRole('textbox', { name: 'Claims, taken as verified' });
  if (!(await claims.isVisible())) await page.getByRole('button', { name: /^jwt: / }).click();
  await claims.fill(`{"sub": "eve", "groups": ["${group}"]}`);
}

describe('pinned answers', () => {
  it('say same, and after one claim is edited what was, what is and the first step that differs', async () => {
    const page = await refused();
    await pinAll(page);
    await says(since(page), 'Same as pinned');
    await join(page, 'support');
    await says(answer(page), 'Status 200');
    await says(since(page), /Changed\..*First difference, step \d+/);
    await says(page.getByRole('tablist', { name: 'Requests' }), /refund, anyone\s*changed/);
    await join(page, 'sales');
    await says(since(page), 'Same as pinned');
  });

  it('lead from the answer to the rule that decided', async () => {
    const page = await refused();
    const rule = page.getByRole('list', { name: 'How the gateway decided' }).getByRole('button', { name: /^L\d/ });
    await rule.last().click();
    const text = await page
      .getByRole('textbox', { name: /^Text of / })
      .evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).split('\n').length);
    expect(text).toBeGreaterThan(5);
  });

  it('travel in the link', async () => {
    const page = await refused();
    await pinAll(page);
    await join(page, 'support');
    await says(since(page), 'Changed.');
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Share/ })
      .click();
    const link = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();
    const other = await visit({ url: link });
    await says(answer(other), 'Status 200');
    await says(since(other), 'Changed.');
  });
});
