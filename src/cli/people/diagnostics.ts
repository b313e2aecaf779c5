// Diagnostics as compilers print them: severity, message, place, the lines with carets.
import type { Span } from '../../base/span.ts';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import { excerptOf, visible } from '../../diagnostics/excerpt.ts';
import { sourceNamed } from '../../diagnostics/located.ts';
import { positionOf, type Source } from '../../text/source.ts';
import type { Paint, Style } from './style.ts';

export const paintOf = (severity: Severity, style: Style): Paint =>
  ({ error: style.red, warning: style.yellow, info: style.blue })[severity];

export function renderDiagnostic(sources: readonly Source[], diagnostic: Diagnostic, style: Style): string {
  const { severity, message, code, file, span, path, page = code, related, fix } = diagnostic;
  const paint = paintOf(severity, style);
  const lines = [
    `${paint(style.bold(severity))}${style.dim(`[${page}]`)} ${style.bold(visible(message))}`,
    ...renderPlace(sources, file, span, style, paint, path),
    ...(related ?? []).flatMap((other) => [
      `  ${style.dim('see')} ${visible(other.message)}`,
      ...renderPlace(sources, other.file, other.span, style, style.blue),
    ]),
    ...(fix === undefined ? [] : [`  ${style.green('fix')} ${visible(fix.title)}`]),
  ];
  return lines.join('\n');
}

function renderPlace(sources: readonly Source[], file: string, span: Span, style: Style, paint: Paint, path?: string): readonly string[] {
  const source = sourceNamed(sources, file);
  const { line, column } = positionOf(source, span.start);
  const where = `  ${style.dim('at')} ${style.cyan(`${visible(file)}:${line}:${column}`)}${path === undefined ? '' : style.dim(`  ${visible(path)}`)}`;
  return [where, ...renderExcerpt(source, span, style, paint)];
}

export function renderExcerpt(source: Source, span: Span, style: Style, paint: Paint): readonly string[] {
  const { rows, gutter } = excerptOf(source, span);
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
