// What goes into other languages is escaped for them.
import { describe, expect, it, vi } from 'vitest';
import { fileName } from '../../../web/panes/share/download.ts';
import { escapeHtml, iframeOf, markdownOf } from '../../../web/panes/share/snippets.ts';

vi.stubGlobal('location', new URL('https://docs.test/play/'));
const title = `"><script>alert(1)</script> [x](y) 'q'`;

describe('a title that is hostile', () => {
  it('stays text in HTML', () => {
    expect(iframeOf(title, '#s=1d', 'decision')).not.toContain('<script>');
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
  expect(iframeOf('A', '#s=1dx', 'graph')).toContain('src="https://docs.test/play/embed/?view=graph#s=1dx"');
});
