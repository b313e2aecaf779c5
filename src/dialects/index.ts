// Every dialect, in the order in which a file is tried. The list is explicit; each row is small and eager, its engine loads on
// first use.
import { agentgateway } from './agentgateway/index.ts';
import type { Dialect } from './dialect.ts';
import { envoy } from './envoy/index.ts';
import { dialectsToCome } from './to-come.ts';

export const dialects: readonly Dialect[] = [agentgateway, envoy, ...dialectsToCome];

export const findDialect = (id: string): Dialect | undefined => dialects.find((dialect) => dialect.id === id);
