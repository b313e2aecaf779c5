// Functions and variables of a profile, from the tables that its checker and evaluator read. Loaded when the pane is opened.
import { isOperator, macroSignatures, signatureText } from '../../src/cel/complete/signature-text.ts';
import type { Library } from '../../src/cel/lib/library.ts';
import { functionDoc } from '../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import { variableExample } from '../../src/cel/profiles/variable-docs.ts';
import { printType } from '../../src/cel/types/print.ts';
import type { FunctionDoc, ProfileDoc, VariableDoc } from '../../src/protocol/engine.ts';

export async function profileDoc(name: string): Promise<ProfileDoc> {
  const loaded = await loadProfile(name);
  if (loaded === undefined) return { profile: name, title: name, functions: [], variables: [] };
  const { profile } = loaded;
  return {
    profile: name,
    title: profile.title,
    functions: profile.libraries.flatMap(functionsOf).sort((a, b) => order(a.name, b.name)),
    variables: profile.variables.map(({ name: variable, type, doc, phases }) => ({
      name: variable,
      type: printType(type),
      doc,
      ...(phases === undefined ? {} : { phases }),
      ...exampleOfVariable(profile.id, variable),
    })),
  };
}

/** The functions of a library by name, its macros among them. */
function functionsOf({ id, title, overloads, macros = [] }: Library): readonly FunctionDoc[] {
  const byName = new Map<string, string[]>();
  for (const overload of overloads) {
    const signatures = byName.get(overload.name) ?? [];
    const signature = signatureText(overload).label;
    if (!signatures.includes(signature)) signatures.push(signature);
    byName.set(overload.name, signatures);
  }
  for (const macro of macros) {
    const name = macro.replace(/2$/, '');
    byName.set(name, [...(byName.get(name) ?? []), ...macroSignatures(macro).map(({ label }) => label)]);
  }
  return [...byName].map(([name, signatures]) => {
    const { doc = '', examples = {} } = functionDoc(id, name) ?? {};
    return { name: shownName(name), library: title, signatures, doc, examples: Object.entries(examples).map(exampleOf) };
  });
}

const exampleOfVariable = (profile: string, name: string): Pick<VariableDoc, 'example'> => {
  const found = variableExample(profile, name);
  return found === undefined ? {} : { example: found.expression };
};

const exampleOf = ([expression, result]: readonly [string, string]) => ({ expression, result });

const shownName = (name: string): string => (name === '@in' ? 'in' : isOperator(name) ? name.replaceAll('_', '') : name);

/** Names before signs, each by the alphabet. */
function order(a: string, b: string): number {
  const signs = Number(!/^\w/.test(a)) - Number(!/^\w/.test(b));
  return signs !== 0 ? signs : a.localeCompare(b, 'en');
}
