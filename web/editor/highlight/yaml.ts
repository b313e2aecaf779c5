// YAML (and so JSON) coloured line by line, with CEL inside it. A line needs only the state that the line before it left, so an
// editor colours just what is on the screen. Not a YAML parser: what it cannot tell stays uncoloured.
import { celTokens } from './cel.ts';
import { COLOURED, type Token } from './token.ts';

/** What goes on from the line before: a block scalar under a key of this indentation, or an open quote. */
export type LineState =
  | { readonly kind: 'plain' }
  | { readonly kind: 'block'; readonly indent: number; readonly cel: boolean }
  | { readonly kind: 'quote'; readonly quote: string; readonly cel: boolean };

export const START: LineState = { kind: 'plain' };

/** Keys of gateways whose values are CEL. */
const CEL_KEYS =
  /^(?:rules?|allow|deny|require|expression|condition|conditions|celExpression|cel|filter|add|set|body|metadata|costExpression|key|value|when|text)$/;
/** Names that a gateway's expressions begin with; a value under a key as above is CEL when it reads one of them. */
const CEL_TEXT =
  /(?:^|[^\w.])(?:request|response|jwt|source|destination|connection|backend|llm|mcp|basicAuth|apiKey|extauthz|extproc|filter_state|xds|upstream|object|oldObject|params|variables|json|has|string|int|size|random|uuid|cel|sets|math)[.([]/;

interface Found {
  readonly tokens: readonly Token[];
  readonly state: LineState;
}

export function yamlTokens(whole: string, state: LineState): Found {
  const line = whole.slice(0, COLOURED);
  if (state.kind === 'block') {
    const indent = indentOf(line);
    if (line.trim() === '' || indent > state.indent)
      return { tokens: state.cel ? celTokens(line, indent, line.length, 'cel') : all(line, indent, 'string'), state };
  }
  if (state.kind === 'quote') return quoted(line, 0, state.quote, state.cel, [], '');
  return plain(line, 0, []);
}

const all = (line: string, from: number, kind: Token['kind']): readonly Token[] => [{ start: from, end: line.length, kind }];

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  return at;
}

/** Colours from `from` to the end of the line. */
function plain(line: string, from: number, before: readonly Token[], key = ''): Found {
  const tokens: Token[] = [...before];
  let at = from;
  let lastKey = key;
  let keyIndent = indentOf(line);
  while (at < line.length) {
    const sign = line.charAt(at);
    if (sign === ' ' || sign === '\t') at++;
    else if (sign === '#' && (at === 0 || /\s/.test(line.charAt(at - 1)))) {
      tokens.push({ start: at, end: line.length, kind: 'comment' });
      break;
    } else if (sign === '-' && /^-(?:\s|$)/.test(line.slice(at, at + 2))) {
      at++;
      keyIndent = at - 1;
    } else if ('{}[],'.includes(sign)) at++;
    else if (sign === '"' || sign === "'") {
      const end = closing(line, at, sign);
      if (end >= 0 && /^\s*:(?:\s|$|["'{[\d])/.test(line.slice(end, end + 8))) {
        lastKey = line.slice(at + 1, end - 1);
        tokens.push({ start: at, end, kind: 'key' });
        at = line.indexOf(':', end) + 1;
      } else
        return quoted(
          line,
          at + 1,
          sign,
          isCel(lastKey, line.slice(at + 1)),
          [...tokens, { start: at, end: at + 1, kind: 'string' }],
          lastKey,
        );
    } else if ((sign === '|' || sign === '>') && /^[|>][-+0-9]*\s*(?:#.*)?$/.test(line.slice(at))) {
      tokens.push({ start: at, end: line.length, kind: 'mark' });
      return { tokens, state: { kind: 'block', indent: keyIndent, cel: CEL_KEYS.test(lastKey) || lastKey === '' } };
    } else {
      const end = wordEnd(line, at);
      const word = line.slice(at, end);
      if (line.charAt(end) === ':' && /^(?:\s|$)/.test(line.slice(end + 1, end + 2))) {
        lastKey = word.trim();
        keyIndent = at;
        if (end > at) tokens.push({ start: at, end, kind: 'key' });
        at = end + 1;
      } else {
        const rest = isCel(lastKey, word) ? trimmedEnd(line, at) : end;
        if (rest > end || isCel(lastKey, word)) tokens.push(...celTokens(line, at, Math.max(rest, end), 'cel'));
        else tokens.push(...scalar(word, at));
        at = Math.max(rest, end, at + 1);
      }
    }
  }
  return { tokens, state: START };
}

/** The end of a plain scalar or key that begins at `at`. */
function wordEnd(line: string, at: number): number {
  const inFlow = /[{[]/.test(line.slice(0, at));
  let end = at;
  while (end < line.length) {
    const sign = line.charAt(end);
    if (sign === ':' && (end + 1 === line.length || /\s/.test(line.charAt(end + 1)))) break;
    if (sign === '#' && /\s/.test(line.charAt(end - 1))) break;
    if (inFlow && ',]}'.includes(sign)) break;
    end++;
  }
  return end;
}

const trimmedEnd = (line: string, from: number): number => (/[{[]/.test(line.slice(0, from)) ? wordEnd(line, from) : line.length);

const isCel = (key: string, text: string): boolean =>
  CEL_TEXT.test(text) && (CEL_KEYS.test(key) || key === '' || /[()]|==|&&|\|\||\?/.test(text));

function scalar(word: string, at: number): readonly Token[] {
  const text = word.trimEnd();
  if (/^[-+]?(?:\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+)(?:ms|s|m|h)?$/.test(text))
    return [{ start: at, end: at + text.length, kind: 'number' }];
  if (/^(?:true|false|null|~)$/.test(text)) return [{ start: at, end: at + text.length, kind: 'word' }];
  if (/^[&*!]/.test(text)) return [{ start: at, end: at + text.length, kind: 'mark' }];
  return [];
}

/** Where a quoted scalar that begins at `at` ends, or -1 when it goes on in the next line. */
function closing(line: string, at: number, quote: string): number {
  for (let i = at + 1; i < line.length; i++) {
    if (line.charAt(i) === '\\' && quote === '"') i++;
    else if (line.charAt(i) === quote) {
      if (quote === "'" && line.charAt(i + 1) === "'") i++;
      else return i + 1;
    }
  }
  return -1;
}

/** Colours the inside of a quoted scalar and goes on behind it. `from` is the first column inside. */
function quoted(line: string, from: number, quote: string, cel: boolean, before: readonly Token[], key: string): Found {
  const close = closing(line, from - 1, quote);
  const end = close < 0 ? line.length : close - 1;
  const inside = cel ? celTokens(line, from, end, 'cel') : end > from ? [{ start: from, end, kind: 'string' } as const] : [];
  if (close < 0) return { tokens: [...before, ...inside], state: { kind: 'quote', quote, cel } };
  return plain(line, close, [...before, ...inside, { start: close - 1, end: close, kind: 'string' }], key);
}
