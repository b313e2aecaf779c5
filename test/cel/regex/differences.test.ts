// The table of what the dialects do differently: every cell is run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, loadProfile } from '../../../src/cel/index.ts';
import { differences, type Outcome } from '../../../src/cel/regex/differences.ts';
import { compileRegex, type Dialect } from '../../../src/cel/regex/regex.ts';
import { CelError } from '../../../src/cel/values/value.ts';
import { root } from '../../tools/paths.mjs';

const ours = (pattern: string, text: string, dialect: Dialect): Outcome => {
  const made = compileRegex(pattern, dialect);
  return made instanceof CelError ? 'refused' : made.test(text);
};

function javascript(pattern: string, text: string): Outcome {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return 'refused';
  }
}

describe('dialects', () => {
  it.each(differences)('$what: $pattern', ({ pattern, text, re2, rust, javascript: js }) => {
    expect([ours(pattern, text, 're2'), ours(pattern, text, 'rust'), javascript(pattern, text)]).toEqual([re2, rust, js]);
  });

  it('are those of the profiles', async () => {
    const { pattern, text } = differences.find(({ what }) => what === 'digits are ASCII') ?? expect.fail();
    const found: Record<string, unknown> = {};
    for (const name of ['cel', 'kubernetes', 'agentgateway']) {
      const loaded = (await loadProfile(name)) ?? expect.fail(name);
      const answer = evaluate(loaded, '"٣".matches(pattern)'.replace('"٣"', JSON.stringify(text)), { pattern });
      found[name] = answer.ok && answer.value;
    }
    expect(found).toEqual({ cel: false, kubernetes: false, agentgateway: true });
  });
});

/** The table as Markdown. */
function table(): string {
  const sign = (outcome: Outcome): string => (outcome === 'refused' ? '–' : outcome ? '✓' : '✗');
  const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
  const shown = (text: string): string =>
    JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const rows = differences.map(({ what, pattern, text, re2, rust, javascript: js }) => {
    return `| ${what.replaceAll('|', '\\|')} | ${code(pattern)} | ${code(shown(text))} | ${[re2, rust, js].map(sign).join(' | ')} |`;
  });
  return ['| | pattern | text | RE2 | Rust | JavaScript |', '| --- | --- | --- | :-: | :-: | :-: |', ...rows].join('\n');
}

it('is printed in the library manual', () => {
  const manual = readFileSync(join(root, 'src/README.md'), 'utf8');
  const printed = /<!-- regex-differences -->\n([\s\S]*?)\n<!-- \/regex-differences -->/.exec(manual)?.[1];
  expect(printed).toBe(table());
});
