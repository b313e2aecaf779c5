// `gateglass route`: what the gateway does with each request, in a sentence, with the story when asked.

import { open } from '../../gateway/open.ts';
import { readingAgain } from '../../gateway/reading.ts';
import { route } from '../../gateway/route.ts';
import { standardServices } from '../../gateway/services.ts';
import { logFormatsIn } from '../../http/import/log-format.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Decision } from '../../model/decision.ts';
import { readYaml } from '../../text/read.ts';
import type { Source } from '../../text/source.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { decisionFields } from '../ops/decision.ts';
import { present } from '../ops/fields.ts';
import { renderDecision, thenOf } from './decision.ts';
import { countsOf, renderDiagnostic } from './diagnostics.ts';
import { configOptions, inputOptions, Misuse, readEnv, readOptions, requestOptions, styleOf } from './options.ts';
import { readReferred, readSource } from './read.ts';
import { type GivenRequest, readRequests } from './requests.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

/** Above this many requests the answers are a table. */
const TABLE_FROM = 6;

export async function routeCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('route', args, {
    ...inputOptions,
    ...configOptions,
    ...requestOptions,
    trace: { type: 'boolean', short: 't', default: false },
    sequence: { type: 'boolean', default: false },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Misuse('name one configuration file, or - for standard input');
  const style = styleOf(values.colour);
  const main = await readSource(path);
  const configuration = await open({
    files: [main, ...(await readReferred(values.file))],
    env: readEnv(values.env),
    dialect: values.dialect,
    ...present({ profile: values.profile }),
  });
  const { sources, diagnostics } = configuration;
  if (configuration.model === undefined) {
    process.stderr.write(`${diagnostics.map((diagnostic) => renderDiagnostic(sources, diagnostic, style)).join('\n\n')}\n`);
    return 1;
  }
  const given = await readRequests(values, style, logFormatsIn((await readingAgain(() => readYaml(main))).documents[0]?.root));
  const asked: readonly GivenRequest[] = given.length === 0 ? [{ request: {}, observed: undefined }] : given;
  const requests = asked.map(({ request }) => request);
  const decisions = await route(configuration, requests, { trace: values.trace, sequence: values.sequence }, standardServices);
  if (values.json) for (const decision of decisions) process.stdout.write(`${toJson(decisionFields(sources, decision, values.trace))}\n`);
  else {
    const counts = countsOf(diagnostics);
    if (counts !== '') process.stderr.write(`${style.dim(`${path}: ${counts}; gateglass check ${path} shows them`)}\n`);
    process.stdout.write(`${asText(sources, asked, decisions, values.trace, style)}\n`);
  }
  return 0;
}

function asText(
  sources: readonly Source[],
  asked: readonly GivenRequest[],
  decisions: readonly Decision[],
  trace: boolean,
  style: Style,
): string {
  if (decisions.length >= TABLE_FROM && !trace) return decisionTable(asked, decisions, style).join('\n');
  return decisions
    .map((decision, i) => {
      const { request, observed } = asked[i] as GivenRequest;
      return [style.dim(titleOf(request)), ...renderDecision(sources, decision, observed, trace, style)].join('\n');
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
