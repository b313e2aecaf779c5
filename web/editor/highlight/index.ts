// Colours of the lines that are on the screen.
import { lineText, type TextLines } from '../lines.ts';
import type { Language } from '../types.ts';
import { celTokens } from './cel.ts';
import type { Token } from './token.ts';
import { type LineState, START, yamlTokens } from './yaml.ts';

export type { Token, TokenKind } from './token.ts';

/** How far above the first visible line the colouring starts: a block scalar that began earlier is not known as one. */
const LOOK_BACK = 400;

/** Tokens of the lines `first` to `last` (indices, both included). */
export function highlight(
  text: string,
  { starts }: TextLines,
  language: Language,
  first: number,
  last: number,
): readonly (readonly Token[])[] {
  const out: (readonly Token[])[] = [];
  if (language === 'text') return out;
  let state: LineState = START;
  const from = language === 'cel' ? first : Math.max(0, first - LOOK_BACK);
  for (let line = from; line <= last; line++) {
    const content = lineText(text, starts, line);
    if (language === 'cel') out.push(celTokens(content));
    else {
      const found = yamlTokens(content, state);
      state = found.state;
      if (line >= first) out.push(found.tokens);
    }
  }
  return out;
}
