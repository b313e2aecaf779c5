// The connection that the request comes over: where from, which socket, TLS or not, which protocol.
import type { SampleRequest, TlsSample } from '../../../src/http/sample-request.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { DEFAULT_HOST, sniOf } from './address.ts';
import { JsonField, ReadField, readList, readPort, readText } from './fields.tsx';

type Peer = NonNullable<TlsSample['peer']>;

/** The record with one member changed; undefined when nothing is left of it. */
function member<T extends object>(record: T | undefined, name: keyof T, value: unknown): T | undefined {
  const { [name]: _, ...rest } = (record ?? {}) as Record<keyof T, unknown>;
  const next = value === undefined ? rest : { ...rest, [name]: value };
  return Object.keys(next).length === 0 ? undefined : (next as T);
}

export function ConnectionPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const { request } = row;
  const { tls } = request;
  const host = request.host ?? DEFAULT_HOST;
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={tls !== undefined}
          onChange={(event) => {
            const sni = sniOf(host.replace(/:\d+$/, ''));
            change(row.id, { tls: event.target.checked ? (sni === undefined ? {} : { sni }) : undefined });
          }}
        />
        The connection is TLS
      </label>
      {tls !== undefined && <Tls row={row} tls={tls} />}
      <Places row={row} />
      <AsSent row={row} />
      <JsonField
        row={row}
        name="connection"
        label="More about the connection"
        value={request.connection}
        rows={3}
        placeholder={'{ "protocol": "tcp" }'}
        write={(connection) => ({ connection })}
      />
    </>
  );
}

/** What the address says, part by part: for bytes that no address can hold, and a scheme that is not that of the transport. */
function AsSent({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const { request } = row;
  return (
    <>
      <div className="form-grid">
        <ReadField
          row={row}
          name="protocol"
          label="Protocol"
          text={request.protocol ?? ''}
          placeholder="HTTP/1.1"
          read={readText}
          write={(value) => ({ protocol: value })}
        />
        <ReadField
          row={row}
          name="scheme"
          label="Scheme, as sent"
          text={request.scheme ?? ''}
          placeholder="http"
          hint="It does not make the connection TLS."
          read={readText}
          write={(value) => ({ scheme: value })}
        />
        <ReadField
          row={row}
          name="host"
          label="Host, as sent"
          text={request.host ?? ''}
          placeholder={request.host === null ? 'none is sent' : DEFAULT_HOST}
          read={readText}
          write={(value) => ({ host: value })}
        />
        <ReadField
          row={row}
          name="path"
          label="Path, as sent"
          text={request.path ?? ''}
          placeholder={request.path === null ? 'none is sent' : '/'}
          read={readText}
          write={(value) => ({ path: value })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={request.host === null}
          onChange={(event) => change(row.id, { host: event.target.checked ? null : undefined }, { host: undefined })}
        />
        Send no Host header
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={request.path === null}
          onChange={(event) => change(row.id, { path: event.target.checked ? null : undefined }, { path: undefined })}
        />
        Send no path, which HTTP/2 can do
      </label>
    </>
  );
}

const PLACES = [
  ['source', 'Source', undefined],
  ['directSource', 'Direct source', 'Before any PROXY header.'],
  ['destination', 'Destination', undefined],
  ['listener', 'Listener', undefined],
] as const satisfies readonly (readonly [keyof SampleRequest, string, string | undefined])[];

function Places({ row }: { readonly row: NamedRequest }) {
  const { request } = row;
  return (
    <div className="form-grid">
      {PLACES.map(([name, label, hint]) => {
        const place = request[name];
        return (
          <div className="pair" key={name}>
            <ReadField
              row={row}
              name={`${name}.address`}
              label={`${label}: address`}
              {...(hint === undefined ? {} : { hint })}
              text={place?.address ?? ''}
              placeholder={name === 'source' ? '127.0.0.1' : ''}
              read={readText}
              write={(value) => ({ [name]: member(place, 'address', value) })}
            />
            <ReadField
              row={row}
              name={`${name}.port`}
              label="port"
              text={place?.port === undefined ? '' : String(place.port)}
              read={readPort}
              write={(value) => ({ [name]: member(place, 'port', value) })}
            />
          </div>
        );
      })}
      <ReadField
        row={row}
        name="listener.name"
        label="Listener: name"
        text={request.listener?.name ?? ''}
        hint="Tells several on one socket apart."
        read={readText}
        write={(value) => ({ listener: member(request.listener, 'name', value) })}
      />
    </div>
  );
}

function Tls({ row, tls }: { readonly row: NamedRequest; readonly tls: TlsSample }) {
  const { change } = useApp((state) => state.requests);
  const { peer } = tls;
  const put = (name: keyof Peer, value: unknown) => ({ tls: member(tls, 'peer', member(peer, name, value)) ?? {} });
  return (
    <div className="form-grid inset">
      <ReadField
        row={row}
        name="sni"
        label="SNI"
        text={tls.sni ?? ''}
        read={readText}
        write={(sni) => ({ tls: member(tls, 'sni', sni) ?? {} })}
      />
      <ReadField
        row={row}
        name="alpn"
        label="ALPN, with commas"
        text={tls.alpn?.join(', ') ?? ''}
        placeholder="h2, http/1.1"
        read={readList}
        write={(alpn) => ({ tls: member(tls, 'alpn', alpn) ?? {} })}
      />
      <ReadField
        row={row}
        name="peer.subject"
        label="Client certificate: subject"
        text={peer?.subject ?? ''}
        placeholder="CN=mara"
        read={readText}
        write={(value) => put('subject', value)}
      />
      <ReadField
        row={row}
        name="peer.issuer"
        label="Client certificate: issuer"
        text={peer?.issuer ?? ''}
        read={readText}
        write={(value) => put('issuer', value)}
      />
      <ReadField
        row={row}
        name="peer.uriSans"
        label="URI SANs, with commas"
        text={peer?.uriSans?.join(', ') ?? ''}
        placeholder="spiffe://cluster.local/ns/a/sa/b"
        read={readList}
        write={(value) => put('uriSans', value)}
      />
      <ReadField
        row={row}
        name="peer.dnsSans"
        label="DNS SANs, with commas"
        text={peer?.dnsSans?.join(', ') ?? ''}
        read={readList}
        write={(value) => put('dnsSans', value)}
      />
      <ReadField
        row={row}
        name="peer.pem"
        label="Certificate, PEM"
        rows={2}
        text={peer?.pem ?? ''}
        placeholder="-----BEGIN CERTIFICATE-----"
        read={readText}
        write={(value) => put('pem', value)}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={peer?.validated === true}
          onChange={(event) => change(row.id, put('validated', event.target.checked ? true : undefined))}
        />
        The certificate is valid to the gateway
      </label>
    </div>
  );
}
