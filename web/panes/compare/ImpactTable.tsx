// What a change does to a running gateway: which listeners drain, which clusters warm, what is kept.
import type { Impact } from '../../../src/dialects/dialect.ts';

export function ImpactTable({ impact }: { readonly impact: Impact }) {
  const rows = [
    ...Object.entries(impact.listeners).map(([name, { change, drainedChains }]) => ({
      what: 'Listener',
      name,
      change,
      says: LISTENER[change],
      drained: drainedChains,
    })),
    ...Object.entries(impact.clusters).map(([name, { change }]) => ({ what: 'Cluster', name, change, says: CLUSTER[change], drained: [] })),
  ].filter((row) => row.change !== 'none');
  return (
    <div className="impact">
      <p role="status">
        <b className={impact.accepted ? 'ok' : 'no'}>
          {impact.accepted ? 'A running Envoy takes this change.' : 'A running Envoy refuses this change and keeps what it has.'}
        </b>{' '}
        {impact.accepted && rows.length === 0 && 'Nothing in it changes: the content is equal, only the text differs.'}
      </p>
      {!impact.accepted && (
        <ul>
          {impact.diagnostics
            .filter((diagnostic) => diagnostic.severity === 'error')
            .slice(0, 5)
            .map((diagnostic) => (
              <li key={`${diagnostic.code} ${diagnostic.file} ${diagnostic.span.start}`}>{diagnostic.message}</li>
            ))}
        </ul>
      )}
      {impact.accepted && rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Name</th>
              <th scope="col">What happens</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.what} ${row.name}`}>
                <td>{row.what}</td>
                <td className="mono">{row.name}</td>
                <td>
                  {row.says}
                  {row.drained.length > 0 && (
                    <>
                      {' '}
                      Drained: <span className="mono">{row.drained.join(', ')}</span>.
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const LISTENER: Readonly<Record<Impact['listeners'][string]['change'], string>> = {
  'in-place': 'Updated in place: connections of filter chains that did not change are kept.',
  full: 'Replaced: the new listener takes new connections, the old one drains all of its own.',
  added: 'Added.',
  removed: 'Removed: its connections drain.',
  none: 'Unchanged.',
};

const CLUSTER: Readonly<Record<Impact['clusters'][string]['change'], string>> = {
  added: 'Added, after warming.',
  modified: 'Replaced after warming: requests in flight end on the old one, new ones get new connections.',
  removed: 'Removed: its connections are closed.',
  none: 'Unchanged.',
};
