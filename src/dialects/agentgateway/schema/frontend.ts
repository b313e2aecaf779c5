// `frontendPolicies`: connections, and what is written about requests.

import { simpleBackendPolicies } from './backend-auth.ts';
import { cipherSuite, keepalives, keyExchange, refChoice, rules, tlsVersion } from './common.ts';
import { bool, def, list, map, number, opt, req, set, struct, text, u8, u32, union, words } from './kinds.ts';
import { plainExtAuthz } from './policies-auth.ts';
import { cel, duration } from './texts.ts';

const usize = { kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' } as const;

const http = struct('http', {
  maxBufferSize: def(usize, 'Largest body that is read whole.', '2 MiB'),
  http1MaxHeaders: opt(usize, 'Most headers of an HTTP/1 request.'),
  http1IdleTimeout: def(duration, 'How long an idle HTTP/1 connection is kept.', '10m'),
  http1HeaderCase: def(words('lowercase', 'preserve'), 'How HTTP/1 header names are written.', 'lowercase'),
  http2WindowSize: opt(u32, 'Window of an HTTP/2 stream.'),
  http2ConnectionWindowSize: opt(u32, 'Window of an HTTP/2 connection.'),
  http2FrameSize: opt(u32, 'Largest HTTP/2 frame.'),
  http2MaxHeaderSize: opt(u32, 'Largest HTTP/2 header list.'),
  http2KeepaliveInterval: opt(duration, 'How often HTTP/2 connections are pinged.'),
  http2KeepaliveTimeout: opt(duration, 'How long an answer may take.'),
  maxConnectionDuration: opt(duration, 'How long a connection may live.'),
});

const tls = struct('tls', {
  handshakeTimeout: def(duration, 'How long a handshake may take.', '15s'),
  alpn: opt(list(list(u8)), 'Application protocols, as lists of bytes.'),
  minVersion: opt(tlsVersion, 'Oldest version.'),
  maxVersion: opt(tlsVersion, 'Newest version.'),
  cipherSuites: opt(list(cipherSuite), 'Cipher suites, the preferred first.'),
  keyExchangeGroups: opt(list(keyExchange), 'Key exchanges, the preferred first.'),
});

const proxyProtocol = struct('proxyProtocol', {
  version: def(words('v1', 'v2', 'all'), 'Versions that are understood.', 'v2'),
  mode: def(words('strict', 'optional'), 'Whether the header must be there.', 'strict'),
});

const accessLog = struct(
  'accessLog',
  {
    filter: opt(cel, 'Only requests for which it is true are written.'),
    add: def(map(cel), 'More fields, by expression; one that fails or is null is left out.'),
    remove: def(set(text), 'Fields that are not written.'),
    otlp: opt(
      struct(
        'otlp',
        {
          policies: def(simpleBackendPolicies, 'Policies for the call.'),
          filter: opt(cel, 'Which requests are sent.'),
          fields: opt(
            struct('fields', { remove: def(set(text), 'Fields that are not sent.'), add: def(map(cel), 'More fields, by expression.') }),
            'Which fields are sent.',
          ),
          protocol: def(words('grpc', 'http'), 'How it is sent.', 'grpc'),
          path: def(text, 'Path over HTTP.'),
        },
        { choice: refChoice, choiceOptional: true },
      ),
      'Sends the log to a collector.',
    ),
    database: opt(
      struct('database', {
        llm: opt(words('metadata', 'full'), 'Whether prompts are kept.'),
        add: def(map(cel), 'More columns, by expression.'),
      }),
      'Keeps the log in the database.',
    ),
  },
  { flat: true },
);

const sampling = opt(union('sampling', cel, number, bool), 'Share of the requests: a number from 0 to 1, true or false, or an expression.');

const tracing = struct(
  'tracing',
  {
    policies: def(simpleBackendPolicies, 'Policies for the call.'),
    attributes: def(map(cel), 'Attributes of spans, by expression.'),
    resources: def(map(cel), 'Attributes of the resource, by expression.'),
    remove: def(list(text), 'Attributes that are not sent.'),
    randomSampling: sampling,
    clientSampling: sampling,
    filter: opt(cel, 'Which requests are traced.'),
    path: def(text, 'Path over HTTP.', '/v1/traces'),
    protocol: def(words('grpc', 'http'), 'How it is sent.', 'grpc'),
  },
  { choice: refChoice, choiceOptional: true },
);

export const frontendPolicies = struct('frontendPolicies', {
  http: opt(http, 'How requests are read.'),
  tls: opt(tls, 'How TLS is spoken.'),
  tcp: opt(struct('tcp', { keepalives: req(keepalives, 'Probing of idle connections.') }), 'Connections.'),
  networkAuthorization: opt(rules, 'Rules over the connection; a denied one is closed.'),
  networkExtAuthz: opt(plainExtAuthz, 'Ask a service about the connection.'),
  proxy: opt(proxyProtocol, 'The PROXY protocol (older name).'),
  proxyProtocol: opt(proxyProtocol, 'The PROXY protocol in front of connections.'),
  connect: opt(
    struct('connect', { mode: req(words('deny', 'route', 'tunnel'), 'Refuse CONNECT, route it like a request, or tunnel it.') }),
    'CONNECT requests.',
  ),
  accessLog: opt(accessLog, 'The log of requests.'),
  logging: opt(accessLog, 'The log of requests (older name).'),
  tracing: opt(tracing, 'Traces of requests.'),
});
