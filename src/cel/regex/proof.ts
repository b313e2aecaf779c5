// Whether a backtracking engine takes linear time on a pattern, for every text. A loop is harmless when the next character
// decides between going round and going on, since then nothing is ever tried twice. One loop may be undecided (`^.*\.png$`)
// if nothing but a short piece follows. Choices outside of loops may overlap, as long as there are few ways through them.
// A search that may begin anywhere must not go over the same characters from many beginnings: some character before its
// first loop must be one that no loop takes, so that the next beginning lies behind what was gone over.
//
// This errs on the safe side. What it does not prove goes to the automaton.
import { type CharSet, NONE, overlaps, union } from './char-set.ts';
import { isNullable } from './program.ts';
import type { Node } from './tree.ts';

/** Most ways through the overlapping choices of a pattern. */
const MOST_WAYS = 64;
/** A repeat of at most this many times is a choice; more, and it counts as a loop. */
const SHORT_REPEAT = 8;
/** Longest piece that may be gone over again from every beginning. */
const SHORT_PIECE = 256;

/** Whether backtracking is linear. `anchored`: matching is tried at the start of the text only. */
export function isLinear(root: Node, anchored: boolean): boolean {
  const proof = new Proof();
  if (!proof.holdsFor(root, { first: NONE, short: true }, false) || proof.ways > MOST_WAYS) return false;
  return anchored || startsAtText(root) || branchesOf(root).every(hasGuard);
}

/** What comes after a node. */
interface Follow {
  /** The characters that may come next. */
  readonly first: CharSet;
  /** No loop is among what follows. */
  readonly short: boolean;
}

class Proof {
  ways = 1;

  holdsFor(node: Node, follow: Follow, inLoop: boolean): boolean {
    switch (node.kind) {
      case 'empty':
      case 'set':
      case 'assert':
        return true;
      case 'group':
        return this.holdsFor(node.body, follow, inLoop);
      case 'sequence':
        return this.#sequence(node.items, follow, inLoop);
      case 'choice':
        return this.#choice(node.items, follow, inLoop);
      case 'repeat':
        return this.#repeat(node, follow, inLoop);
    }
  }

  #sequence(items: readonly Node[], follow: Follow, inLoop: boolean): boolean {
    let after = follow;
    for (const item of [...items].reverse()) {
      if (!this.holdsFor(item, after, inLoop)) return false;
      after = before(item, after);
    }
    return true;
  }

  #choice(branches: readonly Node[], follow: Follow, inLoop: boolean): boolean {
    const undecided = anyOverlap(branches.map((branch) => before(branch, follow).first)) || branches.filter(isNullable).length > 1;
    if (undecided && inLoop) return false;
    if (undecided) this.ways *= branches.length;
    return branches.every((branch) => this.holdsFor(branch, follow, inLoop));
  }

  #repeat(node: Node & { kind: 'repeat' }, follow: Follow, inLoop: boolean): boolean {
    const { body, min, max } = node;
    if (max === 1) return this.#choice(min === 1 ? [body] : [body, { kind: 'empty' }], follow, inLoop);
    if (max === 0) return true;
    if (isNullable(body)) return false;
    const first = firstOf(body);
    const fixed = min === max;
    const decided = fixed || !overlaps(first, follow.first);
    const isLoop = max === undefined || max > SHORT_REPEAT || !isShort(body);
    const inside: Follow = { first: union(first, follow.first), short: false };
    if (decided) return this.holdsFor(body, inside, true);
    if (inLoop) return false;
    if (isLoop) return follow.short && isOneCharacter(body);
    this.ways *= (max ?? 1) - min + 1;
    return this.holdsFor(body, inside, true);
  }
}

/** Whether two of the sets have a character in common. */
function anyOverlap(sets: readonly CharSet[]): boolean {
  let all: CharSet = NONE;
  for (const set of sets) {
    if (overlaps(all, set)) return true;
    all = union(all, set);
  }
  return false;
}

/** What may come next just before a node. */
function before(node: Node, follow: Follow): Follow {
  const first = firstOf(node);
  return { first: isNullable(node) ? union(first, follow.first) : first, short: follow.short && isShort(node) };
}

const firsts = new WeakMap<Node, CharSet>();

/** The characters that a node can begin with. */
function firstOf(node: Node): CharSet {
  const known = firsts.get(node) ?? findFirst(node);
  firsts.set(node, known);
  return known;
}

function findFirst(node: Node): CharSet {
  switch (node.kind) {
    case 'empty':
    case 'assert':
      return NONE;
    case 'set':
      return node.set;
    case 'group':
      return firstOf(node.body);
    case 'repeat':
      return node.max === 0 ? NONE : firstOf(node.body);
    case 'choice':
      return union(...node.items.map(firstOf));
    case 'sequence': {
      const parts: CharSet[] = [];
      for (const item of node.items) {
        parts.push(firstOf(item));
        if (!isNullable(item)) break;
      }
      return parts.length === 0 ? NONE : union(...parts);
    }
  }
}

const isOneCharacter = (node: Node): boolean =>
  node.kind === 'set' ||
  (node.kind === 'group' && isOneCharacter(node.body)) ||
  (node.kind === 'choice' && node.items.every((item) => item.kind === 'set'));

/** Whether a node can take only a few characters. */
const isShort = (node: Node): boolean => longest(node) <= SHORT_PIECE;

function longest(node: Node): number {
  switch (node.kind) {
    case 'empty':
    case 'assert':
      return 0;
    case 'set':
      return 1;
    case 'group':
      return longest(node.body);
    case 'repeat':
      return node.max === undefined ? Number.POSITIVE_INFINITY : node.max === 0 ? 0 : node.max * longest(node.body);
    case 'choice':
      return Math.max(...node.items.map(longest));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + longest(item), 0);
  }
}

/** Whether every match begins with the start of the text. */
function startsAtText(node: Node): boolean {
  switch (node.kind) {
    case 'assert':
      return node.what === 'text-start';
    case 'group':
      return startsAtText(node.body);
    case 'choice':
      return node.items.every(startsAtText);
    case 'sequence':
      return node.items.length > 0 && startsAtText(node.items[0] as Node);
    case 'repeat':
      return node.min > 0 && startsAtText(node.body);
    default:
      return false;
  }
}

/** The alternatives at the top of a pattern. */
function branchesOf(node: Node): readonly Node[] {
  if (node.kind === 'group') return branchesOf(node.body);
  return node.kind === 'choice' ? node.items.flatMap(branchesOf) : [node];
}

/** Whether a character before the first loop is one that no loop takes. */
function hasGuard(branch: Node): boolean {
  if (isShort(branch)) return true;
  const looped = union(NONE, ...loopedCharacters(branch));
  for (const item of itemsOf(branch)) {
    if (item.kind === 'set' && !overlaps(item.set, looped)) return true;
    if (item.kind === 'assert' && item.what === 'text-start') return true;
    if (item.kind === 'assert' && item.what === 'line-start' && !overlaps([10, 10], looped)) return true;
    if (!isShort(item) || item.kind === 'repeat' || item.kind === 'choice') return false;
  }
  return false;
}

/** A branch as a flat sequence: groups opened, fixed repeats and groups of sequences joined. */
function itemsOf(node: Node): readonly Node[] {
  if (node.kind === 'group') return itemsOf(node.body);
  return node.kind === 'sequence' ? node.items.flatMap(itemsOf) : [node];
}

/** The sets that the loops of a node take characters from. */
function loopedCharacters(node: Node): readonly CharSet[] {
  switch (node.kind) {
    case 'group':
      return loopedCharacters(node.body);
    case 'sequence':
    case 'choice':
      return node.items.flatMap(loopedCharacters);
    case 'repeat':
      return isShort(node) ? [] : charactersOf(node.body);
    default:
      return [];
  }
}

function charactersOf(node: Node): readonly CharSet[] {
  switch (node.kind) {
    case 'set':
      return [node.set];
    case 'group':
    case 'repeat':
      return charactersOf(node.body);
    case 'sequence':
    case 'choice':
      return node.items.flatMap(charactersOf);
    default:
      return [];
  }
}
