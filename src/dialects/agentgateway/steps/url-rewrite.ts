// agentgateway 1.4, `urlRewrite`: changes Host and path on the way to the backend. The query stays.

import type { Change } from '../../../model/decision.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child } from '../read/at.ts';
import type { PolicyKind } from './kind.ts';
import {
  type AuthorityChange,
  changedTarget,
  madeAuthorityFault,
  type PathChange,
  readAuthority,
  readPath,
  rewrittenAuthority,
  saysUrl,
  urlFailed,
} from './url.ts';

export interface RewriteSpec {
  readonly authority: AuthorityChange | undefined;
  readonly path: PathChange | undefined;
}

export const urlRewrite: PolicyKind<RewriteSpec> = {
  key: 'urlRewrite',
  read: (at: At) => ({ authority: readAuthority(child(at, 'authority')), path: readPath(child(at, 'path')) }),
  says: (spec) => saysUrl(spec.authority, spec.path) || 'no change',
  request: (policy, x) => {
    const { spec, name, id, origin } = policy;
    const authority = spec.authority === undefined ? undefined : rewrittenAuthority(spec.authority, x);
    const fault = madeAuthorityFault(spec.authority, authority);
    if (fault !== undefined) return urlFailed(x, policy, 'urlRewrite', fault);
    const target = changedTarget(spec.path, x);
    if (!target.ok) return urlFailed(x, policy, 'urlRewrite', target.error);
    const changes: Change[] = [];
    if (spec.authority !== undefined) {
      if (authority !== undefined) {
        changes.push({ what: 'host', before: x.request.authority, after: authority });
        x.request.authority = authority;
      }
      x.hostRewrite = spec.authority.kind === 'auto' || spec.authority.kind === 'none' ? spec.authority.kind : 'set';
    }
    if (target.target !== x.request.target) changes.push({ what: 'path', before: x.request.target, after: target.target });
    x.request.target = target.target;
    x.trace.record(() => ({
      step: 'urlRewrite',
      target: name,
      entity: id,
      result: changes.length > 0 ? 'change' : 'pass',
      because: urlRewrite.says(spec),
      origin,
      changes,
    }));
    return CONTINUE;
  },
};
