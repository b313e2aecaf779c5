// Colours: a typed printout, `kind:text`, of what has one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { celTokens } from '../../../web/editor/highlight/cel.ts';
import { highlight } from '../../../web/editor/highlight/index.ts';
import type { Token } from '../../../web/editor/highlight/token.ts';
import { linesOf } from '../../../web/editor/lines.ts';

const print = (line: string, tokens: readonly Token[]) => tokens.map(({ start, end, kind }) => `${kind}:${line.slice(start, end)}`);

function yaml(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  return highlight(text, linesOf(text), 'yaml', 0, lines.length - 1).map((tokens, i) => print(lines[i] ?? '', tokens));
}

describe('YAML', () => {
  it.each([
    ['binds:', ['key:binds']],
    ['- port: 8080', ['key:port', 'number:8080']],
    ['  name: web # main', ['key:name', 'comment:# main']],
    ['hostname: "*.shop.test"', ['key:hostname', 'string:"', 'string:*.shop.test', 'string:"']],
    ['path: { pathPrefix: /a, exact: true }', ['key:path', 'key:pathPrefix', 'key:exact', 'word:true']],
    ['"a": {"b": 1}', ['key:"a"', 'key:"b"', 'number:1']],
    ['url: http://a.test/x#y', ['key:url']],
  ])('%s', (line, expected) => {
    expect(yaml(line)[0]).toEqual(expected);
  });

  it('colours a block scalar as text, or as CEL where it is', () => {
    const [, first, after] = yaml('body: |\n  if: not a key\nnext: 1');
    expect(first?.join()).not.toContain('key:if');
    expect(after).toEqual(['key:next', 'number:1']);
  });

  it('colours CEL inside quotes, over lines', () => {
    const [first, second] = yaml(`- 'jwt.groups.exists(g, g == "beta")\n   && jwt.age >= 18'`);
    expect(first).toContain('cel-call:exists');
    expect(first).toContain('string:"beta"');
    expect(second).toContain('number:18');
  });
});

it('CEL', () => {
  const text = 'request.headers["x"].startsWith("a") && size(b) > 1u // note';
  expect(print(text, celTokens(text))).toEqual([
    'cel-root:request',
    'string:"x"',
    'cel-call:startsWith',
    'string:"a"',
    'cel-call:size',
    'cel-root:b',
    'number:1u',
    'comment:// note',
  ]);
});

describe('any text', () => {
  it('gives tokens in order, inside their line, without end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab:-{}[]"\'#|>&*!, \n\t$é😀.(') }),
        fc.constantFrom('yaml', 'json', 'cel' as const),
        (text, language) => {
          const lines = linesOf(text);
          const found = highlight(text, lines, language, 0, lines.starts.length - 1);
          const rows = text.split('\n');
          for (const [i, tokens] of found.entries()) {
            let last = 0;
            for (const { start, end } of tokens) {
              expect(start).toBeGreaterThanOrEqual(last);
              expect(end).toBeGreaterThan(start);
              expect(end).toBeLessThanOrEqual(rows[i]?.length ?? 0);
              last = end;
            }
          }
        },
      ),
    );
  });

  it('takes time in proportion to its length', () => {
    const line = `${'"\\'.repeat(40_000)}`;
    expect(highlight(line, linesOf(line), 'yaml', 0, 0)).toBeDefined();
    expect(celTokens(line)).toBeDefined();
  });
});
