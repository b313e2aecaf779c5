// Help while somebody types: suggestions, signatures, what a name is, fixes; by keyboard, by pointer, by finger, in both editors.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { answer, configEditor, expressionEditor, firstAnswer, problems, says } from './parts.ts';
import { app, visit } from './visit.ts';

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Suggestions' });
const chosen = (page: Page): Locator => list(page).getByRole('option', { selected: true });

async function typing(text: string, options: Parameters<typeof visit>[0] = {}): Promise<Page> {
  const page = await visit(options);
  await firstAnswer(page);
  await expressionEditor(page).fill('');
  await expressionEditor(page).focus();
  // The help is fetched with the focus; what is typed before it is there opens nothing.
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-autocomplete') === 'list');
  await page.keyboard.type(text);
  return page;
}

/** Puts the caret of the configuration behind a text. */
const caretBehind = (page: Page, text: string): Promise<void> =>
  configEditor(page).evaluate((area: HTMLTextAreaElement, wanted) => {
    area.focus();
    const at = area.value.indexOf(wanted) + wanted.length;
    area.setSelectionRange(at, at);
  }, text);

const helpIsThere = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.activeElement?.getAttribute('aria-autocomplete') === 'list');

describe('the expression', () => {
  it('is completed by keys alone, with the values of the request', async () => {
    const page = await typing('request.me');
    await says(chosen(page), /method.*"GET"/);
    // The textarea keeps the keyboard; the list is its own by aria.
    const owned = await expressionEditor(page).evaluate((area) => {
      const active = document.getElementById(area.getAttribute('aria-activedescendant') ?? '');
      const controlled = document.getElementById(area.getAttribute('aria-controls') ?? '');
      return [active?.textContent, controlled?.getAttribute('role'), area === document.activeElement];
    });
    expect(owned).toEqual([expect.stringContaining('method'), 'listbox', true]);
    await page.keyboard.press('Enter');
    expect(await expressionEditor(page).inputValue()).toBe('request.method');
    await expect.poll(() => list(page).count()).toBe(0);
    await page.keyboard.type(' == "');
    await says(chosen(page), 'GET');
    await page.keyboard.press('ArrowDown');
    await says(chosen(page), 'POST');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    expect(await expressionEditor(page).inputValue()).toBe('request.method == "GET"');
    await page.keyboard.press('Control+Z');
    expect(await expressionEditor(page).inputValue()).toBe('request.method == "');
  });

  it('offers the headers and claims that the request has', async () => {
    const page = await typing('request.headers["x');
    await says(chosen(page), /x-beta.*"1"/);
    await page.keyboard.press('Enter');
    expect(await expressionEditor(page).inputValue()).toBe('request.headers["x-beta"]');
    await page.keyboard.type(' == "1" && jwt.gr');
    await says(chosen(page), /groups.*beta/);
  });

  it('shows the signature while its arguments are typed, and closes by Escape', async () => {
    const page = await typing('request.path.starts');
    await says(chosen(page), 'startsWith');
    await page.keyboard.press('Enter');
    expect(await expressionEditor(page).inputValue()).toBe('request.path.startsWith()');
    const signature = page.locator('.assist.signature');
    await says(signature, 'string.startsWith(string) → bool');
    expect(await signature.locator('mark').textContent()).toBe('string');
    await page.keyboard.type('"/checkout");'.slice(0, -1));
    await expect.poll(() => signature.count()).toBe(0);
    await page.keyboard.press('Control+Space');
    await list(page).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => list(page).count()).toBe(0);
    expect(await expressionEditor(page).evaluate((area) => area === document.activeElement)).toBe(true);
  });

  it('says what a name is, by pointer and by key', async () => {
    const page = await typing('request.path == "/"');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+I');
    const card = page.locator('.assist.hover');
    await says(card, /request\.path: string.*now "\/checkout/);
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count()).toBe(0);
    const word = page.locator('.expression-input .t-cel-root', { hasText: 'request' });
    const box = (await word.boundingBox()) ?? expect.fail('the word is not drawn');
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await says(card, 'The HTTP request as the client sent it.');
  });

  it('is accessible with everything open', async () => {
    const page = await typing('request.path.startsWith(req');
    await list(page).waitFor();
    await page.locator('.assist.signature').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('is completed by finger on a phone', async () => {
    const page = await typing('request.me', { phone: true });
    const option = page.getByRole('option', { name: /method/ });
    await option.waitFor();
    const box = (await option.boundingBox()) ?? expect.fail('nothing to tap');
    expect(box.height).toBeGreaterThanOrEqual(40);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await option.tap();
    expect(await expressionEditor(page).inputValue()).toBe('request.method');
    expect(await expressionEditor(page).evaluate((area) => area === document.activeElement)).toBe(true);
  });
});

it('the tables behind the help are fetched before the first question', async () => {
  const page = await visit({ url: `${app}#ex=envoy-front-proxy` });
  await firstAnswer(page);
  const tables = page.waitForRequest((request) => /assist-[^/]*\.js$/.test(request.url()));
  await configEditor(page).focus();
  await tables;
});

it('a word that a finger selects is explained', async () => {
  const page = await typing('request.path == "/"', { phone: true });
  await page.keyboard.press('Escape');
  await expressionEditor(page).evaluate((area: HTMLTextAreaElement) => {
    area.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true }));
    area.setSelectionRange(8, 12);
  });
  await says(page.locator('.assist.hover'), /request\.path: string.*now "\/checkout/);
});

describe('the configuration', () => {
  it('offers keys with what they mean, and expressions inside their strings', async () => {
    const page = await visit();
    await firstAnswer(page);
    await caretBehind(page, '- name: checkout-beta');
    await helpIsThere(page);
    await page.keyboard.press('Enter');
    await page.keyboard.type('host');
    await says(chosen(page), 'hostnames');
    await page.keyboard.press('Escape');
    await caretBehind(page, 'jwt.age >= 18');
    await page.keyboard.type(' && request.meth');
    await says(chosen(page), /method.*"GET"/);
    await page.keyboard.press('Enter');
    await says(answer(page), /Status 403/);
    expect(await configEditor(page).inputValue()).toContain('jwt.age >= 18 && request.method\n');
  });

  it('says what a key is', async () => {
    const page = await visit();
    await firstAnswer(page);
    await caretBehind(page, 'pathPre');
    await helpIsThere(page);
    await page.keyboard.press('Control+I');
    await says(page.locator('.assist.hover'), 'pathPrefix');
  });

  it('is mended by key', async () => {
    const page = await visit();
    await firstAnswer(page);
    const text = await configEditor(page).inputValue();
    await configEditor(page).fill(text.replace('jwt.age', 'jwtt.age'));
    await says(problems(page), /Did you mean 'jwt'/);
    await caretBehind(page, 'jwtt');
    await helpIsThere(page);
    await page.keyboard.press('Control+.');
    await page.getByRole('listbox', { name: 'Fixes' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => configEditor(page).inputValue()).toBe(text);
  });

  it('is completed in the full editor', async () => {
    const page = await visit({ editor: 'full' });
    await firstAnswer(page);
    await page.locator('.monaco-editor').first().waitFor();
    await page.locator('.monaco-editor .view-line', { hasText: 'jwt.age' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' && request.meth');
    const widget = page.locator('.suggest-widget.visible');
    await says(widget, 'method');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await page.locator('.monaco-editor .view-line', { hasText: 'jwt.age' }).textContent())?.replaceAll('\u00a0', ' '))
      .toContain('jwt.age >= 18 && request.method');
  });
});
