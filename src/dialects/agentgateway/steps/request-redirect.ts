// agentgateway 1.4, `requestRedirect`: 302 unless a status is given. It sees the request as the rewrite and the header modifier left it.
import { type At, child, numberOf, textOf } from '../read/at.ts';
import { failure } from '../run/exchange.ts';
import type { PolicyKind } from './kind.ts';
import { type AuthorityChange, changedTarget, type PathChange, readAuthority, readPath, redirectAuthority, saysUrl } from './url.ts';

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
  request: ({ spec, name, id, origin }, x) => {
    const target = changedTarget(spec.path, x);
    const route = x.route?.name ?? name;
    if (!target.ok) {
      x.trace.record(() => ({ step: 'requestRedirect', target: name, entity: id, result: 'respond', because: target.error, origin }));
      return failure(500, 'Internal', `failed to apply filters: ${target.error}`, `Redirect failed on ${route}`, target.error);
    }
    const location = `${spec.scheme ?? x.request.scheme}://${redirectAuthority(spec.authority, x, spec.scheme)}${target.target}`;
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
