// An expression with its macros written out as the folds that they stand for:
//   fold(x in [1, 2], @result = false,
//     while @not_strictly_false(!@result),
//     @result || x > 1,
//     @result)
import { unreachable } from '../../base/assert.ts';
import type { Checked } from '../check/checked.ts';
import { type Core, type CoreCall, type CoreFold, UNUSED } from '../expand/core.ts';
import { expand } from '../expand/expand.ts';
import type { Expr } from '../syntax/ast.ts';
import { signOf } from '../syntax/binding-power.ts';
import { literalText } from '../syntax/literal-text.ts';
import { nodesOf } from '../syntax/visit.ts';

/** More nodes than this are not written out. */
const MOST_NODES = 2000;

/** The desugared form; undefined for an expression without macros, and for one that would fill pages. */
export function expandedText(expr: Expr, checked: Checked | undefined): string | undefined {
  let nodes = 0;
  let macros = 0;
  for (const node of nodesOf(expr)) {
    nodes++;
    if (node.kind === 'comprehension' || node.kind === 'bind' || node.kind === 'optionalMap' || node.kind === 'block') macros++;
  }
  if (macros === 0 || nodes > MOST_NODES) return undefined;
  return coreText(expand(expr, checked ?? { types: new Map(), references: new Map() }), '');
}

function coreText(core: Core, indent: string): string {
  const inner = (part: Core) => coreText(part, indent);
  switch (core.kind) {
    case 'literal':
      return literalText(core.value);
    case 'ident':
      return core.name;
    case 'select':
      return core.testOnly ? `has(${operand(core.operand, indent)}.${core.field})` : `${operand(core.operand, indent)}.${core.field}`;
    case 'call':
      return callText(core, indent);
    case 'list':
      return `[${core.elements.map((element, i) => (core.optional.has(i) ? '?' : '') + inner(element)).join(', ')}]`;
    case 'map':
      return `{${core.entries.map((entry) => `${entry.optional ? '?' : ''}${inner(entry.key)}: ${inner(entry.value)}`).join(', ')}}`;
    case 'struct':
      return `${core.name}{${core.fields.map((field) => `${field.optional ? '?' : ''}${field.name}: ${inner(field.value)}`).join(', ')}}`;
    case 'fold':
      return foldText(core, indent);
    default:
      return unreachable(core);
  }
}

function foldText(fold: CoreFold, indent: string): string {
  const deeper = `${indent}  `;
  const part = (core: Core) => coreText(core, deeper);
  if (fold.first === UNUSED) return `let ${fold.accumulator} = ${part(fold.initial)}\n${deeper}in ${part(fold.result)}`;
  const variables = fold.second === undefined ? fold.first : `${fold.first}, ${fold.second}`;
  const lines = [
    `fold(${variables} in ${part(fold.range)}, ${fold.accumulator} = ${part(fold.initial)}`,
    `${deeper}while ${part(fold.condition)}`,
    `${deeper}${part(fold.step)}`,
    `${deeper}${part(fold.result)}`,
  ];
  return `${lines.join(',\n')})`;
}

function callText(call: CoreCall, indent: string): string {
  const args = call.args.map((arg) => coreText(arg, indent));
  const [first, second, third] = call.args.map((arg) => operand(arg, indent));
  switch (call.name) {
    case '!_':
      return `!${first}`;
    case '-_':
      return `-${first}`;
    case '_?_:_':
      return `${first} ? ${second} : ${third}`;
    case '_[_]':
      return `${first}[${args[1]}]`;
    case '_[?_]':
      return `${first}[?${args[1]}]`;
    case '_?._':
      return `${first}.?${call.args[1]?.kind === 'literal' ? call.args[1].value : args[1]}`;
    default:
      if (isBinary(call)) return `${first} ${signOf(call.name)} ${second}`;
      return `${call.target === undefined ? '' : `${operand(call.target, indent)}.`}${call.name}(${args.join(', ')})`;
  }
}

const isBinary = (call: CoreCall): boolean => call.args.length === 2 && (call.name === '@in' || /^_[^\w[?]{1,2}_$/.test(call.name));

/** In parentheses where it is an operation itself. */
function operand(core: Core, indent: string): string {
  const text = coreText(core, indent);
  return core.kind === 'call' && (isBinary(core) || core.name === '_?_:_') ? `(${text})` : text;
}
