// Why there is no answer, or no new one: each state says what it is and what to do.
import { EngineBug } from '../../../src/protocol/connect.ts';
import type { PageAnswer } from '../../queries/use-answer.ts';
import { useLowered } from '../../queries/use-lowered.ts';
import { useApp } from '../../state/store.ts';

export function NoAnswer({ answer, brief = false }: { readonly answer: PageAnswer; readonly brief?: boolean }) {
  const opened = useLowered();
  const { follow } = useApp((state) => state.selecting);
  const { open } = useApp((state) => state.view);
  // Before that the empty state of the configuration offers one.
  const isStarted = useApp((state) => state.started);
  const lowered = opened.data?.lowered;
  const first = lowered?.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  switch (answer.state) {
    case 'nothing':
      return (
        <State
          title="No configuration yet"
          text="Type or paste one, or drop its files here. The gateway's answer to this request appears in this place."
        >
          {isStarted && (
            <button type="button" className="outlined page-only" onClick={() => open('examples')}>
              Open an example
            </button>
          )}
        </State>
      );
    case 'recognised':
      return (
        <State
          title={`This is ${lowered?.dialectTitle ?? 'a known dialect'}`}
          text="It is recognised, and not simulated yet. Your text is kept; expressions can still be evaluated over the requests."
        />
      );
    case 'unreadable':
      return (
        <State
          title="Nothing here can be used yet"
          text={first?.message ?? 'The text is no configuration of a gateway that is known here.'}
        >
          {first !== undefined && (
            <button type="button" className="outlined" onClick={() => follow(first.file, first.span)}>
              Show the place
            </button>
          )}
        </State>
      );
    case 'stopped':
      return (
        <State
          title={`Stopped: ${answer.failure?.message ?? ''}`}
          text={brief ? 'The answer below is the last one that came in time.' : 'The answer took too long to compute. The text is kept.'}
        >
          <button type="button" className="outlined" onClick={answer.retry}>
            Try again
          </button>
        </State>
      );
    case 'unreachable':
      return (
        <State
          title={answer.failure?.message ?? ''}
          text={`Is the connection lost? The text is kept.${brief ? ' The answer below is the last one.' : ''}`}
        >
          <button type="button" className="outlined" onClick={answer.retry}>
            Try again
          </button>
        </State>
      );
    case 'failed':
      return (
        <State
          title="Gateglass failed here, not your configuration"
          text="Please report it with the text below; nothing is sent by itself."
        >
          <pre className="report">{answer.failure instanceof EngineBug ? answer.failure.message : String(answer.failure)}</pre>
          <button type="button" className="outlined" onClick={answer.retry}>
            Try again
          </button>
        </State>
      );
    default:
      return undefined;
  }
}

function State({ title, text, children }: { readonly title: string; readonly text: string; readonly children?: React.ReactNode }) {
  return (
    <div className="no-answer" role="status">
      <strong>{title}</strong>
      <p>{text}</p>
      {children}
    </div>
  );
}
