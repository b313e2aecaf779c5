// OIDC without discovery needs all three: where to log in, where to get tokens, and the keys. The key of its session cookies stands in the environment alone
// (agentgateway 1.4): where that says nothing it is not known here whether the gateway has one.
import { type At, child, isPresent } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const oidcRule: LoaderRule = ({ structs, top, report, env }) => {
  const all = structsNamed(structs, top.file, 'oidc');
  const [first] = all;
  if (first !== undefined) checkSecret(first, env.OIDC_COOKIE_SECRET, report);
  for (const at of all) {
    const fields = ['authorizationEndpoint', 'tokenEndpoint', 'jwks'];
    const set = fields.filter((key) => isPresent(child(at, key)));
    if (set.length !== 0 && set.length !== fields.length)
      report.add('agentgateway/bad-value', placeOfAt(at), {
        because: 'authorizationEndpoint, tokenEndpoint and jwks are all set, or none is',
      });
  }
};

function checkSecret(at: At, secret: string | undefined, report: Reporter): void {
  if (secret === undefined) report.add('agentgateway/cookie-secret', placeOfAt(at), {});
  else if (!/^[0-9a-f]{64}$/i.test(secret))
    report.add('agentgateway/bad-value', placeOfAt(at), { because: 'OIDC_COOKIE_SECRET in the environment is 64 hexadecimal digits' });
}
