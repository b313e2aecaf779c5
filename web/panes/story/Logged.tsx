// What the access log said of a request beside what is answered here: the same, or each thing that differs.
import type { LoggedAnswer } from '../../../src/http/import/observed.ts';
import type { Decision } from '../../../src/model/decision.ts';
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

export function Logged({ logged, decision }: { readonly logged: LoggedAnswer; readonly decision: Decision }) {
  const rows = Object.entries(HERE).flatMap(([what, of]) => {
    const then = Object.hasOwn(logged.facts, what) ? logged.facts[what] : undefined;
    const here = of(decision);
    // What is not known here cannot differ.
    return then === undefined || then === '' || here === undefined ? [] : [{ what, then, here, differs: then !== here }];
  });
  const differing = rows.filter(({ differs }) => differs);
  const said = ['status', 'flags', 'reason'].flatMap((what) => (Object.hasOwn(logged.facts, what) ? (logged.facts[what] ?? []) : []));
  return (
    <section className="logged" aria-label="What the access log said">
      <p>
        <span className="step-kind">Logged</span> <code>{said.filter((part) => part !== '').join(' ')}</code>{' '}
        {differing.length === 0 ? <span className="ok">the same here</span> : <b className="warn">answered differently here</b>}
      </p>
      {differing.length > 0 && (
        <ul>
          {differing.map(({ what, then, here }) => (
            <li key={what}>
              {what} <code>{then}</code> in the log, <code>{here === '' ? 'none' : here}</code> here
            </li>
          ))}
        </ul>
      )}
      {logged.words.map((word) => (
        <p key={word} className="soft">
          {word}
        </p>
      ))}
    </section>
  );
}
