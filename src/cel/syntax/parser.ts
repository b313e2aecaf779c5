// Text to expression: a Pratt parser over the scanner's tokens. It never throws and ends on any text; what it cannot read
// becomes an `invalid` node with an issue, and the rest is read on. Operators by precedence, loosest first:
//   ? :     ||     &&     < <= > >= == != in     + -     * / %     ! -     . [] ()
//
// Depth is counted as cel-go counts it, by grammar rule: an expression within an expression, a comparison within the right
// side of a comparison, a sum or product within the right side of one; and, on the tree, operators, selections and calls
// on one path. So the recursion here and in every later phase is bounded.
import type { Span } from '../../base/span.ts';
import { syntaxTexts } from '../parts.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from './ast.ts';
import { Members } from './members.ts';
import { OPERATORS, RELATION, SUM, WORD_OPERATORS } from './operators.ts';
import { Reporter } from './reporter.ts';
import type { SyntaxSwitches } from './switches.ts';
import * as T from './token.ts';

/** Longest text, in code points. */
export const MAX_CODE_POINTS = 100_000;

export interface Parsed {
  readonly expr: Expr;
  /** In the order of the text. The expression is usable for evaluation only when none of them is an error. */
  readonly issues: readonly CelIssue[];
}

/** Reads a CEL expression by the rules of a profile. Spans are in code points. */
export function parse(text: string, switches: SyntaxSwitches): Parsed {
  const reporter = new Reporter(text);
  const whole = reporter.span(0, text.length);
  if (whole.end > MAX_CODE_POINTS) {
    reporter.stop('too_long', 0, text.length, whole.end, MAX_CODE_POINTS);
    return { expr: { kind: 'invalid', id: 1, span: whole, parts: [] }, issues: issuesOf(text, switches, reporter) };
  }
  const expr = new Parser(text, switches, reporter).parse();
  return { expr, issues: issuesOf(text, switches, reporter) };
}

/** Most texts have nothing wrong, and nothing to be said about them. */
const issuesOf = (text: string, switches: SyntaxSwitches, reporter: Reporter): readonly CelIssue[] =>
  reporter.faults.length === 0 ? [] : syntaxTexts().issuesOf(text, switches, reporter.faults, (start, end) => reporter.span(start, end));

class Parser extends Members {
  parse(): Expr {
    const scanner = this.scanner;
    scanner.advance();
    if (scanner.kind === T.END) {
      this.reporter.report('empty', 0, this.text.length);
      return this.invalid(0, []);
    }
    const start = scanner.start;
    const expr = this.expression();
    if (scanner.kind === T.END) return expr;
    return this.rest(start, expr);
  }

  /** Text after a complete expression: said once, then read on for the sake of the tree. */
  protected rest(start: number, expr: Expr): Expr {
    const scanner = this.scanner;
    const parts = [expr];
    while (scanner.kind !== T.END) {
      if (T.isCloser(scanner.kind)) {
        this.report('stray_closer');
        scanner.advance();
      } else {
        this.unexpected('operator');
        if (T.startsExpression(scanner.kind)) parts.push(this.expression());
        else scanner.advance();
      }
    }
    return this.invalid(start, parts);
  }

  protected expression(): Expr {
    this.expressions++;
    const expr = this.tooDeep(this.expressions) ? this.stopped() : this.conditional();
    this.expressions--;
    return expr;
  }

  protected conditional(): Expr {
    const scanner = this.scanner;
    const start = scanner.start;
    const condition = this.or();
    if (scanner.kind !== T.QUESTION) return condition;
    const question = this.here();
    let height = this.height;
    scanner.advance();
    if (scanner.kind === T.DOT && scanner.start === question.end) return this.optionalChaining(start, condition, question);
    const then = this.middle();
    height = Math.max(height, this.height);
    if (scanner.kind !== T.COLON) {
      this.unexpected('otherwise');
      return this.invalid(start, [condition, then]);
    }
    scanner.advance();
    const otherwise = this.expression();
    this.grow(Math.max(height, this.height));
    return { kind: 'conditional', id: this.nextId++, span: this.span(start), condition, then, otherwise };
  }

  /** The part between ? and :, where the grammar takes no bare conditional. */
  protected middle(): Expr {
    const scanner = this.scanner;
    const start = scanner.start;
    const then = this.or();
    if (scanner.kind !== T.QUESTION) return then;
    this.expressions++;
    const question = this.here();
    scanner.advance();
    const parts = [then];
    if (!this.tooDeep(this.expressions)) parts.push(this.middle());
    if (scanner.kind === T.COLON) {
      scanner.advance();
      parts.push(this.or());
    }
    this.reporter.report('bare_conditional', question.start, question.end, start, scanner.previousEnd);
    this.expressions--;
    return this.invalid(start, parts);
  }

  /** `a?.b`, as other languages write it: CEL's is `a.?b`. */
  protected optionalChaining(start: number, operand: Expr, question: Span): Expr {
    this.reporter.report('optional_chaining', question.start, this.scanner.end);
    const parts = [operand];
    if (T.startsExpression(this.scanner.kind)) parts.push(this.expression());
    return this.invalid(start, parts);
  }

  protected or(): Expr {
    return this.terms('or', T.OR);
  }

  /** Operands of `||`, each of `&&`, each of comparisons; one alone is itself. */
  protected terms(kind: 'or' | 'and', sign: T.TokenKind): Expr {
    const { start } = this.scanner;
    const terms: Expr[] = [];
    let height = 0;
    do {
      if (terms.length > 0) this.scanner.advance();
      terms.push(kind === 'or' ? this.terms('and', T.AND) : this.binary(RELATION));
      height = Math.max(height, this.height);
    } while (this.at(sign));
    const [only] = terms;
    if (only !== undefined && terms.length === 1) return only;
    this.height = height;
    return { kind, id: this.nextId++, span: this.span(start), terms };
  }

  /** Whether the operator `kind` stands here; a word that means it is reported and taken for it. */
  protected at(kind: T.TokenKind): boolean {
    const scanner = this.scanner;
    if (scanner.kind === kind) return true;
    if (scanner.kind !== T.NAME) return false;
    const operator = WORD_OPERATORS.get(scanner.name);
    if (operator?.kind !== kind) return false;
    this.report('word_operator', operator.sign);
    return true;
  }

  /** Comparisons, sums and products whose operators bind at least as tightly as `power`; all are left-associative. */
  protected binary(power: number): Expr {
    const scanner = this.scanner;
    const start = scanner.start;
    if (power === RELATION) this.relations++;
    this.calculations++;
    if (this.switches.parser === 'cel-go' && this.tooDeep(Math.max(this.relations, this.calculations))) return this.stopped();
    let left = this.unary();
    for (;;) {
      const operator = OPERATORS.get(scanner.kind);
      if (operator === undefined || operator.power < power) break;
      const nameSpan = this.reporter.span(scanner.start, scanner.end);
      let height = this.height;
      scanner.advance();
      const right = this.rightSide(operator.power);
      height = Math.max(height, this.height);
      if (this.grow(height)) return this.stopped();
      const args = [left, right];
      left = { kind: 'call', id: this.nextId++, span: this.span(start), form: 'operator', name: operator.name, nameSpan, args };
    }
    if (power === RELATION) this.relations--;
    this.calculations--;
    return left;
  }

  /** The right side of an operator of this power: what binds more tightly. */
  protected rightSide(power: number): Expr {
    if (power !== RELATION) return this.binary(power + 1);
    this.relations++;
    const right = this.binary(SUM);
    this.relations--;
    return right;
  }

  protected unary(): Expr {
    const scanner = this.scanner;
    const sign = scanner.kind;
    if (sign !== T.BANG && sign !== T.MINUS) return this.member();
    const start = scanner.start;
    const nameSpan = this.reporter.span(start, scanner.end);
    let count = 0;
    while (scanner.kind === sign) {
      count++;
      scanner.advance();
    }
    if (sign === T.MINUS && count === 1 && (scanner.kind === T.INT || scanner.kind === T.DOUBLE)) return this.member(start);
    const operand = this.signedMember(sign);
    // The Rust fork counts a row of signs as one.
    if (this.switches.parser !== 'cel-rust') {
      if (count % 2 === 0) return operand;
    } else if (count > 1) this.reporter.warn('row_of_signs', start, start + 1);
    if (sign === T.BANG) return { kind: 'not', id: this.nextId++, span: this.span(start), operand };
    return { kind: 'call', id: this.nextId++, span: this.span(start), form: 'operator', name: '-_', nameSpan, args: [operand] };
  }

  /** What ! or - applies to. The other sign may not follow directly, except the - of a number. */
  protected signedMember(sign: T.TokenKind): Expr {
    const scanner = this.scanner;
    if (scanner.kind !== T.BANG && scanner.kind !== T.MINUS) return this.member();
    const start = scanner.start;
    if (sign === T.BANG) {
      scanner.advance();
      if (scanner.kind === T.INT || scanner.kind === T.DOUBLE) return this.member(start);
    }
    while (scanner.kind === T.BANG || scanner.kind === T.MINUS) scanner.advance();
    const operand = this.member();
    this.reporter.report('side_by_side', start, start + 1, scanner.previousEnd);
    return this.invalid(start, [operand]);
  }
}
