// The embed in a documentation page of another origin.
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { expressionEditor, says } from './parts.ts';
import { app, embed, visit } from './visit.ts';

const HOST = inject('host');
const EXAMPLE = '#ex=beta-checkout';

interface Received {
  readonly origin: string;
  readonly data: { readonly gp: number; readonly type: string; readonly height?: number; readonly status?: number; readonly url?: string };
}

async function hosted(
  query: string,
  options: { readonly theme?: 'light' | 'dark'; readonly more?: string; readonly fragment?: string } = {},
) {
  const src = `${embed}${query}${options.fragment ?? EXAMPLE}`;
  const page = await visit({
    url: `${HOST}?sandbox=1&src=${encodeURIComponent(src)}${options.more ?? ''}`,
    origins: [new URL(HOST).origin],
    ...(options.theme === undefined ? {} : { theme: options.theme }),
  });
  return { page, frame: page.frameLocator('iframe') };
}

const received = (page: Page): Promise<readonly Received[]> =>
  page.evaluate(() => (window as unknown as { received: readonly Received[] }).received);

const status = (frame: FrameLocator) => frame.getByRole('status').filter({ hasText: /^Status/ });

describe('an embed in a page of another origin', () => {
  it('answers, changes request and opens the whole', async () => {
    const { page, frame } = await hosted('');
    await says(status(frame), /^Status 403/);
    await frame.getByRole('tab', { name: 'beta tester, 40' }).click();
    await says(status(frame), /^Status 200/);
    const link = frame.getByRole('link', { name: 'Open in Gateglass' });
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL(`${app}**`);
    expect(opened.url()).toMatch(/#/);
    await says(opened.getByRole('region', { name: 'Request and answer' }).getByRole('status').first(), /^Status 200/);
    expect(await opened.evaluate(() => opener === null)).toBe(true);
  });

  it.each([
    ['decision', 'How the gateway decided'],
    ['config', 'Text of gateway.yaml'],
    ['graph', 'Graph'],
    ['expression', 'CEL expression'],
  ])('shows %s first when asked to', async (view, name) => {
    const { frame } = await hosted(`?view=${view}`);
    await frame.getByLabel(name, { exact: true }).first().waitFor();
  });

  it('says what is in a configuration that is only read, and offers nothing to change it', async () => {
    const { page, frame } = await hosted('?view=config&ro=1');
    const text = frame.getByRole('textbox', { name: /^Text of / });
    await expect.poll(() => text.inputValue()).toContain('hostname');
    const before = await text.inputValue();
    await text.focus();
    await text.evaluate((area: HTMLTextAreaElement) => {
      const at = area.value.indexOf('hostname');
      area.setSelectionRange(at + 2, at + 2);
    });
    // By key: the help comes with the focus.
    const card = frame.locator('.assist.hover');
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+I');
        return (await card.count()) > 0;
      })
      .toBe(true);
    await says(card, /hostname/);
    await page.keyboard.press('Escape');
    // By pointer.
    const box = await text.boundingBox();
    if (box === null) throw new Error('The text cannot be seen.');
    const [x, y] = [box.x + 85, box.y + 6 + 30];
    await expect
      .poll(
        async () => {
          await page.mouse.move(x - 1, y);
          await page.mouse.move(x, y);
          return (await card.count()) > 0 ? await card.textContent() : '';
        },
        { interval: 600 },
      )
      .toContain('port');
    await page.keyboard.press('Control+Space');
    await page.keyboard.type('x');
    await expect.poll(() => frame.getByRole('listbox').count()).toBe(0);
    expect(await text.inputValue()).toBe(before);
    await expect.poll(() => frame.getByRole('button', { name: 'Files' }).count()).toBe(0);
    await expect.poll(() => frame.getByRole('button', { name: 'Environment' }).count()).toBe(0);
  });

  it('evaluates an expression alone', async () => {
    const { frame } = await hosted('?view=expression');
    await expect.poll(() => expressionEditor(frame).inputValue()).not.toBe('');
    await expressionEditor(frame).fill('"a" + "b"');
    await says(frame.getByRole('status').filter({ hasText: 'string' }), /"ab"\s*string/);
  });

  it('uses the light editor, and does not take the focus', async () => {
    const { page, frame } = await hosted('?view=config');
    await frame.getByRole('textbox', { name: /^Text of / }).waitFor();
    await page.waitForTimeout(1500);
    await expect.poll(() => frame.locator('.monaco-editor').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
  });

  it('tells its height and its answer in the envelope, to the page around it alone', async () => {
    const { page, frame } = await hosted('');
    await says(status(frame), /^Status/);
    const ping = () =>
      page.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage({ gp: 1, type: 'ping', id: 'first' }, '*'));
    await expect
      .poll(async () => (await received(page)).map((message) => message.data.type))
      .toEqual(expect.arrayContaining(['ready', 'resize', 'result']));
    await expect
      .poll(async () => {
        await ping();
        return (await received(page)).map((message) => message.data);
      })
      .toContainEqual({ gp: 1, type: 'ready', id: 'first' });
    const messages = await received(page);
    expect(new Set(messages.map((message) => message.origin))).toEqual(new Set([new URL(app).origin]));
    expect(messages.every((message) => message.data.gp === 1)).toBe(true);
  });

  it.each(['decision', 'config', 'graph', 'expression'])('is as high as %s needs where the host obeys', async (view) => {
    const { page, frame } = await hosted(`?view=${view}`, { more: '&fit=1' });
    await frame.locator('.embed').waitFor();
    const outer = () => page.locator('iframe').evaluate((one) => one.clientHeight);
    const inner = () => frame.locator('.embed').evaluate((one) => one.getBoundingClientRect().height);
    const rest = async () => (await outer()) - (await inner());
    await expect.poll(inner).toBeGreaterThan(300);
    await expect.poll(rest).toBeLessThan(8);
    // Once all is there, obeying it does not make it grow.
    const heights: number[] = [];
    const isStill = async () => {
      heights.push(await outer());
      return heights.length > 4 && new Set(heights.slice(-4)).size === 1;
    };
    await expect.poll(isStill, { interval: 400, timeout: 60_000 }).toBe(true);
    const before = await outer();
    await expect.poll(rest).toBeLessThan(8);
    expect(await rest()).toBeGreaterThanOrEqual(0);
    // It becomes smaller, too.
    if (view !== 'decision') return;
    await frame.getByRole('tab', { name: 'Graph' }).click();
    await expect.poll(outer).toBeLessThan(before);
    await expect.poll(rest).toBeLessThan(8);
  });

  it('leaves the wheel to the host until someone clicks into a text', async () => {
    const { page, frame } = await hosted('?view=config', { more: '&fit=1&below=1' });
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await frame.getByRole('textbox', { name: /^Text of / }).waitFor();
    const text = frame.locator('.light-editor');
    const scrolled = () => text.evaluate((one) => one.scrollTop);
    await expect.poll(() => text.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true);
    const before = await page.evaluate(() => scrollY);
    await text.hover();
    await page.mouse.wheel(0, -200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(before);
    expect(await scrolled()).toBe(0);
    await text.click();
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 100);
        return scrolled();
      })
      .toBeGreaterThan(0);
  });

  it('ignores what is not of its protocol', async () => {
    const { page, frame } = await hosted('');
    await says(status(frame), /^Status/);
    await page.evaluate(() => {
      const target = document.querySelector('iframe')?.contentWindow;
      for (const junk of [
        undefined,
        1,
        'ping',
        {},
        { gp: 2, type: 'ping' },
        { gp: 1, type: 'setTheme', theme: '<b>' },
        { gp: 1, type: '__proto__' },
      ])
        target?.postMessage(junk, '*');
    });
    await says(status(frame), /^Status 403/);
  });

  it.each(['light', 'dark'] as const)('takes the theme %s from its address and from the host', async (theme) => {
    const other = theme === 'light' ? 'dark' : 'light';
    const { page, frame } = await hosted(`?theme=${theme}`, { theme: other });
    await says(status(frame), /^Status/);
    const scheme = () => frame.locator('html').evaluate((element) => getComputedStyle(element).colorScheme);
    expect(await scheme()).toBe(theme);
    await page.evaluate(
      (wanted) => document.querySelector('iframe')?.contentWindow?.postMessage({ gp: 1, type: 'setTheme', theme: wanted }, '*'),
      other,
    );
    await expect.poll(scheme).toBe(other);
  });

  it('loads nothing before it is visible', async () => {
    const { page, frame } = await hosted('', { more: '&below=1' });
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.waitForTimeout(1000);
    await expect.poll(() => frame.getByRole('status').filter({ hasText: 'Status' }).count()).toBe(0);
    const before = scripts.filter((url) => /worker/.test(url));
    expect(before).toEqual([]);
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await says(status(frame), /^Status/);
  });

  it.each([
    ['#s=1dzz.AAAA', /cut off/],
    ['#ex=no-such', /There is no example called no-such/],
    ['', /names nothing to show/],
  ])('with the address %j says so, and shows nothing else', async (fragment, text) => {
    const { frame } = await hosted('', { fragment });
    await says(frame.locator('.notices'), text);
    await expect.poll(() => frame.getByRole('tab').count()).toBe(0);
    await expect.poll(() => frame.getByRole('textbox').count()).toBe(0);
  });

  it('says that its link is of a newer page', async () => {
    const { frame } = await hosted('', { fragment: `#s=2j${encodeURIComponent('{"x":"1 + 1","m":"expression"}')}` });
    await says(frame.locator('.notices'), /newer Gateglass/);
    await expect.poll(() => expressionEditor(frame).inputValue()).toBe('1 + 1');
  });

  it('leads from a line of the story to its text', async () => {
    const { frame } = await hosted('');
    await says(status(frame), /^Status 403/);
    await frame.getByRole('button', { name: /L\d+/ }).last().click();
    await frame.getByRole('textbox', { name: /^Text of / }).waitFor();
    expect(await frame.getByRole('tab', { name: 'Configuration' }).getAttribute('aria-selected')).toBe('true');
  });

  it('takes a request that is pasted', async () => {
    const { frame } = await hosted('');
    await says(status(frame), /^Status 403/);
    await frame.getByRole('button', { name: /^Paste curl/ }).click();
    await frame.getByRole('dialog').getByRole('textbox').fill('curl http://eu.shop.test/assets/a.png');
    await frame.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await says(status(frame), /^Status 200/);
  });

  it.each(['light', 'dark'] as const)('is clean for axe in the %s theme', async (theme) => {
    const { page, frame } = await hosted(`?theme=${theme}`);
    await says(status(frame), /^Status/);
    const inner = page.frames().find((one) => one.url().startsWith(embed));
    expect(inner === undefined ? ['no frame'] : await axeFaults(inner)).toEqual([]);
  });
});
