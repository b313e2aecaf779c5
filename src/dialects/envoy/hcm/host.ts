// What the connection manager takes off the host before routing.
import { flag, type Message } from '../schema/message.ts';

/** strip_trailing_host_dot, then strip_any_host_port or strip_matching_host_port. Only numeric ports go. */
export function strippedHost(host: string, hcm: Message, localPort: number): string {
  let out = host;
  const split = splitPort(out);
  if (flag(hcm, 'strip_trailing_host_dot')) {
    const bare = split === undefined ? out : split.host;
    if (bare.endsWith('.')) out = bare.slice(0, -1) + (split === undefined ? '' : `:${split.port}`);
  }
  const port = splitPort(out);
  if (port === undefined) return out;
  if (flag(hcm, 'strip_any_host_port')) return port.host;
  return flag(hcm, 'strip_matching_host_port') && Number(port.port) === localPort ? port.host : out;
}

/** `host:digits`; the colon of an IPv6 address in brackets is none. */
function splitPort(host: string): { readonly host: string; readonly port: string } | undefined {
  const found = /^(.*):([0-9]+)$/s.exec(host);
  if (found === null) return undefined;
  const name = found[1] as string;
  if (name.startsWith('[') ? !name.endsWith(']') : name.includes(':')) return undefined;
  return { host: name, port: found[2] as string };
}
