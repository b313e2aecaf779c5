// The back ends that every suite of expressions is run on.
import type { Backend } from '../../../src/cel/compile/backend.ts';
import { generator } from '../../../src/cel/compile/functions.ts';

export interface NamedBackend {
  readonly name: string;
  /** Undefined: the closures. */
  readonly backend: Backend | undefined;
}

export const backends: readonly NamedBackend[] = [
  { name: 'closures', backend: undefined },
  { name: 'generated', backend: generator({ after: 0 }) },
];
