// Claims that are taken as verified: typed as JSON, or read from a token that is pasted.
import { useState } from 'react';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { readToken } from './bearer.ts';
import { JsonField } from './fields.tsx';

export function JwtPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const [pasted, setPasted] = useState('');
  const read = readToken(pasted);
  const fault =
    pasted === ''
      ? undefined
      : read === undefined
        ? 'This is no JWT: three parts in base64url with dots between them.'
        : read.ok
          ? undefined
          : read.message;
  return (
    <>
      <JsonField
        row={row}
        name="jwt"
        label="Claims, taken as verified"
        value={row.request.jwt}
        rows={7}
        placeholder={'{ "sub": "mara", "groups": ["beta"] }'}
        hint="What the gateway knows once the token has been verified. Empty: there is no token."
        write={(jwt) => ({ jwt })}
      />
      <div className="field">
        <label htmlFor="jwt-token">Or paste a token</label>
        <input
          id="jwt-token"
          className="mono"
          value={pasted}
          placeholder="eyJhbGciOi…"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={fault !== undefined}
          onChange={(event) => {
            setPasted(event.target.value);
            const found = readToken(event.target.value);
            if (found?.ok === true) change(row.id, { jwt: found.jwt.claims }, { jwt: undefined });
          }}
        />
        <span className={fault === undefined ? 'quiet' : 'fault'}>{fault ?? 'It stays in this page; only its claims are kept.'}</span>
      </div>
    </>
  );
}
