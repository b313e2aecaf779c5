// HAR (HTTP Archive 1.2): what browsers' developer tools and proxies save. A whole archive, one entry, or one entry's request.

import type { Span } from '../../base/span.ts';
import { parseJson } from '../../text/json.ts';
import { findValue, plainOf, type SyntaxNode } from '../../text/syntax.ts';
import { hostNameOf, isIpAddress } from '../authority.ts';
import type { SampleRequest } from '../sample-request.ts';
import { parseUrl } from '../url.ts';
import { type Imported, type ImportProblem, importError } from './imported.ts';

/** Most entries of an archive that are taken over. */
const MAX_ENTRIES = 10_000;

/** Whether a JSON document looks like an archive, perhaps an empty one, an entry or an entry's request. */
export const looksLikeHar = (document: SyntaxNode | undefined): boolean =>
  findValue(findValue(document, 'log'), 'entries')?.kind === 'list' || requestsIn(document).length > 0;

export function importHar(text: string): Imported {
  const parsed = parseJson(text);
  const fault = parsed.problems[0];
  if (fault !== undefined) return importError(fault.message, fault.span.start, fault.span.end);
  const found = requestsIn(parsed.documents[0]?.root);
  if (found.length === 0) return importError('This JSON has no HAR entries.', 0, text.length);
  const problems: ImportProblem[] = [];
  const requests = found.slice(0, MAX_ENTRIES).flatMap((entry) => requestOf(entry, problems));
  return { requests, problems };
}

interface Entry {
  readonly request: SyntaxNode;
  readonly entry: SyntaxNode | undefined;
}

function requestsIn(document: SyntaxNode | undefined): readonly Entry[] {
  const entries = findValue(findValue(document, 'log'), 'entries') ?? findValue(document, 'entries');
  if (entries?.kind === 'list') return entries.items.flatMap((entry) => entryOf(entry));
  return document === undefined ? [] : entryOf(document);
}

function entryOf(node: SyntaxNode): readonly Entry[] {
  const request = findValue(node, 'request');
  if (request !== undefined && findValue(request, 'url') !== undefined) return [{ request, entry: node }];
  return findValue(node, 'url') !== undefined && findValue(node, 'headers')?.kind === 'list' ? [{ request: node, entry: undefined }] : [];
}

function requestOf({ request, entry }: Entry, problems: ImportProblem[]): readonly SampleRequest[] {
  const warn = (message: string, span: Span): void => {
    if (problems.length < 50) problems.push({ severity: 'warning', message, span });
  };
  const urlNode = findValue(request, 'url');
  const parsed = parseUrl(escapeShown(textOf(urlNode) ?? ''));
  if (!parsed.ok) {
    warn(parsed.fault.message, urlNode?.span ?? request.span);
    return [];
  }
  const { url } = parsed;
  const pairs = headerPairs(request, warn);
  const headers = [...pairs.filter(([name]) => !name.startsWith(':') && name.toLowerCase() !== 'host'), ...cookiesOf(request, pairs)];
  const host = pairs.find(([name]) => [':authority', 'host'].includes(name.toLowerCase()))?.[1] ?? url.authority;
  const body = bodyOf(request);
  const protocol = protocolOf(textOf(findValue(request, 'httpVersion')));
  const serverName = hostNameOf(url.authority);
  const time = textOf(findValue(entry, 'startedDateTime'));
  return [
    {
      method: textOf(findValue(request, 'method')) ?? 'GET',
      scheme: url.scheme,
      host,
      path: url.target,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(url.scheme === 'https' ? { tls: isIpAddress(serverName) ? {} : { sni: serverName } } : {}),
      ...(protocol === undefined ? {} : { protocol }),
      ...(time === undefined ? {} : { time }),
    },
  ];
}

/** Browsers write URLs as shown, with signs that an address has encoded. */
const escapeShown = (url: string): string => url.replace(/[ "<>\\^`{|}]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function textOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function headerPairs(request: SyntaxNode, warn: (message: string, span: Span) => void): readonly (readonly [string, string])[] {
  const list = findValue(request, 'headers');
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    const name = textOf(findValue(item, 'name'));
    const value = textOf(findValue(item, 'value'));
    if (name !== undefined && value !== undefined) return [[name, value] as const];
    warn('A header of an entry has a `name` and a `value`.', item.span);
    return [];
  });
}

/** Cookies are listed beside the headers, and there only where the header was left out. */
function cookiesOf(request: SyntaxNode, pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const list = findValue(request, 'cookies');
  if (list?.kind !== 'list' || pairs.some(([name]) => name.toLowerCase() === 'cookie')) return [];
  const cookies = list.items.map((item) => `${textOf(findValue(item, 'name')) ?? ''}=${textOf(findValue(item, 'value')) ?? ''}`);
  return cookies.length === 0 ? [] : [['cookie', cookies.join('; ')]];
}

function bodyOf(request: SyntaxNode): SampleRequest['body'] | undefined {
  const data = findValue(request, 'postData');
  const text = textOf(findValue(data, 'text'));
  if (text !== undefined) return textOf(findValue(data, 'encoding')) === 'base64' ? { base64: text } : text;
  const params = findValue(data, 'params');
  if (params?.kind !== 'list' || params.items.length === 0) return undefined;
  const pairs = params.items.map(plainOf) as readonly { readonly name?: unknown; readonly value?: unknown }[];
  return pairs.map(({ name, value }) => `${String(name ?? '')}=${String(value ?? '')}`).join('&');
}

/** `h2`, `http/2.0`, `HTTP/1.1` … in one spelling. */
function protocolOf(version: string | undefined): string | undefined {
  const found = /^(?:http\/)?(?:h)?([123])(?:\.([01]))?$/i.exec(version ?? '');
  if (found === null) return undefined;
  return found[1] === '1' ? `HTTP/1.${found[2] ?? '1'}` : `HTTP/${found[1]}`;
}
