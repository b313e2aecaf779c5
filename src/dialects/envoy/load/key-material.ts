// Certificates and private keys, as far as Envoy compares them when it loads a TLS context: whether the PEM text is one, which public
// key a certificate holds, and which belongs to a private key. A small reader of DER that trusts no length; nothing is verified.
import { decodeBase64 } from '../../../http/base64.ts';

/** One tag-length-value of DER. */
export interface Item {
  readonly tag: number;
  readonly body: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

function itemAt(bytes: Uint8Array, at: number): Item | undefined {
  const tag = bytes[at];
  let length = bytes[at + 1];
  if (tag === undefined || length === undefined) return undefined;
  let start = at + 2;
  if (length >= 0x80) {
    const digits = length & 0x7f;
    if (digits === 0 || digits > 4 || start + digits > bytes.length) return undefined;
    length = 0;
    for (let i = 0; i < digits; i++) length = length * 256 + (bytes[start + i] as number);
    start += digits;
  }
  return start + length > bytes.length ? undefined : { tag, body: bytes.subarray(start, start + length), end: start + length };
}

function itemsOf(bytes: Uint8Array): readonly Item[] {
  const out: Item[] = [];
  for (let at = 0; at < bytes.length && out.length < 64; ) {
    const item = itemAt(bytes, at);
    if (item === undefined) break;
    out.push(item);
    at = item.end;
  }
  return out;
}

export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** The blocks of a PEM text: each marker on a line of its own, base64 between. A block that is broken ends the list. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const out: PemBlock[] = [];
  const begin = /^-----BEGIN ([A-Z0-9 ]+)-----[ \t]*\r?$/gm;
  for (let found = begin.exec(text); found !== null && out.length < 64; found = begin.exec(text)) {
    const label = found[1] as string;
    const from = begin.lastIndex;
    const end = text.indexOf(`\n-----END ${label}-----`, from);
    const body = end < 0 ? undefined : text.slice(from, end).replace(/^(?:[A-Za-z-]+:[^\n]*\n)+\r?\n/gm, '');
    const bytes = body === undefined ? undefined : decodeBase64(body.replace(/\s+/g, ''));
    if (bytes === undefined || bytes.length === 0) break;
    out.push({ label, bytes });
    begin.lastIndex = end;
  }
  return out;
}

export interface PublicKey {
  readonly kind: 'rsa' | 'ec' | 'other';
  /** The modulus, or the point; hexadecimal. */
  readonly value: string;
  /** Bits of an RSA modulus. */
  readonly bits: number;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const RSA = '2a864886f70d010101';
const EC = '2a8648ce3d0201';

function rsaKey(modulus: Uint8Array): PublicKey {
  let at = 0;
  while (modulus[at] === 0) at++;
  const own = modulus.subarray(at);
  return { kind: 'rsa', value: hex(own), bits: own.length * 8 - (own[0] === undefined ? 0 : Math.clz32(own[0]) - 24) };
}

const SEQUENCE = 0x30;
const VERSION = 0xa0;

/** The public key of a certificate; undefined when these bytes are no certificate. */
export function certificateKey(der: Uint8Array): PublicKey | undefined {
  const whole = itemAt(der, 0);
  if (whole?.tag !== SEQUENCE) return undefined;
  const [signed, algorithm, signature] = itemsOf(whole.body);
  if (signed?.tag !== SEQUENCE || algorithm?.tag !== SEQUENCE || signature === undefined) return undefined;
  const fields = itemsOf(signed.body);
  const info = fields[fields[0]?.tag === VERSION ? 6 : 5];
  return info?.tag === SEQUENCE ? infoKey(info.body) : undefined;
}

/** A SubjectPublicKeyInfo. */
function infoKey(body: Uint8Array): PublicKey | undefined {
  const [algorithm, bits] = itemsOf(body);
  if (algorithm === undefined || bits === undefined) return undefined;
  const name = hex(itemsOf(algorithm.body)[0]?.body ?? new Uint8Array());
  const key = bits.body.subarray(1);
  if (name === RSA) {
    const modulus = itemsOf(itemAt(key, 0)?.body ?? new Uint8Array())[0];
    return modulus === undefined ? undefined : rsaKey(modulus.body);
  }
  return { kind: name === EC ? 'ec' : 'other', value: hex(key), bits: 0 };
}

/** The public half of a private key; `value` is empty where the key does not carry it. Undefined when these bytes are no key. */
export function privateKeyPublic({ label, bytes }: PemBlock): PublicKey | undefined {
  const fields = itemsOf(itemAt(bytes, 0)?.body ?? new Uint8Array());
  if (label === 'RSA PRIVATE KEY') return fields[1] === undefined ? undefined : rsaKey(fields[1].body);
  if (label === 'EC PRIVATE KEY') return ecKey(fields);
  if (label !== 'PRIVATE KEY') return { kind: 'other', value: '', bits: 0 };
  const [, algorithm, secret] = fields;
  if (algorithm === undefined || secret === undefined) return undefined;
  const name = hex(itemsOf(algorithm.body)[0]?.body ?? new Uint8Array());
  const inner = itemsOf(itemAt(secret.body, 0)?.body ?? new Uint8Array());
  if (name === RSA) return inner[1] === undefined ? undefined : rsaKey(inner[1].body);
  return name === EC ? ecKey(inner) : { kind: 'other', value: '', bits: 0 };
}

const PUBLIC = 0xa1;

function ecKey(fields: readonly Item[]): PublicKey | undefined {
  if (fields[1] === undefined) return undefined;
  const bits = itemAt(fields.find((f) => f.tag === PUBLIC)?.body ?? new Uint8Array(), 0);
  return { kind: 'ec', value: bits === undefined ? '' : hex(bits.body.subarray(1)), bits: 0 };
}

/** Whether bytes are one item of DER and nothing after it. */
export const isOneItem = (bytes: Uint8Array): boolean => {
  const item = itemAt(bytes, 0);
  return item !== undefined && item.tag === SEQUENCE && item.end === bytes.length;
};
