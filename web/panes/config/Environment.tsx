// Environment variables for `$NAME` in the configuration.
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../../state/store.ts';

export function Environment() {
  const env = useApp((state) => state.env);
  const { setEnv } = useApp((state) => state.workspace);
  const [rows, setRows] = useState<readonly (readonly [string, string])[]>(() => [...Object.entries(env), ['', '']]);
  const put = (next: readonly (readonly [string, string])[]) => {
    setRows(next);
    setEnv(Object.fromEntries(next.filter(([name]) => name.trim() !== '').map(([name, value]) => [name.trim(), value])));
  };
  return (
    <div className="environment">
      <p className="soft">
        Values for <code>$NAME</code> and <code>{'${NAME}'}</code> in the configuration. They stay in this page, and are part of a link only
        if you share them.
      </p>
      {rows.map(([name, value], at) => (
        <div className="header-row" key={`${at}/${rows.length}`}>
          <input
            className="mono"
            aria-label={`Name of variable ${at + 1}`}
            placeholder="NAME"
            value={name}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => put(rows.with(at, [event.target.value, value]))}
          />
          <input
            className="mono"
            aria-label={`Value of ${name === '' ? `variable ${at + 1}` : name}`}
            placeholder="value"
            value={value}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => put(rows.with(at, [name, event.target.value]))}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${name === '' ? `variable ${at + 1}` : name}`}
            onClick={() => put(rows.toSpliced(at, 1))}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      <div className="row">
        <button type="button" className="outlined" onClick={() => setRows([...rows, ['', '']])}>
          <Plus size={14} aria-hidden /> Add a variable
        </button>
      </div>
    </div>
  );
}
