// `gateglass router-check`: runs the test files of Envoy's router_check_tool, with its options and its words.

import type { Configuration } from '../../gateway/answer.ts';
import { open } from '../../gateway/open.ts';
import { readingAgain } from '../../gateway/reading.ts';
import { route } from '../../gateway/route.ts';
import { standardServices } from '../../gateway/services.ts';
import type { Decision } from '../../model/decision.ts';
import { readYaml } from '../../text/read.ts';
import { renderDiagnostic } from '../people/diagnostics.ts';
import { BadUsage, Misuse } from '../people/misuse.ts';
import { type Given, outputOptions, program } from '../people/options.ts';
import { readSource, readText } from '../people/read.ts';
import { styleOf } from '../people/style.ts';
import { Coverage } from './coverage.ts';
import { type Checked, judge } from './judge.ts';
import { requestOf, runtimeFractions } from './request-of.ts';
import { type RouterTest, readTests } from './tests-file.ts';

const options = {
  'config-path': { type: 'string', short: 'c', value: 'FILE', says: 'the route configuration, as the first operand' },
  'test-path': { type: 'string', short: 't', value: 'FILE', says: 'the tests, as the second operand' },
  details: { type: 'boolean', short: 'd', default: false, says: 'name every test, not only those that fail' },
  'only-show-failures': { type: 'boolean', default: false, says: 'with --details: name those that fail' },
  'fail-under': { type: 'string', short: 'f', value: 'PERCENT', says: 'fail when fewer of the routes are tested' },
  covall: { type: 'boolean', default: false, says: 'count a route once all that it can answer is tested' },
  'detailed-coverage': { type: 'boolean', default: false, says: 'name the routes that no test reaches' },
  'disable-deprecation-check': { type: 'boolean', default: false, says: 'changes nothing here: deprecated fields are taken' },
  colour: outputOptions.colour,
} as const;

export const routerCheckProgram = program(
  {
    operands: 'ROUTES TESTS',
    options,
    no: 'when a test fails, or fewer routes are tested than wanted',
    examples: ['gateglass router-check routes.yaml tests.yaml --details --fail-under 90'],
  },
  routerCheck,
);

async function routerCheck({ values, positionals }: Given<typeof options>): Promise<number> {
  const [config = values['config-path'], tests = values['test-path'], ...more] = positionals;
  if (config === undefined || tests === undefined || more.length > 0) throw new BadUsage('name a route configuration and a test file');
  const floor = Number(values['fail-under'] ?? 0);
  if (Number.isNaN(floor)) throw new Misuse(`--fail-under ${values['fail-under']}: a percentage is a number`);
  const style = styleOf(values.colour);
  const main = await readSource(config);
  const configuration = await open({ files: [main], dialect: 'envoy' });
  if (configuration.model === undefined) {
    for (const diagnostic of configuration.diagnostics)
      process.stderr.write(`${renderDiagnostic(configuration.sources, diagnostic, style)}\n`);
    return 1;
  }
  const coverage = new Coverage(configuration.model);
  const fractions = runtimeFractions((await readingAgain(() => readYaml(main))).documents[0]?.root);
  let passed = true;
  for (const test of readTests(tests, await readText(tests))) {
    const decision = await decisionFor(configuration, test, fractions);
    const checked = decision === undefined ? [] : judge(test, decision);
    if (decision !== undefined) coverage.note(decision, checked);
    const failures = checked.filter(({ ok }) => !ok);
    passed &&= failures.length === 0;
    if (values.details ? !values['only-show-failures'] || failures.length > 0 : failures.length > 0)
      process.stdout.write(`${[style.bold(test.test_name), ...failures.map((failure) => style.red(failureText(failure)))].join('\n')}\n`);
  }
  const percent = coverage.percent(values.covall);
  process.stdout.write(`Current route coverage: ${Number(percent.toPrecision(6))}%\n`);
  if (values['detailed-coverage']) for (const missed of coverage.missed) process.stdout.write(`Missing test for route: ${missed}\n`);
  if (percent < floor) process.stderr.write(style.red(`Failed to meet coverage requirement: ${floor}%\n`));
  return passed && percent >= floor ? 0 : 1;
}

const failureText = ({ type, expected, actual }: Checked): string => `expected: [${expected}], actual: [${actual}], test type: ${type}`;

/** The answer to a test. Headers of the response are those of the cluster that is chosen, so such a test is asked twice. */
async function decisionFor(
  configuration: Configuration,
  test: RouterTest,
  fractions: ReadonlyMap<string, number>,
): Promise<Decision | undefined> {
  const request = requestOf(test.input, fractions);
  const [first] = await route(configuration, [request], {}, standardServices);
  const added = test.input.additional_response_headers;
  if (added === undefined || first?.cluster === undefined) return first;
  const headers = added.map(({ key, value }) => [key, value] as const);
  const [second] = await route(configuration, [{ ...request, responses: { [first.cluster]: { headers } } }], {}, standardServices);
  return second;
}
