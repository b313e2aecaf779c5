// agentgateway 1.4, `requestRedirect`: 302 unless a status is given. It sees the request as the rewrite and the header modifier left it.
import { type At, child, numberOf, textOf } from '../read/at.ts';
import type { PolicyKind } from './kind.ts';
import {
  type AuthorityChange,
  changedTarget,
  madeAuthorityFault,
  type PathChange,
  readAuthority,
  readPath,
  redirectAuthority,
  saysUrl,
  urlFailed,
} from './url.ts';

export interface RedirectSpec {
  readonly scheme: string | undefined;
  readonly authority: AuthorityChange | undefined;
  readonly path: PathChange | undefined;
  readonly status: number;
}

export const requestRedirect: PolicyKind<RedirectSpec> = {
  key: 'requestRedirect',
  read: (at: At) => ({
    scheme: textOf(child(at, 'scheme')),
    authority: readAuthority(child(at, 'authority')),
    path: readPath(child(at, 'path')),
    status: numberOf(child(at, 'status')) ?? 302,
  }),
  says: (spec) =>
    [String(spec.status), spec.scheme === undefined ? '' : `to ${spec.scheme}`, saysUrl(spec.authority, spec.path)]
      .filter((part) => part !== '')
      .join(' '),
  request: (policy, x) => {
    const { spec, name, id, origin } = policy;
    const authority = redirectAuthority(spec.authority, x, spec.scheme);
    const fault = madeAuthorityFault(spec.authority, authority);
    if (fault !== undefined) return urlFailed(x, policy, 'requestRedirect', fault);
    const target = changedTarget(spec.path, x);
    if (!target.ok) return urlFailed(x, policy, 'requestRedirect', target.error);
    const route = x.route?.name ?? name;
    const location = `${spec.scheme ?? x.request.scheme}://${authority}${target.target}`;
    x.trace.record(() => ({
      step: 'requestRedirect',
      target: name,
      entity: id,
      result: 'respond',
      because: `${spec.status} to ${location}`,
      origin,
    }));
    return {
      kind: 'reply',
      reply: {
        status: spec.status,
        headers: [['location', location]],
        body: new Uint8Array(),
        reason: 'DirectResponse',
        error: undefined,
        redirect: true,
        title: `Redirected by ${route} to ${location}`,
        because: `requestRedirect answers ${spec.status}. No backend is called.`,
      },
    };
  },
};
