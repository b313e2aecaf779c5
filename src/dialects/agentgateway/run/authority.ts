// What a Host must look like for the gateway to route at all (agentgateway 1.4: the characters of a URI's authority).

/** Host and port as used: userinfo cut off, an impossible port dropped; undefined when the text is no authority. */
export function usableAuthority(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = text.slice(text.lastIndexOf('@') + 1);
  const [, host, port] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-._~!$&'()*+,;=%]+)(?::(.*))?$/.exec(bare) ?? [];
  if (host === undefined) return undefined;
  if (port === undefined) return host;
  return /^\d{1,5}$/.test(port) && Number(port) <= 65535 ? `${host}:${port}` : host;
}

export const isAuthority = (text: string): boolean => usableAuthority(text) === text;
