// `fetch("https://…", { … })` as browsers copy a request for their console: an address and an object that is JSON.
import { isObject } from '../../base/json.ts';
import type { SampleRequest } from '../sample-request.ts';
import { type Imported, importError } from './imported.ts';
import { importUrl } from './url.ts';

/**
 * The address, and what stands behind it. Blanks are trimmed apart from it, since two runs of them beside each other take
 * quadratic time; the escapes are counted, since some million of them run out of stack.
 */
const CALL = /^(?:await\s+)?fetch\(\s*("[^"\\]*(?:\\.[^"\\]*){0,50000}")([\s\S]*)\)$/;

export const looksLikeFetch = (text: string): boolean => /^\s*(?:await\s+)?fetch\(\s*"/.test(text);

export function importFetch(text: string): Imported {
  const found = CALL.exec(text.trim().replace(/;$/, '').trimEnd());
  const address = parsed(found?.[1]);
  const rest = found?.[2]?.trim() ?? '';
  const options = rest === '' ? {} : rest.startsWith(',') ? parsed(rest.slice(1)) : undefined;
  if (typeof address !== 'string' || !isObject(options))
    return importError(
      'This call of fetch is not one that a browser has copied: an address in double quotes, then an object as JSON.',
      0,
      text.length,
    );
  const imported = importUrl(address);
  const headers = isObject(options.headers) ? Object.entries(options.headers) : [];
  const referer =
    typeof options.referrer === 'string' && options.referrer.startsWith('http') ? [['referer', options.referrer] as const] : [];
  const more: Partial<SampleRequest> = {
    ...(typeof options.method === 'string' ? { method: options.method } : {}),
    headers: [...headers.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])), ...referer],
    ...(typeof options.body === 'string' ? { body: options.body } : {}),
  };
  return { ...imported, requests: imported.requests.map((request) => ({ ...request, ...more })) };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
