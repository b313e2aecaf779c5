// The variables of agentgateway by its schema: what each root holds, how its JSON form is read, and in which phases it exists.
// One table for the checker, completion, documentation and sample requests.

import type { HeaderPairs } from '../../../http/headers.ts';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, list, map, object, STRING, TIMESTAMP, type Type, UINT } from '../../types/type.ts';
import { decodeBase64 } from '../../values/bytes.ts';
import { double, int, uint } from '../../values/number.ts';
import { parseDuration, parseTimestamp } from '../../values/time.ts';
import { CelError, type Value } from '../../values/value.ts';
import { FreeMap, free } from './free-map.ts';
import { HeaderView } from './header-view.ts';
import { Secret, UriText } from './text-value.ts';

/** How a member is read and typed. `optional`: left out where it is null; otherwise null stays, and `has()` is true. */
interface Field {
  readonly type: Type;
  readonly read: (json: unknown) => Value | undefined;
  readonly absentIfNull?: boolean;
}
type Fields = Readonly<Record<string, Field>>;

const scalar = (type: Type, read: (json: unknown) => Value | undefined): Field => ({ type, read });
const TEXT = scalar(STRING, (json) => (typeof json === 'string' ? json : undefined));
const FLAG = scalar(BOOL, (json) => (typeof json === 'boolean' ? json : undefined));
const COUNT = scalar(UINT, (json) => good(typeof json === 'number' || typeof json === 'bigint' ? uint(BigInt(json)) : undefined));
const WHOLE = scalar(INT, (json) => good(typeof json === 'number' || typeof json === 'bigint' ? int(BigInt(json)) : undefined));
const REAL = scalar(DOUBLE, (json) => (typeof json === 'number' ? double(json) : undefined));
const BODY = scalar(BYTES, (json) => (typeof json === 'string' ? decodeBase64(json) : json instanceof Uint8Array ? json : undefined));
const TIME = scalar(TIMESTAMP, (json) => good(typeof json === 'string' ? parseTimestamp(json) : undefined));
const VERSION = scalar(STRING, (json) => (typeof json === 'string' ? json.replace(/^HTTP\/([23])\.0$/, 'HTTP/$1') : undefined));
const SPAN = scalar(DURATION, (json) => (typeof json === 'string' ? parseDuration(json) : undefined));
const URI = scalar(STRING, (json) => (typeof json === 'string' ? new UriText(json) : undefined));
const SECRET = scalar(STRING, (json) => (typeof json === 'string' ? new Secret(json) : undefined));
const HEADERS = scalar(map(STRING, DYN), (json) => (json instanceof HeaderView ? json : readHeaders(json)));
const FREE = scalar(DYN, (json) => free(json));
const TEXTS = scalar(list(STRING), (json) => (Array.isArray(json) ? json.filter((x) => typeof x === 'string') : undefined));

function good(v: Value | undefined): Value | undefined {
  return v instanceof CelError ? undefined : v;
}

/** A member that is left out where it is null. */
const maybe = (field: Field): Field => ({ ...field, absentIfNull: true });

/** Members by the table; others are dropped. */
function structure(name: string, fields: Fields): Field {
  const types = Object.fromEntries(Object.entries(fields).map(([key, { type }]) => [key, type]));
  return { type: object(name, types), read: (json) => readStructure(fields, json) };
}

function readStructure(fields: Fields, json: unknown): Value | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const given = json as Readonly<Record<string, unknown>>;
  const out: [string, Value][] = [];
  for (const [key, field] of Object.entries(fields)) {
    if (!Object.hasOwn(given, key)) continue;
    const value = given[key] === null || given[key] === undefined ? null : field.read(given[key]);
    if (value === undefined || (value === null && field.absentIfNull === true)) continue;
    out.push([key, value]);
  }
  return Object.fromEntries(out);
}

/** A structure whose members are completed from each other. */
const completed = (field: Field, complete: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): Field => ({
  type: field.type,
  read: (json) =>
    typeof json === 'object' && json !== null ? field.read({ ...complete(json as Record<string, unknown>), ...json }) : undefined,
});

/** The prefix of a body is the body where it is not given apart. */
const bodyPrefix = ({ body }: Readonly<Record<string, unknown>>) => (body === undefined ? {} : { bodyPrefix: body });

const OF_CERTIFICATE = ['identity', 'spiffeId', 'issuer', 'subject', 'certificate'];
/** With anything from a client certificate, the rest of it is there too, if only as null. */
function certificate(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const any = [...OF_CERTIFICATE, 'subjectAltNames', 'subjectCn'].some((name) => Object.hasOwn(given, name));
  return any ? Object.fromEntries(OF_CERTIFICATE.map((name) => [name, null])) : {};
}

/** An object whose members are free, beside those of the table. */
function open(fields: Fields, listed: boolean): Field {
  return {
    type: map(STRING, DYN),
    read: (json) => {
      const known = readStructure(fields, json);
      return known === undefined
        ? undefined
        : new FreeMap(json as Readonly<Record<string, unknown>>, known as Readonly<Record<string, Value>>, listed);
    },
  };
}

const listOf = (field: Field): Field => ({
  type: list(field.type),
  read: (json) => (Array.isArray(json) ? json.map((x) => field.read(x) ?? null) : undefined),
});

/** Header pairs, or an object of values and lists of values. */
function readHeaders(json: unknown): HeaderView | undefined {
  if (Array.isArray(json)) return HeaderView.of(json as unknown as HeaderPairs);
  if (typeof json !== 'object' || json === null) return undefined;
  const pairs = Object.entries(json).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string').map((v) => [name, v] as const),
  );
  return HeaderView.of(pairs);
}

const nameAndSpace = { namespace: TEXT, name: TEXT };
const tokenCount = maybe(COUNT);
const rates = Object.fromEntries(
  ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning', 'inputAudio', 'outputAudio'].map((k) => [k, maybe(REAL)]),
);
const target = { target: TEXT, name: TEXT };

export interface Root {
  readonly field: Field;
  readonly doc: string;
  /** Phases in which it has a value; elsewhere it is null. Undefined: all. */
  readonly phases?: readonly string[];
  /** Null for requests that have no such thing: no token, no model. */
  readonly nullable?: true;
}

const ANSWERED = ['response', 'log', 'trace'];

/** What a request has that does not say so. */
const WHOLE_REQUEST = { headers: {}, pathAndQuery: '/', host: null, scheme: null, version: 'HTTP/1.1' };

export const roots: Readonly<Record<string, Root>> = {
  request: {
    doc: 'The HTTP request as the client sent it.',
    field: completed(
      structure('request', {
        method: TEXT,
        uri: URI,
        host: TEXT,
        scheme: TEXT,
        path: TEXT,
        pathAndQuery: URI,
        version: VERSION,
        headers: HEADERS,
        body: maybe(BODY),
        bodyPrefix: maybe(BODY),
        startTime: maybe(TIME),
        endTime: maybe(TIME),
      }),
      // Whoever gives the URI means a whole request.
      (given) => ({ ...(given['uri'] === undefined ? {} : WHOLE_REQUEST), ...bodyPrefix(given) }),
    ),
  },
  response: {
    doc: 'The HTTP response of the backend.',
    phases: ANSWERED,
    field: completed(
      structure('response', { code: COUNT, grpcStatus: maybe(COUNT), headers: HEADERS, body: maybe(BODY), bodyPrefix: maybe(BODY) }),
      bodyPrefix,
    ),
  },
  proxy: {
    doc: 'Where in the configuration the request is: bind, gateway, listener, route, and how long each part took.',
    field: structure('proxy', {
      bind: maybe(TEXT),
      gateway: maybe(structure('proxy.gateway', nameAndSpace)),
      listener: maybe(structure('proxy.listener', { name: TEXT })),
      route: maybe(structure('proxy.route', { ...nameAndSpace, kind: maybe(TEXT), rule: maybe(TEXT) })),
      requestProcessingDuration: maybe(SPAN),
      upstreamDuration: maybe(SPAN),
      responseProcessingDuration: maybe(SPAN),
    }),
  },
  env: {
    doc: 'The environment of the gateway process.',
    field: structure('env', { podName: maybe(TEXT), namespace: maybe(TEXT), gateway: maybe(TEXT) }),
  },
  jwt: {
    doc: 'The claims of the verified token.',
    nullable: true,
    field: completed(open({ rawToken: SECRET }, false), () => ({ rawToken: '' })),
  },
  apiKey: { nullable: true, doc: 'The API key that was used, with its metadata.', field: open({ key: SECRET }, true) },
  basicAuth: { nullable: true, doc: 'The user of basic authentication.', field: structure('basicAuth', { username: TEXT }) },
  llm: {
    doc: 'The exchange with a language model.',
    nullable: true,
    field: structure('llm', {
      streaming: FLAG,
      requestModel: TEXT,
      responseModel: maybe(TEXT),
      provider: TEXT,
      inputTokens: tokenCount,
      providerInputTokens: tokenCount,
      inputImageTokens: tokenCount,
      inputTextTokens: tokenCount,
      inputAudioTokens: tokenCount,
      cachedInputTokens: tokenCount,
      cacheCreationInputTokens: tokenCount,
      outputTokens: tokenCount,
      outputImageTokens: tokenCount,
      outputTextTokens: tokenCount,
      outputAudioTokens: tokenCount,
      reasoningTokens: tokenCount,
      totalTokens: tokenCount,
      providerTotalTokens: tokenCount,
      serviceTier: maybe(TEXT),
      timeToFirstToken: maybe(SPAN),
      timePerOutputToken: maybe(SPAN),
      countTokens: tokenCount,
      prompt: maybe(listOf(structure('llm.prompt', { role: TEXT, content: TEXT }))),
      completion: maybe(TEXTS),
      toolCalls: maybe(listOf(structure('llm.toolCall', { id: TEXT, name: TEXT, arguments: FREE }))),
      params: structure('llm.params', {
        temperature: maybe(REAL),
        top_p: maybe(REAL),
        frequency_penalty: maybe(REAL),
        presence_penalty: maybe(REAL),
        seed: maybe(WHOLE),
        max_tokens: maybe(COUNT),
        encoding_format: maybe(TEXT),
        dimensions: maybe(COUNT),
      }),
      cost: maybe(structure('llm.cost', { total: REAL, ...rates })),
      costRates: maybe(structure('llm.costRates', rates)),
    }),
  },
  llmRequest: { nullable: true, doc: 'The raw request body of a language model, only in its policies.', field: FREE, phases: ['llm'] },
  source: {
    doc: 'The client: address, port, and what its certificate says.',
    field: completed(
      structure('source', {
        address: TEXT,
        port: COUNT,
        rawAddress: TEXT,
        rawPort: COUNT,
        identity: structure('source.identity', { trustDomain: TEXT, namespace: TEXT, serviceAccount: TEXT }),
        spiffeId: TEXT,
        subjectAltNames: TEXTS,
        issuer: TEXT,
        subject: TEXT,
        subjectCn: TEXT,
        certificate: TEXT,
        unverifiedWorkload: maybe(structure('source.workload', { name: TEXT, namespace: TEXT, serviceAccount: TEXT })),
        connectHeaders: maybe(HEADERS),
      }),
      certificate,
    ),
  },
  destination: { doc: 'Where the client connected to.', field: structure('destination', { address: TEXT, port: COUNT, hostname: TEXT }) },
  mcp: {
    doc: 'The MCP message.',
    nullable: true,
    field: structure('mcp', {
      methodName: maybe(TEXT),
      sessionId: maybe(TEXT),
      tool: maybe(structure('mcp.tool', { ...target, arguments: maybe(FREE), result: maybe(FREE), error: maybe(FREE) })),
      prompt: maybe(structure('mcp.prompt', target)),
      resource: maybe(structure('mcp.resource', target)),
      task: maybe(structure('mcp.task', target)),
    }),
  },
  backend: { doc: 'The backend that was chosen.', field: structure('backend', { name: TEXT, type: TEXT, protocol: TEXT }) },
  extauthz: { nullable: true, doc: 'What the authorization service sent as metadata.', field: FREE },
  extproc: { nullable: true, doc: 'What the processing service sent as metadata.', field: FREE },
  mcpGuardrails: { nullable: true, doc: 'What the MCP guardrails said.', field: FREE },
  metadata: { nullable: true, doc: 'What transformations set as metadata.', field: FREE },
};

/** A root in the JSON form of the schema, or in free form where the schema does not know it. Undefined: it is none. */
export function readRoot(name: string, json: unknown): Value | undefined {
  if (json === null || json === undefined) return null;
  const root = Object.hasOwn(roots, name) ? roots[name] : undefined;
  return root === undefined ? free(json) : root.field.read(json);
}
