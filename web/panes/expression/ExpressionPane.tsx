// An expression over the requests: typed result, its values in place for the selected request, and every request's result in a table.

import { useState } from 'react';
import type { Span } from '../../../src/base/span.ts';
import type { Cost, EvalAnswer, Explanation } from '../../../src/cel/result.ts';
import { Editor } from '../../editor/Editor.tsx';
import { useAssist } from '../../queries/use-assist.ts';
import { type EvaluatedAll, useEvaluation, useExplanation, useExpressionProfile } from '../../queries/use-evaluation.ts';
import { useInformed } from '../../queries/use-informed.ts';
import { useApp } from '../../state/store.ts';
import { TimedOut, Unreachable } from '../../workers/client.ts';
import { Explained } from '../story/Explained.tsx';
import { codeUnits } from './code-units.ts';
import { Place } from './Place.tsx';
import { ProfileChoice } from './ProfileChoice.tsx';
import { Results } from './Results.tsx';
import './expression.css';

export function ExpressionPane() {
  const expression = useApp((state) => state.expression);
  const document = useApp((state) => state.document);
  const selected = useApp((state) => state.selectedRequest);
  const { edit } = useApp((state) => state.expressions);
  const evaluated = useEvaluation();
  const explained = useExplanation();
  const profile = useExpressionProfile();
  const request = useApp((state) => state.requestList.find((row) => row.id === state.selectedRequest)?.request);
  const learnt = useInformed().names(selected, request);
  const assist = useAssist('expression', profile);
  const isEmpty = expression.trim() === '';
  const data = isEmpty ? undefined : evaluated.data;
  const answer = data?.rows.get(selected)?.answer;
  const isCurrent = data?.expression === expression;
  const isOld = answer !== undefined && !isCurrent && evaluated.error === null;
  const markers = isCurrent
    ? data.issues.map(({ span, severity, message, fix }) => ({
        span: codeUnits(expression, span),
        severity,
        message,
        fix: fix === undefined ? undefined : { ...fix, span: codeUnits(expression, fix.span) },
      }))
    : [];
  const explanation = explained.data?.expression === expression && !isEmpty ? explained.data.explanation : undefined;
  const counted = explanation?.answer ?? answer;
  const cost = counted?.ok === true ? counted.cost : undefined;
  // What keeps the expression from running is said once: as the result, with what can be done about it.
  const issues = isCurrent ? oncePerMessage(data.issues) : [];
  const cause = answer?.ok === false ? causeOf(issues, answer) : undefined;
  const others = issues.filter((issue) => issue !== cause);
  const [goTo, setGoTo] = useState<{ readonly span: Span; readonly focus: boolean; readonly serial: number }>();
  const place = (span: Span) => (
    <Place
      expression={expression}
      span={codeUnits(expression, span)}
      onGo={(to) => setGoTo({ span: to, focus: true, serial: (goTo?.serial ?? 0) + 1 })}
    />
  );
  return (
    <div className="expression" id="expression" role="tabpanel" aria-label="Expression">
      <div className="expression-input">
        <Editor
          document={`expression ${document}`}
          text={expression}
          language="cel"
          label="CEL expression"
          lines={false}
          markers={markers}
          goTo={goTo}
          assist={assist}
          placeholder='request.headers["x-beta"] == "1"'
          onChange={edit}
        />
      </div>
      <div className="expression-result">
        <div className={`result-line ${isOld ? 'old' : ''}`} role="status" aria-live="polite" aria-busy={isOld}>
          {isEmpty ? (
            <span className="quiet">Evaluated over every request as you type.</span>
          ) : evaluated.error instanceof TimedOut || evaluated.error instanceof Unreachable ? (
            <span className="warn">{evaluated.error.message} The expression is kept.</span>
          ) : evaluated.error !== null ? (
            <span className="no">Gateglass failed here: {evaluated.error.message.split('\n')[0]}</span>
          ) : answer === undefined ? (
            <span className="quiet">Evaluating …</span>
          ) : answer.ok ? (
            <>
              <code className={`value ${answer.text === 'true' ? 'ok' : answer.text === 'false' ? 'no' : ''}`}>{answer.text}</code>
              <span className="chip">{answer.type}</span>
              {cost !== undefined && <CostChip cost={cost} />}
            </>
          ) : (
            <>
              <code className="value warn">error</code>
              <span className="said">{answer.message}</span>
              {cause !== undefined && <Remedy issue={cause} after={answer.message} expression={expression} />}
              {isCurrent && <> {place(answer.span)}</>}
            </>
          )}
        </div>
        <ProfileChoice profile={profile} />
      </div>
      {others.length > 0 && (
        <ul className="issues" aria-label="Problems of the expression">
          {others.map((issue) => (
            <li
              key={`${issue.span.start} ${issue.code} ${issue.message}`}
              className={issue.severity === 'error' ? 'no' : issue.severity === 'warning' ? 'warn' : 'soft'}
            >
              {issue.message}
              <Remedy issue={issue} after={issue.message} expression={expression} /> {place(issue.span)}
            </li>
          ))}
        </ul>
      )}
      {explanation?.root !== undefined && <Explained text={expression} explanation={explanation} isSaid />}
      {!isEmpty && <Results rows={data?.rows} cause={cause === undefined || answer?.ok !== false ? undefined : answer.message} />}
      {explanation !== undefined && <Background explanation={explanation} learnt={learnt} />}
    </div>
  );
}

/** The same message at several places helps at the first: it may be gone everywhere once that one is mended. */
const oncePerMessage = (issues: EvaluatedAll['issues']): EvaluatedAll['issues'] =>
  issues.filter(({ message }, at) => issues.findIndex((issue) => issue.message === message) === at);

/** What the checker says of types, where the program goes on and meets the same fault in its own words. */
const FORESEEN: ReadonlySet<string> = new Set(['no_matching_overload', 'undeclared_reference', 'undefined_field']);

/** The issue that is about what made the evaluation fail: it says the same, or it alone is about the part that failed. */
function causeOf(issues: readonly Issue[], { message, span }: EvalAnswer & { readonly ok: false }): Issue | undefined {
  const within = issues.filter((issue) => FORESEEN.has(issue.code) && issue.span.start >= span.start && issue.span.end <= span.end);
  return issues.find((issue) => issue.message === message) ?? (within.length === 1 ? within[0] : undefined);
}

/** What the program would count, and what it could be at most over all requests. */
function CostChip({ cost: { actual, estimated } }: { readonly cost: Cost }) {
  if (actual === undefined) return undefined;
  const most =
    estimated === undefined || String(estimated[1]) === String(actual)
      ? undefined
      : String(estimated[1]) === UNBOUNDED
        ? 'no upper bound'
        : `at most ${estimated[1]}`;
  return (
    <span className="chip" title={most === undefined ? undefined : `Estimated before it runs: at least ${estimated?.[0]}, ${most}`}>
      cost {actual}
      {most !== undefined && <span className="quiet">, {most}</span>}
    </span>
  );
}

const UNBOUNDED = '18446744073709551615';

/** What the expression reads, and what its macros stand for. */
function Background({
  explanation: { reads, expanded },
  learnt,
}: {
  readonly explanation: Explanation;
  readonly learnt: readonly string[];
}) {
  const found = learnt.filter((name) => reads.some((read) => read === name || read.startsWith(`${name}.`) || read.startsWith(`${name}[`)));
  if (reads.length === 0 && expanded === undefined) return undefined;
  return (
    <div className="background">
      {reads.length > 0 && (
        <p className="soft">
          Reads{' '}
          {reads.map((name, at) => (
            <span key={name}>
              {at > 0 && ', '}
              <code>{name}</code>
            </span>
          ))}
          {found.length > 0 && <span className="quiet"> ({found.join(', ')} as the gateway found out)</span>}
        </p>
      )}
      {expanded !== undefined && (
        <details>
          <summary>With macros written out</summary>
          <pre className="mono">{expanded}</pre>
        </details>
      )}
    </div>
  );
}

interface RemedyProps {
  readonly issue: Issue;
  /** What was said of the fault; the remedy goes on from there. */
  readonly after: string;
  readonly expression: string;
}

/** What to do about a fault, after its message. */
function Remedy({ issue: { hint, code, fix }, after, expression }: RemedyProps) {
  const { explain } = useApp((state) => state.view);
  const { edit } = useApp((state) => state.expressions);
  return (
    <>
      {hint !== undefined && !/[.?!]$/.test(after) ? '. ' : ' '}
      {hint !== undefined && <span className="soft">{hint} </span>}
      <button type="button" className="link" aria-label={`Why? ${code}`} onClick={() => explain(code)}>
        Why?
      </button>
      {fix !== undefined && <Fix fix={fix} expression={expression} onFix={edit} />}
    </>
  );
}

type Issue = EvaluatedAll['issues'][number];

interface FixProps {
  readonly fix: { readonly title: string; readonly span: { readonly start: number; readonly end: number }; readonly text: string };
  readonly expression: string;
  readonly onFix: (expression: string) => void;
}

function Fix({ fix, expression, onFix }: FixProps) {
  const { start, end } = codeUnits(expression, fix.span);
  return (
    <button type="button" className="outlined fix" onClick={() => onFix(expression.slice(0, start) + fix.text + expression.slice(end))}>
      {fix.title}
    </button>
  );
}
