// Where the characters of a rewritten text came from. Expansion replaces pieces of a text; everything that is found in the
// result is reported at its place in the text as the person wrote it.
import type { Span } from '../base/span.ts';
import type { ParsedText } from './parsed.ts';
import type { SyntaxNode } from './syntax.ts';

/** One replacement: `[start, end)` of the result stands for `[writtenStart, writtenEnd)` of the written text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly writtenStart: number;
  readonly writtenEnd: number;
}

export class PositionMap {
  readonly #replacements: readonly Replacement[];

  /** `replacements` in ascending order, not overlapping. */
  constructor(replacements: readonly Replacement[]) {
    this.#replacements = replacements;
  }

  get isIdentity(): boolean {
    return this.#replacements.length === 0;
  }

  /** The written span of a span of the result. A part of a replacement stands for all of it. */
  spanOf(span: Span): Span {
    if (this.isIdentity) return span;
    const start = this.#offset(span.start, false);
    return { start, end: Math.max(start, span.end === span.start ? start : this.#offset(span.end, true)) };
  }

  #offset(offset: number, isEnd: boolean): number {
    const before = this.#lastStartingAtOrBefore(isEnd ? offset - 1 : offset);
    if (before === undefined) return offset;
    if (offset < before.end || (isEnd && offset === before.end)) return isEnd ? before.writtenEnd : before.writtenStart;
    return before.writtenEnd + (offset - before.end);
  }

  #lastStartingAtOrBefore(offset: number): Replacement | undefined {
    let low = -1;
    let high = this.#replacements.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#replacements[middle] as Replacement).start <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#replacements[low];
  }
}

/** A parsed text with every span moved to the written text. Shared nodes (aliases) stay shared. */
export function placeWritten(parsed: ParsedText, map: PositionMap): ParsedText {
  if (map.isIdentity) return parsed;
  const placed = new Map<SyntaxNode, SyntaxNode>();
  return {
    documents: parsed.documents.map(({ root, span }) => ({ root: root && place(root), span: map.spanOf(span) })),
    problems: parsed.problems.map((problem) => ({ ...problem, span: map.spanOf(problem.span) })),
  };

  function place(node: SyntaxNode): SyntaxNode {
    const known = placed.get(node);
    if (known !== undefined) return known;
    const made = moved(node);
    placed.set(node, made);
    return made;
  }

  function moved(node: SyntaxNode): SyntaxNode {
    const span = map.spanOf(node.span);
    switch (node.kind) {
      case 'scalar':
        return {
          kind: 'scalar',
          span,
          value: node.value,
          raw: node.raw,
          style: node.style,
          ...(node.tag === undefined ? {} : { tag: node.tag }),
        };
      case 'list':
        return { ...node, span, items: node.items.map(place) };
      case 'map':
        return {
          ...node,
          span,
          entries: node.entries.map(({ key, keySpan, keyNode, value }) => {
            const placedSpan = map.spanOf(keySpan);
            return { key, keySpan: placedSpan, keyNode: { ...keyNode, span: placedSpan }, value: place(value) };
          }),
        };
    }
  }
}
