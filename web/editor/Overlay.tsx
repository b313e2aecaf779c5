// What is drawn with the textarea of the light editor: colours, faults, lit lines, line numbers and the beam. Only the lines in view
// exist as elements. Assistive technology reads the textarea; all of this is hidden from it.
import { useMemo } from 'react';
import type { Span } from '../../src/base/span.ts';
import { highlight, type Token } from './highlight/index.ts';
import { drawnColumns, lineAt, lineText, type TextLines } from './lines.ts';
import type { BeamLines, Language, Marker } from './types.ts';

export const LINE_HEIGHT = 20;

/** The gutter of a text of so many lines; the usual one has room for four digits. */
export const gutterOf = (count: number): React.CSSProperties =>
  count < 10_000 ? {} : ({ '--gutter': `calc(${String(count).length}ch + 16px)` } as React.CSSProperties);
const OVERSCAN = 12;

export interface Viewport {
  readonly top: number;
  readonly height: number;
  /** Where its left edge is in all that can be scrolled: 0 to 1. */
  readonly left: number;
}
export const BEGINNING: Viewport = { top: 0, height: 800, left: 0 };

export const viewportOf = ({ scrollTop, clientHeight, scrollLeft, scrollWidth }: HTMLElement): Viewport => ({
  top: scrollTop,
  height: clientHeight,
  left: scrollLeft / scrollWidth,
});

interface Props {
  readonly text: string;
  readonly lines: TextLines;
  readonly language: Language;
  readonly viewport: Viewport;
  readonly numbered: boolean;
  readonly markers: readonly Marker[] | undefined;
  readonly beam: readonly BeamLines[] | undefined;
  readonly lit: readonly Span[] | undefined;
}

export function Overlay({ text, lines, language, viewport, numbered, markers = [], beam = [], lit = [] }: Props) {
  const { starts } = lines;
  const all = !numbered;
  const first = all ? 0 : Math.max(0, Math.min(starts.length - 1, Math.floor(viewport.top / LINE_HEIGHT)) - OVERSCAN);
  const last = all ? starts.length - 1 : Math.min(starts.length - 1, Math.ceil((viewport.top + viewport.height) / LINE_HEIGHT) + OVERSCAN);
  const tokens = useMemo(() => highlight(text, lines, language, first, last), [text, lines, language, first, last]);
  const litLines = lit.map((span) => ({ from: lineAt(starts, span.start), to: lineAt(starts, Math.max(span.start, span.end - 1)) }));
  const rows = [];
  for (let line = first; line <= last; line++) {
    const start = starts[line] as number;
    const whole = lineText(text, starts, line);
    const part = drawnColumns(whole.length, viewport.left, lines.columns);
    const content = whole.slice(part.start, part.end);
    const at = start + part.start;
    const isLit = litLines.some((range) => range.from <= line && line <= range.to);
    rows.push(
      <div
        key={line}
        className={isLit ? 'ln lit' : 'ln'}
        data-at={at}
        style={part.start === 0 ? undefined : { textIndent: `${part.start}ch` }}
      >
        {pieces(content, movedBy(-part.start, tokens[line - first] ?? []), faultsIn(markers, at, content.length))}
        {content === '' && '\n'}
      </div>,
    );
  }
  return (
    <>
      {numbered && <Gutter first={first} last={last} beam={beam} count={starts.length} />}
      <div className="light-overlay" aria-hidden style={{ transform: `translateY(${first * LINE_HEIGHT}px)` }}>
        {rows}
      </div>
    </>
  );
}

function Gutter({
  first,
  last,
  beam,
  count,
}: {
  readonly first: number;
  readonly last: number;
  readonly beam: readonly BeamLines[];
  readonly count: number;
}) {
  const numbers = [];
  for (let line = first; line <= last; line++) {
    const lit = beam.findLast((range) => range.from <= line + 1 && line + 1 <= range.to);
    numbers.push(
      <div key={line} className={lit === undefined ? 'no-beam' : `on-beam ${lit.tone}`}>
        {line + 1}
      </div>,
    );
  }
  return (
    <div className="light-gutter" aria-hidden style={{ height: count * LINE_HEIGHT + 6 }}>
      <div style={{ transform: `translateY(${first * LINE_HEIGHT}px)` }}>{numbers}</div>
    </div>
  );
}

interface Fault extends Span {
  readonly severity: Marker['severity'];
}

/** Markers that touch the line, in columns of it. An empty one gets a character to stand under. */
function faultsIn(markers: readonly Marker[], start: number, length: number): readonly Fault[] {
  const out: Fault[] = [];
  for (const { span, severity } of markers) {
    const from = Math.max(0, span.start - start);
    const to = Math.min(length, Math.max(span.end, span.start + 1) - start);
    if (span.start <= start + length && span.end >= start && to > from) out.push({ start: from, end: to, severity });
  }
  return out;
}

const movedBy = (by: number, tokens: readonly Token[]): readonly Token[] =>
  by === 0 ? tokens : tokens.map((token) => ({ ...token, start: token.start + by, end: token.end + by }));

/** The line cut at every border of a token or a fault. */
function pieces(content: string, tokens: readonly Token[], faults: readonly Fault[]) {
  if (tokens.length === 0 && faults.length === 0) return content;
  const borders = new Set([0, content.length]);
  for (const { start, end } of [...tokens, ...faults]) borders.add(start).add(end);
  const cuts = [...borders].filter((cut) => cut >= 0 && cut <= content.length).sort((a, b) => a - b);
  let token = 0;
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] as number;
    while (token < tokens.length && (tokens[token] as Token).end <= from) token++;
    const at = tokens[token];
    const fault = faults.find((f) => f.start <= from && to <= f.end);
    const classes = [at !== undefined && at.start <= from ? `t-${at.kind}` : '', fault === undefined ? '' : `squiggle ${fault.severity}`]
      .join(' ')
      .trim();
    const piece = content.slice(from, to);
    return classes === '' ? (
      piece
    ) : (
      <span key={from} className={classes}>
        {piece}
      </span>
    );
  });
}
