// What was typed outlives a reload, whenever it comes; each tab has a draft of its own; and where nothing is stored, the page says so.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { configEditor, draftKept, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

const notice = (page: Page) => page.locator('.notices');

/** Puts a text before the configuration. */
async function typeFirst(page: Page, text: string): Promise<void> {
  await configEditor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText(text);
}

const begins = (page: Page, text: string): Promise<void> =>
  expect.poll(async () => (await configEditor(page).inputValue()).slice(0, text.length)).toBe(text);

/** What the database lists. */
const drafts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('gateglass');
        opening.onsuccess = () => {
          const asked = opening.result.transaction('rows').objectStore('rows').getAllKeys();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.map(String));
          };
        };
      }),
  );

it('a reload in the midst of typing loses nothing', async () => {
  const page = await visit();
  await firstAnswer(page);
  for (const text of ['# one\n', '# two\n', '# three\n']) {
    await typeFirst(page, text);
    await page.reload();
    await firstAnswer(page);
    await begins(page, text);
  }
  await begins(page, '# three\n# two\n# one\n');
  expect((await drafts(page)).length).toBe(1);
});

it('a large paste that is not written yet is asked about before the page goes', async () => {
  const page = await visit();
  await firstAnswer(page);
  const text = `binds: []\n${'# a comment that makes it long\n'.repeat(50_000)}`;
  await page.evaluate((long) => navigator.clipboard.writeText(long), text);
  await configEditor(page).focus();
  await page.keyboard.press('Control+A');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.keyboard.press('Control+V');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  // Small changes are written in time: nobody is asked.
  await configEditor(page).waitFor();
  await draftKept(page);
  await page.reload();
  expect(asked.length).toBe(1);
});

it('a duplicated tab goes on from the draft and keeps one of its own', async () => {
  const page = await visit();
  await firstAnswer(page);
  await typeFirst(page, '# first\n');
  await draftKept(page);
  const tab = await page.evaluate(() => sessionStorage.getItem('gateglass.tab') ?? '');
  const copy = await visit({ url: 'about:blank', profile: page.context() });
  // A browser copies this memory with the tab.
  await copy.addInitScript((memory) => {
    if (location.protocol === 'http:' && sessionStorage.getItem('gateglass.tab') === null) sessionStorage.setItem('gateglass.tab', memory);
  }, tab);
  await copy.goto(page.url());
  await begins(copy, '# first\n');
  await typeFirst(copy, '# copy\n');
  await typeFirst(page, '# original\n');
  await draftKept(page);
  await draftKept(copy);
  expect((await drafts(page)).length).toBe(2);
  await page.reload();
  await copy.reload();
  await begins(page, '# original\n# first\n');
  await begins(copy, '# copy\n# first\n');
});

it('is offered in another tab', async () => {
  const page = await visit();
  await firstAnswer(page);
  await typeFirst(page, '# mine\n');
  await draftKept(page);
  const other = await visit({ profile: page.context() });
  await firstAnswer(other);
  await says(notice(other), 'You left a draft here');
  await notice(other).getByRole('button', { name: 'Restore my draft' }).click();
  await begins(other, '# mine\n');
});

it.each([
  [
    'is refused',
    () =>
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
  ],
  [
    'never answers',
    () => {
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
    },
  ],
  [
    'is full',
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
])('where storage %s, the page works and says that nothing is kept', async (_, happens) => {
  const page = await visit({ url: 'about:blank' });
  await page.addInitScript(happens);
  await page.goto(app);
  await firstAnswer(page);
  expect(await notice(page).textContent()).toBe('');
  await typeFirst(page, '# mine\n');
  await says(notice(page), 'lost when the page is closed');
  await firstAnswer(page);
});

it('goes on where the browser closed the database in between', async () => {
  const page = await visit();
  await firstAnswer(page);
  await typeFirst(page, '# one\n');
  await draftKept(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.deleteDatabase('gateglass').onsuccess = () => resolve();
      }),
  );
  await typeFirst(page, '# two\n');
  await draftKept(page);
  expect(await notice(page).textContent()).toBe('');
  await page.reload();
  await begins(page, '# two\n# one\n');
});
