// Ports and listeners: `binds`, `gateways`, their TLS, and the policies before the choice of a route.
import { cipherSuite, keyExchange, rules, tlsVersion } from './common.ts';
import { def, type Fields, list, opt, req, struct, text, u16, words } from './kinds.ts';
import { apiKey, basicAuth, extAuthz, extProc, jwtAuth, oidc } from './policies-auth.ts';
import { cors, transformations } from './policies-traffic.ts';
import { route, tcpRoute } from './routes.ts';

export const serverTls = struct(
  'TLS',
  {
    mode: def(words('static', 'dynamicCa'), 'The certificate is the leaf, or a CA that makes leaves.', 'static'),
    cert: opt(text, 'File with the certificate chain.'),
    key: opt(text, 'File with the private key.'),
    root: opt(text, 'File with the CAs of clients: their certificates are then demanded.'),
    spiffe: opt(struct('spiffe', {}), 'Use the workload’s SPIFFE identity; excludes the certificate settings.'),
    cipherSuites: opt(list(cipherSuite), 'Cipher suites, the preferred first.'),
    minTLSVersion: opt(tlsVersion, 'Oldest version.'),
    minTlsVersion: opt(tlsVersion, 'Oldest version (other spelling).'),
    maxTLSVersion: opt(tlsVersion, 'Newest version.'),
    maxTlsVersion: opt(tlsVersion, 'Newest version (other spelling).'),
    keyExchangeGroups: opt(list(keyExchange), 'Key exchanges, the preferred first.'),
  },
  { flat: true },
);

/** What may happen before a route is chosen. */
export const gatewayPolicyFields: Fields = {
  oidc: opt(oidc, 'Logs browsers in.'),
  jwtAuth: opt(jwtAuth, 'Tokens of an issuer.'),
  authorization: opt(rules, 'Rules that allow or deny the request.'),
  extAuthz: opt(extAuthz, 'Ask a service whether the request may go on.'),
  extProc: opt(extProc, 'Let a service change request and answer.'),
  cors: opt(cors, 'Requests from other origins.'),
  transformations: opt(transformations, 'Changes by expression; the route sees what they leave.'),
  basicAuth: opt(basicAuth, 'User names and passwords.'),
  apiKey: opt(apiKey, 'Keys that are known.'),
};

const listener = struct(
  'listener',
  {
    name: opt(text, 'Name of the listener.', 'listener0 …'),
    namespace: opt(text, 'Namespace of the name.', 'default'),
    hostname: opt(text, 'Host that it serves: exact, `*.` and a domain, or nothing for every host.'),
    protocol: def(words('HTTP', 'HTTPS', 'TLS', 'TCP', 'HBONE'), 'What it speaks.', 'HTTP'),
    tls: opt(serverTls, 'Certificates; a TLS listener without is passed on unopened.'),
    routes: opt(list(route), 'HTTP routes.'),
    tcpRoutes: opt(list(tcpRoute), 'TCP routes.'),
    policies: opt(struct('listener policies', gatewayPolicyFields), 'What happens before a route is chosen.'),
  },
  { flat: true },
);

export const bind = struct('bind', {
  port: opt(u16, 'Port to listen on; only internal binds may be without.'),
  listeners: req(list(listener), 'Listeners, chosen by host or SNI.'),
  tunnelProtocol: def(words('direct', 'hboneWaypoint', 'hboneGateway', 'proxy', 'connect'), 'What wraps the connections.', 'direct'),
  mode: def(words('standard', 'internal'), 'A socket, or reached from inside only.', 'standard'),
});

const gatewayProtocol = words('HTTP', 'HTTPS', 'TCP', 'TLS');

const gatewayListener = struct(
  'listener',
  {
    name: opt(text, 'Name; references are `gateway/name`.'),
    hostname: opt(text, 'Host that it serves.', '*'),
    protocol: opt(gatewayProtocol, 'What it speaks.', 'HTTP, or HTTPS with tls'),
    tls: opt(serverTls, 'Certificates.'),
    ...gatewayPolicyFields,
  },
  { flat: true },
);

export const gateway = struct(
  'gateway',
  {
    port: opt(u16, 'Port to listen on; required.'),
    protocol: opt(gatewayProtocol, 'What it speaks, without `listeners`.'),
    listeners: def(list(gatewayListener), 'Listeners by host; without them the gateway is one.'),
    tls: opt(serverTls, 'Certificates, without `listeners`.'),
    ...gatewayPolicyFields,
  },
  { flat: true },
);
