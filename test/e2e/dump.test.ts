// An admin dump of a running Envoy: dropped on the page, searched, and asked with a curl command.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dumpText } from '../bench/envoy-dump.ts';
import { answer, configEditor, firstAnswer, says } from './parts.ts';
import { visit } from './visit.ts';

/** Lets go of a file over the page. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const carried = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content as string], file as string, { type: 'application/json' }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: carried });
  // The page says that it takes it.
  const overlay = () => page.evaluate(() => getComputedStyle(document.body, '::after').content);
  expect(await overlay()).toContain('Drop to open');
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried });
  expect(await overlay()).not.toContain('Drop to open');
}

describe('a config_dump', () => {
  it('is dropped, searched for a route, asked with a curl command, and read in the access log', { timeout: 180_000 }, async () => {
    const text = dumpText({ routes: 1_000 });
    const page = await visit();
    await firstAnswer(page);
    await drop(page, 'config_dump.json', text);
    // it takes the place of the example, which was about something else
    await expect.poll(() => configEditor(page).getAttribute('aria-label')).toContain('config_dump.json');
    await says(answer(page), /^Status 404/);

    await page.getByRole('button', { name: 'Find' }).click();
    const dialog = page.getByRole('dialog', { name: 'Find a part of the configuration' });
    await dialog.getByRole('searchbox').fill('route-744');
    await says(dialog.getByRole('status'), /^1 of /);
    const line = text.slice(0, text.indexOf('"name": "default/route-744"')).split('\n').length;
    await says(dialog.getByRole('listitem'), 'default/route-744');
    await dialog.getByRole('searchbox').press('Enter');
    await expect.poll(() => dialog.count()).toBe(0);
    // the text goes there, and the map draws it although it leaves out most routes
    await page.locator('.light-gutter').getByText(String(line), { exact: true }).waitFor();
    await says(page.getByRole('region', { name: 'Map' }), 'default/route-744');

    await page.getByRole('button', { name: 'This request' }).click();
    await page.getByRole('menuitem', { name: /^Import/ }).click();
    const importing = page.getByRole('dialog', { name: 'Import requests' });
    await importing
      .getByRole('textbox')
      .fill(`curl -H 'x-tenant: tenant-744' -A shop/1.0 'http://host-7.example.com:8080/api/v1/carts?step=2'`);
    await importing.getByRole('button', { name: 'Import' }).click();
    await says(answer(page), /^Status 200.*default\/route-744/);

    await page.getByText('Access log', { exact: true }).click();
    await says(
      page.getByRole('list', { name: 'Access log lines' }),
      '"GET /api/v1/carts?step=2" 200 default/route-744 "outbound|8080||service-74.default.svc.cluster.local"',
    );
  });

  it('is added to what a person wrote, not put in its place', async () => {
    const page = await visit();
    await firstAnswer(page);
    await page.getByRole('button', { name: 'Examples' }).click();
    await page
      .getByRole('button', { name: /blank|empty/i })
      .first()
      .click();
    await configEditor(page).fill(
      'name: mine\nvirtual_hosts:\n- {name: all, domains: ["*"], routes: [{match: {prefix: /}, direct_response: {status: 299}}]}\n',
    );
    await says(answer(page), /^Status 299/);
    await drop(page, 'more.json', '{"name": "other", "virtual_hosts": []}');
    await expect.poll(() => configEditor(page).getAttribute('aria-label')).toContain('more.json');
    await says(answer(page), /^Status 299/);
  });
});
