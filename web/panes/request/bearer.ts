// The claims of a JWT in an Authorization header, unverified: shown so that a person sees what they pasted.
import { bearerToken, decodeJwt, type JwtResult } from '../../../src/http/jwt.ts';

/** Reads `Bearer eyJ…`, or the token alone; undefined when the text does not look like a token at all. */
export function readToken(value: string): JwtResult | undefined {
  const token = bearerToken(value) ?? value.trim();
  return /^[\w-]+\.[\w-]*\.?[\w-]*$/.test(token) && token.startsWith('ey') ? decodeJwt(token) : undefined;
}
