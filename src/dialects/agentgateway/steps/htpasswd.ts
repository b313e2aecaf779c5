// Passwords in htpasswd form, as agentgateway checks them: Apache's MD5 (`$apr1$`), `{SHA}`; plain text is not accepted. bcrypt costs too much
// to compute here, so its verdict is unknown.
import { md5, sha1 } from '../../../cel/lib/digest.ts';
import { encodeBase64 } from '../../../http/base64.ts';
import { utf8Bytes } from '../../../http/bytes.ts';

export type PasswordVerdict = 'right' | 'wrong' | 'unknown';

export function checkPassword(file: string, user: string, password: string): PasswordVerdict {
  const line = file.split(/\r?\n/).find((l) => l.slice(0, l.indexOf(':')) === user && l.includes(':'));
  if (line === undefined) return 'wrong';
  const hash = line.slice(user.length + 1).trim();
  if (hash.startsWith('$apr1$')) return apr1(password, hash.split('$')[2] ?? '') === hash ? 'right' : 'wrong';
  if (hash.startsWith('{SHA}')) return encodeBase64(sha1(utf8Bytes(password))) === hash.slice(5) ? 'right' : 'wrong';
  return /^\$2[abxy]\$/.test(hash) ? 'unknown' : 'wrong';
}

const ITOA64 = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Apache's variant of the MD5 crypt: 1,000 rounds over password and salt. */
export function apr1(password: string, saltText: string): string {
  const pass = utf8Bytes(password);
  const salt = utf8Bytes(saltText.slice(0, 8));
  const inner = md5(concat(pass, salt, pass));
  const start: Uint8Array[] = [pass, utf8Bytes('$apr1$'), salt];
  for (let left = pass.length; left > 0; left -= 16) start.push(inner.slice(0, Math.min(16, left)));
  for (let bits = pass.length; bits > 0; bits >>= 1) start.push(bits & 1 ? new Uint8Array(1) : pass.slice(0, 1));
  let digest = md5(concat(...start));
  for (let round = 0; round < 1000; round++) {
    const parts = [round & 1 ? pass : digest];
    if (round % 3 !== 0) parts.push(salt);
    if (round % 7 !== 0) parts.push(pass);
    parts.push(round & 1 ? digest : pass);
    digest = md5(concat(...parts));
  }
  return `$apr1$${saltText}$${encode(digest)}`;
}

function encode(digest: Uint8Array): string {
  const d = (i: number): number => digest[i] as number;
  const groups: readonly (readonly [number, number])[] = [
    [(d(0) << 16) | (d(6) << 8) | d(12), 4],
    [(d(1) << 16) | (d(7) << 8) | d(13), 4],
    [(d(2) << 16) | (d(8) << 8) | d(14), 4],
    [(d(3) << 16) | (d(9) << 8) | d(15), 4],
    [(d(4) << 16) | (d(10) << 8) | d(5), 4],
    [d(11), 2],
  ];
  return groups.map(([value, count]) => Array.from({ length: count }, (_, i) => ITOA64[(value >> (6 * i)) & 0x3f]).join('')).join('');
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
