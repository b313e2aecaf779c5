// What does not come or does not end: the page says so where it is missed, goes on, and can be asked again.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answer, configEditor, draftKept, expressionEditor, firstAnswer, result, says, settled } from './parts.ts';
import { app, takeFaults, visit } from './visit.ts';

const ENGINE = /engine\.worker[^/]*\.js$/;

/** Files of the page that do not come, as if the connection were lost, until they are asked for again after `back`. */
async function without(page: Page, files: RegExp): Promise<{ readonly back: () => Promise<void> }> {
  await page.route(files, (route) => route.abort());
  return {
    back: async () => {
      await page.unroute(files);
      const faults = takeFaults(page);
      // The page itself says nothing worse than what was not fetched.
      expect(faults.filter((fault) => !/Failed to load resource|dynamically imported module|Unable to preload CSS/.test(fault))).toEqual(
        [],
      );
    },
  };
}

it('an engine that does not come is said, and asked for again', async () => {
  const page = await visit({ url: 'about:blank' });
  const engine = await without(page, ENGINE);
  await page.goto(app);
  await says(page.getByRole('region', { name: 'Request and answer' }), 'could not be fetched');
  await configEditor(page).fill('# typed without an engine\n');
  await engine.back();
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /canary by header/ })
    .click();
  await firstAnswer(page);
});

it('an engine that did not come answers when it is tried again', async () => {
  const page = await visit({ url: 'about:blank' });
  const engine = await without(page, ENGINE);
  await page.goto(app);
  const again = page.getByRole('region', { name: 'Request and answer' }).getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await engine.back();
  await again.click();
  await firstAnswer(page);
});

it('a computation without an end is stopped and said; text and other answers stay', async () => {
  const page = await visit({ url: 'about:blank' });
  await page.route(ENGINE, async (route) => {
    const response = await route.fetch();
    // The engine says that it has begun the call, and never ends it.
    const hang = `{
      const endless = new Set();
      addEventListener('message', ({ data }) => data.call === 'evaluate' && data.params.expression.includes('endless') && endless.add(data.id));
      const say = postMessage.bind(self);
      self.postMessage = (message) => { say(message); while (endless.has(message.begun)); };
    }\n`;
    await route.fulfill({ response, body: hang + (await response.text()) });
  });
  await page.goto(app);
  // Beside a call that waits for its code, the expression has as long as that.
  await settled(page);
  await expressionEditor(page).fill('"endless"');
  await says(result(page), /^Stopped after [\d.]+ s\. The expression is kept/);
  await says(answer(page), /^Status \d{3}/);
  // Another worker answers, and knows the configuration.
  await page.getByRole('tab', { name: 'no token' }).click();
  await configEditor(page).press('Control+Home');
  await configEditor(page).pressSequentially('# more');
  await expressionEditor(page).fill('1 + 1');
  await says(result(page), /2\s*int/);
  await says(answer(page), /^Status \d{3}/);
  await expressionEditor(page).fill('"endless" ');
  await draftKept(page);
  await page.reload();
  await expect.poll(() => expressionEditor(page).inputValue()).toBe('"endless" ');
  expect(await configEditor(page).inputValue()).toContain('# more');
});

it('a dialog whose part does not come leaves the page as it is, and opens when it comes', async () => {
  const page = await visit();
  await firstAnswer(page);
  const share = await without(page, /ShareDialog[^/]*$/);
  const open = page.getByRole('banner').getByRole('button', { name: /^Share/ });
  await open.click();
  await says(page.locator('.notices'), 'Is the connection lost?');
  await expressionEditor(page).fill('1 + 1');
  await says(result(page), /2\s*int/);
  await share.back();
  await open.click();
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
});

it('a pane whose part does not come says so in its place, and fetches it when it is tried again', async () => {
  const page = await visit({ url: 'about:blank' });
  const graph = await without(page, /GraphView[^/]*\.js$/);
  await page.goto(app);
  await firstAnswer(page);
  const map = page.getByRole('region', { name: 'Map' });
  await says(map.getByRole('alert'), 'could not be fetched');
  await graph.back();
  await map.getByRole('button', { name: 'Try again' }).click();
  await map.locator('.react-flow__node').first().waitFor();
});

it('a full editor that does not come leaves the light one', async () => {
  const page = await visit({ url: 'about:blank', editor: 'full' });
  const asked = page.waitForRequest(/FullEditor[^/]*\.js$/);
  const full = await without(page, /FullEditor[^/]*\.js$/);
  await page.goto(app);
  await firstAnswer(page);
  await asked;
  await configEditor(page).fill('binds: [');
  await says(page.getByRole('list', { name: 'Problems', exact: true }), /Line 1/);
  await expect.poll(() => page.locator('.monaco-editor').count()).toBe(0);
  await full.back();
});
