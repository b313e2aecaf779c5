// Pieces that many sections share: references to backends, secrets, places of credentials, TLS, header changes.
import { bool, def, type Fields, list, map, nameOf, opt, req, type Shape, struct, tagged, text, u16, union, words } from './kinds.ts';
import {
  altName,
  cel,
  dnsName,
  duration,
  headerKey,
  headerName,
  headerOrPseudo,
  headerText,
  hostOrUrl,
  hostPort,
  httpVersion,
  namespacedHost,
  regex,
  secret,
  uri,
} from './texts.ts';

export const serviceRef = struct('service', {
  name: req({ ...namespacedHost, names: 'service' }, 'The service as namespace/hostname; it must be listed under `services`.'),
  port: req(u16, 'Port of the service.'),
});

const service = req(serviceRef, 'A service of the section `services`.');
const backend = req(nameOf('backend'), 'Name of an entry of `backends`, with a leading slash: `/name`.');

/** The three ways in which a policy names whom it calls. */
export const backendRef = tagged('backend reference', { service, host: req(hostPort, 'Address as host:port.'), backend });

/** The same beside other fields. The published schema has `service` there, too; the loader refuses it. */
export const refChoice: Fields = { service, host: req(hostOrUrl, 'Address as host:port, or a URL without path.'), backend };

/** A text in place, or in a file. */
export const fileOrText = union(
  'text or file',
  secret,
  struct('file', { file: req(text, 'Path of the file that holds the text.') }, { open: true }),
);
export const fileTextOrUrl = union(
  'text, file or URL',
  text,
  struct('file', { file: req(text, 'Path of the file that holds it.') }, { open: true }),
  struct('url', { url: req(uri, 'Address from which it is fetched.') }, { open: true }),
);

export const location = tagged('location', {
  header: req(
    struct(
      'header location',
      {
        name: req(headerName, 'Header that carries the credential.'),
        prefix: opt(text, 'Text before the credential, such as `Bearer `; compared without case.'),
      },
      { flat: true },
    ),
    'In a request header.',
  ),
  queryParameter: req(struct('query location', { name: req(text, 'Name of the parameter.') }, { flat: true }), 'In a query parameter.'),
  cookie: req(struct('cookie location', { name: req(text, 'Name of the cookie.') }, { flat: true }), 'In a cookie.'),
  expression: req(cel, 'What an expression gives.'),
});

export const headerModifier = struct('header modifier', {
  add: def(map(text), 'Values to append, by header name; present ones stay.'),
  set: def(map(text), 'Values to set, by header name; present ones are replaced.'),
  remove: def(list(text), 'Headers to take away.'),
});

export const keepalives = struct('keepalives', {
  enabled: def(bool, 'Whether idle connections are probed.', 'true'),
  time: def(duration, 'Idle time before the first probe.', '3m'),
  interval: def(duration, 'Time between probes.', '3m'),
  retries: def(
    { kind: 'integer', min: 0, max: 4294967295, word: 'a whole number from 0' },
    'Probes that may fail before the connection is given up.',
    '9',
  ),
});

export const httpSettings = struct('http', {
  version: def(httpVersion, 'Protocol towards the backend: `HTTP/1.1` or `HTTP/2.0`. Without it the one of the client.'),
  requestTimeout: opt(duration, 'How long one call may take.'),
});

export const tcpSettings = struct('tcp', {
  keepalives: req(keepalives, 'Probing of idle connections.'),
  connectTimeout: req(duration, 'How long connecting may take.'),
});

export const tlsVersion = words('TLS_V1_0', 'TLS_V1_1', 'TLS_V1_2', 'TLS_V1_3');

export const keyExchange = words('X25519', 'P-256', 'P-384', 'X25519_MLKEM768');

export const cipherSuite = words(
  'TLS13_AES_256_GCM_SHA384',
  'TLS_AES_256_GCM_SHA384',
  'TLS13_AES_128_GCM_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'TLS13_CHACHA20_POLY1305_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
);

export const backendTls = struct(
  'backend TLS',
  {
    cert: opt(text, 'File with the certificate shown to the backend.'),
    key: opt(text, 'File with its private key.'),
    root: opt(text, 'File with the certificates that are trusted.'),
    hostname: opt(dnsName, 'Name expected in the backend’s certificate, and sent as SNI.'),
    insecure: def(bool, 'Do not verify the backend’s certificate at all.', 'false'),
    insecureHost: def(bool, 'Verify the certificate, but not its name.', 'false'),
    alpn: opt(list(text), 'Application protocols to offer.'),
    subjectAltNames: opt(list(altName), 'Names of which the certificate must carry one.'),
    keyExchangeGroups: opt(list(keyExchange), 'Key exchanges, the preferred first.'),
    spiffe: opt(struct('spiffe', {}), 'Use the workload’s SPIFFE identity; excludes the certificate settings.'),
  },
  { flat: true },
);

export const headerMatch = struct('header match', {
  name: req(headerOrPseudo, 'Header, or one of `:method`, `:scheme`, `:authority`, `:path`.'),
  value: req(
    tagged(
      'value match',
      { exact: req(headerText, 'This value.'), regex: req(regex, 'A pattern that must span the whole value.') },
      'invalid',
    ),
    'What the value must be.',
  ),
});

export const headerFilter = struct('header filter', {
  allowed: def(list(headerOrPseudo), 'Headers that are sent; empty: all.'),
  disallowed: def(list(headerOrPseudo), 'Headers that are not sent.'),
});

export const transform = struct('transform', {
  add: def(map(cel, headerKey), 'Headers to append; each value is an expression.'),
  set: def(map(cel, headerKey), 'Headers and pseudo headers to set; each value is an expression. One that fails removes the header.'),
  remove: def(list(headerName), 'Headers to take away.'),
  replace: opt(cel, 'A map that replaces all headers.'),
  body: opt(cel, 'The new body: text and bytes as they are, everything else as JSON.'),
  metadata: def(map(cel), 'Values kept for later expressions, as `metadata.<name>`.'),
});

export const transformation = struct('transformations', {
  request: opt(transform, 'Changes to the request.'),
  response: opt(transform, 'Changes to the response.'),
});

export const rules = struct('rules', {
  rules: req(
    list(
      union(
        'rule',
        cel,
        tagged('rule', {
          allow: req(cel, 'Allow when true.'),
          deny: req(cel, 'Deny when true, whatever else allows.'),
          require: req(cel, 'Deny unless true.'),
        }),
      ),
    ),
    'Rules; a bare expression allows. Any deny that is true denies, every require must be true, and with allow rules one of them must be.',
  ),
});

/** `{conditional: […]}` or the policy itself. Keys of an entry that are not known are ignored, except where `strict`. */
export const conditional = (name: string, fields: Fields, options: { readonly choice?: Fields; readonly strict?: boolean } = {}): Shape => {
  const choice = options.choice === undefined ? {} : { choice: options.choice, choiceOptional: true };
  const plain = struct(name, fields, { ...choice, flat: true });
  const entry = struct(
    `conditional ${name}`,
    { condition: opt(cel, 'Applies when true; only the last entry may be without.'), ...fields },
    { ...choice, open: options.strict !== true, flat: true },
  );
  return union(
    name,
    struct(`conditional ${name}`, { conditional: req(list(entry), 'Entries; the first whose condition is true applies.') }),
    plain,
  );
};
