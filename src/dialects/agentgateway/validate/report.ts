// Collecting what is wrong, each with its place.
import type { Span } from '../../../base/span.ts';
import type { Diagnostic, Severity } from '../../../diagnostics/diagnostic.ts';
import type { Origin } from '../../../model/model.ts';
import { type Code, messageOf, severityOf, type Words } from './messages.ts';

export interface Place {
  readonly path: string;
  readonly span: Span;
}

export interface Reporter {
  readonly add: <C extends Code>(code: C, place: Place, words: Words<C>, more?: Pick<Diagnostic, 'fix' | 'related' | 'page'>) => void;
  readonly list: readonly Diagnostic[];
}

/** More would not be read. */
const MOST = 500;

export function reporterFor(file: string): Reporter {
  const list: Diagnostic[] = [];
  return {
    list,
    add: (code, { path, span }, words, more = {}) => {
      if (list.length >= MOST && severityOf(code) !== 'error') return;
      if (list.length >= 2 * MOST) return;
      const severity: Severity = severityOf(code);
      list.push({ code, severity, message: messageOf(code, words), file, span, path, ...more });
    },
  };
}

export const placeOf = (origin: Origin): Place => ({ path: origin.path, span: origin.span });
