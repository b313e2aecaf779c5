// Expression to text. `format` is cel-go's unparser to the letter, with its habits: it loses back-quotes, writes `-a.b` for
// `(-a).b`, flattens `a && (b && c)`, decides about parentheses by what a macro expands to, and breaks lines after && and ||
// beyond 80 bytes. `print` is the one-line form that reads back as the same tree.
import { unreachable } from '../../base/assert.ts';
import { encodeUtf8 } from '../values/bytes.ts';
import type { Bind, Block, Comprehension, Expr, Has, OptionalMap, Select, Struct } from './ast.ts';
import {
  beginsWithNumber,
  type CallView,
  expandedCall,
  isMacro,
  isMathMacro,
  isNegativeLiteral,
  LOOSEST_BINARY,
  macroCall,
  precedenceOf,
  signOf,
  TIGHTEST_BINARY,
  variableText,
} from './binding-power.ts';
import { literalText } from './literal-text.ts';

/** The canonical form that cel-go prints (op `format` of the terminal). */
export const format = (expr: Expr): string => new Printer(true).print(expr);

/** One line that parses to the same tree. */
export const print = (expr: Expr): string => new Printer(false).print(expr);

const WRAP_AT = 80;

class Printer {
  readonly #exact: boolean;
  #out = '';
  #bytes = 0;
  #wrappedAt = 0;
  /** Within the arguments of a macro cel-go keeps the written calls of further macros apart: they count as no calls. */
  #inMacro = false;

  constructor(exact: boolean) {
    this.#exact = exact;
  }

  print(expr: Expr): string {
    this.#expr(expr);
    return this.#out;
  }

  #write(text: string): void {
    this.#out += text;
    if (this.#exact) this.#bytes += isAscii(text) ? text.length : encodeUtf8(text).length;
  }

  #expr(expr: Expr): void {
    switch (expr.kind) {
      case 'literal':
        this.#write(literalText(expr.value));
        break;
      case 'ident':
        this.#write((expr.absolute ? '.' : '') + variableText(expr.name));
        break;
      case 'select':
        if (expr.extension) this.#extension('getExt', expr);
        else this.#select(expr);
        break;
      case 'has':
        if (expr.extension) this.#extension('hasExt', expr);
        else this.#has(expr);
        break;
      case 'call':
        if (expr.form === 'operator') this.#operator(expr.name, expr.args);
        else this.#call(expr.name, expr.target, expr.args);
        break;
      case 'and':
        this.#logical('_&&_', ' &&', expr.terms);
        break;
      case 'or':
        this.#logical('_||_', ' ||', expr.terms);
        break;
      case 'not':
        this.#unary('!', expr.operand);
        break;
      case 'conditional':
        this.#conditional([expr.condition, expr.then, expr.otherwise]);
        break;
      case 'list':
        this.#items('[', ']', expr.elements, (element) => this.#optional(element.optional, () => this.#expr(element.value)));
        break;
      case 'map':
        this.#apart(() =>
          this.#items('{', '}', expr.entries, (entry) => this.#entry(entry.optional, () => this.#expr(entry.key), entry.value)),
        );
        break;
      case 'struct':
        this.#struct(expr);
        break;
      case 'comprehension':
      case 'bind':
      case 'optionalMap':
        this.#macro(expr);
        break;
      case 'block':
        this.#block(expr);
        break;
      case 'invalid':
        this.#items('', '', expr.parts, (part) => this.#expr(part));
        break;
      default:
        unreachable(expr);
    }
  }

  #optional(optional: boolean, write: () => void): void {
    if (optional) this.#write('?');
    write();
  }

  #entry(optional: boolean, writeKey: () => void, value: Expr): void {
    this.#optional(optional, writeKey);
    this.#write(': ');
    this.#expr(value);
  }

  #struct(expr: Struct): void {
    this.#write((expr.absolute ? '.' : '') + expr.name);
    this.#apart(() =>
      this.#items('{', '}', expr.fields, (field) => this.#entry(field.optional, () => this.#write(this.#field(field.name)), field.value)),
    );
  }

  #has(expr: Has): void {
    this.#write('has(');
    this.#operand(expr.operand, this.#needsParentheses(expr.operand));
    this.#write(`.${expr.optional ? '?' : ''}${this.#field(expr.field)})`);
  }

  #block(expr: Block): void {
    this.#write('cel.block(');
    this.#within(() => {
      this.#items('[', ']', expr.bindings, (binding) => this.#expr(binding));
      this.#write(', ');
      this.#expr(expr.body);
    });
    this.#write(')');
  }

  #select(expr: Select): void {
    // `return expr` in cel-go: nothing below a selection is rebuilt for the macro around it.
    if (expr.optional) this.#operand(expr.operand, this.#needsParentheses(expr.operand));
    else this.#apart(() => this.#operand(expr.operand, this.#needsParentheses(expr.operand)));
    this.#write(`.${expr.optional ? '?' : ''}${this.#field(expr.field)}`);
  }

  #extension(name: string, expr: { readonly operand: Expr; readonly field: string }): void {
    this.#write(`proto.${name}(`);
    this.#within(() => this.#expr(expr.operand));
    this.#write(`, ${expr.field})`);
  }

  #operator(name: string, args: readonly Expr[]): void {
    const [left, right] = args as [Expr, Expr];
    if (name === '-_') {
      this.#unary('-', left);
      return;
    }
    if (name === '_[_]' || name === '_[?_]') {
      this.#operand(left, this.#needsParentheses(left));
      this.#write(name === '_[_]' ? '[' : '[?');
      this.#expr(right);
      this.#write(']');
      return;
    }
    const precedence = precedenceOf(name);
    this.#operand(left, this.#looserThan(precedence, left));
    this.#write(` ${signOf(name)} `);
    this.#operand(right, this.#looserThan(precedence, right) || this.#same(precedence, right));
  }

  #logical(name: string, sign: string, terms: readonly Expr[]): void {
    const precedence = precedenceOf(name);
    for (const [i, term] of terms.entries()) {
      if (i > 0) this.#wrap(sign, name);
      this.#operand(term, this.#looserThan(precedence, term) || (!this.#exact && this.#same(precedence, term)));
    }
  }

  #wrap(sign: string, name: string): void {
    if (this.#exact && this.#bytes - this.#wrappedAt + name.length >= WRAP_AT) {
      this.#wrappedAt = this.#bytes;
      this.#write(`${sign}\n`);
    } else this.#write(`${sign} `);
  }

  #conditional(parts: readonly Expr[]): void {
    for (const [i, part] of parts.entries()) {
      const complex = (this.#callView(part)?.arity ?? 0) >= 2 || this.#same(8, part);
      // The last part may be a conditional without parentheses; cel-go writes them all the same.
      this.#operand(part, this.#exact ? complex : part.kind === 'conditional' && i < 2);
      if (i < 2) this.#write(i === 0 ? ' ? ' : ' : ');
    }
  }

  #unary(sign: string, operand: Expr): void {
    this.#write(sign);
    const view = this.#callView(operand);
    const complex = this.#exact ? (view?.arity ?? 0) >= 2 : view !== undefined && precedenceOf(view.name) >= 2;
    const signed = this.#exact ? isNegativeLiteral(operand) : sign === '-' && beginsWithNumber(operand);
    this.#operand(operand, complex || view?.name === '!_' || view?.name === '-_' || signed);
  }

  #call(name: string, target: Expr | undefined, args: readonly Expr[]): void {
    const macro = isMathMacro(name, target);
    const body = () => {
      if (target !== undefined) {
        this.#operand(target, this.#needsParentheses(target));
        this.#write('.');
      }
      this.#write(name);
      this.#items('(', ')', args, (arg) => this.#expr(arg));
    };
    if (macro) this.#within(body);
    else body();
  }

  #macro(expr: Comprehension | Bind | OptionalMap): void {
    const { target, name, variables, args } = macroCall(expr);
    this.#within(() => {
      if (target !== undefined) {
        this.#operand(target, this.#needsParentheses(target));
        this.#write('.');
      }
      this.#write(`${name}(${variables.map(variableText).join(', ')}`);
      for (const arg of args) {
        this.#write(', ');
        this.#expr(arg);
      }
      this.#write(')');
    });
  }

  #items<T>(open: string, close: string, items: readonly T[], write: (item: T) => void): void {
    this.#write(open);
    for (const [i, item] of items.entries()) {
      if (i > 0) this.#write(', ');
      write(item);
    }
    this.#write(close);
  }

  #operand(expr: Expr, nested: boolean): void {
    if (nested) this.#write('(');
    this.#expr(expr);
    if (nested) this.#write(')');
  }

  #within(write: () => void): void {
    const before = this.#inMacro;
    this.#inMacro = true;
    write();
    this.#inMacro = before;
  }

  #apart(write: () => void): void {
    const before = this.#inMacro;
    this.#inMacro = false;
    write();
    this.#inMacro = before;
  }

  #field(name: string): string {
    return this.#exact || (IDENTIFIER.test(name) && !KEYWORDS.has(name)) || name.startsWith('`') ? name : `\`${name}\``;
  }

  /** Before a `.` or `[`. */
  #needsParentheses(expr: Expr): boolean {
    const view = this.#callView(expr);
    if (view === undefined) return false;
    const precedence = precedenceOf(view.name);
    if (this.#exact) return view.arity >= 2 && (precedence === 8 || (precedence <= LOOSEST_BINARY && precedence >= TIGHTEST_BINARY));
    return precedence >= 2;
  }

  #looserThan(precedence: number, expr: Expr): boolean {
    const view = this.#callView(expr);
    return view !== undefined && view.arity >= 2 && precedenceOf(view.name) > precedence;
  }

  #same(precedence: number, expr: Expr): boolean {
    const view = this.#callView(expr);
    return view !== undefined && precedenceOf(view.name) === precedence;
  }

  #callView(expr: Expr): CallView | undefined {
    if (this.#exact) return this.#inMacro && isMacro(expr) ? undefined : expandedCall(expr);
    return isMacro(expr) ? undefined : expandedCall(expr);
  }
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEYWORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);
const isAscii = (text: string) => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
};
