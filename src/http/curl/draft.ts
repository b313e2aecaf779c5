// What the options of a curl command add up to, before it becomes requests.
import { encodeBase64 } from '../base64.ts';
import { utf8Bytes } from '../bytes.ts';
import { percentEncode } from '../target.ts';
import type { OptionEffect } from './options.ts';
import type { Word } from './shell-words.ts';

export interface Draft {
  readonly urls: Word[];
  method: string | undefined;
  head: boolean;
  get: boolean;
  /** `value` undefined: `-H 'Name:'` takes the header away. */
  readonly headers: { readonly name: string; readonly value: string | undefined }[];
  /** Pieces of the body, joined by `&`, or for JSON by nothing. */
  readonly data: string[];
  json: boolean;
  readonly forms: { readonly name: string; readonly value: string; readonly type: string | undefined }[];
  readonly queries: string[];
  user: string | undefined;
  bearer: string | undefined;
  readonly cookies: string[];
  userAgent: string | undefined;
  referer: string | undefined;
  range: string | undefined;
  compressed: boolean;
  protocol: string | undefined;
  alpn: readonly string[];
  readonly resolve: Word[];
  readonly connectTo: Word[];
  requestTarget: string | undefined;
  pathAsIs: boolean;
  globoff: boolean;
  clientIp: string | undefined;
}

export const emptyDraft = (): Draft => ({
  urls: [],
  method: undefined,
  head: false,
  get: false,
  headers: [],
  data: [],
  json: false,
  forms: [],
  queries: [],
  user: undefined,
  bearer: undefined,
  cookies: [],
  userAgent: undefined,
  referer: undefined,
  range: undefined,
  compressed: false,
  protocol: undefined,
  alpn: ['h2', 'http/1.1'],
  resolve: [],
  connectTo: [],
  requestTarget: undefined,
  pathAsIs: false,
  globoff: false,
  clientIp: undefined,
});

/** Applies an option's argument; gives a message when it cannot be taken over. */
type Effect = (draft: Draft, word: Word) => string | undefined;

const set =
  (name: 'method' | 'user' | 'bearer' | 'userAgent' | 'referer' | 'range' | 'requestTarget' | 'clientIp'): Effect =>
  (draft, { text }) => {
    draft[name] = text;
    return undefined;
  };
const turnOn =
  (name: 'head' | 'get' | 'compressed' | 'pathAsIs' | 'globoff'): Effect =>
  (draft) => {
    draft[name] = true;
    return undefined;
  };
const push =
  (name: 'urls' | 'resolve' | 'connectTo'): Effect =>
  (draft, word) => {
    draft[name].push(word);
    return undefined;
  };

const fileMessage = (what: string, name: string): string =>
  `${what} would be read from the file '${name}', which is not here; paste its text instead.`;

/** `-d` and friends: `@name` reads a file. */
const data: Effect = (draft, { text }) => {
  if (text.startsWith('@')) return fileMessage('The body', text.slice(1));
  draft.data.push(text);
  return undefined;
};

const encodedInto =
  (name: 'data' | 'queries', what: string): Effect =>
  (draft, { text }) => {
    const encoded = name === 'queries' && text.startsWith('+') ? text.slice(1) : urlEncoded(text);
    if (encoded === undefined) return fileMessage(what, text.slice(text.indexOf('@') + 1));
    draft[name].push(encoded);
    return undefined;
  };

/** `name=value`; unless `plain`, a value may name a file or end with its type. */
const formField =
  (plain: boolean): Effect =>
  (draft, { text }) => {
    const equals = text.indexOf('=');
    if (equals < 0) return `'${text}' is not name=value.`;
    const value = text.slice(equals + 1);
    if (!plain && /^[@<]/.test(value)) return fileMessage('A form field', value.slice(1));
    const type = plain ? undefined : /;type=([^;]+)/.exec(value)?.[1];
    draft.forms.push({ name: text.slice(0, equals), value: type === undefined ? value : value.replace(`;type=${type}`, ''), type });
    return undefined;
  };

export const effects: Readonly<Record<Exclude<OptionEffect, 'next' | 'ignored' | 'refused'>, Effect>> = {
  url: push('urls'),
  method: set('method'),
  head: turnOn('head'),
  get: turnOn('get'),
  header: addHeader,
  data,
  'data-raw': (draft, { text }) => {
    draft.data.push(text);
    return undefined;
  },
  'data-binary': data,
  'data-urlencode': encodedInto('data', 'A part of the body'),
  'url-query': encodedInto('queries', 'A part of the query'),
  json: (draft, word) => {
    draft.json = true;
    return data(draft, word);
  },
  form: formField(false),
  'form-string': formField(true),
  user: set('user'),
  bearer: set('bearer'),
  cookie: (draft, { text }) => {
    if (!text.includes('=')) return fileMessage('Cookies', text);
    draft.cookies.push(text);
    return undefined;
  },
  'user-agent': set('userAgent'),
  referer: (draft, { text }) => {
    draft.referer = text.replace(/;auto$/, '');
    return undefined;
  },
  range: set('range'),
  compressed: turnOn('compressed'),
  'http1.0': protocol('HTTP/1.0', ['http/1.0']),
  'http1.1': protocol('HTTP/1.1', ['http/1.1']),
  http2: protocol(undefined, ['h2', 'http/1.1']),
  'http2-prior-knowledge': protocol('HTTP/2', ['h2']),
  http3: protocol('HTTP/3', ['h3']),
  'no-alpn': protocol(undefined, []),
  resolve: push('resolve'),
  'connect-to': push('connectTo'),
  'request-target': set('requestTarget'),
  'path-as-is': turnOn('pathAsIs'),
  globoff: turnOn('globoff'),
  'haproxy-client-ip': set('clientIp'),
};

function protocol(name: string | undefined, alpn: readonly string[]): Effect {
  return (draft) => {
    draft.protocol = name;
    draft.alpn = alpn;
    return undefined;
  };
}

/** `Name: value`; `Name:` takes a header away, `Name;` sends it empty. */
function addHeader(draft: Draft, { text }: Word): string | undefined {
  if (text.startsWith('@')) return fileMessage('Headers', text.slice(1));
  const colon = text.indexOf(':');
  if (colon < 0) {
    if (!text.endsWith(';')) return `'${text}' is not a header: it has no colon.`;
    draft.headers.push({ name: text.slice(0, -1), value: '' });
    return undefined;
  }
  const value = text.slice(colon + 1).trim();
  draft.headers.push({ name: text.slice(0, colon).trim(), value: value === '' ? undefined : value });
  return undefined;
}

/** `content`, `=content`, `name=content`, encoded; undefined for the forms that read a file. */
function urlEncoded(text: string): string | undefined {
  const sign = text.search(/[=@]/);
  if (sign < 0) return percentEncode(text);
  if (text[sign] === '@') return undefined;
  const name = text.slice(0, sign);
  const content = percentEncode(text.slice(sign + 1));
  return name === '' ? content : `${name}=${content}`;
}

export const basicCredentials = (user: string): string => `Basic ${encodeBase64(utf8Bytes(user.includes(':') ? user : `${user}:`))}`;
