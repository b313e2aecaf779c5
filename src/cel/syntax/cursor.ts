// What all layers of the parser share: the place in the text, ids and spans of nodes, faults in words, brackets and recovery,
// and the counting of depth.
//
// The parser is one object in layers, each in its file: cursor → collections → calls → primaries → members → parser.
import type { Span } from '../../base/span.ts';
import type { Expr } from './ast.ts';
import type { Reporter } from './reporter.ts';
import { Scanner } from './scanner.ts';
import type { SyntaxSwitches } from './switches.ts';
import type { AboutFault, Expected, FaultId } from './texts.ts';
import * as T from './token.ts';

export abstract class Cursor {
  protected readonly text: string;
  protected readonly switches: SyntaxSwitches;
  protected readonly reporter: Reporter;
  protected readonly scanner: Scanner;
  protected nextId = 1;
  /** Where the nodes made so far end. */
  protected covered = 0;
  /** Nesting, by rule of the grammar. */
  protected expressions = 0;
  protected relations = 0;
  protected calculations = 0;
  /** How many operators, selections and calls are on the longest path of the expression read last. */
  protected height = 0;

  constructor(text: string, switches: SyntaxSwitches, reporter: Reporter) {
    this.text = text;
    this.switches = switches;
    this.reporter = reporter;
    this.scanner = new Scanner(text, reporter);
  }

  /** An expression of the outermost kind, as in parentheses and arguments. */
  protected abstract expression(): Expr;

  /** An operand with its signs. */
  protected abstract unary(): Expr;

  /** From `start` to the last token taken. What took none stands where it was expected, and parents cover it all the same. */
  protected span(start: number): Span {
    const end = Math.max(this.covered, start, this.scanner.previousEnd);
    this.covered = end;
    return this.reporter.span(start, end);
  }

  protected invalid(start: number, parts: readonly Expr[]): Expr {
    return { kind: 'invalid', id: this.nextId++, span: this.span(start), parts };
  }

  protected here(): Span {
    return { start: this.scanner.start, end: this.scanner.end };
  }

  /** Reports a fault at the current token. */
  protected report<Id extends FaultId>(id: Id, ...about: AboutFault<Id>): void {
    this.reporter.report(id, this.scanner.start, this.scanner.end, ...about);
  }

  protected unexpected(expected: Expected): void {
    this.report('unexpected', this.scanner.kind, expected);
  }

  /** Optional syntax from `start` to the current token, where it is off. */
  protected optionalSyntax(start: number): void {
    if (!this.switches.optionals) this.reporter.report('optional_syntax', start, this.scanner.end);
  }

  protected tooDeep(depth: number): boolean {
    if (depth <= this.switches.maxDepth) return false;
    const { start, end } = this.scanner;
    this.reporter.stop('too_deep', start, end);
    return true;
  }

  /** One more operator over `height` others; true when that is too many. */
  protected grow(height: number): boolean {
    this.height = height + 1;
    return this.height > this.switches.maxChain;
  }

  /** Gives up: what is left of the text is not read. */
  protected stopped(): Expr {
    const { start, end } = this.scanner;
    this.reporter.stop('too_many', start, end);
    this.scanner.skipToEnd();
    this.height = 0;
    return this.invalid(start, []);
  }

  /**
   * What stands in brackets, the opening one of which is the current token: items with commas between. Each item leaves its height; after
   * them it is the largest.
   */
  protected bracketed(close: T.TokenKind, item: () => void): void {
    const scanner = this.scanner;
    const open = this.here();
    let height = 0;
    scanner.advance();
    this.loneComma(close);
    let isOpen = true;
    while (isOpen && scanner.kind !== close && scanner.kind !== T.END) {
      item();
      height = Math.max(height, this.height);
      isOpen = this.comma(close, open);
    }
    if (isOpen) this.close(close, open);
    this.height = height;
  }

  /** The grammar takes `[,]` and `{,}` for empty ones. */
  protected loneComma(close: T.TokenKind): void {
    const scanner = this.scanner;
    if (scanner.kind !== T.COMMA || close === T.CLOSE_PAREN) return;
    scanner.advance();
    if (scanner.kind !== close) this.reporter.report('first_comma', scanner.previousEnd - 1, scanner.previousEnd);
  }

  /** After an item: true when a comma was passed and a further item or the closing bracket follows. */
  protected comma(close: T.TokenKind, open: Span): boolean {
    const scanner = this.scanner;
    if (scanner.kind === close) return true;
    if (scanner.kind === T.COMMA) {
      scanner.advance();
      const isLast = close === T.CLOSE_PAREN && scanner.kind === close;
      if (isLast) this.reporter.report('last_comma', scanner.previousEnd - 1, scanner.previousEnd);
      return true;
    }
    if (scanner.kind === T.END || T.isCloser(scanner.kind)) {
      this.close(close, open);
      return false;
    }
    this.report('no_comma', scanner.kind, close);
    this.recover(close);
    return this.scanner.kind === T.COMMA || this.scanner.kind === close ? this.comma(close, open) : this.closeQuietly(close);
  }

  protected closeQuietly(close: T.TokenKind): false {
    if (this.scanner.kind === close) this.scanner.advance();
    return false;
  }

  /** Takes the closing bracket, or says at the opening one that it is missing. */
  protected close(close: T.TokenKind, open: Span): void {
    const scanner = this.scanner;
    if (scanner.kind === close) {
      scanner.advance();
      return;
    }
    if (scanner.kind === T.END) {
      this.reporter.report('unclosed', open.start, open.end, close);
      return;
    }
    if (T.isCloser(scanner.kind)) {
      this.report('other_closer', close, open.start);
      return;
    }
    this.report('no_closer', scanner.kind, close, open.start);
    this.recover(close);
    if (scanner.kind === close) scanner.advance();
  }

  /** Skips to a comma or closing bracket of this level, passing over brackets that open on the way. */
  protected recover(close: T.TokenKind): void {
    const scanner = this.scanner;
    let depth = 0;
    while (scanner.kind !== T.END) {
      if (T.isOpener(scanner.kind)) depth++;
      else if (depth === 0 && (scanner.kind === T.COMMA || scanner.kind === close || T.isCloser(scanner.kind))) return;
      else if (T.isCloser(scanner.kind)) depth--;
      scanner.advance();
    }
  }
}
