// The bytes of an HTTP/1 message, in place of method, address, headers and body. Line ends are shown as lines and sent as CR LF,
// unless the message has others.
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { ReadField } from './fields.tsx';
import { rawMessageOf } from './raw-message.ts';

export function RawPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const { request } = row;
  if (request.raw === undefined)
    return (
      <div className="row">
        <button type="button" className="outlined" onClick={() => change(row.id, { raw: rawMessageOf(request) })}>
          Give the message byte by byte
        </button>
        <span className="quiet">It then stands in place of method, address, headers and body.</span>
      </div>
    );
  return (
    <>
      <ReadField
        row={row}
        name="raw"
        label="Message"
        rows={8}
        text={request.raw.replaceAll('\r\n', '\n')}
        hint="Latin-1; each line ends with CR LF when it is sent."
        read={(text) => ({ ok: true, value: text.replace(/\r?\n/g, '\r\n') })}
        write={(raw) => ({ raw })}
      />
      <div className="row">
        <button type="button" className="outlined" onClick={() => change(row.id, { raw: undefined }, { raw: undefined })}>
          Back to fields
        </button>
      </div>
    </>
  );
}
