// Why something is a problem: what the finding means, what the program makes of it, and an example of both ways that can be opened.
import type { ExplainedExample } from '../../../src/diagnostics/page.ts';
import { initialState } from '../../../src/permalink/fields.ts';
import { useExplainedCode } from '../../queries/use-explained-code.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Prose } from '../../ui/Prose.tsx';
import './why.css';

export function WhyDialog() {
  const { open } = useApp((state) => state.view);
  const code = useApp((state) => state.explaining);
  const { data: page, error } = useExplainedCode(code);
  return (
    <Dialog title="Why this is reported" onClose={() => open(undefined)} className="why">
      <p className="mono quiet">{code}</p>
      {error !== null && <p className="fault">{error.message.split('\n')[0]}</p>}
      {page === null && <p>There is no page about this one; its message says all there is to say.</p>}
      {page === undefined && error === null && <p className="quiet">Loading …</p>}
      {page !== undefined && page !== null && (
        <>
          <p>
            <strong>
              <Prose text={page.means} />
            </strong>
          </p>
          <p>
            <Prose text={page.why} />
          </p>
          <div className="why-pair">
            <Example title="Reported" example={page.wrong} tone="no" />
            <Example title="Put right" example={page.right} tone="ok" />
          </div>
          <p className="quiet">Source: {page.source}</p>
        </>
      )}
    </Dialog>
  );
}

interface ExampleProps {
  readonly title: string;
  readonly example: ExplainedExample;
  readonly tone: 'ok' | 'no';
}

function Example({ title, example, tone }: ExampleProps) {
  const session = useSession();
  const { open, showLower } = useApp((state) => state.view);
  const { edit, chooseProfile } = useApp((state) => state.expressions);
  const { language, text, whole, profile } = example;
  const take = async () => {
    open(undefined);
    if (language === 'cel') {
      chooseProfile(profile ?? 'cel');
      edit(whole);
      showLower('expression');
      return;
    }
    const files = [{ name: /^\s*[{[]/.test(whole) ? 'gateway.json' : 'gateway.yaml', text: whole }];
    await session?.openPayload({ state: { ...initialState, files }, unknown: {} });
  };
  return (
    <section aria-label={title}>
      <h3 className={tone}>{title}</h3>
      <textarea
        className="mono"
        aria-label={`${title}: example`}
        readOnly
        rows={Math.min(14, text.split('\n').length)}
        wrap="soft"
        value={text}
      />
      {session !== undefined && (
        <button type="button" className="outlined" onClick={() => void take()}>
          {language === 'cel' ? 'Try it as the expression' : 'Open it here'}
        </button>
      )}
    </section>
  );
}
