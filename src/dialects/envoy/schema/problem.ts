// Collecting what is wrong with a configuration: every fault with its place, in the order of the text's parts.
import type { Span } from '../../../base/span.ts';
import type { Diagnostic, Fix, Related, Severity } from '../../../diagnostics/diagnostic.ts';
import type { Origin } from '../../../model/model.ts';

/** Faults beyond this many are not kept: a broken generator repeats itself. */
const MOST = 500;

export class Problems {
  readonly #list: Diagnostic[] = [];
  #errors = 0;

  /** Whether the real program would refuse to load. */
  get refused(): boolean {
    return this.#errors > 0;
  }

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  add(
    code: string,
    severity: Severity,
    message: string,
    origin: Origin,
    more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {},
  ): void {
    if (severity === 'error') this.#errors++;
    if (this.#list.length >= MOST) return;
    this.#list.push({ code: `envoy/${code}`, severity, message, file: origin.file, span: origin.span, path: origin.path, ...more });
  }

  error(code: string, message: string, origin: Origin, more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {}): void {
    this.add(code, 'error', message, origin, more);
  }

  warn(code: string, message: string, origin: Origin, more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {}): void {
    this.add(code, 'warning', message, origin, more);
  }
}

export const place = (file: string, path: string, span: Span): Origin => ({ file, path, span });
