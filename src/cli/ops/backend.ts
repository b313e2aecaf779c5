// Which back end evaluates expressions: the closures, or JavaScript generated for each of them. The answers are the same.
import type { Backend } from '../../cel/compile/backend.ts';

const NAMES = ['closures', 'generated'] as const;

export const backendNames: readonly string[] = NAMES;

/** The variable of the environment that chooses for a batch, which answers in a thread of its own. */
export const BACKEND_VARIABLE = 'GATEGLASS_BACKEND';

/** The back end of a name, generated at once; closures for any other. */
export async function backendNamed(name: string | undefined): Promise<Backend | undefined> {
  if (name !== 'generated') return undefined;
  const { generator } = await import('../../cel/compile/functions.ts');
  return generator({ after: 0 });
}
