// The built pages keep their content security policy and ask nobody but their own origin.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { policyText } from '../tools/page-policy.mjs';
import { firstAnswer } from './parts.ts';
import { app, embed, takeFaults, visit } from './visit.ts';

it.each(['index.html', 'embed/index.html'])('%s carries the policy before anything that it governs', (file) => {
  const html = readFileSync(join(inject('dist'), file), 'utf8');
  const policy = html.indexOf(`content="${policyText.replaceAll("'", '&#39;')}"`);
  expect(policy).toBeGreaterThan(0);
  expect(policy).toBeLessThan(html.indexOf('<script'));
  expect(policyText).not.toMatch(/unsafe-eval|\*|https?:/);
});

it.each([
  ['the page', app],
  ['the embed', embed],
])('%s loads from a sub-path without a violation, an error or a foreign request', async (_name, url) => {
  const page = await visit({ url });
  await page.waitForLoadState('networkidle');
});

it('the full editor, the graph and their workers run under the policy', async () => {
  const page = await visit({ editor: 'full' });
  await page.locator('.monaco-editor').first().waitFor();
  await page.locator('.react-flow__node').first().waitFor();
  await page.waitForLoadState('networkidle');
});

it('the watch sees what a worker asks of another origin', async () => {
  const page = await visit({ url: 'about:blank' });
  // Workers have no policy of the page: there the watch alone stands between a foreign request and its being noticed.
  await page.route(/engine\.worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `fetch('http://localhost:9/from-a-worker').catch(() => {});\n${await response.text()}` });
  });
  await page.goto(app);
  await firstAnswer(page);
  await expect.poll(() => takeFaults(page).join('\n')).toContain('foreign request: http://localhost:9/from-a-worker');
});

it('the watch sees an inline script, an evaluated string, a foreign image and an error', async () => {
  const page = await visit();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const image = new Image();
    image.src = 'http://localhost:9/pixel.png';
    setTimeout('window.ran = true', 0);
    console.error('a logged error');
  });
  await page.waitForTimeout(200);
  const faults = takeFaults(page).join('\n');
  expect(faults).toContain('policy violation: script-src-elem inline');
  expect(faults).toContain('policy violation: script-src eval');
  expect(faults).toContain('policy violation: img-src');
  expect(faults).toContain('console error: a logged error');
  expect(await page.evaluate(() => (window as unknown as { ran?: boolean }).ran)).toBeUndefined();
});
