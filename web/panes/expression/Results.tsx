// The expression's result for every request, and what decided it.
import type { EvaluatedAll } from '../../queries/use-evaluation.ts';
import { useApp } from '../../state/store.ts';
import { useRowsAround } from '../../ui/LongTable.tsx';
import { Prose } from '../../ui/Prose.tsx';

interface Props {
  readonly rows: EvaluatedAll['rows'] | undefined;
  /** What keeps the expression from running for any request; it is said above. */
  readonly cause: string | undefined;
}

export function Results({ rows, cause }: Props) {
  const list = useApp((state) => state.requestList);
  const selected = useApp((state) => state.selectedRequest);
  const { shown, more } = useRowsAround(
    list,
    list.findIndex((row) => row.id === selected),
  );
  const { choose } = useApp((state) => state.requests);
  const saidOf = (message: string) => (message === cause ? <span className="quiet">as above</span> : message);
  return (
    <>
      <table className="results">
        <thead>
          <tr>
            <th>Request</th>
            <th>Result</th>
            <th>Decided by</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, name }) => {
            const row = rows?.get(id);
            const answer = row?.answer;
            return (
              <tr key={id} aria-current={id === selected}>
                <td>
                  <button type="button" className="link" onClick={() => choose(id)}>
                    {name}
                  </button>
                </td>
                <td
                  className={`mono ${answer === undefined ? 'quiet' : !answer.ok ? 'warn' : answer.text === 'true' ? 'ok' : answer.text === 'false' ? 'no' : ''}`}
                >
                  {answer === undefined ? '…' : answer.ok ? clip(answer.text) : 'error'}
                </td>
                <td className="soft">
                  {answer !== undefined && !answer.ok ? saidOf(answer.message) : <Prose text={row?.because ?? ''} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more}
    </>
  );
}

const clip = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);
