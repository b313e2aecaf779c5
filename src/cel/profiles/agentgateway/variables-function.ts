// `variables()`: the top-level variables that are not null, as one map. The plan answers it, since only a run knows them.

import type { Overload } from '../../lib/library.ts';
import { DYN, map, STRING } from '../../types/type.ts';
import type { Value } from '../../values/value.ts';
import { functionRow } from './rows.ts';

export const variablesFunction: Overload = {
  ...functionRow('variables', [], map(STRING, DYN), () => ({})),
  volatile: true,
  ofVariables: (vars) => Object.fromEntries(Object.entries(vars).filter((entry): entry is [string, Value] => entry[1] !== null)),
};
