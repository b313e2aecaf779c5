// What changed since the answers were pinned: same, or before → after with the first step that differs.
import { Pin, PinOff } from 'lucide-react';
import type { Compared } from '../../../src/model/pinned.ts';
import { useCompared } from '../../queries/use-compared.ts';
import { useApp } from '../../state/store.ts';
import { Prose } from '../../ui/Prose.tsx';
import './pinned.css';

/** Under the answer's sentence. Nothing where nothing was pinned. */
export function SincePinned({ request }: { readonly request: string }) {
  const compared = useCompared().byRequest.get(request);
  if (compared === undefined) return undefined;
  return (
    <section className={`since ${compared.kind}`} aria-label="Since the answers were pinned">
      {compared.kind === 'same' ? <p>Same as pinned</p> : <Changed compared={compared} />}
    </section>
  );
}

function Changed({ compared }: { readonly compared: Extract<Compared, { kind: 'changed' }> }) {
  const { step, facts } = compared;
  return (
    <>
      <p>
        <b>Changed.</b> Pinned: <Prose text={compared.before} />
        {step !== undefined && (
          <>
            . First difference, step {step.index + 1}: <BeforeAfter before={step.before} after={step.after} />
          </>
        )}
      </p>
      {facts.length > 0 && (
        <details>
          <summary>
            {facts.length === 1 ? '1 fact differs' : `${facts.length} facts differ`}: {facts.map((fact) => fact.what).join(', ')}
          </summary>
          <dl>
            {facts.map(({ what, before, after }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  <BeforeAfter before={before} after={after} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function BeforeAfter({ before, after }: { readonly before: string | undefined; readonly after: string | undefined }) {
  return (
    <span className="mono">
      {before === undefined ? <span className="quiet">nothing</span> : <del>{before}</del>} →{' '}
      {after === undefined ? <span className="quiet">nothing</span> : <ins>{after}</ins>}
    </span>
  );
}

/** One line in the table of all requests. */
export function ComparedNote({ compared }: { readonly compared: Compared | undefined }) {
  if (compared === undefined) return <div className="quiet">not pinned</div>;
  if (compared.kind === 'same') return <div className="quiet">same as pinned</div>;
  const first = compared.facts.find((fact) => fact.what !== 'outcome');
  return (
    <div className="changed-note">
      <b>changed</b>
      {first !== undefined && (
        <>
          : {first.what} <BeforeAfter before={first.before} after={first.after} />
        </>
      )}
    </div>
  );
}

/** Keeps the present answers as the baseline, or lets it go. */
export function PinButtons() {
  const { isPinned, present } = useCompared();
  const { pin } = useApp((state) => state.requests);
  return (
    <div className="pin-buttons">
      <button type="button" className="outlined" onClick={() => pin(present())}>
        <Pin size={14} aria-hidden /> {isPinned ? 'Pin the present answers' : 'Pin answers'}
      </button>
      {isPinned && (
        <button type="button" onClick={() => pin(new Map())}>
          <PinOff size={14} aria-hidden /> Unpin
        </button>
      )}
      <p className="quiet">
        {isPinned ? 'The pinned answers travel in the link.' : 'Then edit or paste: each request shows whether its answer changed.'}
      </p>
    </div>
  );
}
