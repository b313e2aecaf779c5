// What the access log said of a request beside what is answered here: the same, or each thing that differs. What came from the upstream can
// be declared from it, so that the answer here is the one to that exchange.
import type { LoggedAnswer } from '../../../src/http/import/observed.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { useApp } from '../../state/store.ts';
import { declarable } from './declarable.ts';
import './logged.css';

const HERE: Readonly<Record<string, (decision: Decision) => string | undefined>> = {
  status: ({ status }) => (status === undefined ? undefined : String(status)),
  flags: ({ flags }) => flags?.join(' '),
  reason: ({ reason }) => reason,
  listener: ({ listener }) => listener,
  route: ({ route }) => route,
  cluster: ({ cluster, backends }) => cluster ?? backends?.find(({ chosen }) => chosen)?.name,
  endpoint: ({ endpoint }) => endpoint,
};

interface Props {
  readonly logged: LoggedAnswer;
  readonly decision: Decision;
  /** The request's id. */
  readonly request: string;
}

export function Logged({ logged, decision, request }: Props) {
  const responses = useApp((state) => state.requestList.find((row) => row.id === request)?.request.responses);
  const { change } = useApp((state) => state.requests);
  const rows = Object.entries(HERE).flatMap(([what, of]) => {
    const then = Object.hasOwn(logged.facts, what) ? logged.facts[what] : undefined;
    const here = of(decision);
    // What is not known here cannot differ.
    return then === undefined || then === '' || here === undefined ? [] : [{ what, then, here, differs: then !== here }];
  });
  const differing = rows.filter(({ differs }) => differs);
  const said = ['status', 'flags'].flatMap((what) => (Object.hasOwn(logged.facts, what) ? (logged.facts[what] ?? []) : []));
  const upstream = declarable(logged.facts, decision, responses);
  return (
    <section className="logged" aria-label="What the access log said">
      <p>
        <span className="step-kind">Logged</span> <code>{said.filter((part) => part !== '').join(' ')}</code>{' '}
        {differing.length === 0 ? <span className="ok">the same here</span> : <b className="warn">answered differently here</b>}
      </p>
      {logged.words.length > 0 && (
        <ul className="soft" aria-label="What its flags mean">
          {logged.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      )}
      {differing.length > 0 && (
        <table aria-label="What differs">
          <thead>
            <tr>
              <td />
              <th scope="col">In the log</th>
              <th scope="col">Here</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ what, then, here }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td className="mono">{then}</td>
                <td className="mono">{here === '' ? 'none' : here}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {upstream !== undefined && (
        <p>
          <button
            type="button"
            className="outlined"
            onClick={() => change(request, { responses: { ...responses, [upstream.name]: upstream.response } }, { responses: undefined })}
          >
            {upstream.says}
          </button>
        </p>
      )}
    </section>
  );
}
