// The texts that carry a link elsewhere. Everything a person typed is escaped for the language it goes into.
import type { EmbedOptions, EmbedView } from '../../../src/protocol/embed.ts';

export const EMBED_VIEWS = [
  ['decision', 'The answer and its story'],
  ['expression', 'The expression'],
  ['config', 'The configuration'],
  ['graph', 'The graph'],
] as const satisfies readonly (readonly [EmbedView, string])[];

export const EMBED_THEMES = [
  ['auto', 'As the reader’s system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const satisfies readonly (readonly [EmbedOptions['theme'], string])[];

/** The page's own address without query and fragment. */
export const pageAddress = (): string => location.origin + location.pathname;

export const markdownOf = (title: string, address: string): string =>
  `[${title.replace(/[\\[\]]/g, '\\$&').replace(/\s+/g, ' ')}](${address})`;

export function iframeOf(title: string, fragment: string, { view, theme, readOnly }: EmbedOptions): string {
  const page = new URL(pageAddress());
  const embed = new URL(`embed/?view=${view}${theme === 'auto' ? '' : `&theme=${theme}`}${readOnly ? '&ro=1' : ''}`, page);
  const name = escapeHtml(title);
  return [
    `<iframe src="${escapeHtml(embed.href + fragment)}"`,
    `  title="${name}" width="100%" height="460" loading="lazy" style="border:0"`,
    '  sandbox="allow-scripts allow-same-origin allow-popups" allow="clipboard-write">',
    `  <a href="${escapeHtml(page.href + fragment)}">${name}</a>`,
    '</iframe>',
  ].join('\n');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
