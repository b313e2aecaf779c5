// Bad input of each kind: a message with a position or a notice that it took too long; the page goes on answering, and the text
// survives a reload.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answer, configEditor, draftKept, expressionEditor, firstAnswer, problems, result, says } from './parts.ts';
import { visit } from './visit.ts';

const GOOD = `binds:
- port: 8080
  listeners:
  - routes:
    - name: all
      backends: [{ host: "a.internal:80" }]
`;

async function started(): Promise<Page> {
  const page = await visit();
  await firstAnswer(page);
  return page;
}

/** The page still answers: a good expression has its value soon. */
async function stillAnswers(page: Page): Promise<void> {
  await expressionEditor(page).fill('"still " + "here"');
  await says(result(page), '"still here"');
}

async function survivesReload(page: Page, editor: (page: Page) => ReturnType<typeof configEditor>, text: string): Promise<void> {
  await draftKept(page);
  await page.reload();
  await editor(page).waitFor({ timeout: 60_000 });
  await expect
    .poll(
      () =>
        editor(page)
          .inputValue()
          .then((value) => value.length === text.length && value === text),
      { timeout: 20_000 },
    )
    .toBe(true);
}

/** Puts a text in place of the configuration as a person does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((long) => navigator.clipboard.writeText(long), text);
  await configEditor(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+V');
}

/** How long the text is: of a large one the editor's box holds a part alone, but what is copied is the whole. */
async function wholeText(page: Page): Promise<number> {
  await configEditor(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  return page.evaluate(async () => (await navigator.clipboard.readText()).length);
}

interface BadConfig {
  readonly kind: string;
  readonly text: string;
  /** What the list of problems says, position included. */
  readonly expected: RegExp;
}

const CONFIGS: readonly BadConfig[] = [
  { kind: 'YAML that is none', text: GOOD.replace('- name: all', '- name: "all'), expected: /Line [56](?!\d)/ },
  { kind: 'a field that is not known', text: GOOD.replace('name: all', 'nmae: all'), expected: /nmae[\s\S]*Line 5/ },
  { kind: 'a value of a wrong type', text: GOOD.replace('8080', '"eighty"'), expected: /Line 2/ },
  {
    kind: 'CEL in YAML that is none',
    text: GOOD.replace('      backends', "      policies: { authorization: { rules: ['jwt.sub ==']} }\n      backends"),
    expected: /Line 6/,
  },
  {
    kind: 'an alias bomb',
    text: `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghijkl'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijkl'[i]}`).join(', ')}]`)
      .join('\n')}\nbinds: *l\n`,
    expected: /Line \d+/,
  },
];

describe('a configuration with', () => {
  it.each(CONFIGS)('$kind shows a message with its line and survives a reload', async ({ text, expected }) => {
    const page = await started();
    await configEditor(page).fill(text);
    await says(problems(page), expected);
    await stillAnswers(page);
    await survivesReload(page, configEditor, text);
  });

  it('5 MB of text is answered, stays typeable and survives a reload', async () => {
    const page = await started();
    const line = '# a comment that only makes the file long, as generated files are\n';
    const text = GOOD + line.repeat(Math.ceil(5_000_000 / line.length));
    await paste(page, text);
    // Where the caret was, it still is: after what was pasted.
    await page.keyboard.type('#');
    await says(answer(page), /^Status 200/);
    await expect.poll(() => wholeText(page), { timeout: 60_000 }).toBe(text.length + 1);
    const typed = await page.evaluate(() => navigator.clipboard.readText());
    expect(typed.endsWith(`${line}#`)).toBe(true);
    await stillAnswers(page);
    await draftKept(page);
    await page.reload();
    await configEditor(page).waitFor({ timeout: 60_000 });
    await expect.poll(() => wholeText(page), { timeout: 60_000 }).toBe(typed.length);
    expect((await page.evaluate(() => navigator.clipboard.readText())) === typed).toBe(true);
  }, 240_000);

  it('5 MB that are wrong say where, and what was there before can be had back', async () => {
    const page = await started();
    const before = await configEditor(page).inputValue();
    const route = '    - nmae: all\n      backends: [{ host: "a.internal:80" }]\n';
    await paste(page, `binds:\n- port: 8080\n  listeners:\n  - routes:\n${route.repeat(Math.ceil(5_000_000 / route.length))}`);
    await says(problems(page), /nmae[\s\S]*Line 5/);
    await stillAnswers(page);
    await configEditor(page).press('Control+Z');
    await expect.poll(() => configEditor(page).inputValue(), { timeout: 60_000 }).toBe(before);
    await says(answer(page), /^Status 403/);
  }, 240_000);

  it('a large text is edited where the caret is, however far from it somebody has scrolled', async () => {
    const page = await started();
    const line = '# a comment that only makes the file long, as generated files are\n';
    await paste(page, GOOD + line.repeat(20_000));
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# one ');
    const box = page.locator('.light-editor.numbered');
    await box.evaluate((element) => element.scrollTo(0, 200_000));
    await page.locator('.light-gutter').getByText('10010', { exact: true }).waitFor();
    await page.keyboard.type('two\n');
    expect(await configEditor(page).inputValue()).toMatch(/^# one two\nbinds:/);
    await box.evaluate((element) => element.scrollTo(0, 200_000));
    await page.locator('.light-gutter').getByText('10010', { exact: true }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('three');
    await wholeText(page);
    expect((await page.evaluate(() => navigator.clipboard.readText())).endsWith(`${line}three`)).toBe(true);
    // Cut is all of it, too, and comes back.
    await page.keyboard.press('Control+X');
    expect(await configEditor(page).inputValue()).toBe('');
    await page.keyboard.press('Control+Z');
    await expect.poll(() => wholeText(page)).toBe(`# one two\n${GOOD}${line.repeat(20_000)}three`.length);
  }, 240_000);

  it('a long line with thousands of faults stays editable', async () => {
    const page = await started();
    await paste(page, `binds: [${'{port: 8080}, '.repeat(20_000)}]\n`);
    await says(problems(page), /listeners[\s\S]*Line 1/);
    await configEditor(page).press('Control+End');
    await page.keyboard.type('# end');
    await expect.poll(async () => (await configEditor(page).inputValue()).endsWith(']\n# end')).toBe(true);
    await stillAnswers(page);
  });
});

describe('a line of a megabyte', () => {
  it('is drawn around what is seen of it, with its faults and numbers, and is edited there', async () => {
    const page = await started();
    const text = `${GOOD}nmae: [${'{a: "b", c: 1}, '.repeat(65_000)}]`;
    await paste(page, text);
    await says(problems(page), /nmae[\s\S]*Line 7/);
    const row = page.locator('.light-editor.numbered .light-overlay .ln', { hasText: 'c: 1' });
    await expect.poll(() => row.locator('.squiggle').first().textContent()).toBe('nmae');
    await configEditor(page).press('Control+End');
    await page.keyboard.type('# end');
    await expect.poll(() => row.textContent()).toMatch(/c: 1}, \]# end$/);
    // What is drawn is little, and lies over what the editor's box holds: it ends where the text does.
    expect((await row.textContent())?.length).toBeLessThan(5000);
    expect(await row.getAttribute('data-at')).toBe(String(text.length + 5 - ((await row.textContent())?.length ?? 0)));
    expect(await page.locator('.light-gutter').getByText('7', { exact: true }).isVisible()).toBe(true);
    await stillAnswers(page);
  }, 120_000);
});

interface BadExpression {
  readonly kind: string;
  readonly text: string;
  readonly expected: RegExp;
  /** Where the caret stands after the place that is said was followed; undefined where nothing is wrong. */
  readonly caret?: number;
}

const NESTED_MAPS = (() => {
  const list = '[1,2,3,4,5,6,7,8,9]';
  let text = 'a + b + c + d + e + f + g + h + i';
  for (const name of 'ihgfedcba') text = `${list}.map(${name}, ${text})`;
  return text;
})();

const EXPRESSIONS: readonly BadExpression[] = [
  { kind: 'that ends too soon', text: 'request.path ==', expected: /ends here.*Column 16/, caret: 15 },
  {
    kind: 'with a fault in its second line',
    text: 'request.path != ""\n  && requested',
    expected: /requested.*Line 2, column 6/,
    caret: 24,
  },
  {
    kind: 'of nine nested maps over nine elements',
    text: NESTED_MAPS,
    expected: /^Stopped after [\d.]+ s\. The expression is kept|limit|budget/,
  },
  {
    kind: 'of 20,000 parentheses',
    text: `${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
    expected: /nested deeper than \d+ levels.*Column \d+/,
  },
  {
    kind: 'with a pattern that hangs a backtracking engine',
    text: `'aaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')`,
    expected: /^false\s*bool/,
  },
  {
    kind: 'longer than any that is read',
    text: `"${'a'.repeat(150_000)}"`,
    expected: /150002 characters; at most \d+ are read.*Column \d+/,
  },
  { kind: 'from right to left', text: '"\u202e\u05d0\u05d1" + 1', expected: /no such overload.*Column \d+/ },
];

describe('an expression', () => {
  // Written and read within the page: half a character does not travel to it as it is.
  it('with half a character and a NUL is answered, and survives a reload', async () => {
    const page = await started();
    await expressionEditor(page).evaluate((area: HTMLTextAreaElement) => {
      area.focus();
      area.value = '"\ud800\u0000" == 1';
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await says(result(page), /^false\s*bool/);
    await draftKept(page);
    await page.reload();
    const units = () => expressionEditor(page).evaluate((area: HTMLTextAreaElement) => [...area.value].map((c) => c.codePointAt(0)));
    await expect.poll(units).toEqual([0x22, 0xd800, 0, 0x22, 0x20, 0x3d, 0x3d, 0x20, 0x31]);
  });

  it.each(EXPRESSIONS)('$kind is answered, and survives a reload', async ({ text, expected, caret }) => {
    const page = await started();
    await expressionEditor(page).fill(text);
    await says(result(page), expected);
    if (caret !== undefined) {
      await result(page)
        .getByRole('button', { name: /olumn \d+$/ })
        .click();
      expect(await expressionEditor(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(caret);
      expect(await expressionEditor(page).evaluate((area) => area === document.activeElement)).toBe(true);
    }
    await survivesReload(page, expressionEditor, text);
    await stillAnswers(page);
  });
});

const ADDRESSES: readonly (readonly [address: string, expected: RegExp])[] = [
  ['http://[::1/no end', /blank; write %20/],
  ['http://shop.test:99999/', /99999 is above 65535/],
  ['javascript:alert(1)', /not host:port/],
  ['://', /scheme/],
];

describe('a request', () => {
  it.each(ADDRESSES)('with the address %s says what is wrong at its field, and keeps it', async (text, expected) => {
    const page = await started();
    const before = await answer(page).textContent();
    const address = page.getByRole('textbox', { name: 'Address' });
    expect(await address.getAttribute('aria-invalid')).toBe('false');
    await address.fill(text);
    await expect.poll(() => address.getAttribute('aria-invalid')).toBe('true');
    const described = page.locator(`[id="${await address.getAttribute('aria-describedby')}"]`);
    await says(described, expected);
    // The last address that was one still answers.
    expect(await answer(page).textContent()).toBe(before);
    await stillAnswers(page);
    await draftKept(page);
    await page.reload();
    await expect.poll(() => address.inputValue()).toBe(text);
    await address.fill('http://eu.shop.test/assets/a.png');
    await says(answer(page), /Status 200/);
    expect(await address.getAttribute('aria-invalid')).toBe('false');
  });
});

describe('names that every object inherits', () => {
  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('%s is a plain name', async (name) => {
    const page = await started();
    await configEditor(page).fill(`${GOOD}${name}: { polluted: true }\n`);
    await says(problems(page), new RegExp(`${name}[\\s\\S]*Line 7`));
    await expressionEditor(page).fill(`{"${name}": 1}["${name}"]`);
    await says(result(page), /^1\s*int/);
    expect(await page.evaluate(() => ({}) as { polluted?: boolean })).toEqual({});
  });
});
