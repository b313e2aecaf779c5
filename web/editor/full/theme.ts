// The page's tokens as Monaco themes. The tokens are read from the page, so that there is one list of colours.
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
  'editorWidget.foreground': '--ink',
  'editorSuggestWidget.background': '--panel',
  'editorSuggestWidget.border': '--line-2',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.selectedBackground': '--beam-soft',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorSuggestWidget.selectedIconForeground': '--ink',
  'editorSuggestWidget.highlightForeground': '--beam',
  'editorSuggestWidget.focusHighlightForeground': '--beam',
  'editorSuggestWidgetStatus.foreground': '--ink-2',
  'editorHoverWidget.background': '--panel',
  'editorHoverWidget.border': '--line-2',
  'editorHoverWidget.foreground': '--ink',
  'editorHoverWidget.highlightForeground': '--beam',
  'editorHoverWidget.statusBarBackground': '--sunk',
  'editorActionList.background': '--panel',
  'editorActionList.foreground': '--ink',
  'editorActionList.focusBackground': '--beam-soft',
  'editorActionList.focusForeground': '--ink',
  'editorLightBulb.foreground': '--warn',
  'editorLightBulbAutoFix.foreground': '--info',
  'list.hoverBackground': '--sunk',
  'list.focusBackground': '--beam-soft',
  'list.highlightForeground': '--beam',
  'textCodeBlock.background': '--sunk',
  'textLink.foreground': '--info',
  descriptionForeground: '--ink-2',
  foreground: '--ink',
  'icon.foreground': '--ink-2',
  'symbolIcon.fieldForeground': '--info',
  'symbolIcon.variableForeground': '--info',
  'symbolIcon.functionForeground': '--cel',
  'symbolIcon.enumeratorMemberForeground': '--string',
  'editorError.foreground': '--no',
  'editorWarning.foreground': '--warn',
  'editorInfo.foreground': '--info',
  'editorCursor.foreground': '--ink',
  'editorIndentGuide.background1': '--line',
  focusBorder: '--beam',
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, '--ink'])),
  'editorBracketHighlight.unexpectedBracket.foreground': '--ink',
  'editorBracketMatch.border': '--line-2',
  'editorBracketMatch.background': '--sunk',
};

/** The colour of a token in one of the themes, as the browser resolves it: `#rrggbb`. */
function colour(token: string, dark: boolean): string {
  const probe = document.createElement('span');
  probe.style.colorScheme = dark ? 'dark' : 'light';
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const channels = getComputedStyle(probe).color.match(/\d+/g) ?? [];
  probe.remove();
  return `#${channels
    .slice(0, 3)
    .map((channel) => Number(channel).toString(16).padStart(2, '0'))
    .join('')}`;
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
        { token: '', foreground: colour('--ink', dark).slice(1), background: colour('--panel', dark).slice(1) },
        ...Object.entries(TOKEN_COLOURS).map(([token, name]) => ({ token, foreground: colour(name, dark).slice(1) })),
      ],
      colors: {
        ...Object.fromEntries(Object.entries(EDITOR_COLOURS).map(([name, token]) => [name, colour(token, dark)])),
        'scrollbar.shadow': '#00000000',
        'widget.shadow': '#00000000',
      },
    });
}

export const themeName = (dark: boolean): string => (dark ? 'gateglass-dark' : 'gateglass-light');
