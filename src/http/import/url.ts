// An address alone: a GET of it. Without a scheme it is one of http, as for a browser.
import { hostNameOf, isIpAddress } from '../authority.ts';
import { parseUrl } from '../url.ts';
import { type Imported, importError } from './imported.ts';

export function importUrl(text: string): Imported {
  const lead = text.length - text.trimStart().length;
  const parsed = parseUrl(text.trim(), 'http');
  if (!parsed.ok) return importError(parsed.fault.message, lead + parsed.fault.span.start, lead + parsed.fault.span.end);
  const { scheme, authority, target, hasPort, port } = parsed.url;
  const name = hostNameOf(authority);
  return {
    requests: [
      {
        method: 'GET',
        scheme,
        host: authority,
        path: target,
        ...(scheme === 'https' ? { tls: isIpAddress(name) ? {} : { sni: name } } : {}),
        ...(hasPort ? { listener: { port } } : {}),
      },
    ],
    problems: [],
  };
}
