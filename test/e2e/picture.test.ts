// The pictures of the README, taken from the built page. UPDATE_PICTURES=1 writes them into .github; without it they go beside the
// reports, to be looked at, and the committed ones are only held to be of this size.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tools/paths.mjs';
import { firstAnswer, result, says } from './parts.ts';
import { visit } from './visit.ts';

const SIZE = { width: 1440, height: 860 };
const committed = join(root, '.github');
const folder = process.env.UPDATE_PICTURES === undefined ? join(root, '.cache/pictures') : committed;

/** Width and height as a PNG file says them. */
function sizeOf(file: string): { readonly width: number; readonly height: number } {
  const bytes = readFileSync(file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

it.each(['light', 'dark'] as const)('the page in the %s theme', async (theme) => {
  const page = await visit({ theme, viewport: SIZE });
  await firstAnswer(page);
  await page.locator('.react-flow__node').first().waitFor();
  await says(result(page), /true|false|error/);
  await page.evaluate(() => document.fonts.ready);
  // The beam is drawn after the graph was laid out and fitted.
  await page.waitForTimeout(1500);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `page-${theme}.png`) });
  expect(existsSync(join(committed, `page-${theme}.png`))).toBe(true);
  expect(sizeOf(join(committed, `page-${theme}.png`))).toEqual(SIZE);
});
