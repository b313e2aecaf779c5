// `gateglass explain-code`: what the code of a diagnostic means, with an example of both ways.
import type { Explained } from '../../diagnostics/page.ts';
import { explainCode } from '../../gateway/explain-code.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { inputOptions, Misuse, readOptions, styleOf } from './options.ts';
import type { Style } from './style.ts';

export async function explainCodeCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('explain-code', args, inputOptions);
  const [code, ...more] = positionals;
  if (code === undefined || more.length > 0) throw new Misuse('give one code, such as envoy/shadowed-route or cel/deny_may_fail');
  const page = await explainCode(code);
  if (page === undefined) {
    process.stderr.write(`gateglass explain-code: '${code}' is not a code\n`);
    return 1;
  }
  process.stdout.write(`${values.json ? toJson(page) : renderPage(page, styleOf(values.colour))}\n`);
  return 0;
}

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
