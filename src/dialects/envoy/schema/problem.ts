// Collecting what is wrong with a configuration: every fault with its place, in the order of the text's parts.
import type { Span } from '../../../base/span.ts';
import type { Diagnostic, Fix, Related, Severity } from '../../../diagnostics/diagnostic.ts';
import type { Origin } from '../../../model/model.ts';

/** Of one kind no more than this many are kept, and the rest counted: a generator repeats itself. */
const MOST_OF_A_KIND = 100;

export class Problems {
  readonly #list: Diagnostic[] = [];
  /** How often each code came. */
  readonly #counts = new Map<string, number>();
  #errors = 0;
  #closed = false;

  /** Whether the real program would refuse to load. */
  get refused(): boolean {
    return this.#errors > 0;
  }

  /** Nothing more is added: what is found from here on is known. */
  close(): void {
    this.#closed = true;
  }

  /** Goes back to what was found when this was called. */
  mark(): () => void {
    const { length } = this.#list;
    const errors = this.#errors;
    const counts = [...this.#counts];
    return () => {
      this.#list.length = length;
      this.#errors = errors;
      this.#counts.clear();
      for (const [code, count] of counts) this.#counts.set(code, count);
    };
  }

  /** As if something had been found for which the real program refuses to load. */
  refuse(): void {
    this.#errors++;
  }

  /** What was found, in the order of finding; then, for a kind that came too often, how many more there are. */
  get list(): readonly Diagnostic[] {
    const more = [...this.#counts].filter(([, count]) => count > MOST_OF_A_KIND);
    return more.length === 0 ? this.#list : [...this.#list, ...more.flatMap(([code, count]) => this.#more(code, count - MOST_OF_A_KIND))];
  }

  #more(code: string, count: number): readonly Diagnostic[] {
    const last = this.#list.findLast((d) => d.code === code);
    if (last === undefined) return [];
    const { severity, file, span, path } = last;
    const message = `${count.toLocaleString('en')} more of the same kind are not listed; this is the last one that is.`;
    return [{ code, severity, message, file, span, ...(path === undefined ? {} : { path }) }];
  }

  add(
    code: string,
    severity: Severity,
    message: string,
    origin: Origin,
    more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {},
  ): void {
    if (this.#closed) return;
    if (severity === 'error') this.#errors++;
    const full = `envoy/${code}`;
    const count = (this.#counts.get(full) ?? 0) + 1;
    this.#counts.set(full, count);
    if (count > MOST_OF_A_KIND) return;
    this.#list.push({ code: full, severity, message, file: origin.file, span: origin.span, path: origin.path, ...more });
  }

  error(code: string, message: string, origin: Origin, more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {}): void {
    this.add(code, 'error', message, origin, more);
  }

  warn(code: string, message: string, origin: Origin, more: { readonly related?: readonly Related[]; readonly fix?: Fix } = {}): void {
    this.add(code, 'warning', message, origin, more);
  }
}

export const place = (file: string, path: string, span: Span): Origin => ({ file, path, span });
