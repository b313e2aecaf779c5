// Request headers in order, and what a Bearer token in them says.
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { type NamedValue, PairRows } from '../../ui/PairRows.tsx';
import { readToken } from './bearer.ts';
import { claimsLabel } from './summary.ts';

export function HeadersPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const pairs = headerPairsOf(row.request.headers);
  const authorization = pairs.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const read = authorization === undefined ? undefined : readToken(authorization);
  return (
    <>
      <p className="quiet">In the order they are sent. The Host header is part of the address.</p>
      <PairRows
        noun="header"
        pairs={pairs}
        readPasted={headerLines}
        onChange={(headers) => change(row.id, { headers: headers.length === 0 ? undefined : headers })}
      />
      {read?.ok === false && <p className="fault">{read.message}</p>}
      {read?.ok === true && (
        <div className="token">
          <p>
            <strong>This Bearer token says</strong> {claimsLabel(read.jwt.claims)}{' '}
            <span className="quiet">(its signature is not looked at here)</span>
          </p>
          <pre className="mono">{JSON.stringify(read.jwt.claims, undefined, 2)}</pre>
          <button type="button" className="outlined" onClick={() => change(row.id, { jwt: read.jwt.claims })}>
            Take these claims as verified
          </button>
        </div>
      )}
    </>
  );
}

/** Several `name: value` lines pasted at once. */
function headerLines(text: string): readonly NamedValue[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found = lines.map((line) => /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s?(.*)$/.exec(line));
  return found.length > 0 && found.every((pair) => pair !== null)
    ? found.map(([, name = '', value = '']) => [name, value] as const)
    : undefined;
}
