// What an expression begins with: a literal, a name, a call, a bracket; and what is said where none of them stands.
import type { Span } from '../../base/span.ts';
import type { Value } from '../values/value.ts';
import type { Expr } from './ast.ts';
import { Calls } from './calls.ts';
import { doubleOf, intOf, uintOf } from './numbers.ts';
import { OPERATORS } from './operators.ts';
import { decodeBytes, decodeString, type EscapeFault } from './strings.ts';
import * as T from './token.ts';

export abstract class Primaries extends Calls {
  protected primary(minus?: number): Expr {
    const scanner = this.scanner;
    const start = minus ?? scanner.start;
    this.height = 0;
    switch (scanner.kind) {
      case T.NAME:
        return this.name(start, false);
      case T.DOT:
        scanner.advance();
        if (scanner.kind === T.NAME) {
          const reserved = this.reservedWord();
          if (reserved !== undefined) this.reportReserved(reserved);
          return this.name(start, true);
        }
        this.unexpected('name');
        return this.invalid(start, []);
      case T.OPEN_PAREN:
        return this.parenthesised();
      case T.OPEN_BRACKET:
        return this.list();
      case T.OPEN_BRACE:
        return this.map();
      case T.INT:
        if (minus !== undefined && this.switches.parser === 'cel-rust' && scanner.word.startsWith('0x'))
          return this.signedHexadecimal(start);
        return this.literal(start, intOf(scanner.word, minus !== undefined), 'int_range');
      case T.UINT:
        return this.literal(start, uintOf(scanner.word.slice(0, -1)), 'uint_range');
      case T.DOUBLE:
        return this.literal(start, doubleOf(scanner.word, minus !== undefined), 'double_range');
      case T.STRING:
        return this.literal(start, this.string());
      case T.BYTES:
        return this.literal(start, this.bytes());
      case T.TRUE:
        return this.literal(start, true);
      case T.FALSE:
        return this.literal(start, false);
      case T.NULL:
        return this.literal(start, null);
      default:
        return this.noExpression(start);
    }
  }

  /** The Rust fork takes no sign before 0x. */
  protected signedHexadecimal(start: number): Expr {
    const { end, word } = this.scanner;
    this.scanner.advance();
    this.reporter.report('signed_hexadecimal', start, end, word);
    return this.invalid(start, []);
  }

  protected literal(start: number, value: Value | undefined, fault?: 'int_range' | 'uint_range' | 'double_range'): Expr {
    const scanner = this.scanner;
    const end = scanner.end;
    scanner.advance();
    if (value !== undefined) return { kind: 'literal', id: this.nextId++, span: this.span(start), value };
    if (fault !== undefined) this.reporter.report(fault, start, end);
    return this.invalid(start, []);
  }

  protected string(): string {
    const { contentStart, contentEnd, escaped, raw, start, end } = this.scanner;
    const { literals } = this.switches;
    if (literals !== undefined) return literals.string(this.text, start, end, raw, this.escapeFault);
    return escaped || raw
      ? decodeString(this.text, contentStart, contentEnd, raw, this.escapeFault)
      : this.text.slice(contentStart, contentEnd);
  }

  protected bytes(): Uint8Array {
    const { contentStart, contentEnd, raw, start, end } = this.scanner;
    const { literals } = this.switches;
    if (literals !== undefined) return literals.bytes(this.text, start, end, this.escapeFault);
    return decodeBytes(this.text, contentStart, contentEnd, raw, this.escapeFault);
  }

  /** Notes an escape sequence that is none. */
  protected readonly escapeFault: EscapeFault = (id, start, end) => this.reporter.report(id, start, Math.min(end, this.text.length));

  protected name(start: number, absolute: boolean): Expr {
    const scanner = this.scanner;
    const { name } = scanner;
    const nameSpan = this.reporter.span(scanner.start, scanner.end);
    scanner.advance();
    if (scanner.kind === T.OPEN_PAREN) return this.call(start, absolute ? `.${name}` : name, nameSpan, undefined);
    if (
      name === 'not' &&
      !absolute &&
      T.startsExpression(scanner.kind) &&
      scanner.kind !== T.OPEN_BRACKET &&
      scanner.kind !== T.DOT &&
      scanner.kind !== T.MINUS
    )
      return this.notWord(start);
    return { kind: 'ident', id: this.nextId++, span: this.span(start), name, absolute };
  }

  /** `not x`: reported, and read as `!x`. */
  protected notWord(start: number): Expr {
    this.reporter.report('not_word', start, start + 3, this.scanner.start);
    const operand = this.tooDeep(++this.expressions) ? this.stopped() : this.unary();
    this.expressions--;
    return { kind: 'not', id: this.nextId++, span: this.span(start), operand };
  }

  protected parenthesised(): Expr {
    const open = this.here();
    this.scanner.advance();
    const expr = this.expression();
    this.close(T.CLOSE_PAREN, open);
    return expr;
  }

  /** Where an expression must stand and none does. */
  protected noExpression(start: number): Expr {
    const scanner = this.scanner;
    const kind = scanner.kind;
    if (kind === T.BACKQUOTED) {
      this.report('back_quoted_value');
      scanner.advance();
    } else if (kind === T.PLUS) {
      this.report('plus');
      scanner.advance();
      return this.signedPlus(start);
    } else if (OPERATORS.has(kind) || kind === T.AND || kind === T.OR) this.unexpected('operand');
    else {
      this.unexpected('expression');
      if (kind !== T.END && !T.isCloser(kind) && kind !== T.COMMA && kind !== T.COLON && kind !== T.QUESTION) scanner.advance();
    }
    return this.invalid(start, []);
  }

  protected signedPlus(start: number): Expr {
    const scanner = this.scanner;
    while (scanner.kind === T.PLUS) scanner.advance();
    if (!T.startsExpression(scanner.kind) || this.tooDeep(++this.expressions)) return this.invalid(start, []);
    const operand = this.unary();
    this.expressions--;
    return this.invalid(start, [operand]);
  }

  /** The reserved word that stands here as a name, after a leading dot perhaps. */
  protected reservedWord(): Span | undefined {
    const scanner = this.scanner;
    const isReserved = scanner.kind === T.NAME && scanner.reserved && this.switches.parser === 'cel-go';
    return isReserved ? this.here() : undefined;
  }

  protected reportReserved(span: Span): void {
    this.reporter.report('reserved', span.start, span.end);
  }
}
