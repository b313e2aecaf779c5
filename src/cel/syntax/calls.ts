// Calls, and the macros that look like them.
import type { Span } from '../../base/span.ts';
import type { Expr } from './ast.ts';
import { Collections } from './collections.ts';
import { findMacro, type MacroSite } from './macros.ts';
import * as T from './token.ts';

export abstract class Calls extends Collections {
  /** A call, global or on `target`; the current token is the opening parenthesis. */
  protected call(start: number, name: string, nameSpan: Span, target: Expr | undefined): Expr {
    const before = target === undefined ? 0 : this.height;
    const { items, height } = this.arguments();
    this.height = target === undefined ? height : Math.max(before, height) + 1;
    const id = this.nextId++;
    const span = this.span(start);
    const macro = findMacro(name, target, items.length, this.switches);
    if (macro !== undefined && !items.some(isInvalid)) {
      const fault: MacroSite['fault'] = (argument, said) => {
        const place = this.reporter.units(argument.span);
        this.reporter.report(said, place.start, place.end, { name, argument, span: this.reporter.units(span) });
        return { kind: 'invalid', id, span, parts: target === undefined ? items : [target, ...items] };
      };
      const hasAccumulator = this.switches.parser === 'cel-go';
      const expanded = macro.expand({ id, span, nameSpan, name, target, args: items, hasAccumulator, fault });
      if (expanded?.kind === 'comprehension' && !this.switches.comprehensions) {
        const place = this.reporter.units(nameSpan);
        this.reporter.report('loops', place.start, place.end, name);
      }
      if (expanded !== undefined) return expanded;
    }
    if (target === undefined) return { kind: 'call', id, span, form: 'global', name, nameSpan, args: items };
    return { kind: 'call', id, span, form: 'receiver', name, nameSpan, target, args: items };
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
        this.reporter.report('last_comma', scanner.previousEnd - 1, scanner.previousEnd);
      }
    }
    this.close(T.CLOSE_PAREN, open);
    return { items, height };
  }
}

const isInvalid = (expr: Expr) => expr.kind === 'invalid';
