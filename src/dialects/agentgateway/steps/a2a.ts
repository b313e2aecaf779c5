// agentgateway 1.4, `a2a`: the backend is an agent. Its card, asked for by GET under `/.well-known`, gets the gateway's own address in place of the agent's; a POST
// is a call, whose method and outcome the log names. Everything else is plain HTTP.
import { isObject } from '../../../base/json.ts';
import { utf8Bytes, utf8Text } from '../../../http/bytes.ts';
import { Headers } from '../../../http/headers.ts';
import { splitTarget } from '../../../http/target.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { parseJson } from '../json-fault.ts';
import type { AgwPolicy } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import type { PolicyKind } from './kind.ts';

const CARD = /^(.*)\/\.well-known\/agent(?:-card)?\.json$/;

/** What the request turned out to be, for the way back. */
const KIND = ':a2a';

type Json = Readonly<Record<string, unknown>>;

export const a2a: PolicyKind<Readonly<Record<string, unknown>>> = {
  key: 'a2a',
  read: () => ({}),
  says: () => 'agent to agent',
  request: (policy, x) => {
    const { method, headers, body } = x.request;
    const base = method === 'GET' ? cardBase(x) : undefined;
    if (base !== undefined) {
      note(x, policy, 'an agent card is asked for', base);
    } else if (method === 'POST') {
      const isJson = headers.first('content-type')?.toLowerCase().includes('json') === true;
      const message = isJson ? parseJson(utf8Text(body))?.value : undefined;
      const called = isObject(message) && typeof message.method === 'string' ? message.method : 'unknown';
      x.log.extra.push(['a2a.method', called]);
      note(x, policy, `a call of ${called}`, 'call');
    } else
      x.trace.record(() => ({
        ...place(policy),
        result: 'pass',
        because: `${method} of this path is neither a call nor the card: plain HTTP`,
      }));
    return CONTINUE;
  },
  response: (policy, x) => {
    const kind = x.facts.get(KIND);
    if (typeof kind !== 'string' || x.response === undefined || x.body.ownAnswer) return;
    if (kind === 'call') tellOutcome(x);
    else rewriteCard(policy, x, kind);
  },
};

const place = ({
  id,
  name,
  origin,
}: AgwPolicy): { readonly step: string; readonly target: string; readonly entity: string; readonly origin: AgwPolicy['origin'] } => ({
  step: 'a2a',
  target: name,
  entity: id,
  origin,
});

function note(x: Exchange, policy: AgwPolicy, because: string, kind: string): void {
  x.log.protocol = 'a2a';
  x.facts.set(KIND, kind);
  x.trace.record(() => ({ ...place(policy), result: 'pass', because }));
}

/** Where the agent is for the client: the address that it asked, without what is well known; undefined for other paths. */
function cardBase({ arrived, sample, request }: Exchange): string | undefined {
  const { path, query } = splitTarget(arrived?.target ?? request.target);
  const prefix = CARD.exec(path)?.[1];
  if (prefix === undefined) return undefined;
  const scheme = request.headers.first('x-forwarded-proto') ?? request.scheme;
  return `${scheme}://${sample.host ?? request.authority}${prefix}${query === undefined ? '' : `?${query}`}`;
}

function rewriteCard(policy: AgwPolicy, x: Exchange, base: string): void {
  const card = parseJson(utf8Text(x.response?.body ?? new Uint8Array()));
  const fault = card === undefined ? 'agent card invalid JSON' : faultOf(card.value);
  if (fault !== undefined || !isObject(card?.value)) {
    refuse(policy, x, `processing failed: ${fault ?? ''}`);
    return;
  }
  const { supportedInterfaces: list } = card.value;
  const after = Array.isArray(list)
    ? { ...card.value, supportedInterfaces: list.map((one: unknown) => (isObject(one) ? at(base, one) : one)) }
    : { ...card.value, url: base };
  if (x.response !== undefined) {
    x.response.body = utf8Bytes(JSON.stringify(after));
    if (x.response.headers.has('content-length')) x.response.headers.set('content-length', String(x.response.body.length));
  }
  x.trace.record(() => ({
    ...place(policy),
    result: 'change',
    because: 'the card names the gateway in place of the agent',
    changes: [{ what: 'url', after: base }],
  }));
}

function faultOf(card: unknown): string | undefined {
  if (!isObject(card) || (card.url === undefined && card.supportedInterfaces === undefined))
    return "agent card missing URL (no 'url' or 'supportedInterfaces' field)";
  return card.supportedInterfaces === undefined || Array.isArray(card.supportedInterfaces)
    ? undefined
    : 'agent card supportedInterfaces is not an array';
}

/** An interface keeps its path, behind the gateway's address. */
function at(base: string, one: Json): Json {
  const path = typeof one.url === 'string' ? /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+([^#]*)/i.exec(one.url)?.[1] : undefined;
  return path === undefined ? one : { ...one, url: `${base}${path === '' ? '/' : path}` };
}

function refuse(policy: AgwPolicy, x: Exchange, error: string): void {
  x.response = { status: 503, headers: new Headers([['content-type', 'text/plain']]), body: utf8Bytes(error) };
  x.log.error = error;
  x.log.reason = 'Internal';
  x.trace.record(() => ({ ...place(policy), result: 'deny', because: error }));
}

/** `result` or `error` of the answer, where it is JSON. */
function tellOutcome(x: Exchange): void {
  const answer = parseJson(utf8Text(x.response?.body ?? new Uint8Array()))?.value;
  if (!isObject(answer)) return;
  const { result, error } = answer;
  const failed = error !== undefined && error !== null;
  x.log.extra.push(['a2a.response.outcome', failed ? 'error' : result === undefined ? 'unknown' : 'success']);
  if (failed && isObject(error) && typeof error.code === 'number') x.log.extra.push(['a2a.response.error_code', String(error.code)]);
  if (failed || !isObject(result)) return;
  if (typeof result.kind === 'string') x.log.extra.push(['a2a.result.kind', result.kind]);
  if (isObject(result.status) && typeof result.status.state === 'string') x.log.extra.push(['a2a.task.state', result.status.state]);
}
