// Everyone can use it: axe in both themes, on a phone, with dialogs open; and the success criteria of WCAG 2.2 that no tool checks.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { answer, configEditor, expressionEditor, firstAnswer, problems, result, says, settled } from './parts.ts';
import { app, visit } from './visit.ts';

const THEMES = ['light', 'dark'] as const;

/** Until the graph is drawn: its nodes are part of what is looked at. */
async function whole(page: Page): Promise<void> {
  await firstAnswer(page);
  await page.getByRole('region', { name: 'Map' }).locator('.react-flow__node').first().waitFor();
}

describe.each(THEMES)('axe finds nothing in the %s theme', (theme) => {
  it('on the page', async () => {
    const page = await visit({ theme });
    await whole(page);
    expect(await axeFaults(page)).toEqual([]);
  });

  it('on a phone', async () => {
    const page = await visit({ theme, phone: true });
    await firstAnswer(page);
    expect(await axeFaults(page)).toEqual([]);
  });

  it.each(['Examples', 'Share'])('in the dialog %s', async (name) => {
    const page = await visit({ theme });
    await firstAnswer(page);
    await page
      .getByRole('banner')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('in every other dialog', { timeout: 120_000 }, async () => {
    const page = await visit({ theme, url: `${app}#ex=envoy-tls-by-sni` });
    await settled(page);
    const menu = async (opener: string, item: RegExp) => {
      await page.getByRole('button', { name: opener, exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const openers: readonly (readonly [title: string, open: () => Promise<void>])[] = [
      ['Find a part of the configuration', () => page.getByRole('button', { name: 'Find', exact: true }).click()],
      ['Keyboard and settings', () => page.getByRole('button', { name: 'Keyboard and settings' }).click()],
      ['Import requests', () => menu('This request', /^Import/)],
      ['What changed', () => menu('Files', /^Compare/)],
      [
        'Why this is reported',
        () =>
          problems(page)
            .getByRole('button', { name: /^Why\?/ })
            .first()
            .click(),
      ],
    ];
    for (const [title, open] of openers) {
      await open();
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      if (title === 'What changed') {
        await dialog.getByRole('button', { name: /^Keep the present version/ }).click();
        await says(dialog, 'The two versions are the same.');
      }
      expect(await axeFaults(page, 'dialog'), title).toEqual([]);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
  });

  it('in every part of a request', { timeout: 120_000 }, async () => {
    const page = await visit({ theme, url: `${app}#ex=mcp-tool-authorization` });
    await settled(page);
    const parts = page.getByRole('tabpanel', { name: /^Request / }).locator('.chip.part');
    for (let at = 0; at < (await parts.count()); at++) {
      // Several things of one part, as headers, open it together.
      if ((await parts.nth(at).getAttribute('aria-expanded')) === 'true') continue;
      await parts.nth(at).click();
      await page.locator('#request-form').waitFor();
      expect(await axeFaults(page, '#request'), (await parts.nth(at).textContent()) ?? '').toEqual([]);
    }
  });

  it('where nothing is open', async () => {
    const page = await visit({ theme });
    await firstAnswer(page);
    await configEditor(page).fill('');
    await says(answer(page), 'No configuration yet');
    await expressionEditor(page).fill('');
    expect(await axeFaults(page)).toEqual([]);
  });

  it('with text that cannot be read', async () => {
    const page = await visit({ theme });
    await firstAnswer(page);
    await configEditor(page).fill('binds: [');
    await expressionEditor(page).fill('1 +');
    await says(result(page), 'error');
    expect(await axeFaults(page)).toEqual([]);
  });

  it('in the full editor', async () => {
    const page = await visit({ theme, editor: 'full' });
    await whole(page);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('with menus, completions, notices and faults open', { timeout: 120_000 }, async () => {
    const page = await visit({ theme });
    await whole(page);
    await page.evaluate(() => {
      location.hash = '#s=1d0';
    });
    await says(page.locator('.notices'), 'link');
    await page.getByRole('button', { name: /blank/i }).first().click();
    await configEditor(page).fill('binds:\n- prot: 8080\n');
    await says(problems(page), /prot[\s\S]*Line 2/);
    expect(await axeFaults(page), 'notices and faults').toEqual([]);
    const buttons = page.locator('[aria-haspopup="menu"]');
    for (const button of await buttons.all()) {
      await button.click();
      await page.getByRole('menu').waitFor();
      expect(await axeFaults(page), (await button.getAttribute('aria-label')) ?? '').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }
    await expressionEditor(page).fill('');
    await expressionEditor(page).pressSequentially('request.');
    await page.getByRole('listbox').waitFor();
    expect(await axeFaults(page), 'completions').toEqual([]);
  });

  it('in the expression alone', async () => {
    const page = await visit({ theme });
    await firstAnswer(page);
    await page.getByRole('button', { name: 'Expression', exact: true }).click();
    await expressionEditor(page).fill('1 + "a"');
    await says(result(page), /Column \d/);
    expect(await axeFaults(page)).toEqual([]);
  });

  it('in the table twin, in all requests and in the functions', async () => {
    const page = await visit({ theme });
    await firstAnswer(page);
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'All requests' }).click();
    await page.getByRole('tab', { name: 'Functions' }).click();
    await page.getByRole('region', { name: 'Expression' }).getByText('size').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});

describe('WCAG 2.2', () => {
  it('1.4.10 reflow: at 320 CSS pixels nothing scrolls sideways but texts, tables and the map', async () => {
    const page = await visit({ viewport: { width: 320, height: 640 } });
    await firstAnswer(page);
    const faults = await page.evaluate(() => {
      const wide: string[] = [];
      if (document.documentElement.scrollWidth > innerWidth) wide.push(`document: ${document.documentElement.scrollWidth}`);
      for (const element of document.querySelectorAll<HTMLElement>('button, input, select, p, h1, h2, strong, label, summary')) {
        if (element.closest('.light-editor, .react-flow, table, pre, [role="tablist"], .explained') !== null) continue;
        const { right, left, width } = element.getBoundingClientRect();
        if (width > 1 && getComputedStyle(element).visibility !== 'hidden' && (right > innerWidth + 1 || left < -1))
          wide.push(`${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}: ${left} to ${right}`);
      }
      return wide;
    });
    expect(faults).toEqual([]);
  });

  it('1.4.10 reflow: no dialog scrolls sideways at 320 CSS pixels', { timeout: 120_000 }, async () => {
    const page = await visit({ viewport: { width: 320, height: 640 } });
    await firstAnswer(page);
    for (const opener of [/^Examples/, /^Share/, /^Keyboard and settings/, /^Find$/, /^Paste curl/]) {
      await page.getByRole('button', { name: opener }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button').first().waitFor();
      const faults = await dialog.evaluate((box) =>
        [...box.querySelectorAll<HTMLElement>('button, input, select, textarea, p, h2, strong, label, summary')]
          .filter((part) => part.closest('pre, table') === null)
          .map((part) => ({ said: `${part.tagName} ${part.textContent.slice(0, 30)}`, at: part.getBoundingClientRect() }))
          .filter(({ at }) => at.width > 1 && (at.right > innerWidth + 1 || at.left < -1))
          .map(({ said, at }) => `${said}: ${at.left} to ${at.right}`),
      );
      expect(faults, String(opener)).toEqual([]);
      expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth), String(opener)).toBeLessThanOrEqual(1);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  it('1.4.12 text spacing: nothing is cut off where text is spaced wider', async () => {
    const page = await visit();
    await settled(page);
    await page.addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, p, h1, h2, label, summary, strong, [role="tab"], .chip, .notice span, th, td')]
        .filter((part) => part.offsetParent !== null && part.closest('.light-editor, .react-flow, pre') === null)
        .filter((part) => !['visible', ''].includes(getComputedStyle(part).overflow) && getComputedStyle(part).display !== 'inline')
        .filter((part) => part.scrollWidth > part.clientWidth + 2 || part.scrollHeight > part.clientHeight + 2)
        .map((part) => `${part.tagName} ${part.className} ${part.textContent.slice(0, 40)}`),
    );
    expect(cut).toEqual([]);
  });

  it('where the system forces its colours, what is chosen and what the beam passes can be told', async () => {
    const page = await visit();
    await page.emulateMedia({ forcedColors: 'active' });
    await settled(page);
    const colours = (chosen: string, other: string, property: 'backgroundColor' | 'borderRightColor') =>
      page.evaluate(
        ([one, two, name]) =>
          [one, two].map((part) => getComputedStyle(document.querySelector(part as string) as Element)[name as 'color']),
        [chosen, other, property],
      );
    for (const [chosen, other] of [
      ['[role="tab"][aria-selected="true"]', '[role="tab"][aria-selected="false"]'],
      ['button[aria-pressed="true"]', 'button[aria-pressed="false"]'],
    ] as const) {
      const [one, two] = await colours(chosen, other, 'backgroundColor');
      expect(one, chosen).not.toBe(two);
    }
    const [on, off] = await colours('.light-gutter .on-beam', '.light-gutter .no-beam', 'borderRightColor');
    expect(on).not.toBe(off);
  });

  it('2.1.2 no keyboard trap: Tab leaves every part, and the way out of the editors is said', async () => {
    const page = await visit();
    await firstAnswer(page);
    await configEditor(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await configEditor(page).evaluate((area) => area === document.activeElement)).toBe(false);
    await configEditor(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    expect(await configEditor(page).evaluate((area) => area === document.activeElement)).toBe(false);
    // Walking on comes back to the first stop: nothing on the way holds the focus.
    const stops = await tabThrough(page, 250);
    expect(stops.filter((stop) => stop === 'BODY').length, stops.slice(-5).join('\n')).toBeGreaterThanOrEqual(1);
  });

  it('2.1.2 in the full editor', async () => {
    const page = await visit({ editor: 'full' });
    await firstAnswer(page);
    await page.locator('.monaco-editor').first().waitFor();
    await page
      .getByRole('textbox', { name: /^Text of / })
      .first()
      .focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') ?? undefined)).toBeUndefined();
  });

  it('2.4.11 focus not obscured: what has the focus is never wholly covered', async () => {
    for (const options of [{}, { phone: true }, { viewport: { width: 700, height: 500 } }]) {
      const page = await visit(options);
      // What comes after the first answer moves what is below it.
      await settled(page);
      const covered: string[] = [];
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Tab');
        const fault = await page.evaluate(coveredFocus);
        if (fault !== undefined) covered.push(fault);
      }
      expect(covered).toEqual([]);
    }
  });

  it('2.5.7 dragging: what can be dragged can also be done without', async () => {
    const page = await visit();
    await whole(page);
    // Panes: the separator moves by keys.
    const separator = page.getByRole('separator').first();
    const before = Number(await separator.getAttribute('aria-valuenow'));
    await separator.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await separator.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
    // The map: buttons zoom and fit it, so that every part can be reached without dragging it.
    const map = page.getByRole('region', { name: 'Map' });
    const transform = () => map.locator('.react-flow__viewport').evaluate((element) => (element as HTMLElement).style.transform);
    const drawn = await transform();
    await map.getByRole('button', { name: /zoom in/i }).click();
    await expect.poll(transform).not.toBe(drawn);
    // Request tabs: keys move them.
    const tabs = page.getByRole('tablist', { name: 'Requests' }).getByRole('tab');
    const [first] = await tabs.allTextContents();
    await tabs.first().click();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(async () => (await tabs.allTextContents())[1]).toBe(first);
  });

  it('4.1.3 status messages: answers, values and notices are announced without taking the focus', async () => {
    const page = await visit();
    await firstAnswer(page);
    for (const part of [answer(page), result(page)]) {
      expect(await part.getAttribute('role')).toBe('status');
      expect(await part.getAttribute('aria-live')).toBe('polite');
    }
    await expressionEditor(page).fill('1 + 1');
    await says(result(page), '2');
    expect(await expressionEditor(page).evaluate((area) => area === document.activeElement)).toBe(true);
    await page.evaluate(() => {
      location.hash = '#s=1d0';
    });
    await says(page.locator('[role="status"].notices'), 'link');
  });
});

/** Where Tab leads, up to `most` stops or back to the document. */
async function tabThrough(page: Page, most: number): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const { tagName, className, textContent } = document.activeElement ?? document.body;
      return tagName === 'BODY' ? 'BODY' : `${tagName} ${String(className)} ${textContent?.slice(0, 30)}`;
    });
    stops.push(stop);
    if (stop === 'BODY') break;
  }
  return stops;
}

/** In the page: says what has the focus when none of its points can be seen. */
function coveredFocus(): string | undefined {
  const focused = document.activeElement as HTMLElement | null;
  if (focused === null || focused === document.body) return undefined;
  const box = focused.getBoundingClientRect();
  const points = [0.05, 0.5, 0.95].flatMap((x) =>
    [0.05, 0.5, 0.95].map((y) => [box.left + box.width * x, box.top + box.height * y] as const),
  );
  const seen = points.some(([x, y]) => {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    return top !== null && (focused.contains(top) || top.contains(focused));
  });
  return seen ? undefined : `${focused.tagName} ${focused.className} ${focused.textContent?.slice(0, 40)} at ${JSON.stringify(box)}`;
}
