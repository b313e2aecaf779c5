// Every dialect, in the order in which a file is tried. The list is explicit; each row is small and eager, its engine loads on
// first use.
import type { Dialect } from './dialect.ts';
import { dialectsToCome } from './to-come.ts';

export const dialects: readonly Dialect[] = [...dialectsToCome];

export const findDialect = (id: string): Dialect | undefined => dialects.find((dialect) => dialect.id === id);
