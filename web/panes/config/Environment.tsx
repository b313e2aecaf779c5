// Environment variables for `$NAME` in the configuration.
import { useApp } from '../../state/store.ts';
import { type NamedValue, PairRows } from '../../ui/PairRows.tsx';

export function Environment() {
  const env = useApp((state) => state.env);
  const document = useApp((state) => state.document);
  const { setEnv } = useApp((state) => state.workspace);
  return (
    <div className="environment">
      <p className="soft">
        Values for <code>$NAME</code> in the configuration. They stay in this page, and are part of a link only if you share them.
      </p>
      <PairRows
        key={document}
        noun="variable"
        pairs={Object.entries(env)}
        readPasted={envLines}
        onChange={(pairs) => setEnv(Object.fromEntries(pairs))}
      />
    </div>
  );
}

/** Lines of an `.env` file or of a shell, pasted at once: `NAME=value`, perhaps with `export` before it and quotes around the value. */
function envLines(text: string): readonly NamedValue[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  const found = lines.map((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line));
  return found.length > 0 && found.every((pair) => pair !== null)
    ? found.map(([, name = '', value = '']) => [name, value.trim().replace(/^(["'])(.*)\1$/, '$2')] as const)
    : undefined;
}
