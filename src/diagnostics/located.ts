// A diagnostic as machines read it: lines and columns from 1, as in the headless contract.
import type { Span } from '../base/span.ts';
import { positionOf, type Source } from '../text/source.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface LocatedDiagnostic extends Located {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path?: string;
  /** The code whose page explains it, where that is not its own. */
  readonly page?: string;
  readonly related?: readonly (Located & { readonly message: string })[];
  /** What certainly mends it: the text that comes in place of what stands there. */
  readonly fix?: Located & { readonly title: string; readonly text: string };
}

/** Finds a source by name; a name that nothing has (a file that was not given) is an empty text. */
export const sourceNamed = (sources: readonly Source[], name: string): Source =>
  sources.find((source) => source.name === name) ?? { name, text: '' };

/** Whether a file is among the sources: what a gateway adds by itself is written nowhere. */
export const isGiven = (sources: readonly Source[], file: string): boolean => sources.some((source) => source.name === file);

export function locate(sources: readonly Source[], file: string, span: Span): Located {
  const source = sourceNamed(sources, file);
  const start = positionOf(source, span.start);
  const end = positionOf(source, span.end);
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

export function locateDiagnostic(sources: readonly Source[], diagnostic: Diagnostic): LocatedDiagnostic {
  const { code, severity, message, path, page, related, fix } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(path === undefined ? {} : { path }),
    ...(page === undefined ? {} : { page }),
    ...locate(sources, diagnostic.file, diagnostic.span),
    ...(related === undefined ? {} : { related: related.map((r) => ({ message: r.message, ...locate(sources, r.file, r.span) })) }),
    ...(fix === undefined ? {} : { fix: { title: fix.title, text: fix.text, ...locate(sources, diagnostic.file, fix.span) } }),
  };
}
