// Ways through the page from beginning to end: an expression from the functions pane, a model and a tool in their own forms, requests from
// a text, a logged failure made to happen here, an emptied page.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answer, configEditor, expressionEditor, firstAnswer, result, says } from './parts.ts';
import { app, visit } from './visit.ts';

const example = async (slug: string): Promise<Page> => {
  const page = await visit({ url: `${app}#ex=${slug}` });
  await firstAnswer(page);
  return page;
};
const story = (page: Page) => page.getByRole('list', { name: 'How the gateway decided' });
const part = (page: Page, name: RegExp) => page.getByRole('tabpanel', { name: /^Request / }).getByRole('button', { name });

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).focus();
  await page.evaluate((wanted) => navigator.clipboard.writeText(wanted), text);
  await page.keyboard.press('Control+V');
}

it('a function is found by its name, and its example runs as the expression', async () => {
  const page = await visit();
  await firstAnswer(page);
  const pane = page.getByRole('region', { name: 'Expression' });
  await pane.getByRole('tab', { name: 'Functions' }).click();
  await pane.getByRole('searchbox').fill('filter');
  await says(pane.getByRole('status'), /\d+ functions?, \d+ variables?/);
  // What is called so comes first.
  expect(await pane.locator('dt code').first().textContent()).toBe('filter');
  await pane.getByRole('button', { name: /^\[1, 2, 3\]\.filter/ }).click();
  await says(result(page), /\[1, 3\]\s*list/);
  // Every request has its result; its row leads to the request.
  await expressionEditor(page).fill('request.path');
  const row = pane.getByRole('table').getByRole('row', { name: /^a picture/ });
  await says(row, '/assets/logo.svg');
  await row.getByRole('button').click();
  await expect
    .poll(() => page.getByRole('tablist', { name: 'Requests' }).getByRole('tab', { selected: true }).textContent())
    .toContain('a picture');
});

it('an error says its words where it arose', async () => {
  const page = await visit();
  await firstAnswer(page);
  await expressionEditor(page).fill('request.headers["x-none"].size() > 2');
  const values = page.getByRole('region', { name: 'Expression' }).locator('.explained small');
  await expect.poll(() => values.first().textContent()).toMatch(/^error: no such key/);
  expect((await values.allTextContents()).filter((text) => text !== 'error')).toHaveLength(1);
});

it('the rules of the expression stay while the configuration cannot be read', async () => {
  const page = await visit();
  await firstAnswer(page);
  const rules = page.getByRole('combobox', { name: 'Rules of the expression' });
  await says(rules, /agentgateway 1/);
  await configEditor(page).fill('hello: 1');
  await says(page.getByRole('list', { name: 'Problems', exact: true }), 'no configuration');
  await says(rules, /Rules: agentgateway 1/);
});

it('an emptied page says so, forgets the title of the example, and offers another', async () => {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill('');
  await says(answer(page), 'No configuration yet');
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
  expect(await page.getByRole('contentinfo').textContent()).not.toContain('requests answered');
  await says(page.getByRole('region', { name: 'Map' }), 'appears here');
  await answer(page).getByRole('button', { name: 'Open an example' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^A canary by header/ })
    .click();
  await firstAnswer(page);
});

it('a model call is written in its own form, and the story names the model that it gets', async () => {
  const page = await example('virtual-models');
  await says(story(page), /Model\s*large/i);
  await part(page, /^model assistant/).click();
  await page.getByRole('textbox', { name: 'Model', exact: true }).fill('small');
  await says(story(page), /Model\s*small/i);
  await says(part(page, /^body: /), '"small"');
});

it('a tool call is written in its own form', async () => {
  const page = await example('mcp-tool-authorization');
  await part(page, /^MCP /).click();
  await page.getByRole('textbox', { name: 'Tool', exact: true }).fill('search');
  await says(answer(page), /^Status 200/);
  await page.getByRole('textbox', { name: 'Tool', exact: true }).fill('refund');
  await says(answer(page), /^Status 400.*Denied by mcpAuthorization/);
});

it('lines of a text become requests of their own', async () => {
  const page = await visit();
  await firstAnswer(page);
  const tabs = page.getByRole('tablist', { name: 'Requests' }).getByRole('tab');
  const before = await tabs.count();
  await page.getByRole('button', { name: 'This request' }).click();
  await page.getByRole('menuitem', { name: /^Import/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Import requests' });
  await dialog.waitFor();
  // The keyboard begins where the text goes.
  await page.keyboard.insertText('curl http://eu.shop.test/assets/a.css\n');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await expect.poll(() => tabs.count()).toBe(before + 1);
  await says(answer(page), /^Status 200.*assets/);
});

it('an embed is made to measure: what it shows first, its theme, and that it is only read', async () => {
  const page = await visit();
  await firstAnswer(page);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Share/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  // Enter copies at once.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Copy');
  await dialog.getByRole('tab', { name: 'Embed' }).click();
  await dialog.getByRole('combobox', { name: 'What the embed shows first' }).selectOption({ label: 'The configuration' });
  await dialog.getByRole('combobox', { name: 'Theme' }).selectOption({ label: 'Dark' });
  await dialog.getByRole('checkbox', { name: 'The configuration is only read' }).check();
  const html = await dialog.getByRole('textbox', { name: 'Embed' }).inputValue();
  const src = /src="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(src).toMatch(/embed\/\?view=config&theme=dark&ro=1#s=/);
  const embedded = await visit({ url: src });
  await expect.poll(() => configEditor(embedded).inputValue()).toContain('checkout-beta');
  expect(await configEditor(embedded).getAttribute('readonly')).not.toBeNull();
  expect(await embedded.locator('html').evaluate((root) => getComputedStyle(root).colorScheme)).toBe('dark');
});

it('a logged failure of the upstream is made to happen here by one press', async () => {
  const page = await example('envoy-front-proxy');
  await paste(
    page,
    '[2026-01-02T10:00:00.000Z] "GET /api/users HTTP/1.1" 503 UF 0 91 25 - "-" "curl/8" "6b1e" "eu.shop.test" "10.0.0.11:8080"',
  );
  await says(answer(page), /^Status 200/);
  const logged = page.getByRole('region', { name: 'What the access log said' });
  await says(logged, /UF: the connection to the upstream failed/);
  await logged.getByRole('button', { name: 'Let api refuse the connection, as logged' }).click();
  await says(answer(page), /^Status 503/);
  await says(logged, 'the same here');
  await expect.poll(() => logged.getByRole('button').count()).toBe(0);
});

const HAR = JSON.stringify({
  log: {
    entries: ['/assets/a.css', '/checkout'].map((path) => ({
      request: { method: 'GET', url: `http://eu.shop.test${path}`, httpVersion: 'HTTP/1.1', headers: [] },
      response: { status: 200 },
    })),
  },
});

it('the requests of a HAR archive are added when it is dropped on the page, or on the dialog that imports', async () => {
  const page = await visit();
  await firstAnswer(page);
  const tabs = page.getByRole('tablist', { name: 'Requests' }).getByRole('tab');
  const before = await tabs.count();
  const carried = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'session.har', { type: 'application/json' }));
    return transfer;
  }, HAR);
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried });
  await expect.poll(() => tabs.count()).toBe(before + 2);
  await page.getByRole('button', { name: 'This request' }).click();
  await page.getByRole('menuitem', { name: /^Import/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Import requests' });
  await dialog.waitFor();
  await dialog.getByRole('textbox').dispatchEvent('drop', { dataTransfer: carried });
  await expect.poll(() => tabs.count()).toBe(before + 4);
  // The configuration is the one that was there.
  expect(await configEditor(page).inputValue()).toContain('checkout-beta');
});
