// Request headers in order, and what a Bearer token in them says.
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { readToken } from './bearer.ts';
import { claimsLabel } from './summary.ts';

export function HeadersPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const [draft, setDraft] = useState<readonly (readonly [string, string])[]>(() => {
    const pairs = headerPairsOf(row.request.headers);
    return pairs.length === 0 ? [['', '']] : pairs;
  });
  const put = (rows: readonly (readonly [string, string])[]) => {
    setDraft(rows);
    const named = rows.filter(([name]) => name.trim() !== '').map(([name, value]) => [name.trim(), value] as const);
    change(row.id, { headers: named.length === 0 ? undefined : named });
  };
  const edit = (at: number, name: string, value: string) => put(draft.with(at, [name, value]));
  const read = draft
    .map(([name, value]) => (name.toLowerCase() === 'authorization' ? readToken(value) : undefined))
    .find((found) => found !== undefined);
  const token = read?.ok === true ? read.jwt : undefined;
  return (
    <>
      <p className="quiet">In the order they are sent. The Host header is part of the address.</p>
      <div className="header-rows">
        {draft.map(([name, value], at) => (
          <div className="header-row" key={`${at}/${draft.length}`}>
            <input
              className="mono"
              aria-label={`Name of header ${at + 1}`}
              placeholder="name"
              value={name}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => edit(at, event.target.value, value)}
            />
            <input
              className="mono"
              aria-label={`Value of header ${name === '' ? at + 1 : name}`}
              placeholder="value"
              value={value}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => edit(at, name, event.target.value)}
              onPaste={(event) => {
                const lines = headerLines(event.clipboardData.getData('text/plain'));
                if (lines === undefined) return;
                event.preventDefault();
                put([...draft.slice(0, at), ...lines, ...draft.slice(at + 1)]);
              }}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove header ${name === '' ? at + 1 : name}`}
              onClick={() => put(draft.toSpliced(at, 1))}
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        ))}
      </div>
      <div className="row">
        <button type="button" className="outlined" onClick={() => setDraft([...draft, ['', '']])}>
          <Plus size={14} aria-hidden /> Add a header
        </button>
      </div>
      {read?.ok === false && <p className="fault">{read.message}</p>}
      {token !== undefined && (
        <div className="token">
          <p>
            <strong>This Bearer token says</strong> {claimsLabel(token.claims)}{' '}
            <span className="quiet">(its signature is not looked at here)</span>
          </p>
          <pre className="mono">{JSON.stringify(token.claims, undefined, 2)}</pre>
          <button type="button" className="outlined" onClick={() => change(row.id, { jwt: token.claims })}>
            Take these claims as verified
          </button>
        </div>
      )}
    </>
  );
}

/** Several `name: value` lines pasted at once. */
function headerLines(text: string): readonly (readonly [string, string])[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const pairs = lines.map((line) => /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s?(.*)$/.exec(line));
  return pairs.every((pair) => pair !== null) ? pairs.map(([, name = '', value = '']) => [name, value] as const) : undefined;
}
