// `name:port` of a backend (agentgateway 1.4: the last colon divides, both parts are needed, an IPv6 address is not taken).
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** A Unix socket is written `unix:/path`; it has no port. */
export function readHostPort(text: string): HostAndPort | undefined {
  if (text.startsWith('unix:')) return { host: text, port: 0 };
  const first = text.indexOf(':');
  if (first < 0) return undefined;
  const digits = text.slice(first + 1);
  if (!/^\+?\d{1,5}$/.test(digits) || Number(digits) > 65535) return undefined;
  return { host: text.slice(0, first), port: Number(digits) };
}
