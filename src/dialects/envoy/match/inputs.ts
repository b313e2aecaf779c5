// Inputs of the matcher API: what each type reads from a connection or request. Undefined where there is no such value.

import { isLocal } from '../connection/filter-chain.ts';
import { type AnyValue, type Message, text } from '../schema/message.ts';
import type { Connection, Stream } from '../stream.ts';
import { firstQuery } from './query-matcher.ts';
import { atPath, pathOf } from './value-matcher.ts';

type ConnectionInput = (c: Connection, m: Message | undefined) => string | undefined;
type StreamInput = (s: Stream, m: Message) => string | undefined;

const orNothing = (value: string): string | undefined => (value === '' ? undefined : value);

/** Inputs that need only the connection. */
const CONNECTION: Readonly<Record<string, ConnectionInput>> = {
  DestinationIPInput: (c) => c.local.ip,
  DestinationPortInput: (c) => String(c.local.port),
  SourceIPInput: (c) => c.remote.ip,
  SourcePortInput: (c) => String(c.remote.port),
  DirectSourceIPInput: (c) => c.direct.ip,
  SourceTypeInput: (c) => (isLocal(c) ? 'local' : undefined),
  ServerNameInput: (c) => orNothing(c.sni),
  TransportProtocolInput: (c) => orNothing(c.transport),
  ApplicationProtocolInput: (c) => (c.alpn.length === 0 ? undefined : c.alpn.map((p) => `'${p}'`).join(',')),
  UriSanInput: (c) => orNothing((c.peer?.uriSans ?? []).join(',')),
  DnsSanInput: (c) => orNothing((c.peer?.dnsSans ?? []).join(',')),
  SubjectInput: (c) => orNothing(c.peer?.subject ?? ''),
};

const STREAM: Readonly<Record<string, StreamInput>> = {
  HttpRequestHeaderMatchInput: (s, m) => {
    const name = text(m, 'header_name').toLowerCase();
    const values = s.headers.all(name === 'host' ? ':authority' : name);
    return values.length === 0 ? undefined : values.join(',');
  },
  HttpRequestQueryParamMatchInput: (s, m) => firstQuery(s.headers.first(':path') ?? '', text(m, 'query_param')),
  HttpResponseHeaderMatchInput: (s, m) => {
    const values = s.responseHeaders?.all(text(m, 'header_name')) ?? [];
    return values.length === 0 ? undefined : values.join(',');
  },
  HttpResponseStatusCodeMatchInput: (s) => (s.status === 0 ? undefined : String(s.statusHeader || s.status)),
  HttpResponseStatusCodeClassMatchInput: (s) => (s.status === 0 ? undefined : `${Math.floor((s.statusHeader || s.status) / 100)}xx`),
  FilterStateInput: (s, m) => s.filterState.get(text(m, 'key'))?.text,
  DynamicMetadataInput: (s, m) => {
    const value = atPath(s.metadata.get(text(m, 'filter')), pathOf(m));
    return typeof value === 'string' ? value : undefined;
  },
};

const shortOf = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

/** An input that only looks at the connection. */
export function connectionInput(typed: AnyValue | undefined, c: Connection): string | undefined {
  const name = shortOf(typed?.type ?? '');
  return Object.hasOwn(CONNECTION, name) ? CONNECTION[name]?.(c, typed?.message) : undefined;
}

/** An input over a request. */
export function textInput(typed: AnyValue | undefined, s: Stream): string | undefined {
  const name = shortOf(typed?.type ?? '');
  if (Object.hasOwn(STREAM, name)) return typed?.message === undefined ? undefined : STREAM[name]?.(s, typed.message);
  return connectionInput(typed, s.connection);
}
