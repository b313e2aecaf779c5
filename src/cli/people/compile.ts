// `gateglass compile`: an expression as an ES module, to be run where no code may be made of text, or just faster.
import { writeFile } from 'node:fs/promises';
import { writeModule } from '../../cel/compile/module.ts';
import type { Context } from '../command.ts';
import { present } from '../ops/fields.ts';
import { renderIssue } from './eval.ts';
import { Misuse, readOptions, styleOf } from './options.ts';
import { readText } from './read.ts';

export async function compileCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('compile', args, {
    profile: { type: 'string', short: 'p', default: 'cel' },
    var: { type: 'string', multiple: true },
    container: { type: 'string' },
    phase: { type: 'string' },
    'no-check': { type: 'boolean', default: false },
    runtime: { type: 'string' },
    out: { type: 'string', short: 'o' },
    colour: { type: 'string', default: 'auto' },
  });
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new Misuse('give one expression in quotes, or - to read it from standard input');
  const expression = given === '-' ? (await readText('-')).trimEnd() : given;
  const { container, phase, runtime } = values;
  const check = values['no-check'] ? false : undefined;
  const made = await writeModule(values.profile, expression, {
    variables: readVariables(values.var ?? []),
    ...present({ container, phase, runtime, check }),
  });
  const style = styleOf(values.colour);
  const issues = made.ok ? made.warnings : made.issues;
  for (const issue of issues) process.stderr.write(`${renderIssue(expression, issue, style).join('\n')}\n`);
  if (!made.ok) {
    process.stderr.write(`gateglass compile: ${made.message}\n`);
    return 1;
  }
  if (values.out === undefined) process.stdout.write(made.text);
  else await writeFile(values.out, made.text);
  return 0;
}

/** `NAME=TYPE` pairs. */
function readVariables(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new Misuse(`--var ${pair}: write NAME=TYPE, such as --var 'x=map(string, int)'`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
