// Every message that the parser can give, as one readable table: what was found, what was expected, and a fix where one is
// certain. Spans here are UTF-16 offsets; the reporter turns them into code points.
import type { Span } from '../../base/span.ts';
import type { CelIssue } from '../result.ts';

/** After this many faults the rest of the text is not worth reporting. */
const MOST_ISSUES = 30;

export type SyntaxCode =
  | 'unexpected_token'
  | 'unexpected_character'
  | 'empty_expression'
  | 'unclosed_bracket'
  | 'unmatched_bracket'
  | 'unterminated_string'
  | 'invalid_escape'
  | 'invalid_literal'
  | 'reserved_word'
  | 'unsupported_syntax'
  | 'invalid_macro_argument'
  | 'surprising_syntax'
  | 'limit_exceeded';

export interface SyntaxFix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/** Collects the faults of one text. Only the first fault at a place is kept: what follows from it is noise. */
export class Reporter {
  readonly issues: CelIssue[] = [];
  readonly #points: Uint32Array | undefined;
  #silent = false;

  constructor(text: string) {
    this.#points = codePointsOf(text);
  }

  /** Reports a fault at UTF-16 offsets `start` … `end`. */
  report(code: SyntaxCode, start: number, end: number, message: string, fix?: SyntaxFix): void {
    if (this.#silent) return;
    const span = this.span(start, end);
    if (this.issues.some((known) => known.span.start === span.start)) return;
    const issue: CelIssue = { code, severity: 'error', message, span };
    this.issues.push(fix === undefined ? issue : { ...issue, fix: { ...fix, span: this.span(fix.span.start, fix.span.end) } });
    if (this.issues.length >= MOST_ISSUES) this.#silent = true;
  }

  /** Says that something is read otherwise than it looks. */
  warn(start: number, end: number, message: string, fix?: SyntaxFix): void {
    if (this.#silent) return;
    const issue: CelIssue = { code: 'surprising_syntax', severity: 'warning', message, span: this.span(start, end) };
    this.issues.push(fix === undefined ? issue : { ...issue, fix: { ...fix, span: this.span(fix.span.start, fix.span.end) } });
  }

  /** Reports a limit and nothing after it: the rest of the text is not read. */
  stop(start: number, end: number, message: string): void {
    this.report('limit_exceeded', start, end, message);
    this.#silent = true;
  }

  /** The span in code points of UTF-16 offsets. */
  span(start: number, end: number): Span {
    const points = this.#points;
    return points === undefined ? { start, end } : { start: points[start] as number, end: points[end] as number };
  }
}

/** For a text with characters beyond U+FFFF: the number of code points before every UTF-16 offset. */
function codePointsOf(text: string): Uint32Array | undefined {
  if (!/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text)) return undefined;
  const points = new Uint32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    points[i] = count;
    const high = (text.charCodeAt(i) & 0xfc00) === 0xd800 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (high) points[++i] = count;
    count++;
  }
  points[text.length] = count;
  return points;
}
