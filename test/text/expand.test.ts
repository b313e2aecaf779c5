// Expected values: the real agentgateway with the same environment (its error names the key that it read).
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell references are what is tested
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandEnvironment } from '../../src/text/expand.ts';
import { readExpandedYaml } from '../../src/text/read.ts';
import { findEntry, findValue } from '../../src/text/syntax.ts';

const env = { A: 'aval', EMPTY: '', B_1: 'bval' };
const expand = (text: string): string => expandEnvironment(text, env).text;
const unset = (text: string): string[] =>
  expandEnvironment(text, env).problems.map(({ message }) => /'(.*)'/.exec(message)?.[1] ?? message);

describe('references', () => {
  it.each([
    ['$A', 'aval'],
    ['${A}x', 'avalx'],
    ['$$A', '$A'],
    ['$$$A', '$aval'],
    ['$$$$', '$$'],
    ['${NOPE:-dé f}', 'dé f'],
    ['${EMPTY:-dd}', ''],
    ['${EMPTY}|$EMPTY|', '||'],
    ['$', '$'],
    ['a$-b', 'a$-b'],
    ['${A', '${A'],
    ['${A:-${B_1}}', 'aval}'],
    ['$B_1-', 'bval-'],
    ['${NOPE:-a:-b}', 'a:-b'],
    ['# $A', '# aval'],
    ['# yaml-language-server: $schema=x', '#=x'],
    ['{}\n# yaml-language-server: $schema2', '{}\n#2'],
  ])('%s gives %s', (text, expected) => {
    expect(expand(text)).toBe(expected);
    expect(unset(text)).toEqual([]);
  });

  it.each([
    ['${NOPE}', 'NOPE'],
    ['$1', '1'],
    ['$Ax', 'Ax'],
    ['$é', 'é'],
    ['${:-x}', ':-x'],
    ['${}', ''],
    ['${ A }', ' A '],
    ['${A-x}', 'A-x'],
    ['${A:+x}', 'A:+x'],
    ['# $NOPE', 'NOPE'],
    ['#yaml-language-server: $schema', 'schema'],
    ['$constructor', 'constructor'],
    ['$__proto__', '__proto__'],
  ])('%s is not set', (text, name) => {
    expect(unset(text)).toEqual([name]);
    expect(expand(text)).toBe(text);
  });
});

describe('positions', () => {
  it('refer to the text as written', () => {
    const text = 'x: ${A}\nlong: "$B_1 $A"\ny: [1, "$$", z]\n';
    const { documents, problems } = readExpandedYaml({ name: 'c.yaml', text }, env);
    expect(problems).toEqual([]);
    const root = documents[0]?.root;
    const written = (key: string): string | undefined => {
      const span = findValue(root, key)?.span;
      return span && text.slice(span.start, span.end);
    };
    expect(findValue(root, 'x')).toMatchObject({ value: 'aval' });
    expect(written('x')).toBe('${A}');
    expect(written('long')).toBe('"$B_1 $A"');
    expect(written('y')).toBe('[1, "$$", z]');
    expect(text.slice(findEntry(root, 'y')?.keySpan.start, findEntry(root, 'y')?.keySpan.end)).toBe('y');
  });

  it('are right for structure that a variable brings', () => {
    const text = 'a: $M\nb: 2\n';
    const { documents } = readExpandedYaml({ name: 'c.yaml', text }, { M: '{x: 1, y: 2}' });
    const root = documents[0]?.root;
    expect(findValue(findValue(root, 'a'), 'y')?.span).toEqual({ start: 3, end: 5 });
    expect(text.slice(findValue(root, 'b')?.span.start)).toBe('2\n');
  });

  it('map every character that was not replaced to itself', () => {
    const piece = fc.constantFrom('$A', '${A}', '$$', '${EMPTY}', 'x', 'yz', ' ', '\n', '$', '${NOPE:-q}');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { text: out, map } = expandEnvironment(text, env);
        for (let i = 0; i < out.length; i++) {
          const { start, end } = map.spanOf({ start: i, end: i + 1 });
          if (end - start === 1 && text[start] !== '$') expect(text[start]).toBe(out[i]);
          if (i > 0) expect(start).toBeGreaterThanOrEqual(map.spanOf({ start: i - 1, end: i }).start);
        }
      }),
    );
  });
});
