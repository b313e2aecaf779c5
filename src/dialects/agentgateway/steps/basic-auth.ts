// agentgateway 1.4, `basicAuth`: user names and hashed passwords in htpasswd form (apr1, {SHA}, bcrypt), mode optional by default. A
// password that verifies is taken out of the request, and `basicAuth.username` is set.

import { decodeBase64 } from '../../../http/base64.ts';
import { utf8Text } from '../../../http/bytes.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { AgwPolicy } from '../model.ts';
import { type At, child, textOf } from '../read/at.ts';
import { BASIC, type Location, readLocation, removeCredential } from '../read/location.ts';
import { readTextSource, sourceText, type TextSource } from '../read/text-source.ts';
import { type Exchange, failure, type Outcome } from '../run/exchange.ts';
import { checkPassword } from './htpasswd.ts';
import { readMode } from './jwt-auth.ts';
import type { PolicyKind } from './kind.ts';
import { sentAt } from './sent.ts';

export interface BasicAuthSpec {
  readonly htpasswd: TextSource;
  readonly realm: string;
  readonly strict: boolean;
  readonly location: Location;
}

export const basicAuth: PolicyKind<BasicAuthSpec> = {
  key: 'basicAuth',
  read: (at: At) => ({
    htpasswd: readTextSource(child(at, 'htpasswd')),
    realm: textOf(child(at, 'realm')) ?? 'Restricted',
    strict: readMode(child(at, 'mode'), 'optional') === 'strict',
    location: readLocation(child(at, 'authorizationLocation'), BASIC),
  }),
  says: (spec) => `${spec.strict ? 'strict' : 'optional'}, realm ${spec.realm}`,
  request: (policy, x) => {
    const { spec } = policy;
    const note = (result: 'pass' | 'deny', because: string): void =>
      x.trace.record(() => ({ step: 'basicAuth', target: policy.name, entity: policy.id, result, because, origin: policy.origin }));
    const credential = sentAt(spec.location, x);
    if (credential === undefined) {
      if (!spec.strict) {
        note('pass', 'no user name is sent; in mode optional the request goes on');
        return CONTINUE;
      }
      note('deny', 'no user name is sent, and the mode is strict');
      return refuse(policy, x, 'no basic authentication credentials found', 'No user name is sent, and the mode is strict');
    }
    const bytes = decodeBase64(credential);
    const pair = bytes === undefined ? '' : utf8Text(bytes);
    const colon = pair.indexOf(':');
    const user = pair.slice(0, Math.max(0, colon));
    const text = sourceText(spec.htpasswd, x.model.files);
    if (text === undefined)
      x.trace.assume({
        code: 'missing-file',
        what: `The password file ${spec.htpasswd.name} is not here; the password is taken as right.`,
        target: policy.id,
        origin: policy.origin,
      });
    const verdict = colon < 0 ? 'wrong' : text === undefined ? 'right' : checkPassword(text, user, pair.slice(colon + 1));
    if (verdict === 'unknown')
      x.trace.assume({
        code: 'bcrypt',
        what: `The password of ${user} is hashed with bcrypt, which is not computed here; it is taken as right.`,
      });
    if (verdict === 'wrong') {
      note('deny', `user ${user === '' ? '(none)' : user} and this password do not fit`);
      return refuse(policy, x, 'invalid credentials', `User ${user === '' ? '(none)' : user} and this password do not fit`);
    }
    note('pass', `user ${user} is known`);
    removeCredential(spec.location, x.request);
    x.facts.set('basicAuth', { username: user });
    return CONTINUE;
  },
};

function refuse(policy: AgwPolicy<BasicAuthSpec>, x: Exchange, error: string, because: string): Outcome {
  const outcome = failure(
    401,
    'BasicAuth',
    `basic authentication failure: ${error}`,
    `Denied by basicAuth on ${x.route?.name ?? x.listener?.name ?? 'the gateway'}`,
    `${because}. No backend is called.`,
  );
  if (outcome.kind !== 'reply') return outcome;
  return {
    kind: 'reply',
    reply: { ...outcome.reply, headers: [['www-authenticate', `Basic realm="${policy.spec.realm}"`], ...outcome.reply.headers] },
  };
}
