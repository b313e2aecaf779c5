// One decision for people: the sentence, the facts, the story.

import { visible } from '../../diagnostics/excerpt.ts';
import { isGiven, locate } from '../../diagnostics/located.ts';
import { RESPONSE_FLAGS } from '../../dialects/envoy/format/flags.ts';
import type { Observed } from '../../http/import/observed.ts';
import type { Decision, Loser, TraceResult, TraceStep } from '../../model/decision.ts';
import type { Origin } from '../../model/model.ts';
import { firstLosers } from '../../simulate/candidates.ts';
import type { Source } from '../../text/source.ts';
import type { PathOf } from './open.ts';
import type { Paint, Style } from './style.ts';

export function renderDecision(
  sources: readonly Source[],
  decision: Decision,
  observed: Observed | undefined,
  withTrace: boolean,
  style: Style,
  pathOf: PathOf = (file) => file,
): readonly string[] {
  const place = placesOf(sources, pathOf);
  const { sentence, outcome, assumptions, trace } = decision;
  const paint = outcome === 'forward' || outcome === 'tunnel' ? style.green : outcome === 'redirect' ? style.cyan : style.red;
  return [
    paint(style.bold(visible(sentence.title))),
    ...(sentence.because === '' ? [] : [`  ${visible(sentence.because)}`]),
    ...factsOf(decision).map(([name, value]) => `  ${style.dim(name.padEnd(10))} ${visible(value)}`),
    ...loggedOf(decision, observed, style),
    ...assumptions.map(({ what, origin }) => `  ${style.yellow('assumed'.padEnd(10))} ${visible(what)}${style.dim(place(origin))}`),
    ...(withTrace ? ['', ...trace.flatMap((step) => renderStep(step, place, style))] : []),
  ];
}

/** `503 UF upstream_reset`: what a log line says of the answer. */
export const thenOf = (observed: Observed | undefined): string | undefined =>
  observed === undefined
    ? undefined
    : [observed.status, observed.flags?.join(','), observed.reason].filter((part) => part !== undefined && part !== '').join(' ');

function loggedOf({ status }: Decision, observed: Observed | undefined, style: Style): readonly string[] {
  const then = thenOf(observed);
  if (then === undefined || then === '') return [];
  const differs = observed?.status !== undefined && observed.status !== status;
  const flags = (observed?.flags ?? []).map(flagText).map((text) => `  ${' '.repeat(10)} ${style.dim(visible(text))}`);
  return [`  ${style.dim('logged'.padEnd(10))} ${visible(then)}${differs ? `  ${style.yellow('the log says otherwise')}` : ''}`, ...flags];
}

/** `UF: the connection to the upstream failed`. */
const flagText = (flag: string): string => {
  const known = RESPONSE_FLAGS.find(({ short }) => short === flag);
  return known === undefined ? flag : `${flag}: ${known.says}`;
};

function factsOf(decision: Decision): readonly (readonly [string, string])[] {
  const { upstream, response, accessLog } = decision;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['status', decision.status === undefined ? undefined : String(decision.status)],
    ['listener', decision.listener],
    ['chain', decision.filterChain],
    ['host', decision.virtualHost],
    ['route', decision.route],
    ['cluster', decision.cluster],
    [
      'backend',
      decision.backends
        ?.map(
          ({ name, share, chosen }) =>
            `${name}${share < 1 ? ` ${Math.round(share * 100)} %` : ''}${chosen && share < 1 ? ' (chosen)' : ''}`,
        )
        .join(', ') || undefined,
    ],
    ['endpoint', decision.endpoint],
    ['sends', upstream === undefined ? undefined : `${upstream.method} ${upstream.host}${upstream.path}`],
    ['location', response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]],
    ['reason', decision.reason],
    ['flags', decision.flags?.map(flagText).join(', ') || undefined],
    ['log', accessLog?.join('\n             ') || undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

const marks: Readonly<Record<TraceResult, string>> = {
  match: '✓',
  'no-match': '·',
  pass: '✓',
  deny: '✗',
  change: '~',
  skip: '·',
  respond: '↩',
};

function paintOf(result: TraceResult, style: Style): Paint {
  switch (result) {
    case 'match':
    case 'pass':
      return style.green;
    case 'deny':
      return style.red;
    case 'change':
    case 'respond':
      return style.cyan;
    default:
      return style.dim;
  }
}

function renderStep(step: TraceStep, place: Place, style: Style): readonly string[] {
  const { losers = [], changes = [], expressions = [] } = step;
  const shown = firstLosers(losers, 5);
  return [
    `  ${paintOf(step.result, style)(marks[step.result])} ${style.bold(step.step)}${step.target === step.step ? '' : ` ${visible(step.target)}`}  ${visible(step.because)}${style.dim(place(step.origin))}`,
    ...expressions.map(({ text, explanation }) => `      ${style.magenta(visible(text))}  ${style.dim(visible(explanation.because))}`),
    ...changes.map(
      ({ what, before, after }) => `      ${visible(what)}: ${style.red(visible(before ?? '–'))} → ${style.green(visible(after ?? '–'))}`,
    ),
    ...shown.map((loser) => `      ${style.dim(`${visible(loser.target)}: ${visible(becauseOf(loser))}${place(loser.origin)}`)}`),
    ...(losers.length > shown.length ? [`      ${style.dim(`and ${losers.length - shown.length} more`)}`] : []),
  ];
}

/** Why it lost; of the nearest also all that would have made it match, once. */
function becauseOf({ because, wouldMatchIf = [] }: Loser): string {
  if (wouldMatchIf.length === 0) return because;
  if (wouldMatchIf.length === 1 && because.startsWith('needs ')) return because.replace(/^needs /, 'would have matched if ');
  return `${because}; it would have matched if ${wouldMatchIf.join(' and ')}`;
}

/** `  config.yaml:12`; nothing for what is written nowhere. */
type Place = (origin: Origin | undefined) => string;

const placesOf =
  (sources: readonly Source[], pathOf: PathOf): Place =>
  (origin) =>
    origin === undefined || !isGiven(sources, origin.file)
      ? ''
      : `  ${visible(pathOf(origin.file))}:${locate(sources, origin.file, origin.span).line}`;
