// What RE2's parser makes of alternatives: common beginnings are taken out (`abc|abd` → `ab(?:c|d)`), single characters side
// by side become one class. Only the size of the program depends on it.
import { type CharSet, onlyMember, union } from './char-set.ts';
import { choice, EMPTY, type Node, sequence } from './tree.ts';

export function factored(node: Node): Node {
  switch (node.kind) {
    case 'group':
      return { ...node, body: factored(node.body) };
    case 'sequence':
      return sequence(coalesced(node.items.map(factored).flatMap((item) => (item.kind === 'sequence' ? item.items : [item]))));
    case 'repeat':
      return squashed(capped({ ...node, body: factored(node.body) }));
    case 'choice':
      return alternatives(node.items.map(factored).flatMap((item) => (item.kind === 'choice' ? item.items : [item])));
    default:
      return node;
  }
}

/** `a*a+` is `a+`: a repeat of a character takes in what follows, if that is the character or a repeat of it. */
function coalesced(items: readonly Node[]): readonly Node[] {
  const out: Node[] = [];
  for (const item of items) {
    const before = out.at(-1);
    const both = before?.kind === 'repeat' && before.body.kind === 'set' ? joined(before, item) : undefined;
    if (both === undefined) out.push(item);
    else out[out.length - 1] = both;
  }
  return out;
}

type Repeat = Node & { kind: 'repeat' };

function joined(first: Repeat, second: Node): Repeat | undefined {
  const more: Repeat | undefined =
    second.kind === 'repeat' ? second : second.kind === 'set' ? { ...first, body: second, min: 1, max: 1 } : undefined;
  if (more === undefined || more.greedy !== first.greedy || !same(first.body, more.body)) return undefined;
  const max = first.max === undefined || more.max === undefined ? undefined : first.max + more.max;
  return { ...first, min: first.min + more.min, max };
}

/** What takes no character is not counted: `\b{2}` is `\b`. */
function capped(node: Repeat): Node {
  if (node.body.kind !== 'assert' && node.body.kind !== 'empty') return node;
  const min = Math.min(node.min, 1);
  if (node.max === undefined) return { ...node, min };
  return min === 1 ? node.body : { ...node, min, max: Math.min(node.max, 1) };
}

/** `(?:a*)*` is `a*`, and so on for the three simple repeats. */
function squashed(node: Node): Node {
  if (node.kind !== 'repeat') return node;
  const { body } = node;
  const isSimple = (one: Repeat) => one.min <= 1 && (one.max === undefined || (one.max === 1 && one.min === 0));
  if (body.kind !== 'repeat' || !isSimple(node) || !isSimple(body) || body.greedy !== node.greedy) return node;
  if (body.min === node.min && body.max === node.max) return body;
  return { ...body, min: 0, max: undefined };
}

function alternatives(branches: readonly Node[]): Node {
  return choice(withoutRepeatedEmpty(classes(prefixes(literalPrefixes(branches)))));
}

// ---- beginnings in common

const itemsOf = (node: Node): readonly Node[] => (node.kind === 'sequence' ? node.items : node.kind === 'empty' ? [] : [node]);

/** First round: runs of branches that begin with the same characters. */
const literalPrefixes = (branches: readonly Node[]) => inRuns(branches, (a, b) => commonLength(a, b, isLiteral));

/** Second round: runs of branches that begin with the same class, assertion or repeat of one. */
const prefixes = (branches: readonly Node[]) => inRuns(branches, (a, b) => Math.min(1, commonLength(a, b, isSimplePiece)));

function inRuns(branches: readonly Node[], common: (a: readonly Node[], b: readonly Node[]) => number): readonly Node[] {
  const out: Node[] = [];
  for (let i = 0; i < branches.length; ) {
    let prefix = itemsOf(branches[i] as Node);
    let end = i + 1;
    for (; end < branches.length; end++) {
      const length = common(prefix, itemsOf(branches[end] as Node));
      if (length === 0) break;
      prefix = prefix.slice(0, length);
    }
    if (end === i + 1) out.push(branches[i] as Node);
    else {
      const rest = branches.slice(i, end).map((branch) => sequence(itemsOf(branch).slice(prefix.length)));
      out.push(sequence([...prefix, ...itemsOf(alternatives(rest))]));
    }
    i = end;
  }
  return out;
}

function commonLength(a: readonly Node[], b: readonly Node[], counts: (node: Node) => boolean): number {
  let length = 0;
  while (length < a.length && length < b.length && counts(a[length] as Node) && same(a[length] as Node, b[length] as Node)) length++;
  return length;
}

/** One character, in one case or both. */
export const isLiteral = (node: Node): boolean => node.kind === 'set' && isLiteralSet(node.set);

/** One character, or one letter of ASCII in both cases. */
function isLiteralSet(set: CharSet): boolean {
  if (onlyMember(set) !== undefined) return true;
  const [a, b, c, d] = set;
  const more = set.slice(4);
  return (
    set.length >= 4 &&
    more.every((other) => other > 255) &&
    a === b &&
    c === d &&
    (a as number) >= 65 &&
    (a as number) <= 90 &&
    c === (a as number) + 32
  );
}

const isSimplePiece = (node: Node): boolean =>
  node.kind === 'assert' ||
  (node.kind === 'set' && !isLiteralSet(node.set)) ||
  (node.kind === 'repeat' && node.min === node.max && node.body.kind === 'set');

function same(a: Node, b: Node): boolean {
  if (a.kind === 'set' && b.kind === 'set') return a.set.length === b.set.length && a.set.every((c, i) => c === b.set[i]);
  if (a.kind === 'assert' && b.kind === 'assert') return a.what === b.what;
  if (a.kind === 'repeat' && b.kind === 'repeat')
    return a.min === b.min && a.max === b.max && a.greedy === b.greedy && same(a.body, b.body);
  return false;
}

// ---- single characters

/** Third round: characters and classes side by side become one class. */
function classes(branches: readonly Node[]): readonly Node[] {
  const out: Node[] = [];
  for (const branch of branches) {
    const before = out.at(-1);
    if (branch.kind === 'set' && before?.kind === 'set') out[out.length - 1] = { kind: 'set', set: union(before.set, branch.set) };
    else out.push(branch);
  }
  return out;
}

const withoutRepeatedEmpty = (branches: readonly Node[]): readonly Node[] =>
  branches
    .filter((branch, i) => !(branch.kind === 'empty' && branches[i - 1]?.kind === 'empty'))
    .map((branch) => (branch.kind === 'empty' ? EMPTY : branch));
