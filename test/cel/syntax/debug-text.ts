// A tree in the form in which cel-go's tests write trees: macros written out, every node with its kind.
import type { Core, CoreCall, CoreFold } from '../../../src/cel/expand/core.ts';
import { expand } from '../../../src/cel/expand/expand.ts';
import type { Expr } from '../../../src/cel/syntax/ast.ts';
import { formatShortest } from '../../../src/cel/values/double-text.ts';
import { doubleOf } from '../../../src/cel/values/number.ts';
import { Uint, type Value } from '../../../src/cel/values/value.ts';

export const debugText = (expr: Expr): string => text(expand(expr, { types: new Map(), references: new Map() }), '');

const kind = (name: string): string => `^#*expr.${name}#`;

function text(core: Core, indent: string): string {
  const deeper = `${indent}  `;
  const block = (open: string, close: string, items: readonly string[]) =>
    items.length === 0 ? open + close : `${open}\n${items.map((item) => deeper + item).join(',\n')}\n${indent}${close}`;
  switch (core.kind) {
    case 'literal':
      return literalText(core.value);
    case 'ident':
      return core.name + kind('Expr_IdentExpr');
    case 'select':
      return `${text(core.operand, indent)}.${core.field}${core.testOnly ? '~test-only~' : ''}${kind('Expr_SelectExpr')}`;
    case 'call':
      return callText(core, indent, block);
    case 'list':
      return (
        block(
          '[',
          ']',
          core.elements.map((element) => text(element, deeper)),
        ) + kind('Expr_ListExpr')
      );
    case 'map': {
      const entries = core.entries.map(
        (e) => `${e.optional ? '?' : ''}${text(e.key, deeper)}:${text(e.value, deeper)}${kind('Expr_CreateStruct_Entry')}`,
      );
      return block('{', '}', entries) + kind('Expr_StructExpr');
    }
    case 'struct': {
      const fields = core.fields.map((f) => `${f.optional ? '?' : ''}${f.name}:${text(f.value, deeper)}${kind('Expr_CreateStruct_Entry')}`);
      return core.name + block('{', '}', fields) + kind('Expr_StructExpr');
    }
    case 'fold':
      return foldText(core, indent);
  }
}

function callText(call: CoreCall, indent: string, block: (open: string, close: string, items: readonly string[]) => string): string {
  const target = call.target === undefined ? '' : `${text(call.target, indent)}.`;
  const args = call.args.map((arg) => text(arg, `${indent}  `));
  return `${target}${call.name}${block('(', ')', args)}${kind('Expr_CallExpr')}`;
}

function foldText(fold: CoreFold, indent: string): string {
  const deeper = `${indent}  `;
  const part = (title: string, content: string) => `${deeper}// ${title}\n${deeper}${content}`;
  const variables =
    fold.second === undefined ? [part('Variable', fold.first)] : [part('Variable', fold.first), part('Variable2', fold.second)];
  const parts = [
    ...variables,
    part('Target', text(fold.range, deeper)),
    part('Accumulator', fold.accumulator),
    part('Init', text(fold.initial, deeper)),
    part('LoopCondition', text(fold.condition, deeper)),
    part('LoopStep', text(fold.step, deeper)),
    part('Result', text(fold.result, deeper)),
  ];
  return `__comprehension__(\n${parts.join(',\n')})${kind('Expr_ComprehensionExpr')}`;
}

function literalText(value: Value): string {
  if (value === null) return `null${kind('Constant_NullValue')}`;
  if (typeof value === 'boolean') return value + kind('Constant_BoolValue');
  if (typeof value === 'string') return quoted(value) + kind('Constant_StringValue');
  if (value instanceof Uint8Array) return `b${quoted(new TextDecoder().decode(value))}${kind('Constant_BytesValue')}`;
  if (value instanceof Uint) return `${value.value}u${kind('Constant_Uint64Value')}`;
  const double = doubleOf(value);
  return double === undefined ? `${value}${kind('Constant_Int64Value')}` : formatShortest(double) + kind('Constant_DoubleValue');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const quoted = (s: string): string => `"${s.replaceAll(/[\x07-\x0d\\"]/g, (c) => ESCAPES[c] ?? c)}"`;
