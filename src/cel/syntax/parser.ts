// Text to expression: a Pratt parser over the scanner's tokens. It never throws and ends on any text; what it cannot read
// becomes an `invalid` node with an issue, and the rest is read on. Operators by precedence, loosest first:
//   ? :     ||     &&     < <= > >= == != in     + -     * / %     ! -     . [] ()
//
// Depth is counted as cel-go counts it, by grammar rule: an expression within an expression, a comparison within the right
// side of a comparison, a sum or product within the right side of one; and, on the tree, operators, selections and calls
// on one path. So the recursion here and in every later phase is bounded.
import type { Span } from '../../base/span.ts';
import type { SyntaxSwitches } from '../profiles/profile.ts';
import type { CelIssue } from '../result.ts';
import type { Value } from '../values/value.ts';
import type { Expr, ListElement, MapLiteralEntry, StructField } from './ast.ts';
import { Reporter, type SyntaxFix } from './issues.ts';
import { dottedName, findMacro } from './macros.ts';
import { doubleOf, intOf, uintOf } from './numbers.ts';
import { Scanner } from './scanner.ts';
import { decodeBytes, decodeString } from './strings.ts';
import { decodeRustBytes, decodeRustString } from './strings-rust.ts';
import * as T from './token.ts';

/** Longest text, in code points. */
export const MAX_CODE_POINTS = 100_000;

export interface Parsed {
  readonly expr: Expr;
  /** In the order of the text. The expression is usable for evaluation only when there are none. */
  readonly issues: readonly CelIssue[];
}

/** Reads a CEL expression by the rules of a profile. Spans are in code points. */
export function parse(text: string, switches: SyntaxSwitches): Parsed {
  const reporter = new Reporter(text);
  const whole = reporter.span(0, text.length);
  if (whole.end > MAX_CODE_POINTS) {
    reporter.stop(0, text.length, `This expression has ${whole.end} characters; at most ${MAX_CODE_POINTS} are read.`);
    return { expr: { kind: 'invalid', id: 1, span: whole, parts: [] }, issues: reporter.issues };
  }
  const expr = new Parser(text, switches, reporter).parse();
  reporter.issues.sort((a, b) => a.span.start - b.span.start);
  return { expr, issues: reporter.issues };
}

const RELATION = 1;
const SUM = 2;
const PRODUCT = 3;

interface Operator {
  readonly power: number;
  readonly name: string;
}

/** Binary operators by the kind of their token. */
const OPERATORS: ReadonlyMap<T.TokenKind, Operator> = new Map([
  [T.LESS, { power: RELATION, name: '_<_' }],
  [T.LESS_EQUALS, { power: RELATION, name: '_<=_' }],
  [T.GREATER, { power: RELATION, name: '_>_' }],
  [T.GREATER_EQUALS, { power: RELATION, name: '_>=_' }],
  [T.EQUALS, { power: RELATION, name: '_==_' }],
  [T.NOT_EQUALS, { power: RELATION, name: '_!=_' }],
  [T.IN, { power: RELATION, name: '@in' }],
  [T.PLUS, { power: SUM, name: '_+_' }],
  [T.MINUS, { power: SUM, name: '_-_' }],
  [T.STAR, { power: PRODUCT, name: '_*_' }],
  [T.SLASH, { power: PRODUCT, name: '_/_' }],
  [T.PERCENT, { power: PRODUCT, name: '_%_' }],
]);

/** Words of other languages for operators, and how CEL writes them. */
const WORD_OPERATORS: ReadonlyMap<string, { readonly kind: T.TokenKind; readonly sign: string }> = new Map([
  ['and', { kind: T.AND, sign: '&&' }],
  ['AND', { kind: T.AND, sign: '&&' }],
  ['or', { kind: T.OR, sign: '||' }],
  ['OR', { kind: T.OR, sign: '||' }],
]);

class Parser {
  readonly #text: string;
  readonly #switches: SyntaxSwitches;
  readonly #reporter: Reporter;
  readonly #scanner: Scanner;
  #nextId = 1;
  /** Where the nodes made so far end. */
  #covered = 0;
  /** Nesting, by rule of the grammar. */
  #expressions = 0;
  #relations = 0;
  #calculations = 0;
  /** How many operators, selections and calls are on the longest path of the expression read last. */
  #height = 0;

  constructor(text: string, switches: SyntaxSwitches, reporter: Reporter) {
    this.#text = text;
    this.#switches = switches;
    this.#reporter = reporter;
    this.#scanner = new Scanner(text, reporter);
  }

  parse(): Expr {
    const scanner = this.#scanner;
    scanner.advance();
    if (scanner.kind === T.END) {
      this.#reporter.report('empty_expression', 0, this.#text.length, 'The expression is empty.');
      return this.#invalid(0, []);
    }
    const start = scanner.start;
    const expr = this.#expression();
    if (scanner.kind === T.END) return expr;
    return this.#rest(start, expr);
  }

  /** Text after a complete expression: said once, then read on for the sake of the tree. */
  #rest(start: number, expr: Expr): Expr {
    const scanner = this.#scanner;
    const parts = [expr];
    while (scanner.kind !== T.END) {
      if (T.isCloser(scanner.kind)) {
        const sign = scanner.word;
        const fix = { title: `Remove the ${sign}`, span: this.#here(), text: '' };
        this.#report('unmatched_bracket', `This '${sign}' closes nothing: no bracket is open here.`, fix);
        scanner.advance();
      } else {
        this.#unexpected('an operator or the end of the expression');
        if (T.startsExpression(scanner.kind)) parts.push(this.#expression());
        else scanner.advance();
      }
    }
    return this.#invalid(start, parts);
  }

  // ---- expressions

  #expression(): Expr {
    this.#expressions++;
    const expr = this.#tooDeep(this.#expressions) ? this.#stopped() : this.#conditional();
    this.#expressions--;
    return expr;
  }

  #conditional(): Expr {
    const scanner = this.#scanner;
    const start = scanner.start;
    const condition = this.#or();
    if (scanner.kind !== T.QUESTION) return condition;
    const question = this.#here();
    let height = this.#height;
    scanner.advance();
    if (scanner.kind === T.DOT && scanner.start === question.end) return this.#optionalChaining(start, condition, question);
    const then = this.#middle();
    height = Math.max(height, this.#height);
    if (scanner.kind !== T.COLON) {
      this.#unexpected("':' and the value for when the condition is false");
      return this.#invalid(start, [condition, then]);
    }
    scanner.advance();
    const otherwise = this.#expression();
    this.#grow(Math.max(height, this.#height));
    return { kind: 'conditional', id: this.#nextId++, span: this.#span(start), condition, then, otherwise };
  }

  /** The part between ? and :, where the grammar takes no bare conditional. */
  #middle(): Expr {
    const scanner = this.#scanner;
    const start = scanner.start;
    const then = this.#or();
    if (scanner.kind !== T.QUESTION) return then;
    this.#expressions++;
    const question = this.#here();
    scanner.advance();
    const parts = [then];
    if (!this.#tooDeep(this.#expressions)) parts.push(this.#middle());
    if (scanner.kind === T.COLON) {
      scanner.advance();
      parts.push(this.#or());
    }
    const text = `(${this.#text.slice(start, scanner.previousEnd)})`;
    const span = { start, end: scanner.previousEnd };
    const message = 'A conditional between ? and : must stand in parentheses.';
    this.#reporter.report('unexpected_token', question.start, question.end, message, { title: 'Put it in parentheses', span, text });
    this.#expressions--;
    return this.#invalid(start, parts);
  }

  /** `a?.b`, as other languages write it: CEL's is `a.?b`. */
  #optionalChaining(start: number, operand: Expr, question: Span): Expr {
    const span = { start: question.start, end: this.#scanner.end };
    const fix = this.#switches.optionals ? { title: 'Write .?', span, text: '.?' } : undefined;
    const message = this.#switches.optionals
      ? "An optional field is selected with '.?', not with '?.'."
      : "There is no '?.': ask with has(…) whether the field is there.";
    this.#reporter.report('unexpected_token', span.start, span.end, message, fix);
    const parts = [operand];
    if (T.startsExpression(this.#scanner.kind)) parts.push(this.#expression());
    return this.#invalid(start, parts);
  }

  #or(): Expr {
    const scanner = this.#scanner;
    const start = scanner.start;
    const first = this.#and();
    if (!this.#at(T.OR)) return first;
    const terms = [first];
    let height = this.#height;
    while (this.#at(T.OR)) {
      scanner.advance();
      terms.push(this.#and());
      height = Math.max(height, this.#height);
    }
    this.#height = height;
    return { kind: 'or', id: this.#nextId++, span: this.#span(start), terms };
  }

  #and(): Expr {
    const scanner = this.#scanner;
    const start = scanner.start;
    const first = this.#binary(RELATION);
    if (!this.#at(T.AND)) return first;
    const terms = [first];
    let height = this.#height;
    while (this.#at(T.AND)) {
      scanner.advance();
      terms.push(this.#binary(RELATION));
      height = Math.max(height, this.#height);
    }
    this.#height = height;
    return { kind: 'and', id: this.#nextId++, span: this.#span(start), terms };
  }

  /** Whether the operator `kind` stands here; a word that means it is reported and taken for it. */
  #at(kind: T.TokenKind): boolean {
    const scanner = this.#scanner;
    if (scanner.kind === kind) return true;
    if (scanner.kind !== T.NAME) return false;
    const operator = WORD_OPERATORS.get(scanner.name);
    if (operator?.kind !== kind) return false;
    const fix = { title: `Write ${operator.sign}`, span: this.#here(), text: operator.sign };
    this.#report('unexpected_token', `'${scanner.word}' is no operator in CEL: write '${operator.sign}'.`, fix);
    return true;
  }

  /** Comparisons, sums and products whose operators bind at least as tightly as `power`; all are left-associative. */
  #binary(power: number): Expr {
    const scanner = this.#scanner;
    const start = scanner.start;
    if (power === RELATION) this.#relations++;
    this.#calculations++;
    if (this.#switches.parser === 'cel-go' && this.#tooDeep(Math.max(this.#relations, this.#calculations))) return this.#stopped();
    let left = this.#unary();
    for (;;) {
      const operator = OPERATORS.get(scanner.kind);
      if (operator === undefined || operator.power < power) break;
      const nameSpan = this.#reporter.span(scanner.start, scanner.end);
      let height = this.#height;
      scanner.advance();
      const right = this.#rightSide(operator.power);
      height = Math.max(height, this.#height);
      if (this.#grow(height)) return this.#stopped();
      const args = [left, right];
      left = { kind: 'call', id: this.#nextId++, span: this.#span(start), form: 'operator', name: operator.name, nameSpan, args };
    }
    if (power === RELATION) this.#relations--;
    this.#calculations--;
    return left;
  }

  /** The right side of an operator of this power: what binds more tightly. */
  #rightSide(power: number): Expr {
    if (power !== RELATION) return this.#binary(power + 1);
    this.#relations++;
    const right = this.#binary(SUM);
    this.#relations--;
    return right;
  }

  #unary(): Expr {
    const scanner = this.#scanner;
    const sign = scanner.kind;
    if (sign !== T.BANG && sign !== T.MINUS) return this.#member();
    const start = scanner.start;
    const nameSpan = this.#reporter.span(start, scanner.end);
    let count = 0;
    while (scanner.kind === sign) {
      count++;
      scanner.advance();
    }
    if (sign === T.MINUS && count === 1 && (scanner.kind === T.INT || scanner.kind === T.DOUBLE)) return this.#member(start);
    const operand = this.#signedMember(sign);
    // The Rust fork counts a row of signs as one.
    if (count % 2 === 0 && this.#switches.parser !== 'cel-rust') return operand;
    if (sign === T.BANG) return { kind: 'not', id: this.#nextId++, span: this.#span(start), operand };
    return { kind: 'call', id: this.#nextId++, span: this.#span(start), form: 'operator', name: '-_', nameSpan, args: [operand] };
  }

  /** What ! or - applies to. The other sign may not follow directly, except the - of a number. */
  #signedMember(sign: T.TokenKind): Expr {
    const scanner = this.#scanner;
    if (scanner.kind !== T.BANG && scanner.kind !== T.MINUS) return this.#member();
    const start = scanner.start;
    if (sign === T.BANG) {
      scanner.advance();
      if (scanner.kind === T.INT || scanner.kind === T.DOUBLE) return this.#member(start);
    }
    while (scanner.kind === T.BANG || scanner.kind === T.MINUS) scanner.advance();
    const operand = this.#member();
    const span = { start, end: scanner.previousEnd };
    const fix = { title: 'Put it in parentheses', span, text: `(${this.#text.slice(start, scanner.previousEnd)})` };
    this.#reporter.report(
      'unexpected_token',
      start,
      start + 1,
      "'!' and '-' do not stand side by side: put the inner one in parentheses.",
      fix,
    );
    return this.#invalid(start, [operand]);
  }

  // ---- selections, indices, calls

  /** A primary with its `.f`, `.f(…)`, `[…]` and `{…}`. `minus` is the offset of a sign that belongs to a number. */
  #member(minus?: number): Expr {
    const scanner = this.#scanner;
    const start = minus ?? scanner.start;
    // Only a chain of plain names may be followed by { … }.
    let named = scanner.kind === T.NAME || scanner.kind === T.DOT;
    const reserved = this.#reservedWord();
    let expr = this.#primary(minus);
    if (expr.kind !== 'ident') named = false;
    for (;;) {
      const kind = scanner.kind;
      if (kind === T.DOT) {
        const quotedBefore = named;
        expr = this.#selection(start, expr);
        named = quotedBefore && expr.kind === 'select' && !expr.optional && this.#text.charCodeAt(scanner.previousEnd - 1) !== 96;
      } else if (kind === T.OPEN_BRACKET) {
        expr = this.#index(start, expr);
        named = false;
      } else if (kind === T.OPEN_BRACE && named) {
        expr = this.#struct(start, expr);
        named = false;
        continue;
      } else break;
      if (this.#height > this.#switches.maxChain) return this.#stopped();
    }
    if (reserved !== undefined && !structOf(expr)) this.#reportReserved(reserved);
    return expr;
  }

  /** The reserved word that stands here as a name, after a leading dot perhaps. */
  #reservedWord(): Span | undefined {
    const scanner = this.#scanner;
    const isReserved = scanner.kind === T.NAME && scanner.reserved && this.#switches.parser === 'cel-go';
    return isReserved ? this.#here() : undefined;
  }

  #reportReserved(span: Span): void {
    const word = this.#text.slice(span.start, span.end);
    this.#reporter.report('reserved_word', span.start, span.end, reservedAdvice(word));
  }

  /** `.f`, `.?f` or `.f(…)`; the dot is the current token. */
  #selection(start: number, operand: Expr): Expr {
    const scanner = this.#scanner;
    const dot = scanner.start;
    scanner.advance();
    let optional = false;
    if (scanner.kind === T.QUESTION) {
      optional = true;
      if (!this.#switches.optionals) this.#unsupported(dot, scanner.end, "'.?'");
      scanner.advance();
    }
    if (scanner.kind !== T.NAME && scanner.kind !== T.BACKQUOTED) return this.#noField(start, dot, operand);
    const fieldSpan = this.#reporter.span(scanner.start, scanner.end);
    const quoted = scanner.kind === T.BACKQUOTED;
    const field = this.#fieldName();
    scanner.advance();
    if (scanner.kind === T.OPEN_PAREN && !quoted && !optional) return this.#call(start, field, fieldSpan, operand);
    const height = this.#height;
    this.#height = height + 1;
    return { kind: 'select', id: this.#nextId++, span: this.#span(start), operand, field, fieldSpan, optional };
  }

  /** The field name of the current token. */
  #fieldName(): string {
    const scanner = this.#scanner;
    if (scanner.kind === T.NAME) return scanner.name;
    const name = this.#text.slice(scanner.contentStart, scanner.contentEnd);
    if (!this.#switches.backquotes) {
      const fix = scanner.start > 0 && this.#text[scanner.start - 1] === '.';
      const span = { start: scanner.start - 1, end: scanner.end };
      const mend = fix ? { title: `Write ["${name}"]`, span, text: `["${name}"]` } : undefined;
      this.#report('unsupported_syntax', `Back-quoted names are not available here: write ["${name}"].`, mend);
    }
    return name;
  }

  #noField(start: number, dot: number, operand: Expr): Expr {
    const scanner = this.#scanner;
    const word = scanner.word;
    if (scanner.kind === T.IN || scanner.kind === T.TRUE || scanner.kind === T.FALSE || scanner.kind === T.NULL) {
      const text = this.#switches.backquotes ? `.\`${word}\`` : `["${word}"]`;
      const fix = { title: `Write ${text}`, span: { start: dot, end: scanner.end }, text };
      this.#report('unexpected_token', `'${word}' is a keyword and no field name: write ${text}.`, fix);
      scanner.advance();
    } else if (scanner.kind === T.STRING && this.#text.slice(dot + 1, scanner.start).trim() === '') {
      const fix = { title: `Write [${word}]`, span: { start: dot, end: scanner.end }, text: `[${word}]` };
      this.#report('unexpected_token', `After '.' stands a field name; a string is an index: write [${word}].`, fix);
      scanner.advance();
    } else this.#unexpected("a field name after '.'");
    return this.#invalid(start, [operand]);
  }

  #index(start: number, operand: Expr): Expr {
    const scanner = this.#scanner;
    const open = this.#here();
    const nameSpan = this.#reporter.span(open.start, open.end);
    let height = this.#height;
    scanner.advance();
    let name = '_[_]';
    if (scanner.kind === T.QUESTION) {
      name = '_[?_]';
      if (!this.#switches.optionals) this.#unsupported(open.start, scanner.end, "'[?'");
      scanner.advance();
    }
    const key = this.#expression();
    height = Math.max(height, this.#height);
    this.#close(T.CLOSE_BRACKET, open);
    this.#height = height + 1;
    return { kind: 'call', id: this.#nextId++, span: this.#span(start), form: 'operator', name, nameSpan, args: [operand, key] };
  }

  /** A call, global or on `target`; the current token is the opening parenthesis. */
  #call(start: number, name: string, nameSpan: Span, target: Expr | undefined): Expr {
    const before = target === undefined ? 0 : this.#height;
    const { items, height } = this.#arguments();
    this.#height = target === undefined ? height : Math.max(before, height) + 1;
    const id = this.#nextId++;
    const span = this.#span(start);
    const macro = findMacro(name, target, items.length, this.#switches.macros);
    if (macro !== undefined && !items.some(isInvalid)) {
      const fault = (where: Expr, message: string) => {
        this.#reportAt(where.span, message);
        return { kind: 'invalid' as const, id, span, parts: target === undefined ? items : [target, ...items] };
      };
      const expanded = macro.expand({ id, span, nameSpan, name, target, args: items, fault });
      if (expanded?.kind === 'comprehension' && !this.#switches.comprehensions)
        this.#reportAt(nameSpan, `${name}() loops, and loops are switched off here.`);
      if (expanded !== undefined) return expanded;
    }
    if (target === undefined) return { kind: 'call', id, span, form: 'global', name, nameSpan, args: items };
    return { kind: 'call', id, span, form: 'receiver', name, nameSpan, target, args: items };
  }

  /** An issue at a span that is in code points already. */
  #reportAt(span: Span, message: string): void {
    if (this.#reporter.issues.some((issue) => issue.span.start === span.start)) return;
    this.#reporter.issues.push({ code: 'invalid_macro_argument', severity: 'error', message, span });
  }

  #arguments(): { items: Expr[]; height: number } {
    const scanner = this.#scanner;
    const open = this.#here();
    const items: Expr[] = [];
    let height = 0;
    scanner.advance();
    while (scanner.kind !== T.CLOSE_PAREN && scanner.kind !== T.END) {
      items.push(this.#expression());
      height = Math.max(height, this.#height);
      if (!this.#comma(T.CLOSE_PAREN, open)) return { items, height };
      if (scanner.kind === T.CLOSE_PAREN && this.#text[scanner.previousEnd - 1] === ',') {
        const span = { start: scanner.previousEnd - 1, end: scanner.previousEnd };
        const fix = { title: 'Remove the comma', span, text: '' };
        this.#reporter.report('unexpected_token', span.start, span.end, 'A call takes no comma after its last argument.', fix);
      }
    }
    this.#close(T.CLOSE_PAREN, open);
    return { items, height };
  }

  // ---- primaries

  #primary(minus?: number): Expr {
    const scanner = this.#scanner;
    const start = minus ?? scanner.start;
    this.#height = 0;
    switch (scanner.kind) {
      case T.NAME:
        return this.#name(start, false);
      case T.DOT:
        scanner.advance();
        if (scanner.kind === T.NAME) {
          const reserved = this.#reservedWord();
          if (reserved !== undefined) this.#reportReserved(reserved);
          return this.#name(start, true);
        }
        this.#unexpected("a name after '.'");
        return this.#invalid(start, []);
      case T.OPEN_PAREN:
        return this.#parenthesised();
      case T.OPEN_BRACKET:
        return this.#list();
      case T.OPEN_BRACE:
        return this.#map();
      case T.INT:
        return this.#literal(
          start,
          intOf(scanner.word, minus !== undefined),
          'An int is from -9223372036854775808 to 9223372036854775807.',
        );
      case T.UINT:
        return this.#literal(start, uintOf(scanner.word.slice(0, -1)), 'A uint is from 0u to 18446744073709551615u.');
      case T.DOUBLE:
        return this.#literal(start, doubleOf(scanner.word, minus !== undefined), 'This number is beyond the range of a double (1.8e308).');
      case T.STRING:
        return this.#literal(start, this.#string(), '');
      case T.BYTES:
        return this.#literal(start, this.#bytes(), '');
      case T.TRUE:
        return this.#literal(start, true, '');
      case T.FALSE:
        return this.#literal(start, false, '');
      case T.NULL:
        return this.#literal(start, null, '');
      default:
        return this.#noExpression(start);
    }
  }

  #literal(start: number, value: Value | undefined, range: string): Expr {
    const scanner = this.#scanner;
    const end = scanner.end;
    scanner.advance();
    if (value !== undefined) return { kind: 'literal', id: this.#nextId++, span: this.#span(start), value };
    this.#reporter.report('invalid_literal', start, end, range);
    return this.#invalid(start, []);
  }

  #string(): string {
    const { contentStart, contentEnd, escaped, raw, start, end } = this.#scanner;
    if (this.#switches.parser === 'cel-rust') return decodeRustString(this.#text, start, end, raw, this.#escapeFault);
    return escaped || raw
      ? decodeString(this.#text, contentStart, contentEnd, raw, this.#escapeFault)
      : this.#text.slice(contentStart, contentEnd);
  }

  #bytes(): Uint8Array {
    const { contentStart, contentEnd, raw, start, end } = this.#scanner;
    if (this.#switches.parser === 'cel-rust') return decodeRustBytes(this.#text, start, end, this.#escapeFault);
    return decodeBytes(this.#text, contentStart, contentEnd, raw, this.#escapeFault);
  }

  readonly #escapeFault = (start: number, end: number, message: string) =>
    this.#reporter.report('invalid_escape', start, Math.min(end, this.#text.length), message);

  #name(start: number, absolute: boolean): Expr {
    const scanner = this.#scanner;
    const { name } = scanner;
    const nameSpan = this.#reporter.span(scanner.start, scanner.end);
    scanner.advance();
    if (scanner.kind === T.OPEN_PAREN) return this.#call(start, absolute ? `.${name}` : name, nameSpan, undefined);
    if (
      name === 'not' &&
      !absolute &&
      T.startsExpression(scanner.kind) &&
      scanner.kind !== T.OPEN_BRACKET &&
      scanner.kind !== T.DOT &&
      scanner.kind !== T.MINUS
    )
      return this.#notWord(start);
    return { kind: 'ident', id: this.#nextId++, span: this.#span(start), name, absolute };
  }

  /** `not x`: reported, and read as `!x`. */
  #notWord(start: number): Expr {
    const fix = { title: 'Write !', span: { start, end: this.#scanner.start }, text: '!' };
    this.#reporter.report('unexpected_token', start, start + 3, "'not' is no operator in CEL: write '!'.", fix);
    const operand = this.#tooDeep(++this.#expressions) ? this.#stopped() : this.#unary();
    this.#expressions--;
    return { kind: 'not', id: this.#nextId++, span: this.#span(start), operand };
  }

  #parenthesised(): Expr {
    const open = this.#here();
    this.#scanner.advance();
    const expr = this.#expression();
    this.#close(T.CLOSE_PAREN, open);
    return expr;
  }

  #list(): Expr {
    const scanner = this.#scanner;
    const open = this.#here();
    const elements: ListElement[] = [];
    let height = 0;
    scanner.advance();
    this.#loneComma(T.CLOSE_BRACKET);
    while (scanner.kind !== T.CLOSE_BRACKET && scanner.kind !== T.END) {
      const optional = this.#optionalMark();
      elements.push({ value: this.#expression(), optional });
      height = Math.max(height, this.#height);
      if (!this.#comma(T.CLOSE_BRACKET, open))
        return this.#closed({ kind: 'list', id: this.#nextId++, span: this.#span(open.start), elements }, height);
    }
    this.#close(T.CLOSE_BRACKET, open);
    return this.#closed({ kind: 'list', id: this.#nextId++, span: this.#span(open.start), elements }, height);
  }

  #map(): Expr {
    const scanner = this.#scanner;
    const open = this.#here();
    const entries: MapLiteralEntry[] = [];
    let height = 0;
    scanner.advance();
    this.#loneComma(T.CLOSE_BRACE);
    while (scanner.kind !== T.CLOSE_BRACE && scanner.kind !== T.END) {
      const optional = this.#optionalMark();
      const key = this.#expression();
      height = Math.max(height, this.#height);
      const value = this.#afterColon("':' and the value of this key");
      height = Math.max(height, this.#height);
      entries.push({ key, value, optional });
      if (!this.#comma(T.CLOSE_BRACE, open))
        return this.#closed({ kind: 'map', id: this.#nextId++, span: this.#span(open.start), entries }, height);
    }
    this.#close(T.CLOSE_BRACE, open);
    return this.#closed({ kind: 'map', id: this.#nextId++, span: this.#span(open.start), entries }, height);
  }

  /** `Name{…}`; `named` is the chain of names before the brace, which is the current token. */
  #struct(start: number, named: Expr): Expr {
    const scanner = this.#scanner;
    const open = this.#here();
    const fields: StructField[] = [];
    let height = 0;
    const dotted = dottedName(named) as string;
    const absolute = dotted.startsWith('.');
    const name = absolute ? dotted.slice(1) : dotted;
    scanner.advance();
    this.#loneComma(T.CLOSE_BRACE);
    while (scanner.kind !== T.CLOSE_BRACE && scanner.kind !== T.END) {
      const optional = this.#optionalMark();
      if (scanner.kind !== T.NAME && scanner.kind !== T.BACKQUOTED) {
        this.#unexpected('the name of a field');
        this.#recover(T.CLOSE_BRACE);
        if (scanner.kind !== T.COMMA) break;
        scanner.advance();
        continue;
      }
      const nameSpan = this.#reporter.span(scanner.start, scanner.end);
      const field = this.#fieldName();
      scanner.advance();
      const value = this.#afterColon("':' and the value of this field");
      height = Math.max(height, this.#height);
      fields.push({ name: field, nameSpan, value, optional });
      if (!this.#comma(T.CLOSE_BRACE, open)) return this.#closed(this.#structNode(start, name, absolute, named.span, fields), height);
    }
    this.#close(T.CLOSE_BRACE, open);
    return this.#closed(this.#structNode(start, name, absolute, named.span, fields), height);
  }

  #structNode(start: number, name: string, absolute: boolean, nameSpan: Span, fields: readonly StructField[]): Expr {
    return { kind: 'struct', id: this.#nextId++, span: this.#span(start), name, absolute, nameSpan, fields };
  }

  #closed(expr: Expr, height: number): Expr {
    this.#height = height;
    return expr;
  }

  #afterColon(expected: string): Expr {
    const scanner = this.#scanner;
    if (scanner.kind === T.COLON) {
      scanner.advance();
      return this.#expression();
    }
    const start = scanner.start;
    if (scanner.kind === T.EQUALS && scanner.end - scanner.start === 1)
      this.#report('unexpected_token', "A key and its value are separated by ':'.");
    else this.#unexpected(expected);
    this.#height = 0;
    return this.#invalid(start, []);
  }

  #optionalMark(): boolean {
    const scanner = this.#scanner;
    if (scanner.kind !== T.QUESTION) return false;
    if (!this.#switches.optionals) this.#unsupported(scanner.start, scanner.end, "'?'");
    scanner.advance();
    return true;
  }

  /** The grammar takes `[,]` and `{,}` for empty ones. */
  #loneComma(close: T.TokenKind): void {
    const scanner = this.#scanner;
    if (scanner.kind !== T.COMMA) return;
    scanner.advance();
    if (scanner.kind !== close)
      this.#reporter.report('unexpected_token', scanner.previousEnd - 1, scanner.previousEnd, 'There is nothing before this comma.');
  }

  // ---- brackets and recovery

  /** After an item: true when a comma was passed and a further item or the closing bracket follows. */
  #comma(close: T.TokenKind, open: Span): boolean {
    const scanner = this.#scanner;
    if (scanner.kind === close) return true;
    if (scanner.kind === T.COMMA) {
      scanner.advance();
      return true;
    }
    if (scanner.kind === T.END || T.isCloser(scanner.kind)) {
      this.#close(close, open);
      return false;
    }
    this.#unexpected(`',' or '${String.fromCharCode(close)}'`);
    this.#recover(close);
    return this.#scanner.kind === T.COMMA || this.#scanner.kind === close ? this.#comma(close, open) : this.#closeQuietly(close);
  }

  #closeQuietly(close: T.TokenKind): false {
    if (this.#scanner.kind === close) this.#scanner.advance();
    return false;
  }

  /** Takes the closing bracket, or says at the opening one that it is missing. */
  #close(close: T.TokenKind, open: Span): void {
    const scanner = this.#scanner;
    if (scanner.kind === close) {
      scanner.advance();
      return;
    }
    const opener = this.#text.slice(open.start, open.end);
    const closer = String.fromCharCode(close);
    if (scanner.kind === T.END) {
      const span = { start: this.#text.length, end: this.#text.length };
      const fix = { title: `Add ${closer} at the end`, span, text: closer };
      this.#reporter.report('unclosed_bracket', open.start, open.end, `This '${opener}' is never closed: a '${closer}' is missing.`, fix);
      return;
    }
    if (T.isCloser(scanner.kind)) {
      const message = `This '${scanner.word}' does not close the '${opener}' ${this.#place(open.start)}: a '${closer}' is missing before it.`;
      this.#report('unmatched_bracket', message);
      return;
    }
    this.#unexpected(`'${closer}' for the '${opener}' ${this.#place(open.start)}`);
    this.#recover(close);
    if (scanner.kind === close) scanner.advance();
  }

  /** Skips to a comma or closing bracket of this level, passing over brackets that open on the way. */
  #recover(close: T.TokenKind): void {
    const scanner = this.#scanner;
    let depth = 0;
    while (scanner.kind !== T.END) {
      if (T.isOpener(scanner.kind)) depth++;
      else if (depth === 0 && (scanner.kind === T.COMMA || scanner.kind === close || T.isCloser(scanner.kind))) return;
      else if (T.isCloser(scanner.kind)) depth--;
      scanner.advance();
    }
  }

  /** Where an expression must stand and none does. */
  #noExpression(start: number): Expr {
    const scanner = this.#scanner;
    const kind = scanner.kind;
    if (kind === T.BACKQUOTED) {
      const name = this.#text.slice(scanner.contentStart, scanner.contentEnd);
      this.#report('unexpected_token', `A back-quoted name is a field and stands after a dot, as in a.\`${name}\`.`);
      scanner.advance();
    } else if (kind === T.PLUS) {
      const fix = { title: 'Remove the +', span: this.#here(), text: '' };
      this.#report('unexpected_token', "CEL has no '+' before a value.", fix);
      scanner.advance();
      return this.#signedPlus(start);
    } else if (OPERATORS.has(kind) || kind === T.AND || kind === T.OR) this.#unexpected('a value before it');
    else {
      this.#unexpected('an expression');
      if (kind !== T.END && !T.isCloser(kind) && kind !== T.COMMA && kind !== T.COLON && kind !== T.QUESTION) scanner.advance();
    }
    return this.#invalid(start, []);
  }

  #signedPlus(start: number): Expr {
    const scanner = this.#scanner;
    while (scanner.kind === T.PLUS) scanner.advance();
    if (!T.startsExpression(scanner.kind) || this.#tooDeep(++this.#expressions)) return this.#invalid(start, []);
    const operand = this.#unary();
    this.#expressions--;
    return this.#invalid(start, [operand]);
  }

  // ---- small things

  /** From `start` to the last token taken. What took none stands where it was expected, and parents cover it all the same. */
  #span(start: number): Span {
    const end = Math.max(this.#covered, start, this.#scanner.previousEnd);
    this.#covered = end;
    return this.#reporter.span(start, end);
  }

  #invalid(start: number, parts: readonly Expr[]): Expr {
    return { kind: 'invalid', id: this.#nextId++, span: this.#span(start), parts };
  }

  #here(): Span {
    return { start: this.#scanner.start, end: this.#scanner.end };
  }

  #report(code: 'unexpected_token' | 'unmatched_bracket' | 'unsupported_syntax', message: string, fix?: SyntaxFix): void {
    const { start, end } = this.#scanner;
    this.#reporter.report(code, start, end, message, fix);
  }

  #unexpected(expected: string): void {
    const found = this.#describe();
    if (this.#scanner.kind === T.END) this.#report('unexpected_token', `The expression ends here, where ${expected} should follow.`);
    else this.#report('unexpected_token', `Found ${found}, expected ${expected}.`);
  }

  #unsupported(start: number, end: number, what: string): void {
    this.#reporter.report('unsupported_syntax', start, end, `${what} is not available here: optional syntax is off in this profile.`);
  }

  /** The current token in words. */
  #describe(): string {
    const { kind, word } = this.#scanner;
    const shown = word.length > 24 ? `${word.slice(0, 23)}…` : word;
    switch (kind) {
      case T.STRING:
        return `the string ${shown}`;
      case T.BYTES:
        return `the bytes ${shown}`;
      case T.INT:
      case T.UINT:
      case T.DOUBLE:
        return `the number ${shown}`;
      case T.NAME:
        return `the name '${shown}'`;
      default:
        return `'${shown}'`;
    }
  }

  /** `on line 1, column 3`, for a place that another message speaks of. */
  #place(offset: number): string {
    const before = this.#text.slice(0, offset);
    const line = before.split('\n').length;
    const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
    return line === 1 && !this.#text.includes('\n') ? `at column ${column}` : `on line ${line}, column ${column}`;
  }

  #tooDeep(depth: number): boolean {
    if (depth <= this.#switches.maxDepth) return false;
    const { start, end } = this.#scanner;
    this.#reporter.stop(start, end, `This is nested deeper than ${this.#switches.maxDepth} levels, the most that are read.`);
    return true;
  }

  /** One more operator over `height` others; true when that is too many. */
  #grow(height: number): boolean {
    this.#height = height + 1;
    return this.#height > this.#switches.maxChain;
  }

  /** Gives up: what is left of the text is not read. */
  #stopped(): Expr {
    const { start, end } = this.#scanner;
    this.#reporter.stop(start, end, `More than ${this.#switches.maxChain} operators, selections and calls depend on one another here.`);
    this.#scanner.skipToEnd();
    this.#height = 0;
    return this.#invalid(start, []);
  }
}

const isInvalid = (expr: Expr) => expr.kind === 'invalid';

/** Whether an expression is a message literal, perhaps with selections after it. */
function structOf(expr: Expr): boolean {
  let current = expr;
  while (current.kind === 'select') current = current.operand;
  return current.kind === 'struct';
}

function reservedAdvice(word: string): string {
  const said = `'${word}' is a reserved word and cannot name a variable or function.`;
  return word === 'if' || word === 'else' ? `${said} A condition is written: condition ? value : otherwise.` : said;
}
