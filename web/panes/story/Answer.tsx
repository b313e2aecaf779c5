// The answer as a sentence: the status, who decided, and why. Announced when it changes; under it what it took for granted.
import { TriangleAlert } from 'lucide-react';
import { Suspense } from 'react';
import type { Decision } from '../../../src/model/decision.ts';
import { type PageAnswer, useAnswer } from '../../queries/use-answer.ts';
import { useLowered } from '../../queries/use-lowered.ts';
import { useProblems } from '../../queries/use-problems.ts';
import { canBeDeclared } from '../../state/requests.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { LineLink } from './places.tsx';
import { Story } from './Story.tsx';
import './story.css';

const NoAnswer = lazyPart(async () => (await import('./NoAnswer.tsx')).NoAnswer);
const TransportHint = lazyPart(async () => (await import('./TransportHint.tsx')).TransportHint);
const SincePinned = lazyPart(async () => (await import('./Pinned.tsx')).SincePinned);
const Logged = lazyPart(async () => (await import('./Logged.tsx')).Logged);

export function Answer() {
  const answer = useAnswer();
  const { decision, sources, state } = answer;
  const selected = useApp((store) => store.selectedRequest);
  const started = useApp((store) => store.started);
  const { logged, pinned } = useApp((store) => store.requestList.find((row) => row.id === store.selectedRequest)) ?? {};
  // Until the first content is there, emptiness would only flash.
  const isOpening = useSession() === undefined && !started;
  if (decision === undefined)
    return <Suspense fallback={waiting}>{state === 'working' || isOpening ? waiting : <NoAnswer answer={answer} />}</Suspense>;
  return (
    <>
      <div className={`verdict ${state === 'current' ? '' : 'old'}`} role="status" aria-live="polite" aria-atomic>
        <Status decision={decision} />
        <div>
          <strong>
            <Prose text={decision.sentence.title} />
          </strong>
          <p>
            <Prose text={decision.sentence.because} />
          </p>
        </div>
      </div>
      <Trust answer={answer} />
      {decision.outcome === 'close' && state === 'current' && (
        <Suspense fallback={undefined}>
          <TransportHint />
        </Suspense>
      )}
      {pinned !== undefined && (
        <Suspense fallback={undefined}>
          <SincePinned request={selected} />
        </Suspense>
      )}
      {logged !== undefined && (
        <Suspense fallback={undefined}>
          <Logged logged={logged} decision={decision} request={selected} />
        </Suspense>
      )}
      {decision.assumptions.length > 0 && <Assumptions decision={decision} sources={sources} />}
      <Story decision={decision} sources={sources} />
    </>
  );
}

const waiting = (
  <div className="verdict" role="status">
    <span className="quiet">Asking the gateway …</span>
  </div>
);

/** The status, or the word that stands for it; its colour is never alone. */
export function Status({ decision }: { readonly decision: Decision }) {
  return (
    <span className={`status ${toneOf(decision)}`}>
      <span className="hidden">Status </span>
      {decision.status ?? decision.outcome}
    </span>
  );
}

export function toneOf({ outcome, status = 0 }: Decision): 'ok' | 'no' | 'warn' | 'plain' {
  if (outcome === 'close' || (outcome === 'respond' && status >= 400) || status >= 500) return 'no';
  if (outcome === 'redirect' || (status >= 300 && status < 400)) return 'plain';
  if (outcome === 'tunnel') return 'ok';
  return status >= 400 ? 'warn' : 'ok';
}

/** Says when the answer is to an earlier text, and from which line on the present one cannot be read. */
function Trust({ answer }: { readonly answer: PageAnswer }) {
  const opened = useLowered();
  const files = useApp((state) => state.files);
  const { follow } = useApp((state) => state.selecting);
  if (answer.state === 'stopped' || answer.state === 'unreachable' || answer.state === 'failed')
    return (
      <Suspense fallback={undefined}>
        <NoAnswer answer={answer} brief />
      </Suspense>
    );
  if (answer.state === 'current') return <Refused />;
  if (answer.state !== 'stale' || opened.data?.lowered.usable !== false) return undefined;
  const fault = opened.data.lowered.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  const text = files.find((file) => file.name === fault?.file)?.text;
  const line = text === undefined || fault === undefined ? undefined : text.slice(0, fault.span.start).split('\n').length;
  return (
    <p className="trust">
      <TriangleAlert size={13} aria-hidden /> This answers the last text that could be read.{' '}
      {line !== undefined && fault !== undefined && (
        <button type="button" className="link" onClick={() => follow(fault.file, fault.span)}>
          See line {line}
        </button>
      )}
    </p>
  );
}

/** The real program would not even start with this text: the answer is that of the parts that can be used. */
function Refused() {
  const problems = useProblems();
  const revision = useApp((state) => state.revision);
  const { follow } = useApp((state) => state.selecting);
  if (problems?.revision !== revision || problems.lowered.valid) return undefined;
  const errors = problems.lowered.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const [first] = errors;
  return (
    <p className="trust">
      <TriangleAlert size={13} aria-hidden />
      <span>{(problems.lowered.profile ?? 'The gateway').replace('@', ' ')} would refuse this text. Answered from the rest.</span>
      {first !== undefined && (
        <button type="button" className="link" onClick={() => follow(first.file, first.span)}>
          {errors.length === 1 ? 'The error' : `The first of ${errors.length} errors`}
        </button>
      )}
    </p>
  );
}

function Assumptions({ decision, sources }: { readonly decision: Decision; readonly sources: PageAnswer['sources'] }) {
  const { openPart } = useApp((state) => state.view);
  return (
    <ul className="assumptions" aria-label="What this answer takes for granted">
      {decision.assumptions.map((assumption) => (
        <li key={`${assumption.code} ${assumption.target ?? ''} ${assumption.what}`}>
          <span className="warn">Assumed:</span> <Prose text={assumption.what} />
          {assumption.origin !== undefined && <LineLink origin={assumption.origin} sources={sources} />}
          {canBeDeclared(assumption.code) && (
            <button type="button" className="link" onClick={() => openPart('responses')}>
              Declare its effect
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
