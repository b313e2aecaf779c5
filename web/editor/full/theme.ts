// The page's tokens as Monaco themes. The tokens are read from the style sheet, so that there is one list of colours.
import type { TokenKind } from '../highlight/token.ts';
import { monaco } from './monaco.ts';

const TOKEN_COLOURS: Readonly<Record<TokenKind, string>> = {
  key: '--info',
  string: '--string',
  number: '--number',
  word: '--number',
  comment: '--ink-3',
  mark: '--ink-3',
  cel: '--cel',
  'cel-root': '--info',
  'cel-call': '--cel',
};

const EDITOR_COLOURS: Readonly<Record<string, string>> = {
  'editor.background': '--panel',
  'editor.foreground': '--ink',
  'editorLineNumber.foreground': '--ink-3',
  'editorLineNumber.activeForeground': '--ink',
  'editor.selectionBackground': '--beam-soft',
  'editor.inactiveSelectionBackground': '--beam-faint',
  'editorWidget.background': '--panel',
  'editorWidget.border': '--line-2',
  'editorError.foreground': '--no',
  'editorWarning.foreground': '--warn',
  'editorInfo.foreground': '--info',
  'editorCursor.foreground': '--ink',
  'editorIndentGuide.background1': '--line',
  focusBorder: '--beam',
};

/** A token is written `light-dark(#fff, #000)`. */
function colour(token: string, dark: boolean): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(token);
  const pair = /#[0-9a-f]{6}/gi;
  return [...value.matchAll(pair)].map(([hex]) => hex)[dark ? 1 : 0] ?? (dark ? '#e4e8ea' : '#1b2126');
}

let defined = false;

export function defineThemes(): void {
  if (defined) return;
  defined = true;
  for (const dark of [false, true])
    monaco.editor.defineTheme(themeName(dark), {
      base: dark ? 'vs-dark' : 'vs',
      inherit: false,
      rules: [
        { token: '', foreground: colour('--ink', dark).slice(1) },
        ...Object.entries(TOKEN_COLOURS).map(([token, name]) => ({ token, foreground: colour(name, dark).slice(1) })),
      ],
      colors: {
        ...Object.fromEntries(Object.entries(EDITOR_COLOURS).map(([name, token]) => [name, colour(token, dark)])),
        'scrollbar.shadow': '#00000000',
      },
    });
}

export const themeName = (dark: boolean): string => (dark ? 'gateglass-dark' : 'gateglass-light');
