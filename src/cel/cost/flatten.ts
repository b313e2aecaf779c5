// The size of `xs.flatten(depth)`, level by level: lists are opened, everything else counts one (ext/lists.go of cel-go).
import type { Core } from '../expand/core.ts';
import { DYN, type Type } from '../types/type.ts';
import { literalInteger } from './estimate-quantity.ts';
import { fixed, ONE, plus, range, type Size, times, UNKNOWN, union, unionOf, withParts } from './size.ts';

/** Deeper flattening is not followed. */
const MAX_LEVELS = 16;

interface Level {
  readonly type: Type;
  readonly size: Size | undefined;
}

const below = ({ type, size }: Level): Level => ({ type: type.kind === 'list' ? type.element : DYN, size: size?.element });
const isDynamic = (type: Type): boolean => type.kind === 'dyn' || type.kind === 'any' || type.kind === 'param';
const mayBeList = ({ type }: Level): boolean => isDynamic(type) || type.kind === 'list';
const mayBeOther = ({ type }: Level): boolean => type.kind !== 'list';

export function flattenedSize(target: Core, size: Size, depth: Core | undefined): Size {
  const root: Level = { type: target.type, size };
  const levels = depth === undefined ? 1n : literalInteger(depth);
  const deepest = levels === undefined || levels > MAX_LEVELS ? MAX_LEVELS + 1 : Number(levels);
  const lengths = levels === undefined ? everyDepth(target, root) : (literalLength(target, deepest) ?? flattened(root, deepest, 0));
  return withParts(range(lengths.min, lengths.max), undefined, elements(root, deepest, levels === undefined));
}

function everyDepth(target: Core, root: Level): Size {
  let found: Size | undefined;
  let level: Level = root;
  for (let depth = 0; depth <= MAX_LEVELS; depth++) {
    found = unionOf(found, literalLength(target, depth) ?? flattened(root, depth, 0)) as Size;
    level = below(level);
    if (!mayBeList(level)) return found;
  }
  return UNKNOWN;
}

/** The number of entries after opening so many levels. */
function flattened(level: Level, depth: number, levels: number): Size {
  if (level.size === undefined || levels > MAX_LEVELS) return UNKNOWN;
  if (depth === 0) return range(level.size.min, level.size.max);
  const inside = below(level);
  let per: Size | undefined = mayBeOther(inside) ? ONE : undefined;
  if (mayBeList(inside)) per = unionOf(per, flattened(inside, depth - 1, levels + 1));
  const each = per ?? ONE;
  return range(times(level.size.min, each.min), times(level.size.max, each.max));
}

/** The same counted in a literal; undefined when a part of it is none. */
function literalLength(node: Core, depth: number): Size | undefined {
  if (node.kind === 'literal') return ONE;
  if (node.kind !== 'list') return undefined;
  let total = fixed(0);
  for (const [i, element] of node.elements.entries()) {
    const size = depth > 0 ? literalLength(element, depth - 1) : ONE;
    if (size === undefined) return undefined;
    total = range(plus(total.min, node.optional.has(i) ? 0n : size.min), plus(total.max, size.max));
  }
  return total;
}

/** What the flattened list may hold: what is no list at the levels that are opened, and everything below the last. */
function elements(root: Level, depth: number, anyDepth: boolean): Size | undefined {
  let found: Size | undefined;
  let level = root;
  for (let k = 1; k <= MAX_LEVELS + 1; k++) {
    level = below(level);
    const last = k === depth + 1;
    if (last || anyDepth || mayBeOther(level)) {
      if (level.size === undefined) return UNKNOWN;
      found = found === undefined ? level.size : union(found, level.size);
    }
    if (last || !mayBeList(level)) return found;
  }
  return UNKNOWN;
}
