// Chooses the command. Exit status: 0 answered, 1 the answer is no (an invalid configuration, a failing expression), 2 misused, 70 our
// own fault.
import { nearest } from '../base/nearest.ts';
import type { Command, Context } from './command.ts';
import { helpText, versionText } from './help.ts';
import { Misuse } from './people/options.ts';

export const commands: readonly Command[] = [
  {
    name: 'eval',
    summary: 'evaluate a CEL expression over a request or variables',
    usage: "gateglass eval EXPRESSION [--profile cel] [-r request.json | --curl 'curl …'] [--vars FILE] [--backend generated] [--json]",
    load: async () => (await import('./people/eval.ts')).evalCommand,
  },
  {
    name: 'explain',
    summary: 'the same, with the value of every part and what decided',
    usage: "gateglass explain EXPRESSION [--profile cel] [-r request.json | --curl 'curl …'] [--vars FILE] [--expand] [--json]",
    load: async () => (await import('./people/explain.ts')).explainCommand,
  },
  {
    name: 'compile',
    summary: 'write a CEL expression as a JavaScript module',
    usage: 'gateglass compile EXPRESSION [--profile cel] [--var NAME=TYPE] [--container NAME] [--no-check] [-o FILE]',
    load: async () => (await import('./people/compile.ts')).compileCommand,
  },
  {
    name: 'route',
    summary: 'say what a gateway does with a request, and why',
    usage: "gateglass route CONFIG [-r request.json] [--curl 'curl …'] [--url URL] [--har FILE] [--env NAME=VALUE] [--trace] [--json]",
    load: async () => (await import('./people/route.ts')).routeCommand,
  },
  {
    name: 'check',
    summary: 'say whether a configuration loads, and what is wrong with it',
    usage: 'gateglass check CONFIG… [--dialect auto] [--env NAME=VALUE] [--json]',
    load: async () => (await import('./people/check.ts')).checkCommand,
  },
  {
    name: 'graph',
    summary: 'outline a configuration from listeners to endpoints',
    usage: 'gateglass graph CONFIG [--all] [--env NAME=VALUE] [--json]',
    load: async () => (await import('./people/graph.ts')).graphCommand,
  },
  {
    name: 'impact',
    summary: 'say what a change of configuration does to a running Envoy',
    usage: 'gateglass impact BEFORE AFTER [--bootstrap FILE] [--json]  (files, or folders of files)',
    load: async () => (await import('./people/impact.ts')).impactCommand,
  },
  {
    name: 'router-check',
    summary: "run the test files of Envoy's router_check_tool",
    usage: 'gateglass router-check ROUTES TESTS [--details] [--only-show-failures] [--fail-under PERCENT] [--covall] [--detailed-coverage]',
    load: async () => (await import('./router-check/router-check.ts')).routerCheckCommand,
  },
  {
    name: 'explain-code',
    summary: 'say what the code of a diagnostic means, with an example',
    usage: 'gateglass explain-code CODE [--json]  (envoy/shadowed-route, cel/deny_may_fail)',
    load: async () => (await import('./people/explain-code.ts')).explainCodeCommand,
  },
  {
    name: 'batch',
    summary: 'answer JSON lines from standard input, for programs',
    usage: 'gateglass batch [--backend closures|generated] < asks.ndjson > answers.ndjson',
    load: async () => (await import('./batch/batch.ts')).batchCommand,
  },
];

export async function run(args: readonly string[], context: Context): Promise<number> {
  // Whoever reads the output may stop reading (`| head`): that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70));
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') return print(await versionText(rest.includes('--json')));
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(helpText(commands, findCommand(rest[0])));
    return name === undefined ? 2 : 0;
  }
  const command = findCommand(name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map((row) => row.name),
    );
    process.stderr.write(`gateglass: '${name}' is not a command${near === undefined ? '' : `; did you mean '${near}'?`}\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return print(helpText(commands, command));
  try {
    return await (await command.load())(rest, context);
  } catch (error) {
    if (error instanceof Misuse) {
      process.stderr.write(`gateglass ${name}: ${error.message}\n`);
      return 2;
    }
    // Our own fault. The stack alone: Node would print a line of the bundle, which is the whole bundle.
    process.stderr.write(
      `gateglass ${name} has a fault, please report it with what you asked:\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 70;
  }
}

const findCommand = (name: string | undefined): Command | undefined => commands.find((command) => command.name === name);

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
