// X.509 certificates, as far as gateways log and forward them: names, serial number, validity, fingerprints. A reader of DER that trusts
// no length it finds; signatures are not checked here.
import { decodeBase64, encodeBase64 } from './base64.ts';

export interface Certificate {
  /** As RFC 2253 writes names: `CN=client,O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Hex digits, two a byte. */
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly uriSans: readonly string[];
  readonly dnsSans: readonly string[];
  readonly ipSans: readonly string[];
  readonly emailSans: readonly string[];
  readonly der: Uint8Array;
}

/** Certificates of one text that are looked at. */
const MAX_CERTIFICATES = 16;

/** The certificates of a PEM text, in order; what is none is left out. */
export function readCertificates(pem: string): readonly Certificate[] {
  const out: Certificate[] = [];
  for (const block of pem.split('-----BEGIN CERTIFICATE-----').slice(1, MAX_CERTIFICATES + 1)) {
    const der = decodeBase64((block.split('-----END')[0] ?? '').replace(/\s+/g, ''));
    const certificate = der === undefined ? undefined : readCertificate(der);
    if (certificate !== undefined) out.push(certificate);
  }
  return out;
}

/** The PEM text of a certificate: 64 characters a line, a line break at the end. */
export function pemOf({ der }: Certificate): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** One tag-length-value of DER. */
interface Item {
  readonly tag: number;
  readonly body: Uint8Array;
}

/** The items of a constructed value; as many as are whole. */
function itemsOf(bytes: Uint8Array): readonly Item[] {
  const out: Item[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && out.length < 256) {
    const tag = bytes[at] as number;
    let length = bytes[at + 1] as number;
    at += 2;
    if (length >= 0x80) {
      const digits = length & 0x7f;
      if (digits === 0 || digits > 4 || at + digits > bytes.length) break;
      length = 0;
      for (let i = 0; i < digits; i++) length = length * 256 + (bytes[at + i] as number);
      at += digits;
    }
    if (at + length > bytes.length) break;
    out.push({ tag, body: bytes.subarray(at, at + length) });
    at += length;
  }
  return out;
}

const EXTENSIONS = 0xa3;
const VERSION = 0xa0;

function readCertificate(der: Uint8Array): Certificate | undefined {
  const whole = itemsOf(der)[0];
  const signed = whole === undefined ? undefined : itemsOf(whole.body)[0];
  if (signed === undefined) return undefined;
  const fields = itemsOf(signed.body);
  const [serial, , issuer, validity, subject] = fields[0]?.tag === VERSION ? fields.slice(1) : fields;
  if (serial === undefined || issuer === undefined || validity === undefined || subject === undefined) return undefined;
  const [from, to] = itemsOf(validity.body);
  return {
    subject: nameText(subject.body),
    issuer: nameText(issuer.body),
    serial: hexOf(serial.body[0] === 0 && serial.body.length > 1 ? serial.body.subarray(1) : serial.body),
    notBefore: timeOf(from),
    notAfter: timeOf(to),
    ...alternativeNames(fields.find((f) => f.tag === EXTENSIONS)),
    der,
  };
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const latin = (bytes: Uint8Array): string => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

/** UTCTime has two digits of the year, the first half of which is of this century. */
function timeOf(item: Item | undefined): number {
  const text = item === undefined ? '' : latin(item.body);
  const found = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (found === null) return 0;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as [number, number, number, number, number, number];
  const full = found[1]?.length === 4 ? year : year < 50 ? 2000 + year : 1900 + year;
  return Date.UTC(full, month - 1, day, hour, minute, second);
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550404': 'SN',
  '550405': 'serialNumber',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '550409': 'street',
  '55040a': 'O',
  '55040b': 'OU',
  '55040c': 'title',
  '55042a': 'GN',
  '2a864886f70d010901': 'emailAddress',
  '0992268993f22c640119': 'DC',
  '0992268993f22c640101': 'UID',
};

/** RFC 2253: the last part first, parts divided by commas, parts of one level by plus signs. */
function nameText(name: Uint8Array): string {
  const levels = itemsOf(name).map((level) => itemsOf(level.body).map(attributeText).join('+'));
  return levels.reverse().join(',');
}

function attributeText(attribute: Item): string {
  const [type, value] = itemsOf(attribute.body);
  const code = type === undefined ? '' : hexOf(type.body);
  const name = ATTRIBUTES[code];
  if (name === undefined) return `${dotted(type?.body ?? new Uint8Array())}=#${hexOf(value?.body ?? new Uint8Array())}`;
  return `${name}=${escaped(value)}`;
}

function dotted(body: Uint8Array): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of body) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      if (numbers.length === 0) numbers.push(Math.min(2, Math.floor(number / 40)), number - 40 * Math.min(2, Math.floor(number / 40)));
      else numbers.push(number);
      number = 0;
    }
  }
  return numbers.join('.');
}

const BMP_STRING = 0x1e;

/** RFC 2253, section 2.4; bytes beyond ASCII are written in hex, as OpenSSL's RFC 2253 form does. */
function escaped(value: Item | undefined): string {
  if (value === undefined) return '';
  const bytes = value.tag === BMP_STRING ? new TextEncoder().encode(bmpText(value.body)) : value.body;
  let out = '';
  for (const [i, byte] of bytes.entries()) {
    const char = String.fromCharCode(byte);
    const edge = (i === 0 && (char === '#' || char === ' ')) || (i === bytes.length - 1 && char === ' ');
    if (byte < 0x20 || byte > 0x7e) out += `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    else out += edge || ',+"\\<>;'.includes(char) ? `\\${char}` : char;
  }
  return out;
}

function bmpText(body: Uint8Array): string {
  let out = '';
  for (let i = 0; i + 1 < body.length; i += 2) out += String.fromCharCode(((body[i] as number) << 8) | (body[i + 1] as number));
  return out;
}

const SUBJECT_ALT_NAME = '551d11';
type Names = Pick<Certificate, 'uriSans' | 'dnsSans' | 'ipSans' | 'emailSans'>;

function alternativeNames(extensions: Item | undefined): Names {
  const list = extensions === undefined ? undefined : itemsOf(extensions.body)[0];
  const found = (list === undefined ? [] : itemsOf(list.body)).find(
    (e) => hexOf(itemsOf(e.body)[0]?.body ?? new Uint8Array()) === SUBJECT_ALT_NAME,
  );
  const octets = found === undefined ? undefined : itemsOf(found.body).at(-1);
  const sequence = octets === undefined ? undefined : itemsOf(octets.body)[0];
  const names = sequence === undefined ? [] : itemsOf(sequence.body);
  const texts = (tag: number): readonly string[] => names.filter((n) => n.tag === tag).map((n) => latin(n.body));
  return {
    emailSans: texts(0x81),
    dnsSans: texts(0x82),
    uriSans: texts(0x86),
    ipSans: names.filter((n) => n.tag === 0x87).map((n) => ipText(n.body)),
  };
}

function ipText(body: Uint8Array): string {
  if (body.length === 4) return [...body].join('.');
  if (body.length !== 16) return hexOf(body);
  const groups = Array.from({ length: 8 }, (_, i) => (((body[2 * i] as number) << 8) | (body[2 * i + 1] as number)).toString(16));
  // RFC 5952: the longest run of zeros, of two at least, is left out
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === '0') end++;
    if (end - i > best.length) best = { start: i, length: end - i };
  }
  if (best.start < 0) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
