// Two versions of a configuration, and finding a part of it by name.
import { expect, it } from 'vitest';
import { answer, configEditor, firstAnswer, says } from './parts.ts';
import { app, visit } from './visit.ts';

const envoy = async () => {
  const page = await visit({ url: `${app}#ex=envoy-front-proxy` });
  await firstAnswer(page);
  return page;
};
type Visited = Awaited<ReturnType<typeof envoy>>;

async function compareDialog(page: Visited) {
  await page.getByRole('region', { name: 'Configuration' }).getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Compare with an earlier version' }).click();
  return page.getByRole('dialog', { name: 'What changed' });
}

it('shows what an edit changes in the text and does to a running Envoy, and carries it in a link', async () => {
  const page = await envoy();
  const dialog = await compareDialog(page);
  await dialog.getByRole('button', { name: /^Keep the present version/ }).click();
  await says(dialog, 'The two versions are the same.');
  await page.keyboard.press('Escape');
  const text = await configEditor(page).inputValue();
  await configEditor(page).fill(text.replace('prefix_rewrite: /v1', 'prefix_rewrite: /v2'));
  await says(answer(page), /^Status/);
  const again = await compareDialog(page);
  await says(again, 'A running Envoy takes this change.');
  await says(again.getByRole('table', { name: /envoy\.yaml/ }), /\+ .*prefix_rewrite: \/v2/);
  await says(again, /ingress.*Updated in place/);
  // Only what differs within the line is marked, and which requests it makes a difference to is said.
  expect(
    await again
      .getByRole('table', { name: /envoy\.yaml/ })
      .locator('mark')
      .allTextContents(),
  ).toEqual(['1', '2']);
  const answers = again.getByRole('region', { name: 'Answers' });
  await says(answers, '1 of 6 requests is answered differently.');
  await says(answers.getByRole('row', { name: /^api call/ }), 'upstream path');
  await page.keyboard.press('Escape');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Share/ })
    .click();
  const link = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();
  const other = await visit({ url: link });
  await says(answer(other), /^Status/);
  await says(await compareDialog(other), 'A running Envoy takes this change.');
});

it('finds a cluster by name and goes to its line', async () => {
  const page = await envoy();
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: /^Find/ });
  await dialog.getByRole('searchbox').fill('cluster site-next');
  await says(dialog.getByRole('status'), '1 of ');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => configEditor(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart).split('\n')[0]))
    .toContain('site-next');
});
