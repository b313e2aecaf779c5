// `gateglass explain`: the value of every part of an expression, what decided, what it reads and costs.
import { explainOp } from '../../cel/explain/op.ts';
import type { Cost, ExplainedNode, Explanation } from '../../cel/result.ts';
import { visible } from '../../diagnostics/excerpt.ts';
import { unitsOf } from '../../text/within-scalar.ts';
import { toJson } from '../batch/to-json.ts';
import { explainFields } from '../ops/explain.ts';
import { renderAnswer, withAdvice } from './eval.ts';
import { askedOf, expressionOptions } from './expression.ts';
import { program } from './options.ts';
import { type Style, styleOf } from './style.ts';

export const explainProgram = program(
  {
    operands: 'EXPRESSION',
    options: {
      ...expressionOptions,
      expand: { type: 'boolean', default: false, says: 'also write out macros as the loops that they are' },
    },
    no: 'when the expression fails',
    examples: [`gateglass explain 'user.groups.exists(g, g == "dev")' --vars '{"user":{"groups":["ops"]}}' --expand`],
  },
  async (given) => {
    const { values } = given;
    const style = styleOf(values.colour);
    let failed = false;
    for (const ask of await askedOf(given, style)) {
      const explanation = await explainOp(ask);
      failed ||= !explanation.answer.ok;
      const advised = { ...explanation, answer: await withAdvice(explanation.answer, ask) };
      const text = values.json ? toJson(explainFields(explanation)) : renderExplanation(ask.expr, advised, values.expand, style);
      process.stdout.write(`${text}\n`);
    }
    return failed ? 1 : 0;
  },
);

function renderExplanation(
  expr: string,
  { answer, root, because, reads, expanded, cost }: Explanation,
  expand: boolean,
  style: Style,
): string {
  return [
    renderAnswer(expr, answer, style),
    ...(because === '' || (!answer.ok && because === answer.message) ? [] : [style.dim('because ') + visible(because)]),
    ...(root === undefined ? [] : ['', ...renderNode(expr, root, 0, style)]),
    ...(reads.length === 0 ? [] : ['', style.dim('reads ') + visible(reads.join(', '))]),
    ...(cost === undefined ? [] : [style.dim('cost ') + costText(cost)]),
    ...(expand && expanded !== undefined ? ['', style.dim('macros written out'), visible(expanded)] : []),
  ].join('\n');
}

/** `●` marks what decided; what was not evaluated is dim. */
function renderNode(expr: string, node: ExplainedNode, depth: number, style: Style): readonly string[] {
  const piece = visible(expr.slice(unitsOf(expr, node.span.start), unitsOf(expr, node.span.end)).replaceAll(/\s+/g, ' '));
  const mark = node.decided ? style.cyan('●') : ' ';
  const paint = node.state === 'error' ? style.red : node.state === 'skipped' ? style.dim : style.green;
  const indent = '  '.repeat(depth);
  // A literal says its value itself.
  const value = node.text === piece ? '' : `  ${paint(visible(node.text))}`;
  return [
    `${mark} ${indent}${node.state === 'skipped' ? style.dim(piece) : piece}${value}`,
    ...node.children.flatMap((child) => renderNode(expr, child, depth + 1, style)),
    ...(node.iterations ?? []).flatMap(({ binding, node: inner }) => [
      `  ${indent}  ${style.blue(visible(binding))}`,
      ...renderNode(expr, inner, depth + 2, style),
    ]),
    ...(node.moreIterations === undefined ? [] : [`  ${indent}  ${style.dim(`… ${node.moreIterations} more`)}`]),
  ];
}

function costText({ estimated, actual }: Cost): string {
  const unbounded = '18446744073709551615';
  const range = estimated === undefined ? '' : `between ${estimated[0]} and ${estimated[1] === unbounded ? 'no bound' : estimated[1]}`;
  return [actual === undefined ? '' : String(actual), range].filter((part) => part !== '').join(', ');
}
