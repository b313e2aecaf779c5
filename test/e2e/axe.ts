// axe-core over a page: WCAG 2.0 to 2.2, levels A and AA, and axe's best practices. Runs beside the page's policy, not under it:
// the script comes through the debugger.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, one line each; empty when clean. `within`: a selector of the part that is looked at. */
export async function axeFaults(page: Page | Frame, within?: string): Promise<readonly string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    ({ tags, part }) =>
      (window as unknown as { axe: typeof axe }).axe.run(part ?? document, { runOnly: tags, resultTypes: ['violations'] }),
    { tags: TAGS, part: within },
  );
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}
