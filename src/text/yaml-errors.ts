// What the YAML library complains about, in our words. One missing bracket makes it complain at every line that follows, and one missing
// colon several times about its own line and those below; each is said once, where it is mended, and what only follows from it is left out.
import type { YAMLParseError } from 'yaml';
import type { Span } from '../base/span.ts';
import type { ProblemList } from './problem.ts';
import { plainWords } from './yaml-words.ts';

/** The flow collections of a document, by the offset at which each ends and the bracket that would close it. */
export class FlowEnds {
  readonly #openers = new Map<string, number>();

  /** Of several that end at one place, the outermost: if one of them is unclosed, that one is. */
  add(start: number, end: number, closer: Closer): void {
    const key = `${closer}${end}`;
    const known = this.#openers.get(key);
    if (known === undefined || start < known) this.#openers.set(key, start);
  }

  opener(end: number, closer: Closer): number | undefined {
    return this.#openers.get(`${closer}${end}`);
  }
}

export type Closer = ']' | '}';

const UNCLOSED_FLOW = /^Flow (?:sequence|map) .*end with a ([\]}])/;
const UNCLOSED_QUOTE = /^Missing closing ["']quote/;
const STREAM = /^Unexpected \S+ token in YAML stream/;

/** What reading a document has found besides the library's errors. */
interface Found {
  readonly flows: FlowEnds;
  /** The starts of quotes that were said already: the library reports each where the text ends, and the brackets around it too. */
  readonly unclosedQuotes: readonly number[];
  /** The text was cut where it nests too deep, which was said: brackets are then unclosed by our doing. */
  readonly tooDeep: boolean;
  /** Maps and lists that stand as keys: mostly what the library makes of a line that it complains about. */
  readonly complexKeys: readonly Span[];
}

/** Complaints about a line that is no key with a value; the first of them also about all that the library then takes into it. */
const SPREADING = new Set(['MULTILINE_IMPLICIT_KEY']);
const OF_LINES = new Set([...SPREADING, 'BLOCK_AS_IMPLICIT_KEY', 'MISSING_CHAR', 'BAD_INDENT']);

/** Adds the errors of one document to `problems`. */
export function addErrors(text: string, errors: readonly YAMLParseError[], found: Found, problems: ProblemList): void {
  const sorted = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const explained = addUnclosed(text, sorted, found, problems);
  let strayToken = false;
  for (const { code, message, pos } of sorted) {
    if (problems.full) return;
    const [start, end] = [pos[0], Math.max(...pos)];
    if (UNCLOSED_QUOTE.test(message) && found.unclosedQuotes.length > 0) continue;
    if (explained.some((span) => span.start <= start && start < span.end)) continue;
    if (STREAM.test(message)) {
      // The library reads nothing after the first of these as what it is.
      if (!strayToken) problems.add('yaml/unexpected-token', strayText(text[start]), start, end);
      strayToken = true;
    } else if (code === 'BLOCK_IN_FLOW') {
      explained.push({ start, end });
      problems.add('yaml/block-in-flow', "Lists with '-' and indented maps cannot stand within '[ ]' or '{ }'.", start, end);
    } else {
      if (OF_LINES.has(code)) explained.push(misread(text, start, SPREADING.has(code) || /^A block sequence/.test(message)));
      problems.add(`yaml/${code.toLowerCase().replaceAll('_', '-')}`, plainWords(message, text, start), start, end);
    }
  }
  for (const { start, end } of found.complexKeys)
    if (!explained.some((span) => span.start <= start && start < span.end))
      problems.add('yaml/complex-key', 'A map or list cannot be a key.', start, end);
}

/** The stretch in which complaints follow from the one at `at`: its line, or with all below it up to one that stands less deep. */
function misread(text: string, at: number, isSpreading: boolean): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const first = lineAt(text, start);
  if (!isSpreading) return { start, end: first.next };
  for (let next = first.next; next < text.length; ) {
    const line = lineAt(text, next);
    if (line.text !== '' && line.indent < first.indent) return { start, end: next };
    next = line.next;
  }
  return { start, end: Number.POSITIVE_INFINITY };
}

/** Adds the unclosed brackets; gives back the stretches in which other errors follow from them. */
function addUnclosed(text: string, sorted: readonly YAMLParseError[], found: Found, problems: ProblemList): Span[] {
  const explained: Span[] = [];
  let until = -1;
  for (const { message, pos } of sorted) {
    if (problems.full) break;
    const closer = UNCLOSED_FLOW.exec(message)?.[1] as Closer | undefined;
    const opener = closer === undefined || pos[0] < until ? undefined : found.flows.opener(pos[0], closer);
    if (opener === undefined) continue;
    until = endOfMess(text, opener, pos[0]);
    explained.push({ start: opener, end: until });
    if (found.tooDeep || found.unclosedQuotes.some((quote) => quote > opener && quote < pos[0])) continue;
    problems.add('yaml/unclosed-bracket', `This '${text[opener]}' is not closed: a '${closer}' is missing.`, opener, opener + 1);
  }
  return explained;
}

/**
 * Up to where errors follow from the bracket at `opener`, which the library gave up at `from`: the first line from there that stands no
 * deeper than the opener's line and is the next key or item beside it, not an item that was meant to be within the bracket.
 */
function endOfMess(text: string, opener: number, from: number): number {
  const first = lineAt(text, text.lastIndexOf('\n', opener - 1) + 1);
  for (let at = text.lastIndexOf('\n', from - 1) + 1; at < text.length; ) {
    const line = lineAt(text, at);
    if (at > opener && line.text !== '' && line.indent <= first.indent && (first.item || !line.item) && !/^[\]}]/.test(line.text))
      return Math.max(at + line.indent, from + 1);
    at = line.next;
  }
  return Number.POSITIVE_INFINITY;
}

interface Line {
  readonly indent: number;
  /** Without its indentation. */
  readonly text: string;
  readonly item: boolean;
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const next = newline < 0 ? text.length : newline + 1;
  const whole = text.slice(start, next);
  const trimmed = whole.trimStart();
  return { indent: whole.length - trimmed.length, text: trimmed, item: /^-(?:\s|$)/.test(trimmed), next };
}

const strayText = (char: string | undefined): string =>
  char === ']' || char === '}' ? `This '${char}' closes nothing that is open.` : 'This stands outside of the document before it.';
