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
  readonly forms: { readonly name: string; readonly value: string; readonly type: string | undefined; readonly file?: string }[];
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
  /** Name of a file that is sent as it is, with PUT. */
  upload: string | undefined;
  /** Credentials are held back until the server asks. */
  laterAuth: boolean;
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
  upload: undefined,
  laterAuth: false,
});

/** Why an argument cannot be taken over: at all, or as it stands. */
interface Fault {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Applies an option's argument. `input` is what the command would read from its standard input. */
type Effect = (draft: Draft, word: Word, input: string | undefined) => Fault | undefined;

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

/** A file is not here: the request is what it would be but for that part. */
const missing = (what: string, name: string): Fault => ({
  severity: 'warning',
  message:
    name === '-'
      ? `${what} would be read from the standard input, which is not here; that part is left empty.`
      : `${what} would be read from the file '${name}', which is not here; that part is left empty.`,
});

/** `-d` and friends: `@name` reads a file, `@-` the standard input; `-d` drops line ends of what it reads. */
const dataFrom =
  (isExact: boolean): Effect =>
  (draft, { text }, input) => {
    if (!text.startsWith('@')) {
      draft.data.push(text);
      return undefined;
    }
    const isGiven = text === '@-' && input !== undefined;
    draft.data.push(isGiven ? (isExact ? input : input.replace(/[\r\n]/g, '')) : '');
    return isGiven ? undefined : missing('The body', text.slice(1));
  };
const data = dataFrom(false);

const encodedInto =
  (name: 'data' | 'queries', what: string): Effect =>
  (draft, { text }) => {
    const encoded = name === 'queries' && text.startsWith('+') ? text.slice(1) : urlEncoded(text);
    if (encoded === undefined) return missing(what, text.slice(text.indexOf('@') + 1));
    draft[name].push(encoded);
    return undefined;
  };

/** `name=value`; unless `plain`, a value may name a file or end with its type. */
const formField =
  (plain: boolean): Effect =>
  (draft, { text }) => {
    const equals = text.indexOf('=');
    if (equals < 0) return { severity: 'error', message: `'${text}' is not name=value.` };
    const name = text.slice(0, equals);
    const [whole = '', type] = plain ? [text.slice(equals + 1)] : withoutType(text.slice(equals + 1));
    const file = plain ? undefined : /^[@<]([^;]*)/.exec(whole)?.[1];
    if (file === undefined) draft.forms.push({ name, value: whole, type });
    else if (whole.startsWith('<')) draft.forms.push({ name, value: '', type });
    else
      draft.forms.push({
        name,
        value: '',
        type: type ?? 'application/octet-stream',
        file: /;filename=([^;]+)/.exec(whole)?.[1] ?? baseName(file),
      });
    return file === undefined ? undefined : missing('A form field', file);
  };

const withoutType = (value: string): readonly [string, string | undefined] => {
  const type = /;type=([^;]+)/.exec(value);
  return type === null ? [value, undefined] : [value.replace(type[0], ''), type[1]];
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

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
  'data-binary': dataFrom(true),
  'data-urlencode': encodedInto('data', 'A part of the body'),
  'url-query': encodedInto('queries', 'A part of the query'),
  json: (draft, word, input) => {
    draft.json = true;
    return dataFrom(true)(draft, word, input);
  },
  'upload-file': (draft, { text }) => {
    draft.upload = baseName(text);
    return missing('The body', text);
  },
  'later-auth': (draft) => {
    draft.laterAuth = true;
    return { severity: 'warning', message: 'The credentials are sent when the server asks for them; this is the first request, without.' };
  },
  form: formField(false),
  'form-string': formField(true),
  user: set('user'),
  bearer: set('bearer'),
  cookie: (draft, { text }) => {
    if (!text.includes('=')) return missing('Cookies', text);
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
function addHeader(draft: Draft, { text }: Word): Fault | undefined {
  if (text.startsWith('@')) return missing('Headers', text.slice(1));
  const colon = text.indexOf(':');
  if (colon < 0) {
    if (!text.endsWith(';')) return { severity: 'error', message: `'${text}' is not a header: it has no colon.` };
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
