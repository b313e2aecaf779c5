// Every command, in the order in which the help lists them.
import { nearest } from '../base/nearest.ts';
import type { Command } from './command.ts';

export const commands: readonly Command[] = [
  {
    name: 'eval',
    summary: 'evaluate a CEL expression over a request or variables',
    load: async () => (await import('./people/eval.ts')).evalProgram,
  },
  {
    name: 'explain',
    summary: 'say why an expression has its value: every part of it, and what decided',
    load: async () => (await import('./people/explain.ts')).explainProgram,
  },
  {
    name: 'compile',
    summary: 'write a CEL expression as a JavaScript module',
    load: async () => (await import('./people/compile.ts')).compileProgram,
  },
  {
    name: 'route',
    summary: 'say what a gateway does with a request, and why',
    load: async () => (await import('./people/route.ts')).routeProgram,
  },
  {
    name: 'check',
    summary: 'say whether a configuration loads, and what is wrong with it',
    load: async () => (await import('./people/check.ts')).checkProgram,
  },
  {
    name: 'graph',
    summary: 'outline a configuration from listeners to endpoints',
    load: async () => (await import('./people/graph.ts')).graphProgram,
  },
  {
    name: 'impact',
    summary: 'say what a change of configuration does to a running Envoy',
    load: async () => (await import('./people/impact.ts')).impactProgram,
  },
  {
    name: 'router-check',
    summary: "run the test files of Envoy's router_check_tool",
    load: async () => (await import('./router-check/router-check.ts')).routerCheckProgram,
  },
  {
    name: 'explain-code',
    summary: 'say what the code of a diagnostic means, with an example',
    load: async () => (await import('./people/explain-code.ts')).explainCodeProgram,
  },
  {
    name: 'batch',
    summary: 'answer JSON lines from standard input, for programs',
    load: async () => (await import('./batch/batch.ts')).batchProgram,
  },
];

export const findCommand = (name: string): Command | undefined => commands.find((command) => command.name === name);

/** `'evall' is not a command; did you mean 'eval'?` */
export function notACommand(name: string): string {
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  return `'${name}' is not a command${near === undefined ? '; gateglass help lists them' : `; did you mean '${near}'?`}`;
}
