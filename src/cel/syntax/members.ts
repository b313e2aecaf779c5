// A primary with what follows it: `.f`, `.f(…)`, `[…]` and `{…}`.
import type { Expr } from './ast.ts';
import { Primaries } from './primaries.ts';
import * as T from './token.ts';

export abstract class Members extends Primaries {
  /** A primary with its `.f`, `.f(…)`, `[…]` and `{…}`. `minus` is the offset of a sign that belongs to a number. */
  protected member(minus?: number): Expr {
    const scanner = this.scanner;
    const start = minus ?? scanner.start;
    // Only a chain of plain names may be followed by { … }.
    let named = scanner.kind === T.NAME || scanner.kind === T.DOT;
    const reserved = this.reservedWord();
    let expr = this.primary(minus);
    if (expr.kind !== 'ident') named = false;
    for (;;) {
      const kind = scanner.kind;
      if (kind === T.DOT) {
        const quotedBefore = named;
        expr = this.selection(start, expr);
        named = quotedBefore && expr.kind === 'select' && !expr.optional && this.text.charCodeAt(scanner.previousEnd - 1) !== 96;
      } else if (kind === T.OPEN_BRACKET) {
        expr = this.index(start, expr);
        named = false;
      } else if (kind === T.OPEN_BRACE && named) {
        expr = this.struct(start, expr);
        named = false;
        continue;
      } else break;
      if (this.height > this.switches.maxChain) return this.stopped();
    }
    if (reserved !== undefined && !structOf(expr)) this.reportReserved(reserved);
    return expr;
  }

  /** `.f`, `.?f` or `.f(…)`; the dot is the current token. */
  protected selection(start: number, operand: Expr): Expr {
    const scanner = this.scanner;
    const dot = scanner.start;
    scanner.advance();
    let optional = false;
    if (scanner.kind === T.QUESTION) {
      optional = true;
      this.optionalSyntax(dot);
      scanner.advance();
    }
    if (scanner.kind !== T.NAME && scanner.kind !== T.BACKQUOTED) return this.noField(start, dot, operand);
    const fieldSpan = this.reporter.span(scanner.start, scanner.end);
    const quoted = scanner.kind === T.BACKQUOTED;
    const field = this.fieldName();
    scanner.advance();
    if (scanner.kind === T.OPEN_PAREN && !quoted && !optional) return this.call(start, field, fieldSpan, operand);
    const height = this.height;
    this.height = height + 1;
    return { kind: 'select', id: this.nextId++, span: this.span(start), operand, field, fieldSpan, optional };
  }

  protected index(start: number, operand: Expr): Expr {
    const scanner = this.scanner;
    const open = this.here();
    const nameSpan = this.reporter.span(open.start, open.end);
    let height = this.height;
    scanner.advance();
    let name = '_[_]';
    if (scanner.kind === T.QUESTION) {
      name = '_[?_]';
      this.optionalSyntax(open.start);
      scanner.advance();
    }
    const key = this.expression();
    height = Math.max(height, this.height);
    this.close(T.CLOSE_BRACKET, open);
    this.height = height + 1;
    return { kind: 'call', id: this.nextId++, span: this.span(start), form: 'operator', name, nameSpan, args: [operand, key] };
  }

  protected noField(start: number, dot: number, operand: Expr): Expr {
    const scanner = this.scanner;
    if (scanner.kind === T.IN || scanner.kind === T.TRUE || scanner.kind === T.FALSE || scanner.kind === T.NULL) {
      this.report('keyword_field', dot);
      scanner.advance();
    } else if (scanner.kind === T.STRING && this.text.slice(dot + 1, scanner.start).trim() === '') {
      this.report('string_field', dot);
      scanner.advance();
    } else this.unexpected('field');
    return this.invalid(start, [operand]);
  }
}

/** Whether an expression is a message literal, perhaps with selections after it. */
function structOf(expr: Expr): boolean {
  let current = expr;
  while (current.kind === 'select') current = current.operand;
  return current.kind === 'struct';
}
