// agentgateway 1.4, `oidc`: a browser without a session is sent to the identity provider (302, authorization code with PKCE). State, nonce and the
// challenge are random, so they stand as `*`. Claims that the sample request declares count as a session.

import { formEncode, splitTarget } from '../../../http/target.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, textOf, textsOf } from '../read/at.ts';
import type { PolicyKind } from './kind.ts';

export interface OidcSpec {
  readonly issuer: string;
  readonly authorizationEndpoint: string | undefined;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

export const oidc: PolicyKind<OidcSpec> = {
  key: 'oidc',
  read: (at: At) => ({
    issuer: textOf(child(at, 'issuer')) ?? '',
    authorizationEndpoint: textOf(child(at, 'authorizationEndpoint')),
    clientId: textOf(child(at, 'clientId')) ?? '',
    redirectUri: textOf(child(at, 'redirectURI')) ?? '',
    scopes: textsOf(child(at, 'scopes')),
  }),
  says: (spec) => `issuer ${spec.issuer}`,
  request: ({ spec, name, id, origin }, x) => {
    if (x.facts.has('jwt')) {
      x.trace.record(() => ({
        step: 'oidc',
        target: name,
        entity: id,
        result: 'pass',
        because: 'the declared claims count as a session',
        origin,
      }));
      return CONTINUE;
    }
    const endpoint = spec.authorizationEndpoint ?? '*';
    if (spec.authorizationEndpoint === undefined)
      x.trace.assume({
        code: 'oidc-discovery',
        what: `The authorization endpoint of ${spec.issuer} is found by discovery, which is not done here.`,
        origin,
      });
    const scopes = ['openid', ...spec.scopes.filter((scope) => scope !== 'openid')].join(' ');
    const location = `${endpoint}?response_type=code&client_id=${formEncode(spec.clientId)}&redirect_uri=${formEncode(spec.redirectUri)}&scope=${formEncode(scopes)}&state=*&nonce=*&code_challenge=*&code_challenge_method=S256`;
    const callback = splitTarget(spec.redirectUri.replace(/^[a-z]+:\/\/[^/]*/i, '')).path === splitTarget(x.request.target).path;
    if (callback)
      x.trace.assume({
        code: 'oidc-callback',
        what: 'This is the callback of the login; whether its code is valid is not known here.',
        origin,
      });
    const because = 'no session is known, so the browser is sent to log in';
    x.trace.record(() => ({ step: 'oidc', target: name, entity: id, result: 'respond', because, origin }));
    return {
      kind: 'reply',
      reply: {
        status: 302,
        headers: [
          ['location', location],
          ['set-cookie', 'agw_oidc_t_*=*; HttpOnly; SameSite=Lax; Path=/; Max-Age=300'],
        ],
        body: new Uint8Array(),
        reason: 'DirectResponse',
        error: undefined,
        redirect: true,
        title: `Sent to ${spec.issuer} to log in`,
        because: `The oidc policy finds no session. No backend is called.`,
      },
    };
  },
};
