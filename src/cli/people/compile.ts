// `gateglass compile`: an expression as an ES module, to be run where no code may be made of text, or just faster.
import { writeFile } from 'node:fs/promises';
import { parseTypeIn } from '../../cel/check/environment.ts';
import { writeModule } from '../../cel/compile/module.ts';
import { loadProfile } from '../../cel/profiles/index.ts';
import { present } from '../ops/fields.ts';
import { renderIssue } from './eval.ts';
import { expressionOf, languageOptions } from './expression.ts';
import { Misuse } from './misuse.ts';
import { profileOf } from './open.ts';
import { outputOptions, program } from './options.ts';
import { whyUnwritten } from './read.ts';
import { styleOf } from './style.ts';

export const compileProgram = program(
  {
    operands: 'EXPRESSION',
    options: {
      ...languageOptions,
      var: { type: 'string', multiple: true, value: 'NAME=TYPE', says: "declare a variable, such as 'x=map(string, int)'" },
      phase: { type: 'string', value: 'NAME', says: 'where a gateway runs it, which decides the variables that exist' },
      runtime: { type: 'string', value: 'MODULE', says: 'what the module imports in place of gateglass/cel' },
      out: { type: 'string', short: 'o', value: 'FILE', says: 'where to write it; standard output otherwise' },
      colour: outputOptions.colour,
    },
    no: 'when the expression cannot be compiled',
    examples: ["gateglass compile 'size(name) > 3' --var name=string -o policy.mjs"],
  },
  async ({ values, positionals }) => {
    const expression = await expressionOf(positionals);
    const { container, phase, runtime } = values;
    const check = values['no-check'] ? false : undefined;
    const profile = profileOf(values.profile) ?? 'cel';
    const variables = await readVariables(values.var ?? [], profile);
    const made = await writeModule(profile, expression, { variables, ...present({ container, phase, runtime, check }) });
    const style = styleOf(values.colour);
    const issues = made.ok ? made.warnings : made.issues;
    for (const issue of issues) process.stderr.write(`${renderIssue(expression, issue, style).join('\n')}\n`);
    if (!made.ok) {
      process.stderr.write(`gateglass compile: ${made.message}\n`);
      return 1;
    }
    if (values.out === undefined) process.stdout.write(made.text);
    else await writeTo(values.out, made.text);
    return 0;
  },
);

async function writeTo(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new Misuse(whyUnwritten(path, error));
  }
}

/** `NAME=TYPE` pairs. */
async function readVariables(pairs: readonly string[], profile: string): Promise<Readonly<Record<string, string>>> {
  const loaded = await loadProfile(profile);
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new Misuse(`--var ${pair}: write NAME=TYPE, such as --var 'x=map(string, int)'`);
      const type = pair.slice(equals + 1);
      if (loaded !== undefined && parseTypeIn(loaded.profile, type) === undefined) throw new Misuse(`--var ${pair}: ${type} is not a type`);
      return [pair.slice(0, equals), type];
    }),
  );
}
