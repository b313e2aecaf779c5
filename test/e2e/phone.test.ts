// A phone: one column in the same order, the light editor, the status in view while the page scrolls.
import { expect, it } from 'vitest';
import { answer, configEditor, expressionEditor, firstAnswer, result, says, settled } from './parts.ts';
import { visit } from './visit.ts';

it('shows configuration, request, answer and expression in one column', async () => {
  const page = await visit({ phone: true, editor: 'auto' });
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await settled(page);
  const tops: number[] = [];
  for (const name of ['Configuration', 'Request and answer', 'Map', 'Expression'])
    tops.push(await page.getByRole('region', { name, exact: true }).evaluate((region) => region.getBoundingClientRect().top + scrollY));
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await expressionEditor(page).fill('1 + 1');
  await says(result(page), /2\s*int/);
  // The full editor would have been asked for with the map.
  expect(fetched.some((url) => url.includes('GraphView'))).toBe(true);
  expect(fetched.filter((url) => url.includes('FullEditor'))).toEqual([]);
});

it('keeps the status in view while the story is read', async () => {
  const page = await visit({ phone: true });
  await firstAnswer(page);
  const story = page.getByRole('list', { name: 'How the gateway decided' });
  await story.getByRole('listitem').last().scrollIntoViewIfNeeded();
  const status = await answer(page).boundingBox();
  expect(status?.y).toBeGreaterThanOrEqual(-1);
  expect(status?.y).toBeLessThan(844 / 2);
});

it('has targets that a finger can hit', async () => {
  const page = await visit({ phone: true });
  await settled(page);
  // WCAG 2.5.8: 24 by 24 pixels, but for words within a sentence, and where a circle of that size around it meets no other target.
  const small = await page.evaluate(() => {
    const targets = [...document.querySelectorAll<HTMLElement>('button, select, input, summary, a[href], [role="tab"], [role="separator"]')]
      .filter((element) => element.offsetParent !== null && element.closest('.react-flow') === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1);
    const isSmall = ({ width, height }: DOMRect) => width < 24 || height < 24;
    const isAlone = (one: { element: HTMLElement; box: DOMRect }) =>
      targets.every(({ element, box }) => {
        if (element === one.element || element.contains(one.element) || one.element.contains(element)) return true;
        const [x, y] = [one.box.left + one.box.width / 2, one.box.top + one.box.height / 2];
        const distance = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
        const between = Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y);
        return distance >= 12 && (!isSmall(box) || between >= 24);
      });
    const isInSentence = (element: HTMLElement) =>
      getComputedStyle(element).display.startsWith('inline') &&
      [...(element.parentElement?.childNodes ?? [])].some((node) => node.nodeType === Node.TEXT_NODE && /\w/.test(node.textContent ?? ''));
    return targets
      .filter((one) => isSmall(one.box) && !isAlone(one) && !isInSentence(one.element))
      .map(({ element, box }) => `${element.textContent || element.ariaLabel}: ${box.width} × ${box.height}`);
  });
  expect(small).toEqual([]);
});

it('is edited by touch', async () => {
  const page = await visit({ phone: true });
  await firstAnswer(page);
  await page.getByRole('tab', { name: 'beta tester, 40' }).tap();
  await says(answer(page), /Status 200/);
  await configEditor(page).tap();
  expect(await configEditor(page).evaluate((area) => area === document.activeElement)).toBe(true);
});

it.each([true, false])('opens menus within the page (phone: %s)', async (phone) => {
  const page = await visit({ phone });
  await firstAnswer(page);
  const buttons = page.locator('[aria-haspopup="menu"]');
  expect(await buttons.count()).toBeGreaterThan(1);
  for (const button of await buttons.all()) {
    await button.click();
    const menu = page.getByRole('menu');
    const ends = await menu.evaluate((list) =>
      [list, ...list.children].map((part) => part.getBoundingClientRect()).flatMap(({ left, right }) => [left, right]),
    );
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ends)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  }
});
