// Without a pointer: every answer can be reached, changed and shared by keys alone.
import { expect, it } from 'vitest';
import { answer, configEditor, expressionEditor, firstAnswer, result, says } from './parts.ts';
import { visit } from './visit.ts';

it('a configuration is edited, a request chosen, an expression written and the answer read', async () => {
  const page = await visit();
  await firstAnswer(page);
  const { keyboard } = page;
  const before = await answer(page).textContent();

  // Requests by number, then by arrows on their tabs.
  await keyboard.press('Alt+1');
  await expect.poll(() => answer(page).textContent()).not.toBe(before);
  const tabs = page.getByRole('tablist', { name: 'Requests' });
  await tabs.getByRole('tab', { selected: true }).focus();
  await keyboard.press('ArrowRight');
  await expect.poll(() => tabs.getByRole('tab', { selected: true }).textContent()).toContain('beta tester, 17');

  // Panes by F6, editors by Tab.
  for (let i = 0; i < 8 && !(await expressionEditor(page).evaluate((area) => area === document.activeElement)); i++) {
    await keyboard.press('F6');
    for (let k = 0; k < 3; k++) await keyboard.press('Tab');
  }
  await expressionEditor(page).focus();
  await keyboard.press('Control+A');
  await keyboard.type('size([1, 2, 3])');
  await says(result(page), /3\s*int/);

  // The skip link is the first stop and leads to the answer.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('pane-request');
});

it('a dialog takes the focus, keeps it, closes by Escape and gives it back', async () => {
  const page = await visit();
  await firstAnswer(page);
  const { keyboard } = page;
  const opener = page.getByRole('button', { name: 'Examples', exact: true });
  await opener.focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let i = 0; i < 12; i++) {
    await keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement) || document.activeElement === document.body)).toBe(
      true,
    );
  }
  await keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

it('an example is found by its words and opened', async () => {
  const page = await visit();
  await firstAnswer(page);
  await page.getByRole('button', { name: 'Examples', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('searchbox').waitFor();
  await page.keyboard.type('canary');
  const found = page
    .getByRole('dialog')
    .getByRole('button', { name: /canary/i })
    .first();
  await found.waitFor();
  await found.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await firstAnswer(page);
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toMatch(/canary/i);
  expect(page.url()).toMatch(/#ex=/);
});

it('Tab in an editor indents; Escape, then Tab leaves it', async () => {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).focus();
  const before = await configEditor(page).inputValue();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  const after = await configEditor(page).inputValue();
  expect(after.length).toBeGreaterThan(before.length);
  expect(after.trimStart()).toBe(before.trimStart());
});
