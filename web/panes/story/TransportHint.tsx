// A request that no listener takes is often only sent over the other transport than the one that is served: a pasted https command where
// the configuration serves plain HTTP. One press tries that.
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { useOutline } from '../../queries/use-outline.ts';
import type { Changes } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import './hint.css';

export function TransportHint() {
  const row = useApp((state) => state.requestList.find((known) => known.id === state.selectedRequest));
  const { change } = useApp((state) => state.requests);
  // Where nothing of the configuration is there to listen, another transport reaches no more.
  const isEmpty = useOutline().length === 0;
  if (row === undefined || row.request.raw !== undefined || isEmpty) return undefined;
  const { tls } = row.request;
  return (
    <div className="hint">
      <span>{tls === undefined ? 'This request comes over plain HTTP.' : 'This request comes over TLS.'}</span>
      <button type="button" className="outlined" onClick={() => change(row.id, otherTransport(row.request))}>
        {tls === undefined ? 'Try it over TLS' : 'Try it over plain HTTP'}
      </button>
    </div>
  );
}

/** The same request over the other transport. A port that was given with the address stays in it; the listener is looked for anew. */
function otherTransport({ tls, host, listener }: SampleRequest): Changes {
  const rest = listener?.port === 443 || listener?.port === 80 ? { listener: undefined } : {};
  if (tls !== undefined) return { tls: undefined, scheme: 'http', ...rest };
  const name = host?.replace(/:\d+$/, '');
  return { tls: name === undefined || /^[\d.]+$|^\[/.test(name) ? {} : { sni: name }, scheme: 'https', ...rest };
}
