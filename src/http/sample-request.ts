// The sample request of the headless contract: what a person, a test or a link gives. Everything has a default.
import type { HeaderPairs } from './headers.ts';

export interface SampleRequest {
  readonly method?: string;
  readonly scheme?: string;
  /** Host header or :authority as sent, port included. `null`: none is sent. */
  readonly host?: string | null;
  /** Path with query, as sent. `null`: none is sent, which only HTTP/2 can do. */
  readonly path?: string | null;
  readonly headers?: HeaderPairs | Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | { readonly base64: string };
  readonly listener?: { readonly address?: string; readonly port?: number; readonly name?: string };
  /** The connection is TLS if and only if this is given. */
  readonly tls?: TlsSample;
  readonly source?: Endpoint;
  readonly directSource?: Endpoint;
  readonly destination?: Endpoint;
  readonly protocol?: string;
  /** Claims taken as verified. */
  readonly jwt?: Readonly<Record<string, unknown>>;
  /** Extra top-level CEL variables. */
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The stream's random value: weights and fractions are decided by it. */
  readonly random?: number;
  readonly runtime?: Readonly<Record<string, unknown>>;
  /** RFC 3339; the clock of the exchange. */
  readonly time?: string;
  readonly responses?: Readonly<Record<string, SampleResponse | readonly SampleResponse[]>>;
  readonly verdicts?: Readonly<Record<string, Verdict>>;
  readonly connection?: Readonly<Record<string, unknown>>;
  /** The bytes of an HTTP/1 message (Latin-1), in place of method, path, host, headers and body. */
  readonly raw?: string;
}

export interface TlsSample {
  readonly sni?: string;
  readonly alpn?: readonly string[];
  readonly peer?: {
    readonly pem?: string;
    readonly subject?: string;
    readonly issuer?: string;
    readonly uriSans?: readonly string[];
    readonly dnsSans?: readonly string[];
    readonly validated?: boolean;
  };
}

export interface Endpoint {
  readonly address?: string;
  readonly port?: number;
}

export interface SampleResponse {
  readonly status?: number;
  readonly headers?: HeaderPairs | Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | { readonly base64: string };
  readonly delayMs?: number;
  readonly reset?: boolean;
  /** Nothing listens there: the connection is refused. */
  readonly refused?: boolean;
}

/** What a filter that cannot be simulated is declared to answer. */
export interface Verdict {
  readonly allow?: boolean;
  readonly [more: string]: unknown;
}
