// The evidence, in the order in which the gateway works: each step with its losers, changes and the values of its expressions. The
// line beside it is the beam; it breaks off where the request ended.
import { Suspense, useMemo } from 'react';
import type { Change, Decision, Loser, TraceStep } from '../../../src/model/decision.ts';
import type { PageAnswer } from '../../queries/use-answer.ts';
import { useFirstAnswer } from '../../queries/use-first-answer.ts';
import { useLitAmong, useOutline } from '../../queries/use-outline.ts';
import { useApp } from '../../state/store.ts';
import { Details } from '../../ui/Details.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { ownLines } from './beam.ts';
import { Explained } from './Explained.tsx';
import { LineLink } from './places.tsx';

const Exchange = lazyPart(async () => (await import('./Exchange.tsx')).Exchange);

type Sources = PageAnswer['sources'];

export function Story({ decision, sources }: { readonly decision: Decision; readonly sources: Sources }) {
  const answered = useFirstAnswer();
  const told = useMemo(() => new Set(decision.trace.flatMap(entitiesOf)), [decision]);
  const selected = useLitAmong('selected', told);
  const pointed = useLitAmong('pointed', told);
  const isLit: IsLit = (entity) => entity !== undefined && (entity === selected || entity === pointed);
  return (
    <>
      <ol className="story" aria-label="How the gateway decided">
        {decision.trace.map((step, at) => (
          <Step
            key={`${step.step} ${step.entity ?? step.target} ${countBefore(decision.trace, at)}`}
            step={step}
            sources={sources}
            isLit={isLit}
            isOff={step.result === 'skip'}
          />
        ))}
      </ol>
      {answered && (
        <Suspense fallback={undefined}>
          <Exchange decision={decision} sources={sources} />
        </Suspense>
      )}
    </>
  );
}

type IsLit = (entity: string | undefined) => boolean;

/** What a step is about, and what lost in it. */
const entitiesOf = ({ entity, losers = [] }: TraceStep): readonly string[] =>
  [entity, ...losers.map((loser) => loser.entity)].filter((one) => one !== undefined);

/** Steps about the same thing are told apart by how many came before. */
const countBefore = (trace: readonly TraceStep[], at: number): number => {
  const { step, entity, target } = trace[at] as TraceStep;
  return trace.slice(0, at).filter((other) => other.step === step && other.entity === entity && other.target === target).length;
};

function Step({
  step,
  sources,
  isLit,
  isOff,
}: {
  readonly step: TraceStep;
  readonly sources: Sources;
  readonly isLit: IsLit;
  readonly isOff: boolean;
}) {
  const { select, follow, point } = useApp((state) => state.selecting);
  const outline = useOutline();
  const { entity, origin } = step;
  const lit = isLit(entity);
  const source = origin === undefined ? undefined : sources.get(origin.file);
  const to = origin === undefined || source === undefined ? undefined : ownLines(origin.file, origin.span, outline, source).to;
  const pointing =
    entity === undefined ? {} : { onPointerEnter: () => point({ kind: 'entity', id: entity }), onPointerLeave: () => point(undefined) };
  return (
    <li className={`${isOff ? 'off' : ''} ${lit ? 'lit' : ''}`} {...pointing}>
      <span className={`dot ${step.result}`} aria-hidden />
      {origin !== undefined && <LineLink origin={origin} sources={sources} entity={entity} {...(to === undefined ? {} : { to })} />}
      {!sameWord(step) && <span className={`step-kind ${/[A-Z]/.test(step.step) ? 'as-written' : ''}`}>{step.step}</span>}{' '}
      {entity === undefined ? (
        step.target !== '' && <b>{step.target}</b>
      ) : (
        <button
          type="button"
          className="link target"
          aria-pressed={lit}
          onClick={() => (origin === undefined ? select({ kind: 'entity', id: entity }) : follow(origin.file, origin.span, entity, false))}
        >
          {step.target}
        </button>
      )}{' '}
      <span className={`result ${step.result}`}>
        {step.result === 'change' && step.changes === undefined ? 'acts' : RESULTS[step.result]}
      </span>
      {step.because !== '' && (
        <p className="soft">
          <Prose text={step.because} />
        </p>
      )}
      {step.losers !== undefined && step.losers.length > 0 && <Losers losers={step.losers} sources={sources} isLit={isLit} />}
      {step.changes !== undefined && step.changes.length > 0 && <Changes changes={step.changes} />}
      {step.expressions?.map((expression) => (
        <Explained
          key={`${expression.origin?.span.start} ${expression.text}`}
          text={expression.text}
          explanation={expression.explanation}
        />
      ))}
    </li>
  );
}

/** A policy that has no name but its kind is called once. */
const sameWord = ({ step, target }: TraceStep): boolean => step.toLowerCase() === target.toLowerCase();

/** The result in a word, so that it never hangs on the colour alone. */
const RESULTS: Readonly<Record<TraceStep['result'], string>> = {
  match: '',
  'no-match': 'no match',
  pass: 'passes',
  deny: 'denies',
  change: 'changes',
  skip: 'left out',
  respond: 'answers',
};

const SHOWN_LOSERS = 4;

/** Why it lost; where it would have won otherwise, what that takes. */
function becauseOf({ because: reason, wouldMatchIf = [] }: Loser): string {
  // The loser's name stands before it, as the sentence's subject.
  const because = reason.replace(/^it /, '');
  if (wouldMatchIf.length === 0) return because;
  if (wouldMatchIf.length === 1) return because.replace(/^needs /, 'would have matched if ');
  return `${because}. It would have matched if ${wouldMatchIf.join(' and ')}`;
}

interface LosersProps {
  readonly losers: readonly Loser[];
  readonly sources: Sources;
  readonly isLit: IsLit;
}

function Losers({ losers, sources, isLit }: LosersProps) {
  const { follow, select, point } = useApp((state) => state.selecting);
  // in the gateway's order; of a long list the nearest is shown wherever it stands
  const isShown = ({ wouldMatchIf }: Loser, index: number) => index < SHOWN_LOSERS || wouldMatchIf !== undefined;
  const shown = losers.filter(isShown);
  const folded = losers.filter((loser, index) => !isShown(loser, index));
  const one = (loser: Loser) => (
    <li
      key={`${loser.entity ?? ''} ${loser.target}`}
      className={isLit(loser.entity) ? 'lit' : ''}
      onPointerEnter={() => loser.entity !== undefined && point({ kind: 'entity', id: loser.entity })}
      onPointerLeave={() => point(undefined)}
    >
      <button
        type="button"
        className="link target"
        onClick={() =>
          loser.origin !== undefined && sources.has(loser.origin.file)
            ? follow(loser.origin.file, loser.origin.span, loser.entity)
            : loser.entity !== undefined && select({ kind: 'entity', id: loser.entity })
        }
      >
        {loser.target}
      </button>{' '}
      <Prose text={becauseOf(loser)} />
    </li>
  );
  return (
    <ul className="lost" aria-label="What lost">
      {shown.map(one)}
      {folded.length > 0 && (
        <li>
          <Details
            summary={`${folded.length} more lost`}
            content={() => (
              <>
                <ul>{folded.slice(0, 200 - shown.length).map(one)}</ul>
                {losers.length > 200 && <p className="quiet">and {losers.length - 200} more</p>}
              </>
            )}
          />
        </li>
      )}
    </ul>
  );
}

const SHOWN_CHANGES = 5;
const SHOWN_ASKED = 12;

/** What a step changed, or wrote: a span's many tags are a list to open, behind those that the configuration asks for. */
function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const asked = changes.filter((change) => change.asked === true);
  const sorted = [...asked, ...changes.filter((change) => change.asked !== true)];
  const least = Math.max(SHOWN_CHANGES, Math.min(asked.length, SHOWN_ASKED));
  const shown = changes.length > least + 1 ? least : changes.length;
  const one = (change: Change) => (
    <li key={`${change.what} ${change.before ?? ''} ${change.after ?? ''}`}>
      <code>{change.what}</code> {change.before !== undefined && <del>{change.before}</del>}
      {change.before !== undefined && change.after !== undefined && ' → '}
      {change.after === undefined ? (
        <span className="quiet">{change.before === undefined ? '' : ' removed'}</span>
      ) : (
        <ins>{change.after}</ins>
      )}
    </li>
  );
  return (
    <ul className="changes" aria-label="What changed">
      {sorted.slice(0, shown).map(one)}
      {shown < changes.length && (
        <li>
          <Details summary={`${changes.length - shown} more`} content={() => <ul>{sorted.slice(shown).map(one)}</ul>} />
        </li>
      )}
    </ul>
  );
}
