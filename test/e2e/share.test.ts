// A link carries everything, and only what it carries: opened in a fresh profile it shows the same; cut, it says so.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Fragment, readFragment } from '../../src/permalink/index.ts';
import { answer, configEditor, draftKept, expressionEditor, firstAnswer, notices, result, says } from './parts.ts';
import { app, visit } from './visit.ts';

const CONFIG = `# a comment that only this configuration has: größer
binds:
- port: 8080
  listeners:
  - routes:
    - name: teapot
      matches:
      - path: { exact: /tea }
      policies:
        directResponse: { status: 418, body: "short and stout" }
`;

/** The text of a form of the share dialog, which is open afterwards. */
async function shared(page: Page, form: 'Link' | 'Markdown' | 'Embed'): Promise<string> {
  if ((await page.getByRole('dialog').count()) === 0)
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Share/ })
      .click();
  await page.getByRole('dialog').getByRole('tab', { name: form, exact: true }).click();
  return page.getByRole('dialog').getByRole('textbox', { name: form }).inputValue();
}

async function ownContent(): Promise<Page> {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill(CONFIG);
  await page.getByRole('textbox', { name: 'Title' }).fill('Tea & cakes');
  await page.getByRole('textbox', { name: 'Address' }).fill('http://tea.test/tea?milk=1');
  await expressionEditor(page).fill('request.path + "!"');
  await says(answer(page), 'Status 418');
  return page;
}

describe('a link', () => {
  it('opens in a fresh profile with the same content and the same answers', async () => {
    const page = await ownContent();
    await says(result(page), '/tea!');
    const value = await result(page).textContent();
    const link = await shared(page, 'Link');
    expect(link).toMatch(new RegExp(`^${app}#`));
    const other = await visit({ url: link });
    await says(answer(other), 'Status 418');
    expect(await configEditor(other).inputValue()).toBe(CONFIG);
    expect(await other.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Tea & cakes');
    expect(await other.getByRole('textbox', { name: 'Address' }).inputValue()).toBe('http://tea.test/tea?milk=1');
    expect(await expressionEditor(other).inputValue()).toBe('request.path + "!"');
    await says(result(other), value ?? '');
    expect(await other.getByRole('tablist', { name: 'Requests' }).getByRole('tab').allTextContents()).toEqual(
      await page.getByRole('tablist', { name: 'Requests' }).getByRole('tab').allTextContents(),
    );
    // The same content gives the same link.
    expect(await shared(other, 'Link')).toBe(link);
  });

  it('that was cut says so, and shows nothing else in its place', async () => {
    const page = await ownContent();
    const link = await shared(page, 'Link');
    const cut = await visit({ url: link.slice(0, -60) });
    await says(notices(cut), /cut off: [\d,]+ of [\d,]+ characters/);
    await expect.poll(() => cut.getByText('beta tester').count()).toBe(0);
    await expect.poll(() => configEditor(cut).count()).toBe(0);
    await notices(cut).getByRole('button', { name: 'Show what arrived' }).click();
    await configEditor(cut).waitFor();
    expect(CONFIG.startsWith((await configEditor(cut).inputValue()).slice(0, 20))).toBe(true);
  });

  it.each(['#s', '#tab=gra', '#s=', '#s=1', '#nothing'])('of which only %s arrived shows nothing in its place', async (fragment) => {
    const cut = await visit({ url: `${app}${fragment}` });
    await says(notices(cut), /cut off|only the beginning/);
    await expect.poll(() => configEditor(cut).count()).toBe(0);
    await expect.poll(() => cut.getByText('beta tester').count()).toBe(0);
  });

  it('of an example that is not there says so', async () => {
    const page = await visit({ url: `${app}#ex=<b>no-such</b>` });
    await says(notices(page), 'There is no example called <b>no-such</b>.');
    await expect.poll(() => configEditor(page).count()).toBe(0);
  });

  it('with requests of any shape opens', async () => {
    const requests = [{ path: 5, headers: [1, 2] }, { headers: { a: { b: 1 } } }, { scheme: {}, body: 7, tls: 'x', jwt: [1] }];
    const json = { f: [['gateway.yaml', CONFIG]], r: requests.map((request, i) => [`odd ${i}`, request]) };
    const page = await visit({ url: `${app}#s=1j${encodeURIComponent(JSON.stringify(json))}` });
    for (const name of ['odd 0', 'odd 1', 'odd 2']) {
      await page.getByRole('tab', { name }).click();
      await says(answer(page), /^Status 404/);
    }
  });

  it('is left and come back to by the buttons of the browser', async () => {
    const page = await ownContent();
    const link = await shared(page, 'Link');
    const other = await visit({ url: `${app}#ex=canary-header-weight` });
    await firstAnswer(other);
    await other.evaluate((address) => location.assign(address), link);
    await says(answer(other), 'Status 418');
    await other.goBack();
    await expect.poll(() => configEditor(other).inputValue()).toContain('canary');
    await other.goForward();
    await expect.poll(() => configEditor(other).inputValue()).toBe(CONFIG);
  });

  it('is selected for the keyboard where the browser refuses the clipboard', async () => {
    const page = await ownContent();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('Not allowed', 'NotAllowedError'));
    });
    const link = await shared(page, 'Link');
    await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click();
    await says(page.getByRole('dialog').getByRole('status'), 'Selected: copy it with the keyboard.');
    expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toBe(link);
    expect(page.url()).toBe(app);
  });

  it('names the rules that answered', async () => {
    const page = await ownContent();
    const { decoded } = readFragment(new URL(await shared(page, 'Link')).hash) as Extract<Fragment, { kind: 'state' }>;
    expect(decoded).toMatchObject({ kind: 'whole', state: { profile: 'agentgateway@1.4' } });
  });

  it('that was damaged says so', async () => {
    const page = await ownContent();
    const link = await shared(page, 'Link');
    const at = link.length - 40;
    const damaged = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
    const other = await visit({ url: damaged });
    await says(notices(other), 'damaged');
    await expect.poll(() => configEditor(other).count()).toBe(0);
  });

  it('opens as a copy: the draft of this tab is kept and can be brought back', async () => {
    const page = await ownContent();
    const link = await shared(page, 'Link');
    const other = await visit();
    await firstAnswer(other);
    await configEditor(other).fill('# my own work\n');
    await draftKept(other);
    await other.goto(link);
    await says(answer(other), 'Status 418');
    await notices(other).getByRole('button', { name: /draft/i }).click();
    await expect.poll(() => configEditor(other).inputValue()).toBe('# my own work\n');
  });

  it('leaves out what looks secret unless it is kept', async () => {
    const page = await ownContent();
    await page.getByRole('textbox', { name: 'Address' }).fill('');
    await page.evaluate(() =>
      navigator.clipboard.writeText("curl http://tea.test/tea -H 'Authorization: Bearer very-secret-token-123456'"),
    );
    await page.getByRole('textbox', { name: 'Address' }).focus();
    await page.keyboard.press('Control+V');
    await says(page.getByRole('tabpanel', { name: /^Request / }), /authorization/i);
    const link = await shared(page, 'Link');
    const secrets = page.getByRole('region', { name: 'Secrets' });
    await says(secrets, /Authorization/i);
    await secrets.getByRole('checkbox').first().check();
    const keeping = await shared(page, 'Link');
    expect(keeping).not.toBe(link);
    const other = await visit({ url: link });
    await says(answer(other), 'Status 418');
    const again = await visit({ url: keeping });
    await says(answer(again), 'Status 418');
    for (const [opened, expected] of [
      [other, false],
      [again, true],
    ] as const) {
      // The form is opened by any of the headers.
      await opened.getByRole('button', { name: /^authorization: /i }).click();
      const value = await opened.getByRole('textbox', { name: /^Value of header authorization/i }).inputValue();
      expect(value.includes('very-secret-token')).toBe(expected);
    }
  });

  it('is put into the address bar and the clipboard by Ctrl+S', async () => {
    const page = await ownContent();
    await configEditor(page).focus();
    await page.keyboard.press('Control+S');
    await page.getByRole('dialog').waitFor();
    const link = await shared(page, 'Link');
    await page.getByRole('dialog').getByRole('button', { name: /copy/i }).first().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await expect.poll(() => page.url()).toBe(link);
  });
});

describe('Markdown and the embed', () => {
  it('escape the title', async () => {
    const page = await ownContent();
    await page.getByRole('textbox', { name: 'Title' }).fill('a "quoted" <b>title</b> ]');
    expect(await shared(page, 'Markdown')).toMatch(/^\[a "quoted" <b>title<\/b> \\\]\]\(http/);
    const iframe = await shared(page, 'Embed');
    expect(iframe).toContain('title="a &quot;quoted&quot; &lt;b&gt;title&lt;/b&gt; ]"');
  });
});

describe('a tab', () => {
  it('keeps its own draft over a reload, apart from other tabs', async () => {
    const first = await ownContent();
    const second = await visit({ profile: first.context() });
    await firstAnswer(second);
    await configEditor(second).fill('# the second tab\n');
    await draftKept(second);
    await first.reload();
    await says(answer(first), 'Status 418');
    expect(await configEditor(first).inputValue()).toBe(CONFIG);
    await second.reload();
    await expect.poll(() => configEditor(second).inputValue()).toBe('# the second tab\n');
  });
});
