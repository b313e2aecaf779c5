// `backendAuth`, the credential that a backend gets, and the policies for calls that the gateway makes on its own account: some credentials
// are fetched by such calls, so the two describe each other.
import {
  backendRef,
  backendTls,
  fileOrText,
  headerModifier,
  httpSettings,
  location,
  refChoice,
  tcpSettings,
  transformation,
} from './common.ts';
import { any, bool, def, type Fields, list, map, opt, req, type Shape, struct, tagged, text, union, words } from './kinds.ts';
import { cel, duration } from './texts.ts';

const signingAlg = words('RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384');

const gcp = union(
  'gcp',
  struct('gcp', {
    type: req(words('idToken'), 'An identity token.'),
    audience: opt(text, 'Audience of the token.'),
    credential: opt(fileOrText, 'Credential file in place of the environment’s.'),
  }),
  struct('gcp', {
    type: opt(words('accessToken'), 'An access token.'),
    credential: opt(fileOrText, 'Credential file in place of the environment’s.'),
  }),
);

const assumeRole = struct('assumeRole', {
  roleArn: req(text, 'Role to take on.'),
  sessionName: opt(
    union('session name', text, struct('session name', { expression: req(cel, 'Gives the name.') })),
    'Name of the session.',
  ),
  tags: def(
    list(struct('tag', { key: req(text, 'Name of the tag.'), value: opt(text, 'Fixed value.'), expression: opt(cel, 'Gives the value.') })),
    'Tags of the session.',
  ),
});

const aws = union(
  'aws',
  struct('aws', {
    accessKeyId: req(text, 'Id of the key.'),
    secretAccessKey: req(text, 'Secret half of the access key.'),
    region: opt(text, 'Region to sign for.'),
    sessionToken: opt(text, 'Token of a temporary key.'),
    serviceName: opt(text, 'Service to sign for.'),
  }),
  struct('aws', {
    serviceName: opt(text, 'Service to sign for.'),
    region: opt(text, 'Region to sign for.'),
    assumeRole: opt(assumeRole, 'A role to take on first.'),
  }),
);

const azure = tagged('azure', {
  explicitConfig: req(
    tagged('azure credential', {
      clientSecret: req(
        struct('client secret', {
          tenant_id: req(text, 'Id of the Azure tenant.'),
          client_id: req(text, 'Id of the application.'),
          client_secret: req(text, 'Its secret.'),
        }),
        'A registered application.',
      ),
      managedIdentity: req(
        struct('managed identity', {
          userAssignedIdentity: opt(
            tagged('identity', {
              clientId: req(text, 'By client id.'),
              objectId: req(text, 'By object id.'),
              resourceId: req(text, 'By resource id.'),
            }),
            'Which identity; without it the system’s.',
          ),
        }),
        'The identity of the machine.',
      ),
      workloadIdentity: req(struct('workload identity', {}), 'The identity of the workload.'),
    }),
    'A credential that is named.',
  ),
  developerImplicit: req(struct('developer', {}), 'The developer’s own login.'),
  implicit: req(struct('implicit', {}), 'Whatever the environment offers.'),
});

const jwtSign = struct('jwtSign', {
  signingKey: req(fileOrText, 'Private key in PEM.'),
  alg: def(signingAlg, 'Algorithm of the signature.', 'RS256'),
  kid: opt(text, 'Id of the key, put into the token.'),
  claims: def(map(any), 'Claims of the token.'),
  ttl: opt(duration, 'How long a token lives.'),
  location: opt(location, 'Where the token is put.', 'Authorization: Bearer'),
});

const cache = struct('token cache', {
  maxEntries: def({ kind: 'integer', min: 0, max: 2 ** 53, word: 'a whole number from 0' }, 'Tokens kept at most.'),
  defaultTtl: opt(duration, 'How long a token without expiry is kept.'),
});

const clientAuth = union(
  'client authentication',
  struct('clientSecretBasic', {
    method: req(words('clientSecretBasic'), 'Secret in the Authorization header.'),
    clientId: req(text, 'Id that the client has at the token service.'),
    clientSecret: req(fileOrText, 'Its secret.'),
  }),
  struct('clientSecretPost', {
    method: req(words('clientSecretPost'), 'Secret in the form.'),
    clientId: req(text, 'Id that the client has at the token service.'),
    clientSecret: opt(fileOrText, 'Its secret.'),
  }),
  struct('privateKeyJwt', {
    method: req(words('privateKeyJwt'), 'A signed assertion.'),
    clientId: req(text, 'Id that the client has at the token service.'),
    signingKey: req(fileOrText, 'Private key in PEM.'),
    certificate: opt(fileOrText, 'Certificate of the key.'),
    certificateHeader: opt(words('x5c', 'x5t#S256'), 'How the certificate is put into the header.'),
    alg: def(signingAlg, 'Algorithm of the signature.', 'RS256'),
    kid: opt(text, 'Id of the key.'),
    assertionAudience: req(text, 'Audience of the assertion.'),
  }),
  struct('client secret', {
    clientId: req(text, 'Id that the client has at the token service.'),
    clientSecret: req(fileOrText, 'Its secret.'),
  }),
);

const tokenSpec: Fields = {
  source: def(location, 'Where the token stands.', 'Authorization: Bearer'),
  tokenType: def(text, 'Kind of the token.', 'access token'),
};

const tokenExchange = struct(
  'oauthTokenExchange',
  {
    policies: def(() => simpleBackendPolicies, 'Policies for the call of the token endpoint.'),
    path: def(text, 'Path of the token endpoint.'),
    grantType: def(words('tokenExchange', 'jwtBearer'), 'Grant that is used.', 'tokenExchange'),
    subjectToken: def(struct('token', tokenSpec), 'The token that is exchanged.'),
    actorToken: opt(
      struct('actor token', {
        source: req(location, 'Where the token stands.'),
        tokenType: def(text, 'Kind of the token.'),
        enforceMayAct: def(bool, 'Refuse unless the subject’s token allows this actor.', 'false'),
      }),
      'A token of the party that acts.',
    ),
    audiences: def(list(text), 'Audiences asked for.'),
    scopes: def(list(text), 'Scopes asked for.'),
    resources: def(list(text), 'Resources asked for.'),
    requestedTokenType: opt(text, 'Kind of token asked for.'),
    clientAuth: opt(clientAuth, 'How the gateway authenticates.'),
    additionalParams: def(map(cel), 'More fields of the form, by expression.'),
    authorizationLocation: def(location, 'Where the new token is put.', 'Authorization: Bearer'),
    cache: opt(cache, 'Keeping of tokens.'),
  },
  { choice: refChoice, choiceOptional: true },
);

const endpoint = struct(
  'endpoint',
  {
    policies: def(() => simpleBackendPolicies, 'Policies for the call.'),
    path: def(text, 'Path of the token endpoint.'),
    clientAuth: req(clientAuth, 'How the gateway authenticates.'),
  },
  { choice: refChoice, choiceOptional: true },
);

const crossApp = struct('crossAppAccess', {
  identityProvider: req(endpoint, 'Who issues the assertion.'),
  resourceAuthorizationServer: req(endpoint, 'Who turns it into an access token.'),
  audience: req(text, 'Audience of the assertion.'),
  resources: def(list(text), 'Resources asked for.'),
  scopes: def(list(text), 'Scopes asked for.'),
  accessTokenScopes: opt(list(text), 'Scopes of the access token.'),
  subjectToken: opt(
    struct('subject token', { source: def(location, 'Where the token stands.'), tokenType: req(text, 'Kind of the token.') }),
    'The user’s token.',
  ),
  cache: opt(cache, 'Keeping of tokens.'),
});

const keyOnly = req(
  struct('key', { value: req(fileOrText, 'The key that is sent.'), location: opt(location, 'Where it is put.', 'Authorization: Bearer') }),
  'A fixed key, and where it is put.',
);

const kinds: Fields = {
  passthrough: req(struct('passthrough', { location: opt(location, 'Where it is put.') }), 'The client’s verified credential is sent on.'),
  key: keyOnly,
  gcp: req(gcp, 'Google’s credentials.'),
  aws: req(aws, 'Signed for AWS.'),
  azure: req(azure, 'Azure’s credentials.'),
  jwtSign: req(jwtSign, 'A token that the gateway signs.'),
  oauthTokenExchange: req(tokenExchange, 'The client’s token is exchanged for another.'),
  crossAppAccess: req(crossApp, 'Access across applications by an identity assertion.'),
};

const credentials = req(
  list(struct('credential', { location: req(location, 'Where it is put.'), key: req(fileOrText, 'The key that is sent.') })),
  'More keys, each at its own place.',
);

/** Keys beside `key` and `credentials` are ignored here, unlike nearly everywhere else. */
export const backendAuth: Shape = union(
  'backendAuth',
  struct('backendAuth', { key: req(fileOrText, 'A fixed key, sent as bearer token.') }, { open: true }),
  struct('backendAuth', { credentials }, { choice: kinds, open: true }),
  struct('backendAuth', { credentials }, { open: true }),
  tagged('backendAuth', kinds, 'copilot'),
);

export const tunnel: Shape = struct('tunnel', {
  proxy: req(backendRef, 'The proxy that is asked to CONNECT.'),
  policies: def(() => simpleBackendPolicies, 'Policies for the connection to the proxy.'),
});

export const simpleBackendFields: Fields = {
  requestHeaderModifier: opt(headerModifier, 'Fixed changes to the headers of the call.'),
  transformations: opt(transformation, 'Changes by expression.'),
  backendTLS: opt(backendTls, 'TLS towards the server.'),
  backendAuth: opt(backendAuth, 'The credential that the server gets.'),
  http: opt(httpSettings, 'Protocol and time of the call.'),
  tcp: opt(tcpSettings, 'The connection.'),
  backendTunnel: opt(tunnel, 'Reach the server through a proxy.'),
};

/** Policies for calls that the gateway makes on its own account. */
export const simpleBackendPolicies: Shape = struct('backend policies', simpleBackendFields);
