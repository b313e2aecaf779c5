// agentgateway 1.4, `transformations`: headers, pseudo headers, body and metadata from expressions, one after the other, each seeing what those before
// it changed: metadata, replace, add, set, remove, body. What happens when an expression fails is different for each:
//   header       error, null or neither string nor bytes: the header is removed with all its values, by `add` too
//   :status      an int or uint that is a status; anything else leaves it alone, likewise :path, :method, :authority
//   body         error: empty; null: the letters `null`; other values as JSON
//   replace      error or no map: headers stay
//   metadata     the key is skipped

import { isError, type Value } from '../../../cel/values/value.ts';
import { Headers } from '../../../http/headers.ts';
import type { Change, TracedExpression } from '../../../model/decision.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { bytesOf, dataOf, evaluate, isTrue, mapEntries, scalarText, statusOf, textOrBytes, traced } from '../cel-site.ts';
import type { AgwPolicy, CelText, NamedCel } from '../model.ts';
import { type At, child, isPresent, textsOf } from '../read/at.ts';
import { celOf, namedCels } from '../read/cel.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { isHeaderName, isHeaderValue, isMethod } from '../read/header-name.ts';
import { isAuthority, liftHost } from '../run/authority.ts';
import type { Exchange, LiveResponse } from '../run/exchange.ts';
import { chooseAlternative } from './alternatives.ts';
import type { PolicyKind } from './kind.ts';
import { asTarget } from './url.ts';

export interface Transform {
  readonly add: readonly NamedCel[];
  readonly set: readonly NamedCel[];
  readonly remove: readonly string[];
  readonly replace: CelText | undefined;
  readonly body: CelText | undefined;
  readonly metadata: readonly NamedCel[];
}

export interface Transformation {
  readonly request: Transform | undefined;
  readonly response: Transform | undefined;
}

function readTransform(at: At): Transform | undefined {
  if (!isPresent(at)) return undefined;
  return {
    add: namedCels(child(at, 'add')),
    set: namedCels(child(at, 'set')),
    remove: textsOf(child(at, 'remove')),
    replace: celOf(child(at, 'replace')),
    body: celOf(child(at, 'body')),
    metadata: namedCels(child(at, 'metadata')),
  };
}

export const transformations: PolicyKind<Alternatives<Transformation>> = {
  key: 'transformations',
  read: (at) =>
    alternativesOf(at, (one) => ({ request: readTransform(child(one, 'request')), response: readTransform(child(one, 'response')) })),
  says: (spec) => {
    const touched = spec.entries
      .flatMap(({ spec: one }) => [one.request, one.response])
      .flatMap((t) => (t === undefined ? [] : [...t.add, ...t.set].map((h) => h.name)));
    return touched.length === 0 ? 'no headers' : [...new Set(touched)].join(' ');
  },
  request: (policy, x) => {
    const chosen = chooseAlternative(policy, policy.spec, x, isTrue);
    x.facts.set(chosenKey(policy.id), chosen === undefined ? -1 : policy.spec.entries.findIndex((entry) => entry.spec === chosen));
    if (chosen?.request === undefined) return CONTINUE;
    record(policy, x, 'request', transform(chosen.request, x, requestSide(x)));
    return CONTINUE;
  },
  // The alternative chosen for the request is the one that transforms the response.
  response: (policy, x) => {
    const index = x.facts.get(chosenKey(policy.id));
    const chosen = typeof index === 'number' ? policy.spec.entries[index]?.spec : undefined;
    const response = x.response;
    if (chosen?.response === undefined || response === undefined) return;
    record(policy, x, 'response', transform(chosen.response, x, responseSide(x, response)));
  },
};

/** No expression can name this: variables hold no colon. */
const chosenKey = (id: string): string => `:chosen:${id}`;

/** What a transformation did. */
interface Done {
  readonly changes: Change[];
  /** Headers and pseudo headers whose expression gives nothing that they can hold. */
  readonly dropped: string[];
  /** Each as it was evaluated: later ones see what earlier ones changed. */
  readonly expressions: TracedExpression[];
}

function record(policy: AgwPolicy, x: Exchange, side: 'request' | 'response', { changes, dropped, expressions }: Done): void {
  x.trace.record(() => ({
    step: 'transformations',
    target: policy.name,
    entity: policy.id,
    result: 'change',
    because: `${side}: ${saysChanges(changes)}${dropped.length === 0 ? '' : `; left out, since the expression gives nothing that fits: ${dropped.join(', ')}`}`,
    origin: policy.origin,
    changes,
    expressions,
  }));
}

const saysChanges = (changes: readonly Change[]): string =>
  changes.length === 0 ? 'nothing changes' : changes.map((c) => c.what).join(', ');

/** What a transformation may touch: the same for requests and responses but for the pseudo headers. */
interface Side {
  readonly headers: () => Headers;
  readonly replaceHeaders: (headers: Headers) => void;
  readonly setBody: (body: Uint8Array) => void;
  /** After a header was set: Host goes where it belongs. */
  readonly settle: () => void;
  /** Sets a pseudo header; gives the value it had, undefined when the new one cannot be used. */
  readonly pseudo: (
    name: string,
    value: string | undefined,
    status: number | undefined,
  ) => { readonly before: string; readonly after: string } | undefined;
}

const requestSide = (x: Exchange): Side => ({
  headers: () => x.request.headers,
  replaceHeaders: (headers) => {
    headers.remove('host');
    x.request.headers = headers;
  },
  settle: () => liftHost(x.request),
  setBody: (body) => {
    x.request.body = body;
    x.body.replaced = true;
  },
  pseudo: (name, value) => {
    if (value === undefined) return undefined;
    switch (name) {
      case ':path': {
        const made = value === '' ? undefined : asTarget(value);
        if (!made?.ok) return undefined;
        const before = x.request.target;
        x.request.target = made.target;
        return { before, after: made.target };
      }
      case ':method': {
        if (!isMethod(value)) return undefined;
        const before = x.request.method;
        x.request.method = value;
        return { before, after: value };
      }
      case ':authority': {
        if (!isAuthority(value)) return undefined;
        const before = x.request.authority;
        x.request.authority = value;
        return { before, after: value };
      }
      case ':scheme': {
        if (!/^[a-z][a-z0-9+.-]*$/i.test(value)) return undefined;
        const before = x.request.scheme;
        x.request.scheme = value.toLowerCase();
        return { before, after: x.request.scheme };
      }
      default:
        return undefined;
    }
  },
});

const responseSide = (x: Exchange, response: LiveResponse): Side => ({
  headers: () => response.headers,
  replaceHeaders: (headers) => {
    response.headers = headers;
  },
  settle: () => undefined,
  setBody: (body) => {
    response.body = body;
    x.body.answerReplaced = true;
  },
  pseudo: (name, _value, status) => {
    if (name !== ':status' || status === undefined || status < 100 || status > 999) return undefined;
    const before = String(response.status);
    response.status = status;
    return { before, after: String(status) };
  },
});

type Read = (cel: CelText) => Value;

function transform(t: Transform, x: Exchange, side: Side): Done {
  const done: Done = { changes: [], dropped: [], expressions: [] };
  const read: Read = (cel) => {
    if (x.trace.wanted) done.expressions.push(traced(x, cel));
    return evaluate(x, cel);
  };
  setMetadata(t.metadata, x, read);
  if (t.replace !== undefined) replaceAll(read(t.replace), side, done.changes);
  for (const { name, value } of t.add) setOne(name, read(value), true, side, done);
  for (const { name, value } of t.set) setOne(name, read(value), false, side, done);
  for (const name of t.remove) {
    if (!side.headers().has(name)) continue;
    done.changes.push({ what: name, before: side.headers().all(name).join(', ') });
    side.headers().remove(name);
  }
  if (t.body !== undefined) setBody(read(t.body), side, done.changes);
  return done;
}

function setOne(name: string, value: Value, add: boolean, side: Side, { changes, dropped }: Done): void {
  if (name.startsWith(':')) {
    const set = side.pseudo(name, textOrBytes(value), statusOf(value));
    if (set === undefined) dropped.push(name);
    else changes.push({ what: name, ...set });
    return;
  }
  const headers = side.headers();
  const before = headers.has(name) ? headers.all(name).join(', ') : undefined;
  const text = textOrBytes(value);
  if (text === undefined || !isHeaderValue(text)) {
    headers.remove(name);
    dropped.push(name);
  } else if (add) headers.add(name.toLowerCase(), text);
  else headers.set(name.toLowerCase(), text);
  side.settle();
  const after = headers.has(name) ? headers.all(name).join(', ') : undefined;
  if (before !== after)
    changes.push({ what: name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
}

function replaceAll(value: Value, side: Side, changes: Change[]): void {
  const map = mapEntries(value);
  if (map === undefined) return;
  const fresh = new Headers();
  for (const [key, given] of map) {
    const values = Array.isArray(given) ? given : [given];
    for (const one of values) {
      const text = scalarText(one);
      if (text !== undefined && isHeaderName(key) && isHeaderValue(text)) fresh.add(key.toLowerCase(), text);
    }
  }
  changes.push({
    what: 'headers',
    before: side
      .headers()
      .pairs.map(([n]) => n)
      .join(', '),
    after: fresh.pairs.map(([n]) => n).join(', '),
  });
  side.replaceHeaders(fresh);
}

function setBody(value: Value, side: Side, changes: Change[]): void {
  // The new length is written when the message is sent; expressions do not see one.
  side.headers().remove('content-length');
  const body = isError(value) ? new Uint8Array() : bytesOf(value);
  side.setBody(body);
  changes.push({ what: 'body', after: isError(value) ? `empty: ${value.message}` : new TextDecoder().decode(body.slice(0, 200)) });
}

function setMetadata(metadata: readonly NamedCel[], x: Exchange, read: Read): void {
  for (const { name, value } of metadata) {
    const result = read(value);
    if (isError(result)) continue;
    const known = x.facts.get('metadata');
    const fresh: Record<string, unknown> = typeof known === 'object' && known !== null ? { ...known } : {};
    Object.defineProperty(fresh, name, { value: dataOf(result), enumerable: true, writable: true, configurable: true });
    x.facts.set('metadata', fresh);
  }
}
