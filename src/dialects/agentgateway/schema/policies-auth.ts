// Policies that find out who asks: tokens, passwords, keys, logins, and the services that are asked about it.
import { simpleBackendPolicies } from './backend-auth.ts';
import { conditional, fileOrText, fileTextOrUrl, location, refChoice, rules } from './common.ts';
import {
  any,
  bool,
  def,
  type Fields,
  list,
  map,
  opt,
  req,
  type Shape,
  set,
  struct,
  tagged,
  text,
  u16,
  u32,
  union,
  words,
} from './kinds.ts';
import { callbackUrl, cel, delayText, headerKey, headerName, headerOrPseudo, keyHash, uri } from './texts.ts';

export { rules };

const mode = words('strict', 'optional', 'permissive');

const validation = struct('token rules', {
  requiredClaims: def(set(text), 'Claims that a token must have. Leave out `exp` to take tokens that never expire.', '["exp"]'),
});

const provider: Fields = {
  issuer: req(text, 'Who must have issued the token (`iss`).'),
  audiences: opt(list(text), 'For whom the token must be (`aud`); none: anyone.'),
  jwks: req(fileTextOrUrl, 'The keys that sign tokens, as a JWK set.'),
  jwtValidationOptions: def(validation, 'What a token must have.'),
};

const jwtBase: Fields = {
  mode: def(mode, 'Without token: strict refuses, optional lets pass; permissive lets wrong ones pass, too.', 'optional'),
  location: def(location, 'Where the token stands.', 'Authorization: Bearer'),
};

export const jwtAuth: Shape = union(
  'jwtAuth',
  struct('jwtAuth', { ...jwtBase, providers: req(list(struct('provider', provider)), 'Several issuers.') }, { flat: true }),
  struct('jwtAuth', { ...jwtBase, ...provider }, { flat: true }),
);

export const oidc = struct('oidc', {
  issuer: req(uri, 'The identity provider.'),
  discovery: opt(fileTextOrUrl, 'Its metadata, in place of fetching it.'),
  authorizationEndpoint: opt(uri, 'Where the browser is sent to log in.'),
  tokenEndpoint: opt(uri, 'Where the code is turned into tokens.'),
  tokenEndpointAuth: opt(words('clientSecretBasic', 'clientSecretPost'), 'How the gateway authenticates there.'),
  jwks: opt(fileTextOrUrl, 'The keys that sign tokens.'),
  clientId: req(text, 'The gateway’s client id.'),
  clientSecret: req(text, 'Its secret.'),
  redirectURI: req(callbackUrl, 'Where the browser comes back to.'),
  scopes: def(list(text), 'Scopes asked for beside `openid`.'),
});

export const basicAuth = struct('basicAuth', {
  htpasswd: req(
    fileOrText,
    'Users and hashed passwords, one a line: `user:$apr1$…`, `{SHA}…` or bcrypt. Write `$$` for `$`: the file is expanded first.',
  ),
  realm: opt(text, 'Name of the protected area.', 'Restricted'),
  mode: def(words('strict', 'optional'), 'Whether a user name must be sent.', 'optional'),
  authorizationLocation: def(location, 'Where it stands.', 'Authorization: Basic'),
});

const keyFields: Fields = {
  metadata: def(any, 'Facts about the owner, as `apiKey.<name>` in expressions.'),
  allowedModels: opt(list(text), 'LLM models that this key may use.'),
};

export const apiKey = struct('apiKey', {
  keys: req(
    list(
      union(
        'key',
        struct('key', { key: req(text, 'The key that a client sends.'), ...keyFields }, { flat: true }),
        struct('key', { keyHash: req(keyHash, 'SHA-256 of the key: `sha256:<hex>`.'), ...keyFields }, { flat: true }),
      ),
    ),
    'Keys that are known.',
  ),
  mode: def(mode, 'Without key: strict refuses, optional lets pass; permissive lets unknown ones pass, too.', 'optional'),
  location: def(location, 'Where the key stands.', 'Authorization: Bearer'),
});

export const mcpAuthentication = struct('mcpAuthentication', {
  issuer: req(text, 'Who must have issued the token.'),
  audiences: req(list(text), 'For whom the token must be.'),
  provider: opt(
    tagged(
      'provider',
      Object.fromEntries(
        ['auth0', 'keycloak', 'okta', 'descope', 'authentik', 'entra'].map((name) => [
          name,
          req(struct(name, {}), `Adapts the metadata to ${name}.`),
        ]),
      ),
    ),
    'The identity provider, where its metadata needs adapting.',
  ),
  resourceMetadata: req(map(any), 'Metadata of the protected resource that clients are told.'),
  jwks: opt(fileTextOrUrl, 'The keys that sign tokens; without them the issuer’s.'),
  mode: def(mode, 'As in jwtAuth.', 'strict'),
  authorizationLocation: def(location, 'Where the token stands.', 'Authorization: Bearer'),
  jwtValidationOptions: def(validation, 'What a token must have.'),
  clientId: opt(text, 'Client id handed to clients that register.'),
  clientSecret: opt(text, 'Its secret.'),
});

const bodyOptions = struct('body', {
  maxRequestBytes: def(u32, 'Bytes of the body that are sent along.', '0'),
  allowPartialMessage: def(bool, 'Send the begin of a longer body instead of refusing.', 'false'),
  packAsBytes: def(bool, 'Send it as bytes, not as text.', 'false'),
});

const authzProtocol = tagged('protocol', {
  grpc: req(
    struct('grpc', {
      context: opt(map(text), 'Fixed context entries.'),
      metadata: opt(map(cel), 'Metadata by expression; a failing entry is left out.'),
    }),
    'Envoy’s ext_authz over gRPC.',
  ),
  http: req(
    struct(
      'http',
      {
        path: opt(cel, 'Path of the call; when it fails the request is refused.'),
        redirect: opt(cel, 'Where the client is sent when it is refused.'),
        body: opt(cel, 'Body of the call.'),
        includeResponseHeaders: def(list(headerName), 'Headers of the answer that go on to the backend.'),
        addRequestHeaders: def(map(cel, headerKey), 'Headers of the call, by expression.'),
        metadata: def(map(cel), 'Values kept as `extauthz.<name>`, read from the answer.'),
      },
      { flat: true },
    ),
    'A plain HTTP call; a 2xx answer allows.',
  ),
});

const authzFields: Fields = {
  policies: def(simpleBackendPolicies, 'Policies for the call.'),
  protocol: def(authzProtocol, 'How the service is asked.', 'grpc'),
  failureMode: def(
    tagged('failure mode', { denyWithStatus: req(u16, 'Refuse with this status.') }, 'allow', 'deny'),
    'What happens when it cannot be asked.',
    'deny',
  ),
  includeRequestHeaders: def(list(headerOrPseudo), 'Headers that are sent along; empty: the service’s protocol decides.'),
  includeRequestBody: opt(bodyOptions, 'Sends the body along.'),
  cache: opt(
    struct('cache', {
      key: req(list(cel), 'What makes two requests alike.'),
      ttl: req(delayText, 'How long an answer is kept: `5m`, or an expression.'),
      maxEntries: def({ kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' }, 'Answers kept at most.', '10000'),
    }),
    'Keeping of answers.',
  ),
};

export const plainExtAuthz: Shape = struct('extAuthz', authzFields, { choice: refChoice, choiceOptional: true });
export const extAuthz: Shape = conditional('extAuthz', authzFields, { choice: refChoice, strict: true });

const sendMode = words('none', 'buffered', 'bufferedPartial', 'fullDuplexStreamed');
const headerMode = words('send', 'skip');

const procFields: Fields = {
  policies: def(simpleBackendPolicies, 'Policies for the call.'),
  failureMode: def(words('failClosed', 'failOpen'), 'What happens when the processor cannot be reached.', 'failClosed'),
  metadataContext: opt(map(map(cel)), 'Metadata by namespace and name, each by expression.'),
  requestAttributes: opt(map(cel), 'Attributes sent with the request, by expression.'),
  responseAttributes: opt(map(cel), 'Attributes sent with the response, by expression.'),
  processingOptions: def(
    struct('processing', {
      requestBodyMode: def(sendMode, 'How the request’s body is sent.', 'fullDuplexStreamed'),
      responseBodyMode: def(sendMode, 'How the response’s body is sent.', 'fullDuplexStreamed'),
      requestHeaderMode: def(headerMode, 'Whether request headers are sent.', 'send'),
      responseHeaderMode: def(headerMode, 'Whether response headers are sent.', 'send'),
      requestTrailerMode: def(headerMode, 'Whether request trailers are sent.', 'send'),
      responseTrailerMode: def(headerMode, 'Whether response trailers are sent.', 'send'),
      allowModeOverride: def(bool, 'Whether the processor may change the modes.', 'false'),
    }),
    'What the processor sees.',
  ),
};

export const extProc: Shape = conditional('extProc', procFields, { choice: refChoice, strict: true });

const descriptors = list(
  struct('descriptor', {
    entries: req(
      list(struct('entry', { key: req(text, 'Name of the entry.'), value: req(cel, 'Its value, by expression.') }, { open: true })),
      'Entries; when one fails the descriptor is left out.',
    ),
    type: def(words('requests', 'tokens'), 'What is counted.', 'requests'),
    cost: opt(cel, 'How much a request counts.'),
    limitOverride: opt(cel, 'Another limit than the service’s.'),
  }),
);

const limitFields: Fields = {
  domain: req(text, 'The service’s domain.'),
  policies: def(simpleBackendPolicies, 'Policies for the call.'),
  descriptors: req(descriptors, 'What is asked for.'),
  failureMode: def(
    words('failClosed', 'FailClosed', 'failOpen', 'FailOpen'),
    'What happens when the service cannot be reached: 500, or the request goes on.',
    'failClosed',
  ),
};

export const plainRemoteRateLimit: Shape = struct('remoteRateLimit', limitFields, { choice: refChoice, choiceOptional: true });
export const remoteRateLimit: Shape = conditional('remoteRateLimit', limitFields, { choice: refChoice, strict: true });
