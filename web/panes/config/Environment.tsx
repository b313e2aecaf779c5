// Environment variables for `$NAME` in the configuration.
import { useApp } from '../../state/store.ts';
import { PairRows } from '../../ui/PairRows.tsx';

export function Environment() {
  const env = useApp((state) => state.env);
  const document = useApp((state) => state.document);
  const { setEnv } = useApp((state) => state.workspace);
  return (
    <div className="environment">
      <p className="soft">
        Values for <code>$NAME</code> in the configuration. They stay in this page, and are part of a link only if you share them.
      </p>
      <PairRows key={document} noun="variable" initial={Object.entries(env)} onChange={(pairs) => setEnv(Object.fromEntries(pairs))} />
    </div>
  );
}
