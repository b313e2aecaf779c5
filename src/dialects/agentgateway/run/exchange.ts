// One request on its way through the gateway: what it looks like now, what has been learnt about it, and what will be said
// about it in the log. Steps change it; nothing else holds state while a request runs.

import type { Headers } from '../../../http/headers.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import type { Host } from '../../../simulate/need.ts';
import type { StepOutcome } from '../../../simulate/phases.ts';
import type { Trace } from '../../../simulate/trace.ts';
import type { ExtendedProfile } from '../functions/with-functions.ts';
import type { McpExchange } from '../mcp/model.ts';
import type { AgwBackend, AgwListener, AgwModel, AgwPolicy, AgwRoute, Bind, RouteBackend } from '../model.ts';
import type { GatewayState } from './state.ts';

export interface LiveRequest {
  method: string;
  scheme: string;
  /** Host with port, as sent. */
  authority: string;
  /** Path with query. */
  target: string;
  readonly version: string;
  headers: Headers;
  body: Uint8Array;
}

export interface LiveResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/** An answer of the gateway's own. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** The `reason` of the access log; undefined where the real log has none. */
  readonly reason: string | undefined;
  readonly error: string | undefined;
  /** Whether it is a redirect: the client gets a location. */
  readonly redirect: boolean;
  /** What a colleague would say: the short form and why. */
  readonly title: string;
  readonly because: string;
}

export type Outcome = StepOutcome<Reply>;

/** Everything the log line says about the request as it came. */
export interface Arrived {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  readonly version: string;
}

export interface Exchange {
  readonly model: AgwModel;
  readonly cel: ExtendedProfile;
  readonly sample: SampleRequest;
  readonly trace: Trace;
  readonly host: Host;
  readonly state: GatewayState;
  /** The clock of the exchange in milliseconds since the epoch. */
  readonly startedAt: number;
  /** How long it has taken so far, in milliseconds: declared delays only. */
  elapsed: number;
  readonly random: number;
  /** The sample names it; else it is 0. */
  readonly isRandomGiven: boolean;
  /** Some choice was left to the random value. */
  chance: boolean;
  request: LiveRequest;
  readonly body: BodyFacts;
  arrived: Arrived | undefined;
  response: LiveResponse | undefined;
  bind: Bind | undefined;
  listener: AgwListener | undefined;
  route: AgwRoute | undefined;
  /** Which of the route's matches was the one. */
  matchIndex: number | undefined;
  /** The path the chosen match looked for: prefix rewrites depend on it. */
  matched: { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string } | undefined;
  routeBackend: RouteBackend | undefined;
  backend: AgwBackend | undefined;
  endpoint: string | undefined;
  /** The backend's policies have let the request through: expressions know the backend. */
  reached: boolean;
  /** What the client gets in any case: CORS and rate-limit headers. */
  queued: (readonly [string, string])[];
  /** Facts for expressions, as plain data: `jwt`, `apiKey`, `basicAuth`, `metadata`, `extauthz`, `extproc`, `llm`, `llmRequest`. */
  readonly facts: Map<string, unknown>;
  /** Where authority came from last: rewritten by a policy it is not replaced by the backend's name. */
  hostRewrite: 'auto' | 'none' | 'set' | undefined;
  retryAllowed: boolean;
  mirrors: string[];
  /** Whether the request is kept for expressions on the way back. */
  captured: boolean;
  /** Whose policies are running on the way back. */
  side: AgwPolicy['phase'];
  mcp: McpExchange | undefined;
  /** How far it is: expressions see other variables on the way back and in the log. */
  phase: 'request' | 'response' | 'log';
  readonly log: LogFacts;
  /** Policies in force in the route phase, after merge. */
  routePolicies: readonly AgwPolicy[];
  backendPolicies: readonly AgwPolicy[];
}

/**
 * What expressions see of the bodies (agentgateway 1.4). One that an expression of the gateway or route phase names is read whole when that
 * phase begins, and stays what it was then, whatever policies make of it. One that only the log names is recorded while it passes: there,
 * but empty before. Any other is absent, for the backend's policies too.
 */
export interface BodyFacts {
  readonly arrived: Uint8Array;
  /** The request's, once it has been read. */
  seen: SeenBody | undefined;
  readonly recorded: boolean;
  /** A policy put another body in its place. */
  replaced: boolean;
  /** It went on to a backend. */
  passed: boolean;
  /** More than this of a message that passes is not seen whole. */
  limit: number;
  /** The answer's, likewise. */
  answerRead: boolean;
  answerSeen: SeenBody | undefined;
  /** The answer is the gateway's own: no limit holds for it. */
  ownAnswer: boolean;
  /** The answer was put aside for one without a body. */
  answerLost: boolean;
  readonly answerRecorded: boolean;
  /** A policy put another body into the answer. */
  answerReplaced: boolean;
}

/** Longer than its limit only its beginning is seen, as `bodyPrefix`. */
export interface SeenBody {
  readonly bytes: Uint8Array;
  readonly limit: number;
}

/** Fields of the access log that steps set. */
export interface LogFacts {
  protocol: string;
  reason: string | undefined;
  error: string | undefined;
  attempt: number;
  /** Trace and span, between status and protocol. */
  readonly ids: (readonly [string, string])[];
  /** More fields, in the order in which the gateway writes them, before `error`. */
  readonly extra: (readonly [string, string])[];
}

const utf8 = new TextEncoder();

/** An error as the gateway answers it: its text as plain body, named in the log. */
export function failure(status: number, reason: string | undefined, message: string, title: string, because: string): Outcome {
  return {
    kind: 'reply',
    reply: {
      status,
      headers: [['content-type', 'text/plain']],
      body: utf8.encode(message),
      reason,
      error: message,
      redirect: false,
      title,
      because,
    },
  };
}
