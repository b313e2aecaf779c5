// Texts with a form of their own, as the loader checks them (agentgateway 1.4).

import { parseAddress } from '../../../cel/lib/address.ts';
import { millisecondsOf, readDuration } from '../read/duration.ts';
import { isHeaderName, isHeaderValue } from '../read/header-name.ts';
import { readHostPort } from '../read/host-port.ts';
import { isUri } from '../read/uri.ts';
import { checked, type TextShape } from './kinds.ts';

export const duration = checked('a duration such as 5s', (text) => {
  const read = readDuration(text);
  if (!read.ok) return read.because;
  return tooLong(text) ? `'${text}' is too long` : undefined;
});

/** Each part of a duration has at most 2^62 nanoseconds. */
const tooLong = (text: string): boolean =>
  [...text.matchAll(/[\d.]+[a-z]+/g)].some(([part]) => (millisecondsOf(part) ?? 0) > 2 ** 62 / 1e6);

/** Expressions and patterns are checked by their own parts of the validation, which know positions inside. */
export const cel: TextShape = { kind: 'text', word: 'a CEL expression', check: undefined, role: 'cel' };
export const regex: TextShape = { kind: 'text', word: 'a regular expression', check: undefined, role: 'regex' };
export const secret: TextShape = { kind: 'text', word: 'a secret text', check: undefined, role: 'secret' };

/** An expression that the loader does not read: one that is wrong gives nothing. */
export const looseCel: TextShape = { ...cel };

/** An expression; an empty text is none. */
export const emptyOrCel: TextShape = { ...cel };

/** A delay: a duration literal, or else an expression. */
export const delayText: TextShape = { kind: 'text', word: 'a duration or a CEL expression', check: undefined, role: 'cel' };

export const hostPort = checked('host:port', (text) => (readHostPort(text) === undefined ? `'${text}' is not host:port` : undefined));
/** Services that a policy asks may be named by a URL without path, too. */
export const hostOrUrl = checked('host:port or a URL', (text) =>
  readHostPort(text) === undefined && !/^https?:\/\/[!#-.0-;=?-[\]_a-z~][!$-.0-;=@-[\]_a-z~]*\/?([?#].*)?$/i.test(text)
    ? `'${text}' is neither host:port nor a URL without path`
    : undefined,
);

export const headerName = checked('a header name', (text) => (isHeaderName(text) ? undefined : `'${text}' is no header name`));
export const headerOrPseudo = checked('a header name or pseudo header', (text) =>
  /^:(method|scheme|authority|path|status)$/.test(text) || isHeaderName(text) ? undefined : `'${text}' is no header name`,
);
export const headerText = checked('a header value', (text) =>
  isHeaderValue(text) ? undefined : 'a header value has no control characters',
);

export const scheme = checked('a URL scheme', (text) => (/^[a-z0-9+.~-]{0,64}$/i.test(text) ? undefined : `'${text}' is no URL scheme`));

export const namespacedHost = checked('namespace/hostname', (text) =>
  text.includes('/') ? undefined : `'${text}' is not namespace/hostname`,
);

export const httpVersion = checked('HTTP/1.1 or HTTP/2.0', (text) =>
  /^HTTP\/(0\.9|1\.[01]|[23]\.0)$/.test(text) ? undefined : `'${text}' is not one of HTTP/1.1, HTTP/2.0`,
);

/** As the Rust `http` crate reads it: `*`, a path, a bare authority, or scheme, authority and path. */
export const uri = checked('a URI', (text) => (isUri(text) ? undefined : `'${text}' is no URI`));

export const method = checked('a method', (text) => (isHeaderName(text) ? undefined : `'${text}' is no method`));

/** Names under which transformations set something: headers, and the pseudo headers that there are. */
export const headerKey = (name: string): string | undefined => headerOrPseudo.check?.(name);
export const plainHeaderKey = (name: string): string | undefined => headerName.check?.(name);

/** Where a browser comes back to after a login: http or https, with a path, and nothing behind it. */
export const callbackUrl = checked('an absolute URL', (text) => {
  const parts = /^(https?):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(text);
  if (parts === null || !isUri(text)) return `'${text}' is no http or https URL`;
  const [, , authority = '', path = '', query, fragment] = parts;
  if (authority.includes('@')) return 'it cannot hold a user name';
  if (Number(/:(\d*)$/.exec(authority)?.[1] ?? 0) > 65535) return 'its port is above 65535';
  if (fragment !== undefined || query !== undefined) return 'it cannot have a query or a fragment';
  return path.length > 1 ? undefined : 'it needs a path of its own: the gateway answers there itself';
});

/** Where the process itself listens: an IP address or `localhost` with a port, a Unix socket, or nowhere. */
export const socketAddress = checked('an address such as 127.0.0.1:15020', (text) => {
  if (text === 'off' || /^unix:./.test(text)) return undefined;
  const [, host = '', port = ''] = /^(.*):(\+?\d+)$/.exec(text) ?? [];
  const isBracketed = host.startsWith('[') && host.endsWith(']') && host.includes(':');
  const isHost = host === 'localhost' || (!port.startsWith('+') && isIp(isBracketed ? host.slice(1, -1) : host.replaceAll(':', '-')));
  return isHost && Number(port) <= 65535 ? undefined : `'${text}' is not IP:port, localhost:port, unix:/path or off`;
});

export const sessionKey = checked('64 hex digits', (text) =>
  /^[0-9a-fA-F]{64}$/.test(text) ? undefined : 'a session key is 64 hex digits (32 bytes)',
);

export const threads = checked('a number or a percentage', (text) => {
  const percent = /^(.*)%$/.exec(text)?.[1];
  if (percent !== undefined && /^[+]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(percent) && Number(percent) > 0 && Number(percent) <= 100)
    return undefined;
  return /^\+?\d{1,19}$/.test(text) ? undefined : `'${text}' is neither a number nor a percentage from 0 to 100`;
});

/** A price: up to 28 digits, 27 of them behind the point; never below zero. */
export const decimal = checked('a decimal number', (text) =>
  /^(?!.{40})(\+?[\d_]*\d[\d_]*(\.\d{0,27})?|\+?\.\d{1,27}|-0+(\.0*)?)(e[+-]?\d{1,2})?$/i.test(text) &&
  Number(text.replaceAll('_', '')) < 2 ** 96
    ? undefined
    : `'${text}' is no decimal number from 0`,
);

export const portKey = checked('a port', (text) =>
  /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65535 ? undefined : `'${text}' is no port`,
);

export const spiffeId = checked('a SPIFFE identity', (text) =>
  /^spiffe:\/\/[^/]*\/ns\/[^/]*\/sa\/[^/]*$/.test(text) ? undefined : `'${text}' is not spiffe://domain/ns/namespace/sa/account`,
);

export const keyHash = checked('sha256: and 64 hex digits', (text) =>
  /^sha256:[0-9a-fA-F]{64}$/.test(text) ? undefined : 'a key hash is sha256: and 64 hex digits',
);

const isIp = (text: string): boolean => parseAddress(text) !== undefined;

const LABEL = '[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
const DNS_NAME = new RegExp(`^${LABEL}(\\.${LABEL})*\\.?$`);
const isDnsName = (text: string): boolean => (text.length <= 253 && DNS_NAME.test(text) && !/(^|\.)\d+\.?$/.test(text)) || isIp(text);

/** The name of a server: its last label is no number, and it has no wildcard. */
export const dnsName = checked('a DNS name', (text) => (isDnsName(text) ? undefined : `'${text}' is no DNS name`));
/** A certificate may carry a URI instead of a name. */
export const altName = checked('a DNS name or URI', (text) =>
  isDnsName(text) || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\S+$/.test(text) ? undefined : `'${text}' is neither a DNS name nor a URI`,
);

export const arn = checked('an AgentCore ARN', (text) =>
  /^[^:]*:[^:]*:bedrock-agentcore:[^:]*:/.test(text) ? undefined : `'${text}' is no AgentCore ARN`,
);

export const networkAddress = checked('network/IP', (text) =>
  isIp(text.slice(text.indexOf('/') + 1)) && text.includes('/') ? undefined : `'${text}' is not network/IP`,
);
export const ipAddress = checked('an IP address', (text) => (isIp(text) ? undefined : `'${text}' is no IP address`));
