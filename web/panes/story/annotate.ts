// Which sub-expressions of an explained expression get a line and a value. The text decides: a literal is its own value, a path
// (`request.headers.x`) is read as one thing, and a junction (`a && b`) shows its parts.
import type { ExplainedNode } from '../../../src/cel/result.ts';

export interface Annotated {
  readonly start: number;
  readonly end: number;
  /** What stands below; undefined for a stretch that only holds others. */
  readonly value: string | undefined;
  readonly tone: 'yes' | 'not' | 'fail' | 'other' | 'skipped' | 'bare';
  /** Whether the answer hangs on it. */
  readonly decided: boolean;
  readonly inside: readonly Annotated[];
}

const PATH = /^[A-Za-z_][\w.]*(?:\[(?:"[^"\\]*"|'[^'\\]*'|\d+)\][\w.]*)*$/;

/** The tree of what is drawn, for the whole expression. Offsets are code points. */
export function annotate(root: ExplainedNode, characters: readonly string[]): Annotated {
  return { ...stretch(root, characters, true), start: 0, end: characters.length };
}

function stretch(node: ExplainedNode, characters: readonly string[], isRoot: boolean): Annotated {
  const { start, end } = node.span;
  const text = characters.slice(start, end).join('');
  const branches = isJunction(node, characters);
  const inside =
    PATH.test(text) || isWhole(node, text) ? [] : partsOf(node, branches).flatMap((child) => drawn(child, characters, node.span));
  const junction = inside.length > 1 && branches;
  const value = junction && !isRoot ? undefined : shownValue(node, text, inside.length > 0);
  return {
    start,
    end,
    value: isRoot && junction ? undefined : value,
    tone: toneOf(node),
    decided: node.decided,
    inside: inside.toSorted((a, b) => a.start - b.start),
  };
}

/** What is read as one thing: nothing of it was evaluated, or its parts say no more than it does. */
const isWhole = (node: ExplainedNode, text: string): boolean => node.state === 'skipped' || /^has\([^()]*\)$/.test(text);

/**
 * The children that say something: of a macro only what it walked, when that came out of another one (its body has a value for each
 * element); elsewhere those that were evaluated, since only `&&`, `||` and `?:` leave any out for a reason worth showing.
 */
function partsOf(node: ExplainedNode, branches: boolean): readonly ExplainedNode[] {
  if (node.iterations !== undefined)
    return node.children.filter((child) => child.span.start === node.span.start && child.iterations !== undefined);
  return branches ? node.children : node.children.filter((child) => child.state !== 'skipped');
}

/** A child as it is drawn, or what is inside it when it says nothing by itself. */
function drawn(
  node: ExplainedNode,
  characters: readonly string[],
  parent: { readonly start: number; readonly end: number },
): readonly Annotated[] {
  if (node.span.start < parent.start || node.span.end > parent.end || node.span.end <= node.span.start) return [];
  const found = stretch(node, characters, false);
  if (found.value === undefined && found.inside.length === 0 && found.tone !== 'skipped') return [];
  return [found];
}

/** `&&`, `||` or `?:` between the parts: they say more than the whole. */
function isJunction(node: ExplainedNode, characters: readonly string[]): boolean {
  let between = '';
  let at = node.span.start;
  for (const child of node.children.toSorted((a, b) => a.span.start - b.span.start)) {
    between += characters.slice(at, child.span.start).join('');
    at = Math.max(at, child.span.end);
  }
  return /&&|\|\||\?/.test(between);
}

/** `hasParts`: parts of it are drawn with values of their own. */
function shownValue(node: ExplainedNode, text: string, hasParts: boolean): string | undefined {
  if (node.state === 'skipped') return undefined;
  if (node.state === 'error')
    return hasParts && isPassedOn(node) ? 'error' : node.text.startsWith('error') ? node.text : `error: ${node.text}`;
  if (node.text === text || isLiteral(text)) return undefined;
  const at = decidedAt(node);
  return at === undefined ? node.text : `${node.text} at [${at}]`;
}

/** Whether the error came out of a part, where it is written out. */
const isPassedOn = ({ text, children }: ExplainedNode): boolean => children.some((child) => child.state === 'error' && child.text === text);

/** The element at which a quantifier stopped: its last one, when it came out as the whole did and the others did not. */
function decidedAt({ text, iterations = [] }: ExplainedNode): number | undefined {
  if (text !== 'true' && text !== 'false') return undefined;
  const outcomes = iterations.map((iteration) => iteration.node.text);
  const stopped = outcomes.at(-1) === text && (outcomes.length === 1 || outcomes.slice(0, -1).every((outcome) => outcome !== text));
  return stopped ? outcomes.length - 1 : undefined;
}

const isLiteral = (text: string): boolean =>
  /^(?:-?\d[\w.]*|[rRbB]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|true|false|null|\[\]|\{\})$/.test(text);

function toneOf(node: ExplainedNode): Annotated['tone'] {
  if (node.state === 'skipped') return 'skipped';
  if (node.state === 'error') return 'fail';
  if (node.text === 'true') return 'yes';
  return node.text === 'false' ? 'not' : 'other';
}
