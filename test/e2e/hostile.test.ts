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
  { kind: 'YAML that is none', text: GOOD.replace('- name: all', '- name: "all'), expected: /Line \d+/ },
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

  it('5 MB of text stays typeable and survives a reload', async () => {
    const page = await started();
    const line = '# a comment that only makes the file long, as generated files are\n';
    const text = GOOD + line.repeat(Math.ceil(5_000_000 / line.length));
    await page.evaluate((long) => navigator.clipboard.writeText(long), text);
    await configEditor(page).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+V');
    await expect.poll(() => wholeText(page), { timeout: 60_000 }).toBe(text.length);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('#');
    await expect.poll(() => wholeText(page), { timeout: 60_000 }).toBe(text.length + 1);
    const typed = await page.evaluate(() => navigator.clipboard.readText());
    expect(typed.startsWith(GOOD)).toBe(true);
    await stillAnswers(page);
    await draftKept(page);
    await page.reload();
    await configEditor(page).waitFor({ timeout: 60_000 });
    await expect.poll(() => wholeText(page), { timeout: 60_000 }).toBe(typed.length);
    expect((await page.evaluate(() => navigator.clipboard.readText())) === typed).toBe(true);
  }, 240_000);
});

interface BadExpression {
  readonly kind: string;
  readonly text: string;
  readonly expected: RegExp;
}

const NESTED_MAPS = (() => {
  const list = '[1,2,3,4,5,6,7,8,9]';
  let text = 'a + b + c + d + e + f + g + h + i';
  for (const name of 'ihgfedcba') text = `${list}.map(${name}, ${text})`;
  return text;
})();

const EXPRESSIONS: readonly BadExpression[] = [
  { kind: 'that ends too soon', text: 'request.path ==', expected: /error/ },
  { kind: 'of nine nested maps over nine elements', text: NESTED_MAPS, expected: /limit|too long|budget|exceeded|stopped/i },
  { kind: 'of 20,000 parentheses', text: `${'('.repeat(20_000)}1${')'.repeat(20_000)}`, expected: /error/ },
  {
    kind: 'with a pattern that hangs a backtracking engine',
    text: `'aaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')`,
    expected: /^false\s*bool/,
  },
];

describe('an expression', () => {
  it.each(EXPRESSIONS)('$kind is answered, and survives a reload', async ({ text, expected }) => {
    const page = await started();
    await expressionEditor(page).fill(text);
    await says(result(page), expected);
    await survivesReload(page, expressionEditor, text);
    await stillAnswers(page);
  });
});

describe('a request', () => {
  it('with an address that is none says so', async () => {
    const page = await started();
    await page.getByRole('textbox', { name: 'Address' }).fill('http://[::1/no end');
    await says(page.getByRole('tabpanel', { name: /^Request / }).first(), /address|host|URL/i);
    await stillAnswers(page);
    await page.getByRole('textbox', { name: 'Address' }).fill('http://eu.shop.test/assets/a.png');
    await says(answer(page), /Status \d{3}/);
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
