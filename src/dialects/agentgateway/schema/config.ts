// The section `config`: settings of the process, read once at the start.
import { keepalives } from './common.ts';
import { bool, def, list, map, number, opt, positiveU32, req, set, struct, text, u16, u32, u64, union, words } from './kinds.ts';
import { cel, decimal, duration, headerName, looseCel, sessionKey, socketAddress, threads, uri } from './texts.ts';

const money = opt(decimal, 'Price of a million tokens, as a decimal text.');

const rates = struct(
  'rates',
  {
    input: money,
    output: money,
    cacheRead: money,
    cacheWrite: money,
    reasoning: money,
    inputAudio: money,
    outputAudio: money,
  },
  { flat: true },
);

const catalog = struct('catalog', {
  providers: def(
    map(
      struct('provider', {
        models: def(
          map(
            struct('model', {
              rates: def(rates, 'Prices of the model.'),
              tiers: def(
                list(
                  struct('tier', { contextOver: req(u64, 'Tokens from which it applies.'), rates: req(rates, 'Prices from there on.') }),
                ),
                'Prices of long contexts.',
              ),
              tags: def(set(text), 'Words that mark the model.'),
            }),
          ),
          'Prices by model.',
        ),
      }),
    ),
    'Prices by provider.',
  ),
});

const database = struct('database', {
  url: req(text, 'Postgres URL, or an SQLite path.'),
  maxConnections: opt(positiveU32, 'Connections at most.'),
});

const fields = struct('fields', {
  remove: def(list(text), 'Fields that are not written.'),
  add: def(map(cel), 'More fields, by expression.'),
});

const sampling = union('sampling', cel, number, bool);

const hbone = struct(
  'hbone',
  {
    windowSize: opt(u32, 'Window of a stream.'),
    connectionWindowSize: opt(u32, 'Window of a connection.'),
    frameSize: opt(u32, 'Largest frame.'),
    poolMaxStreamsPerConn: opt(u16, 'Streams of a connection at most.'),
    poolUnusedReleaseTimeout: req(duration, 'How long an unused connection is kept.'),
  },
  { flat: true },
);

export const config = struct(
  'config',
  {
    enableIpv6: opt(bool, 'Whether IPv6 is used.', 'true'),
    dns: opt(
      struct(
        'dns',
        {
          lookupFamily: opt(words('All', 'Auto', 'V4Preferred', 'V4Only', 'V6Only'), 'Which addresses are looked up.'),
          edns0: opt(bool, 'Whether EDNS is used.'),
        },
        { flat: true },
      ),
      'Looking up names.',
    ),
    localXdsPath: opt(text, 'File with the rest of the configuration.'),
    modelCatalog: def(
      list(
        union(
          'catalog',
          struct('file', { file: req(text, 'File with prices.') }, { open: true }),
          struct('inline', { inline: req(union('catalog', text, catalog), 'Prices in place.') }, { open: true }),
        ),
      ),
      'Prices of models, for costs.',
    ),
    database: opt(database, 'Where requests are kept.'),
    storage: opt(
      struct('storage', { mode: def(words('file', 'hybrid', 'readOnly'), 'Where the console keeps its changes.', 'file') }),
      'Keeping of the configuration.',
    ),
    caAddress: opt(uri, 'Address of the certificate authority.'),
    caAuthToken: opt(text, 'Token for it.'),
    xdsAddress: opt(uri, 'Address of the control plane.'),
    xdsAuthToken: opt(text, 'Token for it.'),
    spiffe: opt(struct('spiffe', { endpoint: opt(text, 'Address of the SPIFFE agent.') }, { flat: true }), 'SPIFFE identities.'),
    namespace: opt(text, 'Namespace of this gateway.'),
    gateway: opt(text, 'Name of this gateway.'),
    trustDomain: opt(text, 'Its trust domain.'),
    additionalTrustDomains: opt(text, 'Others that are trusted.'),
    skipValidateTrustDomain: opt(bool, 'Trust any domain.'),
    serviceAccount: opt(text, 'Service account of this gateway.'),
    clusterId: opt(text, 'Cluster it runs in.'),
    network: opt(text, 'Network it runs in.'),
    adminAddr: opt(socketAddress, 'Address of the console and debugging.', 'localhost:15000'),
    standardAttributes: opt(
      struct(
        'standard attributes',
        { user: opt(looseCel, 'Gives the user of a request.'), group: opt(looseCel, 'Gives its group.') },
        { flat: true },
      ),
      'Attributes of every request.',
    ),
    statsAddr: opt(socketAddress, 'Address of the metrics.', ':15020'),
    histograms: def(words('classic', 'native', 'both'), 'Kind of histograms.', 'classic'),
    readinessAddr: opt(socketAddress, 'Address of the readiness check.', ':15021'),
    session: opt(struct('session', { key: req(sessionKey, 'Key that protects sessions, 64 hex digits.') }), 'Protection of sessions.'),
    mcp: opt(struct('mcp settings', { sessionTtl: opt(duration, 'How long an MCP session is kept.', '30m') }), 'MCP sessions.'),
    sensitiveHeaders: def(list(headerName), 'Headers whose values are not logged.'),
    customFunctions: def(text, 'Functions of your own for expressions: `name(a) { … }`, `this.name(a) { … }`.'),
    connectionTerminationDeadline: opt(duration, 'How long connections may take to end.'),
    connectionMinTerminationDeadline: opt(duration, 'How long they are given at least.'),
    workerThreads: opt(
      union('threads', threads, { kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' }),
      'Threads, as a number or a share of the processors.',
    ),
    tracing: opt(
      struct(
        'tracing',
        {
          otlpEndpoint: opt(text, 'Address of the collector.'),
          headers: def(map(cel), 'Headers of the calls, each an expression: a fixed text stands in quotes of its own, `\'"Basic xx"\'`.'),
          otlpProtocol: def(words('grpc', 'http'), 'How it is sent.', 'grpc'),
          fields: opt(fields, 'Attributes of spans.'),
          randomSampling: opt(sampling, 'Share of the requests that is traced.'),
          clientSampling: opt(sampling, 'Share of those that the client traces.'),
          path: opt(text, 'Path over HTTP.'),
        },
        { flat: true },
      ),
      'Traces of requests.',
    ),
    logging: opt(
      struct(
        'logging',
        {
          filter: opt(cel, 'Only requests for which it is true are written.'),
          fields: opt(fields, 'Which fields are written.'),
          level: opt(union('level', text, list(text)), 'What the process itself writes.'),
          format: opt(words('text', 'json'), 'Form of the lines.', 'text'),
          database: opt(database, 'Where requests are kept (older place).'),
        },
        { flat: true },
      ),
      'The log of the process and of its requests.',
    ),
    metrics: opt(
      struct(
        'metrics',
        {
          remove: def(list(text), 'Metrics that are not kept.'),
          fields: opt(struct('metric fields', { add: def(map(cel), 'Labels by expression.') }), 'Labels added to every metric.'),
        },
        { flat: true },
      ),
      'What the metrics are labelled with.',
    ),
    backend: def(
      struct('backend connections', {
        keepalives: def(keepalives, 'Probing of idle connections.'),
        connectTimeout: def(duration, 'How long connecting may take.', '10s'),
        poolIdleTimeout: def(duration, 'How long an idle connection is kept.', '90s'),
        poolMaxSize: opt({ kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' }, 'Connections kept at most.'),
      }),
      'Connections to backends.',
    ),
    hbone: opt(hbone, 'HBONE connections.'),
  },
  { flat: true },
);
