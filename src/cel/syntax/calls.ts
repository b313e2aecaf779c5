// Calls, and the macros that look like them.
import type { Span } from '../../base/span.ts';
import type { Expr } from './ast.ts';
import { Collections } from './collections.ts';
import type { MacroSite } from './macro.ts';
import { findMacro } from './macros.ts';
import * as T from './token.ts';

export abstract class Calls extends Collections {
  /** A call, global or on `target`; the current token is the opening parenthesis. */
  protected call(start: number, name: string, nameSpan: Span, target: Expr | undefined): Expr {
    const before = target === undefined ? 0 : this.height;
    const items: Expr[] = [];
    this.bracketed(T.CLOSE_PAREN, () => {
      items.push(this.expression());
    });
    if (target !== undefined) this.height = Math.max(before, this.height) + 1;
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
}

const isInvalid = (expr: Expr) => expr.kind === 'invalid';
