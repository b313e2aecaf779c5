// Diagnostics as compilers print them: severity, message, place, the lines with carets.
import type { Span } from '../../base/span.ts';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import { excerptOf, visible } from '../../diagnostics/excerpt.ts';
import { sourceNamed } from '../../diagnostics/located.ts';
import { positionOf, type Source } from '../../text/source.ts';
import type { PathOf } from './open.ts';
import type { Paint, Style } from './style.ts';

export const paintOf = (severity: Severity, style: Style): Paint =>
  ({ error: style.red, warning: style.yellow, info: style.blue })[severity];

/** A diagnostic with its places; `pathOf` gives a file the name under which it is shown. */
export function renderDiagnostic(
  sources: readonly Source[],
  diagnostic: Diagnostic,
  style: Style,
  pathOf: PathOf = (file) => file,
): string {
  const { severity, message, code, file, span, path, page = code, related, fix } = diagnostic;
  const paint = paintOf(severity, style);
  const placed = (name: string, at: Span, marks: Paint, within?: string): readonly string[] => {
    const source = sourceNamed(sources, name);
    const { line, column } = positionOf(source, at.start);
    const where = style.cyan(`${visible(pathOf(name))}:${line}:${column}`);
    const inside = within === undefined ? '' : style.dim(`  ${visible(within)}`);
    return [`  ${style.dim('at')} ${where}${inside}`, ...renderExcerpt(source, at, style, marks)];
  };
  const lines = [
    `${paint(style.bold(severity))}${style.dim(`[${page}]`)} ${style.bold(visible(message))}`,
    ...placed(file, span, paint, path),
    ...(related ?? []).flatMap((other) => [
      `  ${style.dim('see')} ${visible(other.message)}`,
      ...placed(other.file, other.span, style.blue),
    ]),
    ...(fix === undefined ? [] : [`  ${style.green('fix')} ${visible(fix.title)}`]),
  ];
  return lines.join('\n');
}

/** Columns that stand beside a line of an excerpt: indent, number, bar, ellipses. */
const MARGIN = 12;

export function renderExcerpt(source: Source, span: Span, style: Style, paint: Paint): readonly string[] {
  const { rows, gutter } = excerptOf(source, span, style.columns === undefined ? undefined : style.columns - MARGIN);
  return rows.map((row) =>
    row.kind === 'source'
      ? `  ${style.dim(`${String(row.line).padStart(gutter)} │`)} ${row.text}`
      : `  ${style.dim(`${' '.repeat(gutter)} │`)} ${' '.repeat(row.indent)}${paint('^'.repeat(row.length))}`,
  );
}

/** `2 errors, 1 warning`. */
export function countsOf(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const words = (['error', 'warning'] as const).map((severity) => [count(severity), severity] as const).filter(([number]) => number > 0);
  return words.map(([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`).join(', ');
}
