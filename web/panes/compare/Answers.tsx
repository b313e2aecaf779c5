// Which of the page's requests the two versions answer differently: before, after, and the first step that differs.
import type { Compared } from '../../../src/model/pinned.ts';
import { useApp } from '../../state/store.ts';

interface Row {
  /** The request's id. */
  readonly id: string;
  readonly name: string;
  readonly compared: Compared | undefined;
}

export function Answers({ rows }: { readonly rows: readonly Row[] }) {
  const { choose } = useApp((state) => state.requests);
  const { open, showAnswers } = useApp((state) => state.view);
  const changed = rows.flatMap(({ compared, ...row }) => (compared?.kind === 'changed' ? [{ ...row, compared }] : []));
  return (
    <section className="impact" aria-label="Answers">
      <p>
        <b className={changed.length === 0 ? 'ok' : 'warn'}>{saidOf(changed.length, rows.length)}</b>
      </p>
      {changed.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
              <th scope="col">First difference</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ id, name, compared }) => (
              <tr key={id}>
                <td>
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      choose(id);
                      showAnswers('one');
                      open(undefined);
                    }}
                  >
                    {name}
                  </button>
                </td>
                <td>{withStatus(compared, 'before')}</td>
                <td>{withStatus(compared, 'after')}</td>
                <td className="soft">{differenceOf(compared)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const saidOf = (changed: number, all: number): string =>
  changed === 0
    ? `${all === 1 ? 'The request is' : `All ${all} requests are`} answered as before.`
    : `${changed} of ${all} ${all === 1 ? 'request' : 'requests'} ${changed === 1 ? 'is' : 'are'} answered differently.`;

type Changed = Extract<Compared, { kind: 'changed' }>;

/** The answer's sentence, after the status where the two differ in it and the sentence does not begin with it. */
function withStatus(compared: Changed, side: 'before' | 'after'): string {
  const status = compared.facts.find(({ what }) => what === 'status')?.[side];
  const title = compared[side];
  return status === undefined || title.startsWith(status) ? title : `${status}: ${title}`;
}

/** The first step that differs; where all steps are the same, the facts that are not. */
function differenceOf({ step, facts }: Changed): string {
  if (step === undefined) return facts.map(({ what }) => what).join(', ');
  return `${step.before ?? 'nothing'} → ${step.after ?? 'nothing'}`;
}
