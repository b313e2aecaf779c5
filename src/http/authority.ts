// `host:port`, as in a Host header, an authority or a URL.

export interface Authority {
  /** As written; an IPv6 address with its brackets. */
  readonly host: string;
  /** Digits after the last colon; undefined when there is none. `host:` has an empty one. */
  readonly port: string | undefined;
}

/** Splits at the port's colon. Total: what is no authority is all host. */
export function splitAuthority(authority: string): Authority {
  const found = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority);
  return found === null ? { host: authority, port: undefined } : { host: found[1] as string, port: found[2] };
}

/** The host without port and without an IPv6 address's brackets. */
export const hostNameOf = (authority: string): string => splitAuthority(authority).host.replace(/^\[([^\]]*)\]$/, '$1');

/** Whether a host is an IP address: those send no SNI. */
export function isIpAddress(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/.test(bare)) return true;
  return bare.includes(':') && /^[0-9a-fA-F:.]{2,45}(?:%[\w.]{1,16})?$/.test(bare);
}
