// What a Host must look like for the gateway to route at all (agentgateway 1.4: the characters of a URI's authority).

import type { Headers } from '../../../http/headers.ts';

/** Host and port as used: userinfo cut off, an impossible port dropped; undefined when the text is no authority. */
export function usableAuthority(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = text.slice(text.lastIndexOf('@') + 1);
  const [, host, port] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-._~!$&'()*+,;=%]+)(?::([A-Za-z0-9\-._~!$&'()*+,;=]*))?$/.exec(bare) ?? [];
  if (host === undefined) return undefined;
  if (port === undefined) return host;
  return /^\d{1,5}$/.test(port) && Number(port) <= 65535 ? `${host}:${port}` : host;
}

/**
 * Host is kept apart from the headers: one that a policy puts among them becomes the authority where it can be one, and is gone otherwise.
 */
export function liftHost(request: { authority: string; readonly headers: Headers }): void {
  const host = request.headers.first('host');
  if (host === undefined) return;
  request.headers.remove('host');
  if (isAuthority(host)) request.authority = host;
}

export const isAuthority = (text: string): boolean => usableAuthority(text) === text;
