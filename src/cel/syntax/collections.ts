// Lists, maps and message literals, and the names of fields.
import type { Expr, ListElement, MapLiteralEntry, StructField } from './ast.ts';
import { Cursor } from './cursor.ts';
import { dottedName } from './macros.ts';
import type { Expected } from './texts.ts';
import * as T from './token.ts';

export abstract class Collections extends Cursor {
  protected list(): Expr {
    const { start } = this.scanner;
    const elements: ListElement[] = [];
    this.bracketed(T.CLOSE_BRACKET, () => {
      const optional = this.optionalMark();
      elements.push({ value: this.expression(), optional });
    });
    return { kind: 'list', id: this.nextId++, span: this.span(start), elements };
  }

  protected map(): Expr {
    const { start } = this.scanner;
    const entries: MapLiteralEntry[] = [];
    this.bracketed(T.CLOSE_BRACE, () => {
      const optional = this.optionalMark();
      const key = this.expression();
      const height = this.height;
      entries.push({ key, value: this.afterColon('value'), optional });
      this.height = Math.max(height, this.height);
    });
    return { kind: 'map', id: this.nextId++, span: this.span(start), entries };
  }

  /** `Name{…}`; `named` is the chain of names before the brace, which is the current token. */
  protected struct(start: number, named: Expr): Expr {
    const scanner = this.scanner;
    const fields: StructField[] = [];
    const dotted = dottedName(named) as string;
    const absolute = dotted.startsWith('.');
    this.bracketed(T.CLOSE_BRACE, () => {
      const optional = this.optionalMark();
      this.height = 0;
      if (scanner.kind !== T.NAME && scanner.kind !== T.BACKQUOTED) {
        this.unexpected('field_name');
        this.recover(T.CLOSE_BRACE);
        return;
      }
      const nameSpan = this.reporter.span(scanner.start, scanner.end);
      const name = this.fieldName();
      scanner.advance();
      fields.push({ name, nameSpan, value: this.afterColon('field_value'), optional });
    });
    const name = absolute ? dotted.slice(1) : dotted;
    return { kind: 'struct', id: this.nextId++, span: this.span(start), name, absolute, nameSpan: named.span, fields };
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
