// Lists, maps and message literals, and the names of fields.
import type { Span } from '../../base/span.ts';
import type { Expr, ListElement, MapLiteralEntry, StructField } from './ast.ts';
import { Cursor } from './cursor.ts';
import { dottedName } from './macros.ts';
import type { Expected } from './texts.ts';
import * as T from './token.ts';

export abstract class Collections extends Cursor {
  protected list(): Expr {
    const scanner = this.scanner;
    const open = this.here();
    const elements: ListElement[] = [];
    let height = 0;
    scanner.advance();
    this.loneComma(T.CLOSE_BRACKET);
    while (scanner.kind !== T.CLOSE_BRACKET && scanner.kind !== T.END) {
      const optional = this.optionalMark();
      elements.push({ value: this.expression(), optional });
      height = Math.max(height, this.height);
      if (!this.comma(T.CLOSE_BRACKET, open))
        return this.closed({ kind: 'list', id: this.nextId++, span: this.span(open.start), elements }, height);
    }
    this.close(T.CLOSE_BRACKET, open);
    return this.closed({ kind: 'list', id: this.nextId++, span: this.span(open.start), elements }, height);
  }

  protected map(): Expr {
    const scanner = this.scanner;
    const open = this.here();
    const entries: MapLiteralEntry[] = [];
    let height = 0;
    scanner.advance();
    this.loneComma(T.CLOSE_BRACE);
    while (scanner.kind !== T.CLOSE_BRACE && scanner.kind !== T.END) {
      const optional = this.optionalMark();
      const key = this.expression();
      height = Math.max(height, this.height);
      const value = this.afterColon('value');
      height = Math.max(height, this.height);
      entries.push({ key, value, optional });
      if (!this.comma(T.CLOSE_BRACE, open))
        return this.closed({ kind: 'map', id: this.nextId++, span: this.span(open.start), entries }, height);
    }
    this.close(T.CLOSE_BRACE, open);
    return this.closed({ kind: 'map', id: this.nextId++, span: this.span(open.start), entries }, height);
  }

  /** `Name{…}`; `named` is the chain of names before the brace, which is the current token. */
  protected struct(start: number, named: Expr): Expr {
    const scanner = this.scanner;
    const open = this.here();
    const fields: StructField[] = [];
    let height = 0;
    const dotted = dottedName(named) as string;
    const absolute = dotted.startsWith('.');
    const name = absolute ? dotted.slice(1) : dotted;
    scanner.advance();
    this.loneComma(T.CLOSE_BRACE);
    while (scanner.kind !== T.CLOSE_BRACE && scanner.kind !== T.END) {
      const optional = this.optionalMark();
      if (scanner.kind !== T.NAME && scanner.kind !== T.BACKQUOTED) {
        this.unexpected('field_name');
        this.recover(T.CLOSE_BRACE);
        if (scanner.kind !== T.COMMA) break;
        scanner.advance();
        continue;
      }
      const nameSpan = this.reporter.span(scanner.start, scanner.end);
      const field = this.fieldName();
      scanner.advance();
      const value = this.afterColon('field_value');
      height = Math.max(height, this.height);
      fields.push({ name: field, nameSpan, value, optional });
      if (!this.comma(T.CLOSE_BRACE, open)) return this.closed(this.structNode(start, name, absolute, named.span, fields), height);
    }
    this.close(T.CLOSE_BRACE, open);
    return this.closed(this.structNode(start, name, absolute, named.span, fields), height);
  }

  protected structNode(start: number, name: string, absolute: boolean, nameSpan: Span, fields: readonly StructField[]): Expr {
    return { kind: 'struct', id: this.nextId++, span: this.span(start), name, absolute, nameSpan, fields };
  }

  protected closed(expr: Expr, height: number): Expr {
    this.height = height;
    return expr;
  }

  protected afterColon(expected: Expected): Expr {
    const scanner = this.scanner;
    if (scanner.kind === T.COLON) {
      scanner.advance();
      return this.expression();
    }
    const start = scanner.start;
    if (scanner.kind === T.EQUALS && scanner.end - scanner.start === 1) this.report('equals_for_colon');
    else this.unexpected(expected);
    this.height = 0;
    return this.invalid(start, []);
  }

  protected optionalMark(): boolean {
    const scanner = this.scanner;
    if (scanner.kind !== T.QUESTION) return false;
    this.optionalSyntax(scanner.start);
    scanner.advance();
    return true;
  }

  /** The grammar takes `[,]` and `{,}` for empty ones. */
  protected loneComma(close: T.TokenKind): void {
    const scanner = this.scanner;
    if (scanner.kind !== T.COMMA) return;
    scanner.advance();
    if (scanner.kind !== close) this.reporter.report('first_comma', scanner.previousEnd - 1, scanner.previousEnd);
  }

  /** The field name of the current token. */
  protected fieldName(): string {
    const scanner = this.scanner;
    if (scanner.kind === T.NAME) return scanner.name;
    const name = this.text.slice(scanner.contentStart, scanner.contentEnd);
    if (!this.switches.backquotes) this.report('no_back_quotes', name);
    if (this.switches.parser === 'cel-go') return name;
    this.reporter.warn('kept_back_quotes', scanner.start, scanner.end, name);
    return `\`${name}\``;
  }
}
