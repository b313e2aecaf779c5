// Rows of names and values: headers, variables. A row without a name is being typed and counts as none.
import { Plus, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

export type NamedValue = readonly [name: string, value: string];

interface Props {
  /** What a row is: `header`, `variable`. */
  readonly noun: string;
  /** The pairs as they are now. Rows begin anew when they become others than what was typed here. */
  readonly pairs: readonly NamedValue[];
  readonly onChange: (pairs: readonly NamedValue[]) => void;
  /** Reads several rows out of a pasted text; undefined: it is a value like any other. */
  readonly readPasted?: (text: string) => readonly NamedValue[] | undefined;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

const rowsOf = (pairs: readonly NamedValue[]): readonly Row[] =>
  (pairs.length === 0 ? ([['', '']] as const) : pairs).map(([name, value], id) => ({ id, name, value }));

/** The rows, which follow the pairs unless it was a row that changed them. */
function useRows(pairs: readonly NamedValue[]) {
  const [rows, setRows] = useState(() => rowsOf(pairs));
  const given = JSON.stringify(pairs);
  const [seen, setSeen] = useState(given);
  const isOwn = useRef(false);
  if (given !== seen) {
    setSeen(given);
    if (!isOwn.current) setRows(rowsOf(pairs));
  }
  useEffect(() => {
    isOwn.current = false;
  });
  const put = (next: readonly Row[]) => {
    isOwn.current = true;
    setRows(next);
  };
  return [rows, put] as const;
}

export function PairRows({ noun, pairs, onChange, readPasted }: Props) {
  const [rows, setRows] = useRows(pairs);
  const list = useRef<HTMLDivElement>(null);
  const nextId = Math.max(-1, ...rows.map((row) => row.id)) + 1;
  const put = (next: readonly Row[]) => {
    setRows(next);
    onChange(next.filter((row) => row.name.trim() !== '').map((row) => [row.name.trim(), row.value]));
  };
  const edit = (id: number, part: Partial<Row>) => put(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const paste = (at: number, text: string): boolean => {
    const pasted = readPasted?.(text);
    if (pasted === undefined) return false;
    put(rows.toSpliced(at, 1, ...pasted.map(([name, value], i) => ({ id: nextId + i, name, value }))));
    return true;
  };
  // After a row came or went the keyboard goes on in the row at this place, or the one before it; before the next key is pressed.
  const goOnAt = useRef<number>(undefined);
  useLayoutEffect(() => {
    const at = goOnAt.current;
    if (at === undefined) return;
    goOnAt.current = undefined;
    const names = list.current?.querySelectorAll<HTMLElement>('.pair-row > input:first-child') ?? [];
    names[Math.min(at, names.length - 1)]?.focus();
  });
  const field = { spellCheck: false, autoComplete: 'off', className: 'mono' } as const;
  return (
    <>
      <div className="pair-rows" ref={list}>
        {rows.map(({ id, name, value }, at) => {
          const which = name === '' ? `${noun} ${at + 1}` : `${noun} ${name}`;
          return (
            <div className="pair-row" key={id}>
              <input
                {...field}
                aria-label={`Name of ${noun} ${at + 1}`}
                placeholder="name"
                value={name}
                onChange={(event) => edit(id, { name: event.target.value })}
                onPaste={(event) => paste(at, event.clipboardData.getData('text/plain')) && event.preventDefault()}
              />
              <input
                {...field}
                aria-label={`Value of ${which}`}
                placeholder="value"
                value={value}
                onChange={(event) => edit(id, { value: event.target.value })}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove ${which}`}
                onClick={() => {
                  goOnAt.current = at;
                  put(rows.length > 1 ? rows.filter((row) => row.id !== id) : rowsOf([]));
                }}
              >
                <X size={14} aria-hidden />
              </button>
            </div>
          );
        })}
      </div>
      <div className="row">
        <button
          type="button"
          className="outlined"
          onClick={() => {
            goOnAt.current = rows.length;
            setRows([...rows, { id: nextId, name: '', value: '' }]);
          }}
        >
          <Plus size={14} aria-hidden /> Add a {noun}
        </button>
      </div>
    </>
  );
}
