// The files of a configuration, its environment, and the drafts of earlier ones; and what is chosen in one view lights up in the others.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answer, configEditor, draftKept, firstAnswer, notices, problems, says, settled } from './parts.ts';
import { app, visit } from './visit.ts';

const GUARDED = `binds:
- port: $PORT
  listeners:
  - name: web
    routes:
    - name: app
      policies:
        basicAuth:
          htpasswd: { file: users.htpasswd }
          mode: strict
      backends: [{ host: "$BACKEND" }]
`;
/** `{SHA}` of "password". */
const HASH = '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=';

const files = (page: Page) => page.getByRole('tablist', { name: 'Files' }).getByRole('tab');
const fileNames = (page: Page) => files(page).evaluateAll((tabs) => tabs.map((tab) => tab.querySelector('.steady')?.textContent ?? ''));
const takenForGranted = (page: Page) => page.getByRole('list', { name: 'What this answer takes for granted' });

async function guarded(): Promise<Page> {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill(GUARDED);
  await says(problems(page), "The environment variable 'PORT' is not set.");
  await page.getByRole('button', { name: /^Environment/ }).click();
  await page.getByRole('textbox', { name: 'Name of variable 1' }).focus();
  await page.evaluate(() => navigator.clipboard.writeText('# of the shop\nexport PORT=8080\nBACKEND="app.internal:80"\n'));
  await page.keyboard.press('Control+V');
  await expect.poll(() => page.getByRole('textbox', { name: 'Value of variable BACKEND' }).inputValue()).toBe('app.internal:80');
  await expect.poll(() => problems(page).count()).toBe(0);
  return page;
}

it('variables are pasted as a file of them, and decide at once', async () => {
  const page = await guarded();
  await says(answer(page), /Status 401/);
  await says(page.getByRole('button', { name: /^Environment/ }), '2');
  await page.getByRole('button', { name: /^Environment/ }).click();
  await configEditor(page).waitFor();
  await page.getByRole('button', { name: /^Environment/ }).click();
  await page.getByRole('button', { name: 'Remove variable PORT' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Name of variable 1');
  await page.getByRole('button', { name: /^Environment/ }).click();
  await says(problems(page), "The environment variable 'PORT' is not set.");
});

it('a second file is added, named, filled, removed and put back, and the answer follows', async () => {
  const page = await guarded();
  await page.getByRole('textbox', { name: 'Address' }).focus();
  await page.evaluate(() => navigator.clipboard.writeText('curl -u ann:password http://shop.test/'));
  await page.keyboard.press('Control+V');
  await says(answer(page), /Status 200/);
  await says(takenForGranted(page), 'users.htpasswd is not here');

  await page.getByRole('button', { name: 'Add a file' }).click();
  // Its name is asked for at once.
  await page.getByRole('textbox', { name: 'New name' }).waitFor();
  await page.keyboard.type('users.htpasswd');
  await page.keyboard.press('Enter');
  await expect.poll(() => fileNames(page)).toEqual(['gateway.yaml', 'users.htpasswd']);
  await configEditor(page).fill(`bob:${HASH}\n`);
  await says(answer(page), /Status 401/);
  await configEditor(page).fill(`ann:${HASH}\n`);
  await says(answer(page), /Status 200/);
  await expect.poll(() => takenForGranted(page).count()).toBe(0);

  await files(page).nth(1).focus();
  await page.keyboard.press('Delete');
  await says(notices(page), 'users.htpasswd was removed.');
  await says(takenForGranted(page), 'users.htpasswd is not here');
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => fileNames(page)).toEqual(['gateway.yaml', 'users.htpasswd']);
  await expect.poll(() => takenForGranted(page).count()).toBe(0);
  expect(await configEditor(page).inputValue()).toContain('ann:');
});

it('files that take the place of a changed example leave it as a draft', async () => {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('# mine\n');
  await draftKept(page);
  const text = GUARDED.replace('$PORT', '8080').replace('$BACKEND', 'dropped.internal:80');
  await page.getByLabel('Files to open').setInputFiles([{ name: 'other.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) }]);
  await expect.poll(() => fileNames(page)).toEqual(['other.yaml']);
  await draftKept(page);
  // What was opened outlives a reload, and what was there before is one of the drafts.
  await page.reload();
  await expect.poll(() => configEditor(page).inputValue()).toContain('dropped.internal');
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Only adult beta testers.*characters/ }).click();
  await expect.poll(() => configEditor(page).inputValue()).toMatch(/^# mine\n/);
});

it('a draft that was deleted is kept after all when one thinks better of it', async () => {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill(GUARDED);
  await draftKept(page);
  await page.goto(`${app}#ex=rate-limit`);
  await says(answer(page), /Status 429/);
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const draft = dialog.getByRole('button', { name: /^Delete the draft / });
  await expect.poll(() => draft.count()).toBe(1);
  await draft.click();
  await expect.poll(() => draft.count()).toBe(0);
  await dialog.getByRole('button', { name: 'Undo: keep that draft' }).click();
  await expect.poll(() => draft.count()).toBe(1);
  // A search is for examples alone.
  await dialog.getByRole('searchbox').fill('canary');
  await expect.poll(() => draft.count()).toBe(0);
});

it('a step chosen in the story lights up in the text and in the graph, and a place in the text in both', async () => {
  const page = await visit();
  await settled(page);
  const story = page.getByRole('list', { name: 'How the gateway decided' });
  const lit = page.locator('.light-overlay .ln.lit');
  const drawn = (name: string) => page.getByRole('region', { name: 'Map' }).locator('.react-flow__node', { hasText: name });
  await story.getByRole('button', { name: 'checkout-beta', exact: true }).first().click();
  await expect.poll(() => lit.first().textContent()).toContain('name: checkout-beta');
  await expect.poll(() => drawn('checkout-beta').first().getAttribute('class')).toContain('selected');
  // The caret in another part.
  await configEditor(page).evaluate((area: HTMLTextAreaElement) => {
    area.focus();
    const at = area.value.indexOf('hostname');
    area.setSelectionRange(at, at);
  });
  await page.keyboard.press('ArrowRight');
  // What the pointer is above is lit as well.
  await page.mouse.move(0, 0);
  await expect.poll(() => story.locator('li.lit').first().textContent()).toContain('web');
  await expect.poll(() => drawn('*.shop.test').first().getAttribute('class')).toContain('selected');
});

it('problems of one kind stand behind the first, and each leads to its place', async () => {
  const page = await visit({ url: `${app}#ex=envoy-tls-by-sni` });
  await says(answer(page), /Status 200/);
  await says(problems(page), 'Envoy reads shop.pem');
  expect(await problems(page).getByText('admin.key').isVisible()).toBe(false);
  await problems(page).getByText('3 more like this').click();
  await problems(page).getByRole('button', { name: 'Line 48' }).click();
  await expect
    .poll(() => configEditor(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).split('\n').length))
    .toBe(48);
});
