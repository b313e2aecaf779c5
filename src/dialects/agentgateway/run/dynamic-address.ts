// What the expression of a dynamic backend gives, read as host:port (agentgateway 1.4 parts it at the first colon, so no IPv6 address can be given).
import { isError, type Value } from '../../../cel/values/value.ts';
import { encodeBase64 } from '../../../http/base64.ts';
import { failureText, textOrBytes } from '../cel-site.ts';

export type Address = { readonly ok: true; readonly address: string } | { readonly ok: false; readonly error: string };

/** The address, with its port as a number. */
export function dynamicAddress(value: Value): Address {
  const what = 'dynamic backend target';
  if (isError(value)) return { ok: false, error: `${what} expression eval: execution: ${failureText(value)}` };
  const text = value instanceof Uint8Array ? encodeBase64(value) : textOrBytes(value);
  if (text === undefined) return { ok: false, error: `${what} expression must evaluate to a host:port string` };
  const no = (error: string): Address => ({ ok: false, error: `${what} ${JSON.stringify(text)}: ${error}` });
  const colon = text.indexOf(':');
  if (colon < 0) return no(`invalid host:port: ${text}`);
  const port = text.slice(colon + 1);
  if (port === '') return no('cannot parse integer from empty string');
  if (!/^\+?\d+$/.test(port)) return no('invalid digit found in string');
  return Number(port) > 65535
    ? no('number too large to fit in target type')
    : { ok: true, address: `${text.slice(0, colon)}:${Number(port)}` };
}

/** What is wrong with the host of such an address, in the program's words. */
export function hostFault(address: string): string | undefined {
  const [host = ''] = address.split(':', 1);
  if (host === '') return 'empty string';
  return HOST_CHARACTERS.test(host) ? undefined : 'invalid uri character';
}

const HOST_CHARACTERS = /^[A-Za-z0-9\-._~!$&'()*+,;=%@[\]]+$/;
