// What the commands about an expression share: their options, and the questions that come of them.
import { isObject } from '../../base/json.ts';
import type { EvalRequest } from '../../cel/evaluate.ts';
import { parseTimestamp } from '../../cel/values/time.ts';
import { Timestamp } from '../../cel/values/value.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import { backendNames } from '../ops/backend.ts';
import { present } from '../ops/fields.ts';
import { Misuse } from './misuse.ts';
import { profileOf } from './open.ts';
import { type Given, type Options, onlyOperand, outputOptions, requestOptions } from './options.ts';
import { readText } from './read.ts';
import { readRequests } from './requests.ts';
import type { Style } from './style.ts';

const EXPRESSION = 'give one expression in quotes, or - to read it from standard input';

export const languageOptions = {
  profile: {
    type: 'string',
    short: 'p',
    default: 'cel',
    value: 'NAME',
    says: 'whose functions and rules: cel, agentgateway, envoy, kubernetes',
  },
  container: { type: 'string', value: 'NAME', says: 'the package that names are looked up in first' },
  'no-check': { type: 'boolean', default: false, says: 'leave out the type checker' },
} as const satisfies Options;

export const expressionOptions = {
  ...languageOptions,
  ...requestOptions,
  vars: { type: 'string', value: 'JSON|FILE', says: 'variables as a JSON object, or a file of one' },
  now: { type: 'string', value: 'TIME', says: 'the clock, such as 2026-01-01T00:00:00Z' },
  ...outputOptions,
} as const satisfies Options;

export const backendOption = {
  type: 'string',
  value: 'NAME',
  says: `what runs expressions: ${backendNames.join(' or ')}; the answers are the same`,
} as const;

/** The text of the one operand: an expression, or standard input's for `-`. */
export async function expressionOf(operands: readonly string[]): Promise<string> {
  const given = onlyOperand(operands, EXPRESSION);
  return given === '-' ? (await readText('-')).trimEnd() : given;
}

/** What is asked: the expression over every request that was given, or over none. */
export async function askedOf({ values, positionals }: Given<typeof expressionOptions>, style: Style): Promise<readonly EvalRequest[]> {
  const expr = await expressionOf(positionals);
  const options = present({
    profile: profileOf(values.profile),
    vars: values.vars === undefined ? undefined : await readVars(values.vars),
    container: values.container,
    now: values.now === undefined ? undefined : timeOf(values.now),
    check: values['no-check'] ? false : undefined,
  });
  const requests = await readRequests(values, style);
  const asked: readonly (SampleRequest | undefined)[] = requests.length === 0 ? [undefined] : requests.map(({ request }) => request);
  return asked.map((request) => ({ expr, ...options, ...present({ request }) }));
}

function timeOf(text: string): string {
  if (parseTimestamp(text) instanceof Timestamp) return text;
  throw new Misuse(`--now ${text}: write a time such as 2026-01-01T00:00:00Z`);
}

/** JSON text, or a file of it. */
async function readVars(given: string): Promise<Readonly<Record<string, unknown>>> {
  const text = /^\s*[{[]/.test(given) ? given : await readText(given);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new Misuse(`--vars: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Misuse('--vars: a JSON object is expected');
}
