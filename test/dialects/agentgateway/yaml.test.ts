// Where the loader's YAML differs from YAML 1.2.
import { describe, expect, it } from 'vitest';
import { ask, isValid, messagesOf, policies } from './support.ts';

const body = (written: string): string => policies(`directResponse: {status: 200, body: ${written}}`);
const below = (written: string): string => policies(`directResponse:\n  status: 200\n  body: ${written}`);
const bad = (line: number, code: string): readonly string[] => [`error ${line} agentgateway/${code}`];

describe('what the loader does not take', () => {
  it.each<[string, string, readonly string[]]>([
    ['a tag on a text', body('!mine hi'), bad(7, 'tag')],
    ['a tag on a map', 'config: !mine {}', bad(1, 'tag')],
    ['a tag of YAML', body('!!str hi'), []],
    ['a tab in an empty line', 'binds: []\n\t\nconfig: {}', bad(2, 'tab')],
    ['a tab before a comment', 'binds: []\n \t# later\n', bad(2, 'tab')],
    ['a tab before all', '\t{binds: []}', bad(1, 'tab')],
    ['a tab in brackets', 'binds: [\n\t]\nconfig: {}', []],
    ['a tab in quotes', body('"a\n  \tb"'), []],
    ['a tab before the content of a block', below('|\n    \ta'), bad(10, 'tab')],
    ['a tab in the content of a block', below('|\n    a\n    \tb'), []],
    ['a colon in brackets', body(':a'), bad(7, 'quotes-needed')],
    ['a question mark in brackets', body('?a'), bad(7, 'quotes-needed')],
    ['a colon in brackets and quotes', body("':a'"), []],
    ['a colon outside of brackets', below(':a'), []],
    ['halves of a character', body('"\\ud83d\\ude00"'), bad(7, 'half-character')],
    ['a backslash before what looks like one', body('"\\\\ud83d"'), []],
    ['a whole character', body('"\\u00e9\\U0001F600"'), []],
  ])('%s', async (_, text, expected) => expect(await messagesOf(text)).toEqual(expected));
});

describe('numbers that are texts to it', () => {
  it.each(['017', '00', '08', '1e400'])('%s', async (written) => {
    expect(await isValid(body(written))).toBe(true);
    expect((await ask(body(written))).response?.body).toBe(written);
  });

  it.each(['17', '0', '1e4'])('%s is none', async (written) => expect(await isValid(body(written))).toBe(false));
});
