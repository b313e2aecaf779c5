// A checked expression as cel-go's tests print it: every node with its type, names and calls with what they refer to
// (`_+_(1~int, x~int^x)~int^add_int64`). White space is left out.
import type { Core } from '../../../src/cel/expand/core.ts';
import { printType } from '../../../src/cel/types/print.ts';
import { doubleOf } from '../../../src/cel/values/number.ts';
import { text } from '../../../src/cel/values/text.ts';

export function typedText(node: Core): string {
  const type = `~${printType(node.type)}`;
  switch (node.kind) {
    case 'literal': {
      const double = doubleOf(node.value);
      return `${double === undefined ? text(node.value) : String(double)}${type}`;
    }
    case 'ident':
      return `${node.name}${type}^${node.name}`;
    case 'select':
      return `${typedText(node.operand)}.${node.field}${node.testOnly ? '~test-only~' : ''}${type}`;
    case 'call': {
      const target = node.target === undefined ? '' : `${typedText(node.target)}.`;
      const ids = node.overloads.length === 0 ? '' : `^${[...node.overloads].sort().join('|')}`;
      return `${target}${node.name}(${node.args.map(typedText).join(',')})${type}${ids}`;
    }
    case 'list':
      return `[${node.elements.map((e, i) => `${node.optional.has(i) ? '?' : ''}${typedText(e)}`).join(',')}]${type}`;
    case 'map':
      return `{${node.entries.map((e) => `${e.optional ? '?' : ''}${typedText(e.key)}:${typedText(e.value)}`).join(',')}}${type}`;
    case 'struct':
      return `${node.name}{${node.fields.map((f) => `${f.optional ? '?' : ''}${f.name}:${typedText(f.value)}`).join(',')}}${type}^${node.name}`;
    case 'fold': {
      const parts = [node.first, ...(node.second === undefined ? [] : [node.second]), typedText(node.range), node.accumulator];
      const steps = [node.initial, node.condition, node.step, node.result].map(typedText);
      return `__comprehension__(${[...parts, ...steps].join(',')})${type}`;
    }
  }
}

/** cel-go's printout in the same form: without comments and white space. */
export const bare = (printed: string): string => printed.replaceAll(/\/\/[^\n]*/g, '').replaceAll(/\s+/g, '');
