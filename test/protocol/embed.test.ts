// What an embed reads from its address and its host: only what the protocol knows.
import { describe, expect, it } from 'vitest';
import { frameHeight, readEmbedOptions, readToFrame } from '../../src/protocol/embed.ts';

const options = (query: string) => {
  const search = new URLSearchParams(query);
  return readEmbedOptions((name) => search.get(name));
};

describe('a message of the host', () => {
  it.each([
    [
      { gp: 1, type: 'ping' },
      { gp: 1, type: 'ping' },
    ],
    [
      { gp: 1, type: 'setTheme', theme: 'dark', more: 1 },
      { gp: 1, type: 'setTheme', theme: 'dark' },
    ],
    [
      { gp: 1, type: 'ping', id: 'a' },
      { gp: 1, type: 'ping', id: 'a' },
    ],
    [
      { gp: 1, type: 'ping', id: {} },
      { gp: 1, type: 'ping' },
    ],
    [{ gp: 1, type: 'setTheme', theme: 'pink' }, undefined],
    [{ gp: 2, type: 'ping' }, undefined],
    [{ gp: 1, type: 'eval', code: '1' }, undefined],
    ['ping', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j', (data, expected) => {
    expect(readToFrame(data)).toEqual(expected);
  });
});

describe('the address', () => {
  it('chooses view, theme and whether texts can be changed', () => {
    expect(options('view=graph&theme=dark&ro=1')).toEqual({ view: 'graph', theme: 'dark', readOnly: true });
  });
  it('falls back where it says something else', () => {
    expect(options('view=__proto__&theme=pink')).toEqual({ view: 'decision', theme: 'auto', readOnly: false });
  });
});

it.each([
  [0, 120],
  [301, 304],
  [304, 304],
  [1e9, 4000],
])('a height of %d is posted as %d', (height, posted) => {
  expect(frameHeight(height)).toBe(posted);
  expect(frameHeight(posted)).toBe(posted);
});
