// Texts with a form of their own, as the loader checks them (agentgateway 1.4).

import { readDuration } from '../read/duration.ts';
import { isHeaderName, isHeaderValue } from '../read/header-name.ts';
import { readHostPort } from '../read/host-port.ts';
import { checked, type TextShape } from './kinds.ts';

export const duration = checked('a duration such as 5s', (text) => {
  const read = readDuration(text);
  return read.ok ? undefined : read.because;
});

/** Expressions and patterns are checked by their own parts of the validation, which know positions inside. */
export const cel: TextShape = { kind: 'text', word: 'a CEL expression', check: undefined, role: 'cel' };
export const regex: TextShape = { kind: 'text', word: 'a regular expression', check: undefined, role: 'regex' };
export const secret: TextShape = { kind: 'text', word: 'a secret text', check: undefined, role: 'secret' };

/** A delay: a duration literal, or else an expression. */
export const delayText: TextShape = { kind: 'text', word: 'a duration or a CEL expression', check: undefined, role: 'cel' };

export const hostPort = checked('host:port', (text) => (readHostPort(text) === undefined ? `'${text}' is not host:port` : undefined));

export const headerName = checked('a header name', (text) => (isHeaderName(text) ? undefined : `'${text}' is no header name`));
export const headerOrPseudo = checked('a header name or pseudo header', (text) =>
  /^:(method|scheme|authority|path|status)$/.test(text) || isHeaderName(text) ? undefined : `'${text}' is no header name`,
);
export const headerText = checked('a header value', (text) =>
  isHeaderValue(text) ? undefined : 'a header value has no control characters',
);

export const scheme = checked('a URL scheme', (text) => (/^([a-z][a-z0-9+.-]*)?$/i.test(text) ? undefined : `'${text}' is no URL scheme`));

export const namespacedHost = checked('namespace/hostname', (text) =>
  text.includes('/') ? undefined : `'${text}' is not namespace/hostname`,
);

export const httpVersion = checked('HTTP/1.1 or HTTP/2.0', (text) =>
  text === 'HTTP/1.1' || text === 'HTTP/2.0' ? undefined : `'${text}' is not one of HTTP/1.1, HTTP/2.0`,
);

export const uri = checked('a URI', (text) => (text !== '' && !/\s/.test(text) ? undefined : `'${text}' is no URI`));

export const method = checked('a method', (text) => (isHeaderName(text) ? undefined : `'${text}' is no method`));

/** Names under which transformations set something: headers, and the pseudo headers that there are. */
export const headerKey = (name: string): string | undefined => headerOrPseudo.check?.(name);
export const plainHeaderKey = (name: string): string | undefined => headerName.check?.(name);

export const absoluteUrl = checked('an absolute URL', (text) =>
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s]/i.test(text) ? undefined : `'${text}' is no absolute URL`,
);

export const keyHash = checked('sha256: and 64 hex digits', (text) =>
  /^sha256:[0-9a-f]{64}$/i.test(text) ? undefined : 'a key hash is sha256: and 64 hex digits',
);

export const dnsName = checked('a DNS name', (text) =>
  /^(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$/.test(text) ||
  /^[0-9.]+$|:/.test(text)
    ? undefined
    : `'${text}' is no DNS name`,
);

export const arn = checked('an AgentCore ARN', (text) =>
  /^arn:[^:]+:bedrock-agentcore:[^:]+:[^:]+:runtime\/.+$/.test(text) ? undefined : `'${text}' is no AgentCore ARN`,
);

export const networkAddress = checked('network/IP', (text) =>
  /^[^/]*\/[0-9A-Fa-f.:]+$/.test(text) ? undefined : `'${text}' is not network/IP`,
);
export const ipAddress = checked('an IP address', (text) =>
  /^(\d{1,3}(\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)$/.test(text) ? undefined : `'${text}' is no IP address`,
);
