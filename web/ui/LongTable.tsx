// A long table writes the rows around the chosen one, and all of them when it is asked to: a thousand rows hold up every key.
import { type ReactNode, useState } from 'react';

const AT_ONCE = 100;

/** The rows to write, that of index `chosen` among them; `more` says what is left out and offers it. */
export function useRowsAround<Row>(rows: readonly Row[], chosen: number): { readonly shown: readonly Row[]; readonly more: ReactNode } {
  const [showsAll, setShowsAll] = useState(false);
  if (showsAll || rows.length <= AT_ONCE) return { shown: rows, more: undefined };
  const from = Math.floor(Math.max(0, chosen) / AT_ONCE) * AT_ONCE;
  const shown = rows.slice(from, from + AT_ONCE);
  const more = (
    <p className="pad quiet">
      {from + 1} to {from + shown.length} of {rows.length.toLocaleString('en-US')}{' '}
      <button type="button" className="link" onClick={() => setShowsAll(true)}>
        Show all
      </button>
    </p>
  );
  return { shown, more };
}
