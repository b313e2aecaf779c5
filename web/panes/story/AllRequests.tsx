// The answer for every request, one glance: who gets what, from where.
import { useCompared } from '../../queries/use-compared.ts';
import { useDecisions } from '../../queries/use-decisions.ts';
import { useApp } from '../../state/store.ts';
import { useRowsAround } from '../../ui/LongTable.tsx';
import { addressOf } from '../request/address.ts';
import { toneOf } from './Answer.tsx';
import { ComparedNote, PinButtons } from './Pinned.tsx';

export function AllRequests() {
  const list = useApp((state) => state.requestList);
  const selected = useApp((state) => state.selectedRequest);
  const { shown, more } = useRowsAround(
    list,
    list.findIndex((row) => row.id === selected),
  );
  const sequence = useApp((state) => state.sequence);
  const document = useApp((state) => state.document);
  const { choose, setSequence } = useApp((state) => state.requests);
  const { showAnswers } = useApp((state) => state.view);
  const { byRequest, isPinned } = useCompared();
  const data = useDecisions().data;
  const decisions = data?.document === document ? data.decisions : undefined;
  return (
    <div className="all-requests" id="request" role="tabpanel" aria-label="All requests">
      <table>
        <thead>
          <tr>
            <th>Request</th>
            <th>Status</th>
            <th>Answer</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, name, request }) => {
            const decision = decisions?.get(id);
            const namesRoute = decision?.route === undefined || decision.sentence.title.includes(decision.route);
            return (
              <tr key={id} aria-current={id === selected}>
                <td>
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      choose(id);
                      showAnswers('one');
                    }}
                  >
                    {name}
                  </button>
                  <div className="mono quiet one-line" title={addressOf(request)}>
                    {request.method ?? 'GET'} {request.raw === undefined ? (request.path ?? '/') : 'raw message'}
                  </div>
                </td>
                <td className={`mono ${decision === undefined ? 'quiet' : toneOf(decision)}`}>
                  {decision === undefined ? '…' : (decision.status ?? decision.outcome)}
                </td>
                <td>
                  {decision?.sentence.title ?? ''}
                  {!namesRoute && <div className="mono quiet one-line">route {decision?.route}</div>}
                  {isPinned && <ComparedNote compared={byRequest.get(id)} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more}
      <PinButtons />
      <label className="check sequence">
        <input type="checkbox" checked={sequence} onChange={(event) => setSequence(event.target.checked)} />
        One after another: they share rate limits and other state of the gateway, each at its own time
      </label>
    </div>
  );
}
