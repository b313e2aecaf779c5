// The body: text, or bytes in base64.
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { ReadField, readText } from './fields.tsx';

export function BodyPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const { openPart } = useApp((state) => state.view);
  const { body } = row.request;
  const isBytes = typeof body === 'object';
  return (
    <>
      <ReadField
        row={row}
        name="body"
        label={isBytes ? 'Body, base64' : 'Body, text'}
        rows={6}
        placeholder={isBytes ? 'AAEC' : '{ "model": "small" }'}
        text={typeof body === 'object' ? body.base64 : (body ?? '')}
        read={isBytes ? readBase64 : readText}
        write={(text) => ({ body: text === undefined ? undefined : isBytes ? { base64: text } : text })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={isBytes}
          onChange={(event) =>
            change(
              row.id,
              {
                body: event.target.checked
                  ? { base64: toBase64(typeof body === 'string' ? body : '') }
                  : fromBase64(isBytes ? body.base64 : ''),
              },
              { body: undefined },
            )
          }
        />
        Bytes, given as base64
      </label>
      <p className="quiet">
        Or write it as{' '}
        <button type="button" className="link" onClick={() => openPart('mcp')}>
          an MCP message
        </button>{' '}
        or{' '}
        <button type="button" className="link" onClick={() => openPart('llm')}>
          a model call
        </button>
      </p>
    </>
  );
}

const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const fromBase64 = (base64: string): string => {
  const read = readBase64(base64);
  return read.ok ? new TextDecoder().decode(Uint8Array.from(atob(base64.trim()), (sign) => sign.charCodeAt(0))) : '';
};

function readBase64(text: string) {
  try {
    atob(text.trim());
    return { ok: true, value: text.trim() } as const;
  } catch {
    // Said to the person by what is returned.
    return { ok: false, because: 'Not base64 yet: letters, digits, + and /, padded with =.' } as const;
  }
}
