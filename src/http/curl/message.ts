// Method, headers and body as curl sends them.
import { percentDecode } from '../target.ts';
import type { Url } from '../url.ts';
import { basicCredentials, type Draft } from './draft.ts';

/** What curl calls itself. The number is that of a common version; a person can see and change it. */
const USER_AGENT = 'curl/8.5.0';
const FORM = 'application/x-www-form-urlencoded';
const BOUNDARY = '------------------------gateglassformboundary';

export function methodOf(draft: Draft): string {
  if (draft.method !== undefined) return draft.method;
  if (draft.head) return 'HEAD';
  if (draft.upload !== undefined) return 'PUT';
  return !draft.get && (draft.data.length > 0 || draft.forms.length > 0) ? 'POST' : 'GET';
}

export function bodyOf(draft: Draft): string | undefined {
  if (draft.forms.length > 0) return multipart(draft.forms);
  if (draft.get || draft.data.length === 0) return undefined;
  return draft.data.join(draft.json ? '' : '&');
}

function multipart(forms: Draft['forms']): string {
  const parts = forms.map(({ name, value, type, file }) => {
    const kind = type === undefined ? '' : `\r\nContent-Type: ${type}`;
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file === undefined ? '' : `; filename="${quoted(file)}"`}${kind}\r\n\r\n${value}\r\n`;
  });
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

const quoted = (name: string): string => name.replaceAll('"', '%22');

/** curl's own headers first, each replaced or taken away by one of the same name given with -H; then the others as given. */
export function headersOf(draft: Draft, url: Url): { readonly headers: readonly (readonly [string, string])[]; readonly host: string } {
  const given = (name: string) => draft.headers.filter((header) => header.name.toLowerCase() === name);
  const own = ownHeaders(draft, url).filter(([name]) => given(name.toLowerCase()).length === 0);
  const added = draft.headers.flatMap(({ name, value }) =>
    value === undefined || name.toLowerCase() === 'host' ? [] : [[name, value] as const],
  );
  return { headers: [...own, ...added], host: given('host').find(({ value }) => value !== undefined)?.value ?? url.authority };
}

function ownHeaders(draft: Draft, url: Url): readonly (readonly [string, string])[] {
  const known = draft.user ?? (url.userInfo === undefined ? undefined : percentDecode(url.userInfo));
  const credentials = draft.laterAuth ? undefined : known;
  const body = bodyOf(draft);
  const type = draft.json ? 'application/json' : draft.forms.length > 0 ? `multipart/form-data; boundary=${BOUNDARY}` : FORM;
  const headers: readonly (readonly [string, string | undefined])[] = [
    [
      'Authorization',
      credentials !== undefined ? basicCredentials(credentials) : draft.bearer === undefined ? undefined : `Bearer ${draft.bearer}`,
    ],
    ['Range', draft.range === undefined ? undefined : `bytes=${draft.range}`],
    ['User-Agent', draft.userAgent === '' ? undefined : (draft.userAgent ?? USER_AGENT)],
    ['Accept', draft.json ? 'application/json' : '*/*'],
    ['Accept-Encoding', draft.compressed ? 'deflate, gzip, br, zstd' : undefined],
    ['Referer', draft.referer],
    ['Cookie', draft.cookies.length === 0 ? undefined : draft.cookies.join('; ')],
    ['Content-Type', body === undefined ? undefined : type],
  ];
  return headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
