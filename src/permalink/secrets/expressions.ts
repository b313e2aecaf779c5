// Secrets in expressions and beside their name: `"…" == request.headers["x-api-key"]`, `apiKey.key in ["…", "…"]`, `{ name: x-api-key, value: … }`,
// a part of a form whose name stands in its own header, a token behind its scheme.
import type { Claims } from './find.ts';
import { claimHeader, claimValue } from './header-value.ts';
import { isSecretHeader, isSecretName } from './names.ts';

const AHEAD = /(["'])([^"'\n]{1,500})\1[ \t]*[!=]=[ \t]*([\w.]{0,80})(?:\[["']([\w-]{2,80})["'])?/dg;
const AMONG = /(?<![\w-])([\w-]{2,80})["'\])]{0,3}[ \t]+in[ \t]+\[([^[\]]{1,5000})\]/dg;
const BESIDE =
  /(?<!\w)(?:name|key|header|header_name)["']?[ \t]*:[ \t]*["']?([\w.-]{2,80})["']?[ \t]*[,\r\n](?:[\s{["'-]{0,200}(?:header_?value|value|string_?match|exact|exact_?match|prefix|contains|suffix)["']?[ \t]*:){1,3}[ \t]*(["']?)([^\s"',}\]{[][^"'\r\n,}\]]{0,500})\2/dgi;
const FORM_PART = /\bname="?([\w.-]{2,80})"?[^\n]{0,300}\r?\n(?:[^\r\n]{1,300}\r?\n){0,5}\r?\n([^\r\n]{1,2000})/dg;
const BEHIND_SCHEME = /(?<!\w)(?:Bearer|Basic)[ \t]+([\w.~+/-]{8,50000}=*)/dgi;

export function claimInExpressions(claims: Claims): void {
  for (const found of claims.text.matchAll(AHEAD)) claimNamed(found[4] ?? found[3]?.split('.').at(-1) ?? '', claims, ...range(found, 2));
  for (const found of claims.text.matchAll(AMONG)) if (isSecretHeader(found[1] ?? '')) claimItems(found, claims);
  for (const found of claims.text.matchAll(BESIDE)) claimNamed(found[1] ?? '', claims, ...range(found, 3));
  for (const found of claims.text.matchAll(FORM_PART)) claimNamed(found[1] ?? '', claims, ...range(found, 2));
}

/** Tokens behind the word for their scheme, wherever they stand; after everything that knows more. */
export function claimBehindSchemes(claims: Claims): void {
  for (const found of claims.text.matchAll(BEHIND_SCHEME)) claimValue('credential', claims, ...range(found, 1));
}

function claimNamed(name: string, claims: Claims, from: number, to: number): void {
  if (isSecretName(name)) claimValue('password or key', claims, from, to);
  else if (isSecretHeader(name)) claimHeader(name, claims, from, to);
}

function claimItems(found: RegExpMatchArray, claims: Claims): void {
  const [start] = range(found, 2);
  for (const item of (found[2] ?? '').matchAll(/(["'])([^"'\n]{1,500})\1/dg)) {
    const [from, to] = range(item, 2);
    claimValue('password or key', claims, start + from, start + to);
  }
}

const range = (found: RegExpMatchArray, group: number): readonly [number, number] => found.indices?.[group] ?? [0, 0];
