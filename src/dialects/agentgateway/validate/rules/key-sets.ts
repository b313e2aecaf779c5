// Key sets that stand in the file, or in a file that is here: each key has an id and a kind that can verify tokens.
import { isObject } from '../../../../base/json.ts';
import { child, isPresent } from '../../read/at.ts';
import { readTextSource, sourceText } from '../../read/text-source.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

export const keySetRule: LoaderRule = ({ structs, top, report, files }) => {
  for (const at of structsNamed(structs, top.file, 'jwtAuth', 'provider', 'mcpAuthentication', 'oidc')) {
    const jwks = child(at, 'jwks');
    if (!isPresent(jwks)) continue;
    const text = sourceText(readTextSource(jwks), files);
    const fault = text === undefined ? undefined : faultOf(text);
    if (fault !== undefined) report.add('agentgateway/bad-jwks', placeOfAt(jwks), { because: fault });
  }
};

/** Members that a key of a kind cannot do without (RFC 7518). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'], oct: ['k'] };

function faultOf(text: string): string | undefined {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (!isObject(set) || !Array.isArray(set.keys)) return "it has no list 'keys'";
  for (const key of set.keys) {
    const kty = isObject(key) && typeof key.kty === 'string' ? key.kty : '';
    const members = Object.hasOwn(MEMBERS, kty) ? MEMBERS[kty] : undefined;
    if (!isObject(key) || members === undefined) return `a key of kind '${kty}' is not known`;
    const missing = members.find((member) => typeof key[member] !== 'string');
    if (missing !== undefined) return `a key of kind ${kty} has no '${missing}'`;
    if (typeof key.kid !== 'string') return "a key has no 'kid'";
    if (kty === 'oct') return `key '${key.kid}' is a shared secret; RSA, EC and Ed25519 keys are taken`;
  }
  return undefined;
}
