// `gateglass explain-code`: what the code of a diagnostic means, with an example of both ways.
import { nearest } from '../../base/nearest.ts';
import type { Explained } from '../../diagnostics/page.ts';
import { explainableCodes, explainCode } from '../../gateway/explain-code.ts';
import { toJson } from '../batch/to-json.ts';
import { onlyOperand, outputOptions, program } from './options.ts';
import { type Style, styleOf } from './style.ts';

export const explainCodeProgram = program(
  {
    operands: 'CODE',
    options: outputOptions,
    no: 'when there is no such code',
    examples: ['gateglass explain-code envoy/shadowed-route', 'gateglass explain-code cel/deny_may_fail'],
  },
  async ({ values, positionals }) => {
    const code = onlyOperand(positionals, 'give one code, such as envoy/shadowed-route or cel/deny_may_fail');
    const page = await explainCode(code);
    if (page === undefined) {
      const near = nearest(code, await explainableCodes());
      process.stderr.write(`gateglass explain-code: '${code}' is not a code${near === undefined ? '' : `; did you mean '${near}'?`}\n`);
      return 1;
    }
    process.stdout.write(`${values.json ? toJson(page) : renderPage(page, styleOf(values.colour))}\n`);
    return 0;
  },
);

function renderPage({ code, means, why, source, wrong, right }: Explained, style: Style): string {
  const example = (text: string): readonly string[] => text.split('\n').map((line) => `    ${line}`);
  return [
    style.bold(code),
    means,
    '',
    why,
    '',
    style.red('wrong'),
    ...example(wrong.text),
    style.green('right'),
    ...example(right.text),
    '',
    style.dim(`Source: ${source}`),
  ].join('\n');
}
