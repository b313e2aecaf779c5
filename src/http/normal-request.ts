// A sample request with every default filled in: what dialects start from. Few requests are raw messages, so their reader is a part.
import { part } from '../base/part.ts';
import { decodeBase64 } from './base64.ts';
import { utf8Bytes } from './bytes.ts';
import { headerPairsOf } from './header-pairs.ts';
import type { HeaderPairs } from './headers.ts';
import type { RawMessage } from './raw-message.ts';
import type { SampleRequest, SampleResponse, TlsSample, Verdict } from './sample-request.ts';

export { headerPairsOf };

const rawMessages = part<typeof import('./raw-message.ts')>();
rawMessages.comesFrom(() => import('./raw-message.ts'));

/** Loads the reader of raw messages, for whoever calls outside `withParts`; idempotent. */
export const loadRawMessages = rawMessages.load;

export interface NormalRequest {
  readonly method: string;
  readonly scheme: string;
  /** Host header or :authority; undefined: none is sent. */
  readonly host: string | undefined;
  /** Path with query, as sent (a raw message: its request target). */
  readonly path: string;
  /** False: no path was sent at all, not even an empty one. */
  readonly hasPath: boolean;
  /** Without Host; names as given, order kept. */
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  readonly listener: { readonly address?: string; readonly port?: number; readonly name?: string };
  /** The connection is TLS if and only if this is given. */
  readonly tls: TlsSample | undefined;
  readonly source: Peer;
  /** The peer of the connection before any PROXY header; the source when not given. */
  readonly directSource: Peer;
  readonly destination: { readonly address?: string; readonly port?: number };
  readonly protocol: string;
  readonly jwt: Readonly<Record<string, unknown>> | undefined;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly random: number;
  /** The sample says which random value there is; it is 0 else. */
  readonly isRandomGiven: boolean;
  readonly runtime: Readonly<Record<string, unknown>>;
  /** RFC 3339; undefined: the run's clock. */
  readonly time: string | undefined;
  /** By cluster or backend, one a call; the last one repeats. */
  readonly responses: ReadonlyMap<string, readonly NormalResponse[]>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly connection: Readonly<Record<string, unknown>>;
  /** The message as it came, with what is wrong with it; undefined when the request was given by fields. */
  readonly raw: RawMessage | undefined;
}

export interface Peer {
  readonly address: string;
  readonly port: number | undefined;
}

export interface NormalResponse {
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  readonly delayMs: number;
  readonly reset: boolean;
  readonly refused: boolean;
  /** Fields beyond the contract's: what an MCP backend offers, for example. */
  readonly given: SampleResponse;
}

/** Fills in the defaults of the headless contract. Total. */
export function normalise(sample: SampleRequest): NormalRequest {
  const raw = sample.raw === undefined ? undefined : rawMessages().parseRawMessage(sample.raw);
  const source = peerOf(sample.source);
  return {
    ...(raw === undefined ? messageOf(sample) : rawMessageOf(raw)),
    scheme: sample.scheme ?? (sample.tls === undefined ? 'http' : 'https'),
    listener: sample.listener ?? {},
    tls: sample.tls,
    source,
    directSource: sample.directSource === undefined ? source : peerOf(sample.directSource),
    destination: sample.destination ?? {},
    jwt: sample.jwt,
    vars: sample.vars ?? {},
    metadata: sample.metadata ?? {},
    random: sample.random ?? 0,
    isRandomGiven: sample.random !== undefined,
    runtime: sample.runtime ?? {},
    time: sample.time,
    responses: new Map(Object.entries(sample.responses ?? {}).map(([name, given]) => [name, responsesOf(given)])),
    verdicts: new Map(Object.entries(sample.verdicts ?? {})),
    connection: sample.connection ?? {},
    raw,
  };
}

type Message = Pick<NormalRequest, 'method' | 'host' | 'path' | 'hasPath' | 'headers' | 'body' | 'protocol'>;

const isHost = (name: string): boolean => name.toLowerCase() === 'host';

function messageOf(sample: SampleRequest): Message {
  const pairs = headerPairsOf(sample.headers);
  const given = pairs.find(([name]) => isHost(name))?.[1];
  return {
    method: sample.method ?? 'GET',
    host: sample.host === null ? undefined : (sample.host ?? given ?? 'example.com'),
    path: sample.path === null ? '' : (sample.path ?? '/'),
    hasPath: sample.path !== null,
    headers: sample.host === undefined ? pairs.filter(([name]) => !isHost(name)) : pairs,
    body: bodyOf(sample.body),
    protocol: sample.protocol ?? 'HTTP/1.1',
  };
}

const rawMessageOf = (raw: RawMessage): Message => ({
  method: raw.method,
  host: raw.headers.find(([name]) => isHost(name))?.[1],
  path: raw.target,
  hasPath: true,
  headers: raw.headers.filter(([name]) => !isHost(name)),
  body: raw.body,
  protocol: raw.version === '' ? 'HTTP/1.1' : raw.version,
});

const peerOf = (given: SampleRequest['source']): Peer => ({ address: given?.address ?? '127.0.0.1', port: given?.port });

/** Text as UTF-8, or the decoded bytes; base64 that is none gives no bytes. */
export const bodyOf = (body: SampleRequest['body']): Uint8Array => {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === 'string' ? utf8Bytes(body) : (decodeBase64(body.base64) ?? new Uint8Array(0));
};

const isList = (given: SampleResponse | readonly SampleResponse[]): given is readonly SampleResponse[] => Array.isArray(given);

const responsesOf = (given: SampleResponse | readonly SampleResponse[]): readonly NormalResponse[] =>
  (isList(given) ? given : [given]).map((response) => ({
    status: response.status ?? 200,
    headers: headerPairsOf(response.headers),
    body: bodyOf(response.body),
    delayMs: response.delayMs ?? 0,
    reset: response.reset ?? false,
    refused: response.refused ?? false,
    given: response,
  }));
