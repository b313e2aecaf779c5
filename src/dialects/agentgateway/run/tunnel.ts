// Mode `tunnel` of `frontendPolicies.connect` (agentgateway 1.4): the port only takes CONNECT, whose target is looked for among the internal binds. None of these
// answers is logged.

import { splitAuthority } from '../../../http/authority.ts';
import { utf8Bytes } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import type { Decision } from '../../../model/decision.ts';
import { decisionOf } from './decision.ts';
import type { Exchange } from './exchange.ts';

/** The answer of a port in this mode. `authority` is the target's own: Host does not count here. */
export function tunnelAnswer(x: Exchange, authority: string): Decision {
  const { port } = splitAuthority(authority);
  if (x.request.method !== 'CONNECT')
    return answer(x, 405, 'method not allowed', 'Only CONNECT is taken here', 'frontendPolicies.connect.mode is tunnel.');
  if (port === undefined) return answer(x, 400, 'invalid request', 'Not a tunnel request', 'A CONNECT names host and port.');
  const inside = x.model.listeners.find((bind) => bind.internal && (bind.port === undefined || String(bind.port) === port));
  if (inside === undefined)
    return answer(x, 404, 'bind not found', 'Nothing is behind this tunnel', `No internal bind serves port ${port}.`);
  x.trace.assume({
    code: 'tunnel',
    what: `What is sent through the tunnel to ${authority} is not part of this request.`,
    origin: inside.origin,
  });
  return answer(x, 200, '', 'The tunnel is opened', `The internal bind ${inside.name} serves it.`);
}

function answer(x: Exchange, status: number, text: string, title: string, because: string): Decision {
  x.response = { status, headers: new Headers(text === '' ? [] : [['content-type', 'text/plain']]), body: utf8Bytes(text) };
  return decisionOf(x, { kind: 'reply', logged: false, redirect: false, title, because });
}
