// Functions and variables of a profile, from its tables.
import { loadProfile } from '../../src/cel/profiles/index.ts';
import { printType } from '../../src/cel/types/print.ts';
import type { ProfileDoc } from '../../src/protocol/engine.ts';

export async function profileDoc(name: string): Promise<ProfileDoc> {
  const loaded = await loadProfile(name);
  if (loaded === undefined) return { profile: name, title: name, functions: [], variables: [] };
  const { profile } = loaded;
  return {
    profile: name,
    title: profile.title,
    functions: [],
    variables: profile.variables.map(({ name: variable, type, doc, phases, example }) => ({
      name: variable,
      type: printType(type),
      doc,
      ...(phases === undefined ? {} : { phases }),
      ...(example === undefined ? {} : { example }),
    })),
  };
}
