// Problems of a text, as diagnostics of its file.
import type { TextProblem } from '../text/problem.ts';
import type { Source } from '../text/source.ts';
import type { Diagnostic } from './diagnostic.ts';

export const diagnosticsOf = (source: Source, problems: readonly TextProblem[]): readonly Diagnostic[] =>
  problems.map(({ code, severity, message, span }) => ({ code, severity, message, span, file: source.name }));
