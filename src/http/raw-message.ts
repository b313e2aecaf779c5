// The bytes of an HTTP/1 request, taken apart. Gateways disagree about what to do with a faulty message, so every fault is
// reported as a fact with its place, and nothing is mended: what a fault means is the dialect's to say.
import type { HeaderPairs } from './headers.ts';
import { readBody } from './raw-body.ts';
import type { RawFault, RawFaultCode, ReportFault } from './raw-fault.ts';

/** A message of one character a byte (Latin-1). Spans are offsets in it. */
export interface RawMessage {
  readonly method: string;
  /** The request target as written. */
  readonly target: string;
  readonly form: 'origin' | 'absolute' | 'authority' | 'asterisk' | 'other';
  /** `HTTP/1.1`; empty when the request line has none. */
  readonly version: string;
  /** As they came, Host included; names as written, blanks around values removed, folded lines joined by a space. */
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  readonly faults: readonly RawFault[];
  /** Bytes of the message as it was given: it is Latin-1. */
  readonly length: number;
}

/** A line of the head without its line break; `bare`: it ended with LF alone. */
interface Line {
  readonly text: string;
  readonly start: number;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Takes a message apart. Total: any text gives a message and its faults. */
export function parseRawMessage(raw: string): RawMessage {
  const faults: RawFault[] = [];
  const fault = (code: RawFaultCode, message: string, start: number, end: number): void =>
    void faults.push({ code, message, span: { start, end } });
  const { lines, bodyStart } = headLines(raw, fault);
  const first = lines[0];
  if (first === undefined) fault('empty-message', 'There is no request line.', 0, raw.length);
  const { method, target, version } = requestLine(first ?? { text: '', start: 0 }, fault);
  const headers = headerLines(lines.slice(1), fault);
  checkHost(headers, version, fault);
  const body = readBody(raw, bodyStart, headers, fault);
  return { method, target, form: formOf(method, target), version, headers, body, faults, length: raw.length };
}

function headLines(raw: string, fault: ReportFault): { readonly lines: readonly Line[]; readonly bodyStart: number } {
  const lines: Line[] = [];
  let at = 0;
  while (/^\r?\n/.test(raw.slice(at, at + 2)) && lines.length === 0 && at < 64) {
    fault('blank-before-request-line', 'A blank line stands before the request line.', at, at + 1);
    at += raw[at] === '\r' ? 2 : 1;
  }
  for (;;) {
    const feed = raw.indexOf('\n', at);
    if (feed < 0) {
      if (at < raw.length || raw === '') lines.push({ text: raw.slice(at), start: at });
      if (raw !== '') fault('unfinished-head', 'The head does not end with a blank line.', raw.length, raw.length);
      return { lines: lines.filter((line) => line.text !== ''), bodyStart: raw.length };
    }
    const bare = raw[feed - 1] !== '\r' || feed === at;
    if (bare) fault('bare-line-feed', 'A line ends with LF alone, not CR LF.', feed, feed + 1);
    const text = raw.slice(at, bare ? feed : feed - 1);
    if (text === '') return { lines, bodyStart: feed + 1 };
    const stray = text.indexOf('\r');
    if (stray >= 0) fault('bare-carriage-return', 'A CR stands inside a line.', at + stray, at + stray + 1);
    lines.push({ text, start: at });
    at = feed + 1;
  }
}

function requestLine(
  { text, start }: Line,
  fault: ReportFault,
): { readonly method: string; readonly target: string; readonly version: string } {
  const firstSpace = text.indexOf(' ');
  const lastSpace = text.lastIndexOf(' ');
  const hasVersion = lastSpace > firstSpace;
  const method = firstSpace < 0 ? text : text.slice(0, firstSpace);
  const target = firstSpace < 0 ? '' : text.slice(firstSpace + 1, hasVersion ? lastSpace : undefined);
  const version = hasVersion ? text.slice(lastSpace + 1) : '';
  const targetStart = start + firstSpace + 1;
  if (!hasVersion) fault('bad-request-line', 'The request line is not `METHOD target HTTP/1.1`.', start, start + text.length);
  if (!TOKEN.test(method)) fault('bad-method', 'The method is not a token.', start, start + method.length);
  if (firstSpace >= 0 && !/^[\x21-\x7e]+$/.test(target))
    fault('bad-target', 'The request target has a blank, a control or a non-ASCII character.', targetStart, targetStart + target.length);
  if (hasVersion && !/^HTTP\/1\.[01]$/.test(version))
    fault('bad-version', `The version is '${version}', not HTTP/1.1 or HTTP/1.0.`, start + lastSpace + 1, start + text.length);
  return { method, target, version };
}

function formOf(method: string, target: string): RawMessage['form'] {
  if (method === 'CONNECT') return 'authority';
  if (target.startsWith('/')) return 'origin';
  if (target === '*') return 'asterisk';
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(target) ? 'absolute' : 'other';
}

function headerLines(lines: readonly Line[], fault: ReportFault): HeaderPairs {
  const headers: [string, string][] = [];
  for (const { text, start } of lines) {
    const end = start + text.length;
    if (/^[ \t]/.test(text)) {
      fault('folded-header', 'A header value is continued on the next line.', start, end);
      const last = headers.at(-1);
      if (last !== undefined) last[1] = `${last[1]} ${trimBlanks(text)}`.trimStart();
      continue;
    }
    const colon = text.indexOf(':');
    if (colon < 0) {
      fault('header-without-colon', 'A header line has no colon.', start, end);
      continue;
    }
    const name = text.slice(0, colon);
    const value = trimBlanks(text.slice(colon + 1));
    if (/[ \t]$/.test(name)) fault('blank-before-colon', 'A blank stands between a header name and its colon.', start, start + colon);
    else if (!TOKEN.test(name)) fault('bad-header-name', `'${name}' is not a header name.`, start, start + colon);
    if (hasControl(value)) fault('control-in-header', 'A header value has a control character.', start + colon + 1, end);
    headers.push([name.trimEnd(), value]);
  }
  return headers;
}

/** C0 controls but the tab, and DEL; bytes above 0x7f are text to HTTP/1. */
function hasControl(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

const trimBlanks = (text: string): string => text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '');

function checkHost(headers: HeaderPairs, version: string, fault: ReportFault): void {
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host').length;
  if (hosts === 0 && version !== 'HTTP/1.0' && version !== '') fault('missing-host', 'There is no Host header.', 0, 0);
  if (hosts > 1) fault('several-hosts', 'There is more than one Host header.', 0, 0);
}
