// An answer that is kept to compare later ones with: after an edit or a paste each request shows that it is answered the same, or what was before and what is
// now, with the first step that differs. Small and plain, since it travels in links and drafts.
import type { HeaderPairs } from '../http/headers.ts';
import type { Decision, TraceStep } from './decision.ts';

export interface PinnedAnswer {
  /** The answer's short sentence. */
  readonly title: string;
  /** What can be compared, by name, as text: `status`, `route`, `upstream path`. */
  readonly facts: Readonly<Record<string, string>>;
  /** Step, target and result, in the gateway's order. */
  readonly steps: readonly (readonly [step: string, target: string, result: string])[];
}

export type Compared =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'changed';
      readonly before: string;
      readonly after: string;
      /** Facts that differ, in the order of `FACTS`; undefined where one side has none. */
      readonly facts: readonly { readonly what: string; readonly before: string | undefined; readonly after: string | undefined }[];
      /** The first step that differs; undefined when only facts do. */
      readonly step: { readonly before: string | undefined; readonly after: string | undefined; readonly index: number } | undefined;
    };

const MAX_BODY = 200;

/** What is compared, in the order in which it is told. */
const FACTS: readonly (readonly [what: string, of: (decision: Decision) => string | number | undefined])[] = [
  ['outcome', (d) => d.outcome],
  ['status', (d) => d.status],
  ['listener', (d) => d.listener],
  ['filter chain', (d) => d.filterChain],
  ['virtual host', (d) => d.virtualHost],
  ['route', (d) => d.route],
  ['cluster', (d) => d.cluster],
  [
    'backend',
    (d) =>
      d.backends
        ?.filter((backend) => backend.chosen)
        .map((backend) => backend.name)
        .join(', '),
  ],
  ['endpoint', (d) => d.endpoint],
  ['reason', (d) => d.reason],
  ['upstream method', (d) => d.upstream?.method],
  ['upstream host', (d) => d.upstream?.host],
  ['upstream path', (d) => d.upstream?.path],
  ['upstream headers', (d) => linesOf(d.upstream?.headers)],
  ['upstream body', (d) => d.upstream?.body?.slice(0, MAX_BODY)],
  ['response headers', (d) => linesOf(d.response?.headers)],
  ['response body', (d) => d.response?.body?.slice(0, MAX_BODY)],
  ['mirrors', (d) => d.mirrors?.join(', ')],
];

/** Keeps an answer. */
export function pin(decision: Decision): PinnedAnswer {
  const facts: Record<string, string> = {};
  for (const [what, of] of FACTS) {
    const fact = of(decision);
    if (fact !== undefined && fact !== '') facts[what] = String(fact);
  }
  return { title: decision.sentence.title, facts, steps: decision.trace.map(({ step, target, result }) => [step, target, result]) };
}

/** Holds a later answer against a kept one. Where the wording of a sentence changed and nothing else, the answers are the same. */
export function compareWith(pinned: PinnedAnswer, decision: Decision): Compared {
  const now = pin(decision);
  const names = [...FACTS.map(([what]) => what), ...Object.keys(pinned.facts).filter((what) => !FACTS.some(([known]) => known === what))];
  const facts = names
    .map((what) => ({ what, before: factOf(pinned, what), after: factOf(now, what) }))
    .filter(({ before, after }) => before !== after);
  const step = firstDifference(pinned.steps, now.steps);
  if (facts.length === 0 && step === undefined) return { kind: 'same' };
  return { kind: 'changed', before: pinned.title, after: now.title, facts, step };
}

const factOf = (answer: PinnedAnswer, what: string): string | undefined =>
  Object.hasOwn(answer.facts, what) ? answer.facts[what] : undefined;

function firstDifference(
  before: PinnedAnswer['steps'],
  after: PinnedAnswer['steps'],
): { before: string | undefined; after: string | undefined; index: number } | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [was, is] = [sayStep(before[index]), sayStep(after[index])];
    if (was !== is) return { before: was, after: is, index };
  }
  return undefined;
}

const WORDS: Readonly<Record<TraceStep['result'], string>> = {
  match: 'matches',
  'no-match': 'does not match',
  pass: 'passes',
  deny: 'denies',
  change: 'changes the request',
  skip: 'is not reached',
  respond: 'answers',
};

/** A policy that has no name but its kind is called once. */
function sayStep(step: readonly [string, string, string] | undefined): string | undefined {
  if (step === undefined) return undefined;
  const [kind, target, result] = step;
  const name = kind.toLowerCase() === target.toLowerCase() ? target : `${kind} ${target}`;
  return `${name} ${WORDS[result as TraceStep['result']] ?? result}`;
}

const linesOf = (headers: HeaderPairs | undefined): string | undefined => headers?.map(([name, value]) => `${name}: ${value}`).join('\n');
