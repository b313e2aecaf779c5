// What is typed is answered as it is typed.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answer, configEditor, expressionEditor, firstAnswer, problems, result, says } from './parts.ts';
import { app, visit } from './visit.ts';

const CONFIG = `binds:
- port: 8080
  listeners:
  - name: web
    routes:
    - name: old
      matches:
      - path: { pathPrefix: /shop }
      backends: [{ host: "old.internal:80" }]
    - name: closed
      matches:
      - path: { pathPrefix: /closed }
      policies:
        directResponse: { status: 451, body: "closed" }
`;

async function withConfig(text: string): Promise<Page> {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill(text);
  return page;
}

const address = (page: Page) => page.getByRole('textbox', { name: 'Address' });

describe('the configuration', () => {
  it('changes the decision when it is edited', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('http://eu.shop.test/shop/cart');
    await says(answer(page), /Status 200.*old/);
    await configEditor(page).fill(CONFIG.replace('- name: old', '- name: fresh').replace('old.internal', 'fresh.internal'));
    await says(answer(page), /Status 200.*fresh/);
  });

  it('keeps the last good answer while the text cannot be read, and says of which line', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('http://eu.shop.test/closed/for/ever');
    await says(answer(page), 'Status 451');
    await configEditor(page).fill(CONFIG.replace('binds:', 'binds'));
    await says(problems(page), /Line \d+/);
    await says(answer(page), 'Status 451');
    await says(page.getByText('This answers the last text that could be read.'), 'last text');
    await configEditor(page).fill(CONFIG.replace('451', '418'));
    await says(answer(page), 'Status 418');
    await expect.poll(() => page.getByText('This answers the last text that could be read.').count()).toBe(0);
  });

  it('keeps the answer while a quote is open, and says when the real program would refuse the text', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('http://eu.shop.test/closed/for/ever');
    await says(answer(page), 'Status 451');
    await configEditor(page).fill(CONFIG.replace('"closed"', '"closed').replace('451', '418'));
    await says(page.getByText('This answers the last text that could be read.'), 'last text');
    await says(answer(page), 'Status 451');
    await configEditor(page).fill(CONFIG.replace('- name: old', '- nam: old'));
    await says(page.getByText(/would refuse this text/), 'agentgateway 1.4');
    await says(answer(page), 'Status 451');
  });

  it('moves the cursor to a problem that is followed', async () => {
    const page = await withConfig(CONFIG.replace('pathPrefix: /shop', 'pathPrefixx: /shop'));
    await says(problems(page), /pathPrefixx/);
    await problems(page)
      .getByRole('button', { name: /^Line \d+$/ })
      .first()
      .click();
    const line = await configEditor(page).evaluate(
      (area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).split('\n').length,
    );
    expect(line).toBe(8);
  });
});

describe('the request', () => {
  it('that comes over TLS where only plain HTTP is served is sent the other way by one press', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('https://eu.shop.test/closed');
    await says(answer(page), 'close');
    await page.getByRole('button', { name: 'Try it over plain HTTP' }).click();
    await says(answer(page), 'Status 451');
    expect(await address(page).inputValue()).toBe('http://eu.shop.test/closed');
  });

  it('changes the decision when its address is edited', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('http://eu.shop.test/closed');
    await says(answer(page), 'Status 451');
    await address(page).fill('http://eu.shop.test/nowhere');
    await says(answer(page), 'Status 404');
  });

  it('is read from a pasted curl command', async () => {
    const page = await withConfig(CONFIG);
    await address(page).fill('');
    await address(page).focus();
    await page.evaluate(() => navigator.clipboard.writeText("curl -X POST 'http://eu.shop.test/closed?x=1' -H 'x-color: blue' -d 'a=b'"));
    await page.keyboard.press('Control+V');
    await says(answer(page), 'Status 451');
    expect(await page.getByRole('combobox', { name: 'Method' }).inputValue()).toBe('POST');
    await page.getByRole('button', { name: /more headers?$/ }).click();
    expect(await page.getByRole('textbox', { name: 'Value of header x-color' }).inputValue()).toBe('blue');
  });
});

describe('the expression', () => {
  it('sees what the gateway found out of the request', async () => {
    const page = await visit({ url: `${app}#ex=keys-and-external-authorization` });
    await says(answer(page), /Status 403/);
    await says(result(page), 'false');
    await says(page.locator('.background'), 'apiKey as the gateway found out');
    await says(page.locator('.explained').last(), '"basic"');
  });

  it('shows what its macros stand for, each step of them, and what it costs', async () => {
    const page = await visit();
    await firstAnswer(page);
    await page.getByRole('combobox', { name: 'Rules of the expression' }).selectOption({ label: 'CEL specification' });
    await expressionEditor(page).fill('[1, 2, 3].exists(x, x > 2)');
    await says(result(page), /true\s*bool\s*cost \d+/);
    const pane = page.getByRole('region', { name: 'Expression' });
    await pane.getByText('With macros written out').click();
    await says(pane.locator('.background pre'), 'x > 2');
    await pane.locator('.iterations summary').click();
    await says(pane.locator('.iterations'), /x = 3.*true/);
    expect(await pane.getByRole('table').last().getByRole('row').count()).toBeGreaterThan(2);
  });

  it('has a typed value as it is edited', async () => {
    const page = await visit();
    await firstAnswer(page);
    await page.getByRole('combobox', { name: 'Rules of the expression' }).selectOption({ label: 'CEL specification' });
    await expressionEditor(page).fill('1u + 2u');
    await says(result(page), /3u\s*uint/);
    await expressionEditor(page).fill('[1, 2].map(x, x * 2)');
    await says(result(page), /\[2, 4\]\s*list/);
    await page.getByRole('combobox', { name: 'Rules of the expression' }).selectOption({ label: 'agentgateway' });
    await expressionEditor(page).fill('request.path.startsWith("/checkout")');
    await says(result(page), /true\s*bool/);
  });

  it('says what is wrong and where', async () => {
    const page = await visit();
    await firstAnswer(page);
    await expressionEditor(page).fill('1 + "a"');
    await says(result(page), 'error');
    // What the checker foresees and the program meets is one fault.
    await says(result(page), /int \+ string.*Why\?/);
    await expect.poll(() => page.getByRole('list', { name: 'Problems of the expression' }).count()).toBe(0);
    await expressionEditor(page).fill('requested(1)');
    await says(result(page), /error.*requested/);
    // Said once, with the way to its explanation; the rows of the requests lead there.
    await result(page)
      .getByRole('button', { name: /^Why\?/ })
      .waitFor();
    const rows = page.getByRole('region', { name: 'Expression' }).getByRole('table').getByRole('row');
    await says(rows.nth(1), /error\s*as above/);
  });

  it('stands alone when asked to', async () => {
    const page = await visit();
    await firstAnswer(page);
    await page.getByRole('button', { name: 'Expression', exact: true }).click();
    await expect.poll(() => configEditor(page).count()).toBe(0);
    await expressionEditor(page).fill('size("héllo")');
    await says(result(page), /6\s*int/);
    await says(page.getByRole('contentinfo'), /agentgateway 1\.4 rules/);
  });
});

it('the effect of a service that is asked is declared in a form', async () => {
  const page = await visit({ url: `${app}#ex=keys-and-external-authorization` });
  await says(answer(page), /Status 403/);
  await page.getByRole('tab', { name: 'a key', exact: true }).click();
  await says(answer(page), /Status 200/);
  await page.getByRole('button', { name: 'backend answers', exact: true }).click();
  await page.getByRole('button', { name: 'Declare nothing for extAuthz' }).click();
  await page
    .getByRole('list', { name: 'What this answer takes for granted' })
    .getByRole('button', { name: 'Declare its effect' })
    .waitFor();
  await page.getByRole('button', { name: 'extAuthz denies' }).click();
  await says(answer(page), /Status 403/);
  await page.getByRole('textbox', { name: 'Status', exact: true }).fill('451');
  await says(answer(page), /Status 451/);
  await page.getByRole('combobox', { name: 'What extAuthz does' }).selectOption('allows');
  await says(answer(page), /Status 200/);
  await page.getByRole('textbox', { name: 'Name of header of extAuthz 1' }).fill('x-caller');
  await page.getByRole('textbox', { name: 'Value of header of extAuthz x-caller' }).fill('ann');
  await page.locator('.exchange summary', { hasText: 'The backend gets' }).click();
  await says(page.locator('.exchange'), 'x-caller: ann');
});
