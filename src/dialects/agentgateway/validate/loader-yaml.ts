// What the loader's YAML (libyaml, and a reader that knows no tags of one's own) refuses and YAML 1.2 allows: tags, tabs before a line's content in block style,
// plain texts in `{}` and `[]` that begin with `:` or `?`, and escapes of half characters.
import type { Span } from '../../../base/span.ts';
import type { ScalarNode, SyntaxNode } from '../../../text/syntax.ts';
import { type At, entries, items } from '../read/at.ts';
import type { Reporter } from './report.ts';
import { placeOfAt } from './rules/places.ts';

const SURROGATE = /(?:^|[^\\])(?:\\\\)*\\u[dD][89a-fA-F]/;

const TAB_LED = /^ *\t/gm;

/** `text` is the file as written. */
export function checkLoaderYaml(text: string, top: At, report: Reporter): void {
  const inline: Span[] = [];
  visit(top, false, { text, report, inline });
  for (const { index, 0: lead } of text.matchAll(TAB_LED)) {
    const tab = index + lead.length - 1;
    if (!isWithin(inline, tab)) report.add('agentgateway/tab', { path: '', span: { start: tab, end: tab + 1 } }, {});
  }
}

interface Visit {
  readonly text: string;
  readonly report: Reporter;
  /** Where a tab may lead a line, in the order of the text: outermost flow collections and scalars. */
  readonly inline: Span[];
}

function visit(at: At, inFlow: boolean, v: Visit): void {
  const { node } = at;
  if (node === undefined) return;
  const tag = tagOf(node);
  if (tag !== undefined) v.report.add('agentgateway/tag', placeOfAt(at), { tag });
  if (node.kind === 'scalar') {
    checkScalar(at, node, inFlow, v);
    if (!inFlow) v.inline.push(node.style === 'literal' || node.style === 'folded' ? afterIndent(v.text, node.span) : node.span);
    return;
  }
  const isFlow = inFlow || v.text[node.span.start] === '{' || v.text[node.span.start] === '[';
  if (isFlow && !inFlow) v.inline.push(node.span);
  if (node.kind === 'map')
    for (const { key, keyNode } of node.entries) checkScalar({ ...at, path: `${at.path}.${key}`, span: keyNode.span }, keyNode, isFlow, v);
  for (const inner of node.kind === 'map' ? entries(at).map(([, value]) => value) : items(at)) visit(inner, isFlow, v);
}

/** A tag of one's own; those of YAML itself are known. */
const tagOf = ({ tag }: SyntaxNode): string | undefined => (tag === undefined || tag.startsWith('!!') ? undefined : tag);

function checkScalar(at: At, node: ScalarNode, inFlow: boolean, { text, report }: Visit): void {
  if (inFlow && node.style === 'plain' && /^[:?]/.test(node.raw))
    report.add(
      'agentgateway/quotes-needed',
      placeOfAt(at),
      { begin: node.raw.slice(0, 1) },
      { fix: { title: 'Put it in quotes', span: at.span, text: `'${node.raw.replaceAll("'", "''")}'` } },
    );
  if (node.style === 'double' && SURROGATE.test(text.slice(at.span.start, at.span.end)))
    report.add('agentgateway/half-character', placeOfAt(at), {});
}

/** The part of a block scalar from the indentation of its first line on; all before that is indentation, and spaces only. */
function afterIndent(text: string, { start, end }: Span): Span {
  const first = /\n *[^ \r\n]/g;
  first.lastIndex = start;
  const found = first.exec(text);
  return { start: found === null ? start : Math.min(end, first.lastIndex), end };
}

/** Spans are in the order of the text and do not meet. */
function isWithin(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  const before = spans[low - 1];
  return before !== undefined && offset < before.end;
}
