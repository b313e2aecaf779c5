// A JSON Web Token taken apart: nothing is verified here. Faults are named as agentgateway's library names them.
import { decodeBase64 } from '../../../http/base64.ts';
import { utf8Text } from '../../../http/bytes.ts';
import { parseJson } from '../json-fault.ts';

export interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export type Decoded =
  | { readonly ok: true; readonly token: Token }
  | { readonly ok: false; readonly error: string; readonly because: string };

export function decodeToken(text: string): Decoded {
  const parts = text.split('.');
  if (parts.length !== 3)
    return { ok: false, error: 'Error(InvalidToken)', because: `a token has three parts divided by dots; this one has ${parts.length}` };
  const stray = /[^A-Za-z0-9_-]/.exec(parts[0] as string);
  if (stray !== null)
    return {
      ok: false,
      error: `Error(Base64(InvalidByte(${stray.index}, ${(parts[0] as string).charCodeAt(stray.index)})))`,
      because: `the token's header is no base64url: '${stray[0]}' at character ${stray.index + 1}`,
    };
  const header = jsonPart(parts[0] as string);
  if (header === undefined)
    return {
      ok: false,
      error: 'Error(Json(Error("expected value", line: 1, column: 1)))',
      because: "the token's header is no JSON object",
    };
  if (typeof header.alg !== 'string')
    return {
      ok: false,
      error: 'Error(Json(Error("missing field `alg`", line: 1, column: *)))',
      because: "the token's header names no algorithm (alg)",
    };
  const claims = jsonPart(parts[1] as string);
  if (claims === undefined) return { ok: false, error: 'Error(InvalidToken)', because: "the token's claims are no JSON object" };
  return { ok: true, token: { header, claims } };
}

function jsonPart(part: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = decodeBase64(part.replaceAll('-', '+').replaceAll('_', '/'));
  if (bytes === undefined) return undefined;
  const value = parseJson(utf8Text(bytes))?.value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** What the run reads a verified signature by. */
export const signatureId = (token: string, jwks: string): string => `${token} ${jwks}`;
