// What goes into other languages is escaped for them.
import { describe, expect, it, vi } from 'vitest';
import { readEmbedOptions } from '../../../src/protocol/embed.ts';
import { fileName } from '../../../web/panes/share/download.ts';
import { escapeHtml, iframeOf, markdownOf } from '../../../web/panes/share/snippets.ts';

vi.stubGlobal('location', new URL('https://docs.test/play/'));
const title = `"><script>alert(1)</script> [x](y) 'q'`;

describe('a title that is hostile', () => {
  it('stays text in HTML', () => {
    expect(iframeOf(title, '#s=1d', { view: 'decision', theme: 'auto', readOnly: false })).not.toContain('<script>');
    expect(escapeHtml(title)).not.toMatch(/[<>"']/);
  });
  it('stays text in Markdown', () => {
    expect(markdownOf(title, 'https://docs.test/#s=1')).toMatch(/\\\[x\\\]/);
  });
  it('gives a plain file name', () => {
    expect(fileName(title)).toMatch(/^[a-z0-9-]+\.gateglass\.json$/);
    expect(fileName('…')).toBe('gateglass.gateglass.json');
  });
});

it('the embed lies below the page', () => {
  const options = { view: 'graph', theme: 'auto', readOnly: false } as const;
  expect(iframeOf('A', '#s=1dx', options)).toContain('src="https://docs.test/play/embed/?view=graph#s=1dx"');
});

it('an embed that is only read, in a theme of its own, says so in its address', () => {
  const text = iframeOf('A', '#s=1dx', { view: 'config', theme: 'dark', readOnly: true });
  const src = /src="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const { searchParams } = new URL(src);
  expect(readEmbedOptions((name) => searchParams.get(name))).toEqual({ view: 'config', theme: 'dark', readOnly: true });
});
