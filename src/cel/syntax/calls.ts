// Calls, and the macros that look like them.
import type { Span } from '../../base/span.ts';
import type { Expr } from './ast.ts';
import { Collections } from './collections.ts';
import type { SyntaxCode, SyntaxFix } from './issues.ts';
import { findMacro, type Mend } from './macros.ts';
import * as T from './token.ts';

export abstract class Calls extends Collections {
  /** A call, global or on `target`; the current token is the opening parenthesis. */
  protected call(start: number, name: string, nameSpan: Span, target: Expr | undefined): Expr {
    const before = target === undefined ? 0 : this.height;
    const { items, height } = this.arguments();
    this.height = target === undefined ? height : Math.max(before, height) + 1;
    const id = this.nextId++;
    const span = this.span(start);
    const macro = findMacro(name, target, items.length, this.switches.macros);
    if (macro !== undefined && !items.some(isInvalid)) {
      const fault = (where: Expr, message: string, fix?: Mend) => {
        this.reportAt('invalid_macro_argument', where.span, message, fix === undefined ? undefined : { ...fix, span });
        return { kind: 'invalid' as const, id, span, parts: target === undefined ? items : [target, ...items] };
      };
      const written = (expr: Expr) => Array.from(this.text).slice(expr.span.start, expr.span.end).join('');
      const hasAccumulator = this.switches.parser === 'cel-go';
      const expanded = macro.expand({ id, span, nameSpan, name, target, args: items, hasAccumulator, fault, written });
      if (expanded?.kind === 'comprehension' && !this.switches.comprehensions)
        this.reportAt('unsupported_syntax', nameSpan, `${name}() loops, and loops are switched off here.`);
      if (expanded !== undefined) return expanded;
    }
    if (target === undefined) return { kind: 'call', id, span, form: 'global', name, nameSpan, args: items };
    return { kind: 'call', id, span, form: 'receiver', name, nameSpan, target, args: items };
  }

  /** An issue at a span that is in code points already. */
  protected reportAt(code: SyntaxCode, span: Span, message: string, fix?: SyntaxFix): void {
    if (this.reporter.issues.some((issue) => issue.span.start === span.start)) return;
    this.reporter.issues.push({ code, severity: 'error', message, span, ...(fix === undefined ? {} : { fix }) });
  }

  protected arguments(): { items: Expr[]; height: number } {
    const scanner = this.scanner;
    const open = this.here();
    const items: Expr[] = [];
    let height = 0;
    scanner.advance();
    while (scanner.kind !== T.CLOSE_PAREN && scanner.kind !== T.END) {
      items.push(this.expression());
      height = Math.max(height, this.height);
      if (!this.comma(T.CLOSE_PAREN, open)) return { items, height };
      if (scanner.kind === T.CLOSE_PAREN && this.text[scanner.previousEnd - 1] === ',') {
        const span = { start: scanner.previousEnd - 1, end: scanner.previousEnd };
        const fix = { title: 'Remove the comma', span, text: '' };
        this.reporter.report('unexpected_token', span.start, span.end, 'A call takes no comma after its last argument.', fix);
      }
    }
    this.close(T.CLOSE_PAREN, open);
    return { items, height };
  }
}

const isInvalid = (expr: Expr) => expr.kind === 'invalid';
