// `fetch("https://…", { … })` as browsers copy a request for their console: an address and an object that is JSON.
import { isObject } from '../../base/json.ts';
import type { SampleRequest } from '../sample-request.ts';
import { type Imported, importError } from './imported.ts';
import { importUrl } from './url.ts';

const CALL = /^\s*(?:await\s+)?fetch\(\s*("(?:[^"\\]|\\.)*")\s*(?:,\s*(\{[\s\S]*\}))?\s*\)\s*;?\s*$/;

export const looksLikeFetch = (text: string): boolean => /^\s*(?:await\s+)?fetch\(\s*"/.test(text);

export function importFetch(text: string): Imported {
  const found = CALL.exec(text);
  const address = parsed(found?.[1]);
  const options = found?.[2] === undefined ? {} : parsed(found[2]);
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
