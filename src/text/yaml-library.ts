// YAML text → positioned trees. The `yaml` library tokenises and composes; here its nodes become ours, with scalars as
// written (every schema resolves them anew), aliases shared instead of copied, and bounds on depth and expansion.
import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../base/span.ts';
import { resolvePlain } from './core-schema.ts';
import { type ParsedText, type SyntaxDocument, tooLong } from './parsed.ts';
import { limits, ProblemList } from './problem.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';
import { cutDeepNesting } from './yaml-depth.ts';
import { addErrors, FlowEnds } from './yaml-errors.ts';

/** Reads every document of a YAML text. Never throws; what is wrong stands in `problems`. */
export function parseWithLibrary(text: string): ParsedText {
  if (text.length > limits.textLength) return tooLong(text.length, limits.textLength);
  const problems = new ProblemList();
  const tokens = cutDeepNesting([...new Parser().parse(text)], problems);
  const tooDeep = problems.problems.length > 0;
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    keepSourceTokens: false,
    prettyErrors: false,
  });
  const documents: SyntaxDocument[] = [];
  for (const document of composer.compose(tokens, true, text.length)) {
    const conversion = new Conversion(text, problems);
    const converted = conversion.document(document);
    const { flows, unclosedQuotes, complexKeys } = conversion;
    addErrors(text, document.errors, { flows, unclosedQuotes, complexKeys, tooDeep }, problems);
    documents.push(converted);
  }
  return { documents, problems: problems.problems.toSorted((a, b) => a.span.start - b.span.start) };
}

type LibraryNode = YAMLMap | YAMLSeq | Scalar | Alias;

/** One document's conversion: its anchors, and how many nodes it has with aliases followed. */
class Conversion {
  readonly #text: string;
  readonly #problems: ProblemList;
  /** Anchors whose node is complete, with its size; `undefined` while it is being read (a recursive alias). */
  readonly #anchors = new Map<string, { readonly node: SyntaxNode; readonly size: number } | undefined>();
  readonly flows = new FlowEnds();
  readonly unclosedQuotes: number[] = [];
  readonly complexKeys: Span[] = [];
  #bombTold = false;
  #size = 0;
  #aliased = 0;

  constructor(text: string, problems: ProblemList) {
    this.#text = text;
    this.#problems = problems;
  }

  document(document: Document.Parsed): SyntaxDocument {
    const [start, end] = document.range;
    const contents: LibraryNode | null = document.contents;
    const written =
      contents !== null &&
      !(isScalar(contents) && contents.source === '' && contents.type === 'PLAIN' && !contents.tag && !contents.anchor);
    return { root: written ? this.#node(contents) : undefined, span: { start, end } };
  }

  #node(node: LibraryNode): SyntaxNode {
    if (isAlias(node)) return this.#alias(node);
    const { anchor } = node;
    if (anchor === undefined) return this.#content(node);
    const before = this.#size;
    this.#anchors.set(anchor, undefined);
    const converted = this.#content(node);
    this.#anchors.set(anchor, { node: converted, size: this.#size - before });
    return converted;
  }

  #content(node: YAMLMap | YAMLSeq | Scalar): SyntaxNode {
    this.#size++;
    if (isMap(node)) return this.#map(node as YAMLMap);
    if (isSeq(node)) return this.#list(node as YAMLSeq);
    return this.#scalar(node as Scalar);
  }

  #alias(alias: Alias): SyntaxNode {
    const span = spanOf(alias, 0);
    if (!this.#anchors.has(alias.source))
      return this.#badAlias('yaml/unresolved-alias', `No anchor '&${alias.source}' stands before this alias.`, span);
    const target = this.#anchors.get(alias.source);
    if (target === undefined)
      return this.#badAlias('yaml/recursive-alias', `The alias '*${alias.source}' stands inside the node it refers to.`, span);
    if (this.#aliased + target.size > limits.aliasedNodes) return this.#bomb(span);
    this.#aliased += target.size;
    this.#size += target.size;
    return target.node;
  }

  /** Told once a document: each alias that follows would be the same fault. */
  #bomb(span: Span): ScalarNode {
    if (this.#bombTold) return emptyAt(span.start);
    this.#bombTold = true;
    const limit = limits.aliasedNodes.toLocaleString('en');
    return this.#badAlias('yaml/alias-bomb', `Aliases would expand this document by more than ${limit} nodes.`, span);
  }

  #badAlias(code: string, message: string, span: Span): ScalarNode {
    this.#problems.add(code, message, span.start, span.end);
    return { kind: 'scalar', span, value: null, raw: '', style: 'plain' };
  }

  #map(map: YAMLMap): MapNode {
    const start = map.range?.[0] ?? 0;
    if (map.flow && map.range) this.flows.add(start, map.range[1], '}');
    const entries = map.items.map((pair) => this.#entry(pair as Pair<LibraryNode | null, LibraryNode | null>, start));
    const last = entries.at(-1);
    const span =
      map.flow || last === undefined
        ? spanOf(map, start)
        : { start, end: Math.max(last.value.span.start >= start ? last.value.span.end : 0, last.keySpan.end) };
    return { kind: 'map', span, entries, ...tagOf(map) };
  }

  #entry({ key, value }: Pair<LibraryNode | null, LibraryNode | null>, fallback: number): MapEntry {
    const keyNode = this.#key(key, fallback);
    const converted = value === null ? emptyAt(keyNode.span.end) : this.#node(value);
    return { key: keyNode.raw, keySpan: keyNode.span, keyNode, value: converted };
  }

  #key(key: LibraryNode | null, fallback: number): ScalarNode {
    if (key === null) return emptyAt(fallback);
    const node = this.#node(key);
    if (node.kind === 'scalar') return isAlias(key) ? { ...node, span: spanOf(key, fallback) } : node;
    const span = spanOf(key, fallback);
    this.complexKeys.push(span);
    return {
      kind: 'scalar',
      span,
      value: this.#text.slice(span.start, span.end),
      raw: this.#text.slice(span.start, span.end),
      style: 'plain',
    };
  }

  #list(list: YAMLSeq): ListNode {
    const start = list.range?.[0] ?? 0;
    if (list.flow && list.range) this.flows.add(start, list.range[1], ']');
    const items = (list.items as LibraryNode[]).map((item) => this.#node(item));
    const last = items.at(-1);
    const span =
      list.flow || last === undefined
        ? spanOf(list, start)
        : { start, end: last.span.start >= start ? last.span.end : (list.range?.[1] ?? start) };
    return { kind: 'list', span, items, ...tagOf(list) };
  }

  #checkClosed({ start, end }: Span): void {
    if (end - start > 1 && this.#text[end - 1] === this.#text[start]) return;
    this.unclosedQuotes.push(start);
    this.#problems.add('yaml/unclosed-quote', 'This quote is not closed.', start, start + 1);
  }

  #scalar(scalar: Scalar): ScalarNode {
    const raw = scalar.source ?? String(scalar.value ?? '');
    const style = styles[scalar.type ?? 'PLAIN'] ?? 'plain';
    if (style === 'double' || style === 'single') this.#checkClosed(spanOf(scalar, 0));
    const value = style === 'plain' && scalar.tag !== STR ? resolvePlain(raw) : raw;
    return { kind: 'scalar', span: spanOf(scalar, 0), value, raw, style, ...tagOf(scalar) };
  }
}

const STR = 'tag:yaml.org,2002:str';

const styles: Readonly<Record<string, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Tags as people write them: `!!str`, `!ignore`. */
const tagOf = ({ tag }: { readonly tag?: string | undefined }): { readonly tag?: string } =>
  tag === undefined ? {} : { tag: tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice('tag:yaml.org,2002:'.length)}` : tag };

const spanOf = (node: { readonly range?: readonly [number, number, number] | null }, fallback: number): Span => ({
  start: node.range?.[0] ?? fallback,
  end: Math.max(node.range?.[0] ?? fallback, node.range?.[1] ?? fallback),
});

const emptyAt = (offset: number): ScalarNode => ({
  kind: 'scalar',
  span: { start: offset, end: offset },
  value: null,
  raw: '',
  style: 'plain',
});
