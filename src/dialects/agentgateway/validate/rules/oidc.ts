// OIDC without discovery needs all three: where to log in, where to get tokens, and the keys.
import { child, isPresent } from '../../read/at.ts';
import type { LoaderRule } from './index.ts';
import { placeOfAt, structsNamed } from './places.ts';

export const oidcRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'oidc')) {
    const fields = ['authorizationEndpoint', 'tokenEndpoint', 'jwks'];
    const set = fields.filter((key) => isPresent(child(at, key)));
    if (set.length !== 0 && set.length !== fields.length)
      report.add('agentgateway/bad-value', placeOfAt(at), {
        because: 'authorizationEndpoint, tokenEndpoint and jwks are all set, or none is',
      });
  }
};
