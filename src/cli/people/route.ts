// `gateglass route`: what the gateway does with each request, in a sentence, with the story when asked.
import { visible } from '../../diagnostics/excerpt.ts';
import type { Configuration } from '../../gateway/answer.ts';
import { readingAgain } from '../../gateway/reading.ts';
import { route } from '../../gateway/route.ts';
import { standardServices } from '../../gateway/services.ts';
import { type LogFormat, logFormatsIn } from '../../http/import/log-format.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import { readYaml } from '../../text/read.ts';
import { toJson } from '../batch/to-json.ts';
import { decisionFields } from '../ops/decision.ts';
import { renderDecision, thenOf } from './decision.ts';
import { countsOf } from './diagnostics.ts';
import { type Opened, openGiven, sayUnusable } from './open.ts';
import { configOptions, onlyOperand, outputOptions, program, requestOptions } from './options.ts';
import { type GivenRequest, readRequests } from './requests.ts';
import { type Style, styleOf } from './style.ts';
import { renderTable } from './table.ts';

/** Above this many requests the answers are a table. */
const TABLE_FROM = 6;

export const routeProgram = program(
  {
    operands: 'CONFIG',
    options: {
      ...requestOptions,
      trace: { type: 'boolean', short: 't', default: false, says: 'tell the whole story: candidates, policies, changes' },
      sequence: { type: 'boolean', default: false, says: 'send the requests one after another, sharing the state of the gateway' },
      ...configOptions,
      ...outputOptions,
    },
    no: 'when nothing of the configuration can be used',
    examples: [
      `gateglass route gateway.yaml --curl "curl http://shop.test/cart -H 'x-beta: 1'" --trace`,
      'gateglass route gateway.yaml -r requests.har --json',
      'gateglass route gateway.yaml -r access.log',
    ],
  },
  async ({ values, positionals }) => {
    const path = onlyOperand(positionals, 'name one configuration file, or - for standard input');
    const style = styleOf(values.colour);
    const opened = await openGiven(path, values);
    const { configuration } = opened;
    const { sources, diagnostics } = configuration;
    if (configuration.model === undefined) return sayUnusable(opened, values.json, style);
    const given = await readRequests(values, style, await logFormatsOf(configuration));
    const asked: readonly GivenRequest[] = given.length === 0 ? [{ request: {}, observed: undefined }] : given;
    const { trace, sequence, json } = values;
    const decisions = await route(
      configuration,
      asked.map(({ request }) => request),
      { trace, sequence },
      standardServices,
    );
    if (json) for (const decision of decisions) process.stdout.write(`${toJson(decisionFields(sources, decision, trace))}\n`);
    else {
      const counts = countsOf(diagnostics);
      if (counts !== '') process.stderr.write(`${style.dim(`${path}: ${counts}; gateglass check ${path} shows them`)}\n`);
      process.stdout.write(`${asText(opened, asked, decisions, trace, style)}\n`);
    }
    return 0;
  },
);

/** The formats in which the configuration itself writes its access logs: lines of them are read as requests. */
async function logFormatsOf({ sources: [main] }: Configuration): Promise<readonly LogFormat[]> {
  if (main === undefined) return [];
  const { documents } = await readingAgain(() => readYaml(main));
  return logFormatsIn(documents[0]?.root);
}

function asText(
  { configuration: { sources }, pathOf }: Opened,
  asked: readonly GivenRequest[],
  decisions: readonly Decision[],
  trace: boolean,
  style: Style,
): string {
  if (decisions.length >= TABLE_FROM && !trace) return decisionTable(asked, decisions, style).join('\n');
  return decisions
    .map((decision, i) => {
      const { request, observed } = asked[i] as GivenRequest;
      return [style.dim(visible(titleOf(request))), ...renderDecision(sources, decision, observed, trace, style, pathOf)].join('\n');
    })
    .join('\n\n');
}

const titleOf = (request: SampleRequest | undefined): string =>
  `${request?.method ?? 'GET'} ${request?.scheme ?? (request?.tls === undefined ? 'http' : 'https')}://${request?.host ?? 'example.com'}${request?.path ?? '/'}`;

function decisionTable(asked: readonly GivenRequest[], decisions: readonly Decision[], style: Style): readonly string[] {
  const rows = decisions.map((decision, i) => [
    titleOf(asked[i]?.request),
    String(decision.status ?? ''),
    decision.outcome,
    decision.route ?? '',
    decision.cluster ?? decision.backends?.find(({ chosen }) => chosen)?.name ?? '',
    decision.reason ?? '',
    thenOf(asked[i]?.observed) ?? '',
  ]);
  const withLog = asked.some(({ observed }) => observed !== undefined);
  const head = ['request', 'status', 'outcome', 'route', 'backend', 'reason'];
  return withLog ? renderTable([...head, 'logged'], rows, style) : renderTable(head, rows, style);
}
