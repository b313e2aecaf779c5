// What goes out of the gateway: the request that the backend gets, the response that the client gets, log lines and counters.
import type { HeaderPairs } from '../../../src/http/headers.ts';
import type { Decision } from '../../../src/model/decision.ts';
import type { PageAnswer } from '../../queries/use-answer.ts';
import { Observed } from './Observed.tsx';
import { Part } from './Part.tsx';

export function Exchange({ decision, sources }: { readonly decision: Decision; readonly sources: PageAnswer['sources'] }) {
  const { upstream, response, backends, endpoint, mirrors } = decision;
  return (
    <div className="exchange">
      {backends !== undefined && backends.length > 0 && (
        <Part title="Backends" note={endpoint ?? backends.find((backend) => backend.chosen)?.name}>
          <ul>
            {backends.map((backend) => (
              <li key={`${backend.namespace ?? ''}/${backend.name}:${backend.port ?? ''}`} className={backend.chosen ? 'chosen' : 'quiet'}>
                <code>{backend.name}</code> {backends.length > 1 && `${Math.round(backend.share * 1000) / 10} %`}{' '}
                {backend.chosen ? '· chosen' : ''}
                {backend.endpoints !== undefined && backend.endpoints.length > 0 && (
                  <span className="quiet"> {backend.endpoints.join(', ')}</span>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {upstream !== undefined && (
        <Part title="The backend gets" note={`${upstream.method} ${upstream.path}`}>
          <Message
            first={`${upstream.method} ${upstream.scheme === undefined ? '' : `${upstream.scheme}://`}${upstream.host}${upstream.path}`}
            headers={upstream.headers}
            body={upstream.body}
          />
        </Part>
      )}
      {response !== undefined && (
        <Part title="The client gets" note={String(response.status)}>
          <Message first={String(response.status)} headers={response.headers} body={response.body} />
        </Part>
      )}
      {mirrors !== undefined && mirrors.length > 0 && <Part title="A copy goes to" note={mirrors.join(', ')} />}
      <Observed decision={decision} sources={sources} />
    </div>
  );
}

function Message({ first, headers, body }: { readonly first: string; readonly headers: HeaderPairs; readonly body: string | undefined }) {
  return (
    <pre>
      {first}
      {headers.map(([name, value]) => `\n${name}: ${value}`).join('')}
      {body === undefined || body === '' ? '' : `\n\n${body}`}
    </pre>
  );
}
