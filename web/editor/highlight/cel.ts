// CEL coloured by its tokens alone: no parser runs here, so it colours half-typed text too. One pass with a sticky pattern; every
// alternative is linear.
import { COLOURED, type Token } from './token.ts';

const PIECE =
  /(?<comment>\/\/.*)|(?<string>[rRbB]{0,2}(?:"""(?:[^\\]|\\.)*?(?:"""|$)|'''(?:[^\\]|\\.)*?(?:'''|$)|"(?:[^"\\\n]|\\.)*(?:"|$)|'(?:[^'\\\n]|\\.)*(?:'|$)))|(?<number>(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)[uU]?)|(?<name>[A-Za-z_]\w*)|(?<space>\s+)|(?<sign>.)/y;

const WORDS = new Set(['true', 'false', 'null', 'in']);

/** Tokens of CEL text from `from` to `to` of a line. `base` colours what has no colour of its own. */
export function celTokens(line: string, from = 0, to = line.length, base?: 'cel'): readonly Token[] {
  const out: Token[] = [];
  const text = line.slice(from, Math.min(to, from + COLOURED));
  let at = 0;
  let afterDot = false;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(text)?.groups;
    if (groups === undefined) break;
    const end = PIECE.lastIndex;
    const add = (kind: Token['kind'] | undefined) => kind !== undefined && out.push({ start: from + at, end: from + end, kind });
    if (groups.comment !== undefined) add('comment');
    else if (groups.string !== undefined) add('string');
    else if (groups.number !== undefined) add('number');
    else if (groups.name !== undefined) add(nameKind(groups.name, text, end, afterDot) ?? base);
    else if (groups.sign !== undefined) add(base);
    if (groups.space === undefined) afterDot = text.charAt(end - 1) === '.' && groups.sign !== undefined;
    at = end;
  }
  return out;
}

function nameKind(name: string, text: string, end: number, afterDot: boolean): Token['kind'] | undefined {
  if (WORDS.has(name)) return 'word';
  if (text.charAt(end) === '(') return 'cel-call';
  return afterDot ? undefined : 'cel-root';
}
