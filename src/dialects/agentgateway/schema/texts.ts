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

export const scheme = checked('a URL scheme', (text) => (/^[a-z][a-z0-9+.-]*$/i.test(text) ? undefined : `'${text}' is no URL scheme`));

export const namespacedHost = checked('namespace/hostname', (text) =>
  text.split('/').length === 2 ? undefined : `'${text}' is not namespace/hostname`,
);

export const httpVersion = checked('HTTP/1.1 or HTTP/2.0', (text) =>
  text === 'HTTP/1.1' || text === 'HTTP/2.0' ? undefined : `'${text}' is not one of HTTP/1.1, HTTP/2.0`,
);

export const uri = checked('a URI', (text) => (text !== '' && !/\s/.test(text) ? undefined : `'${text}' is no URI`));
