// Whatever a person pastes as a request: a curl command, a call of fetch, a raw HTTP message, a HAR archive or entry, access-log lines, a sample
// request as JSON, a URL, a token.
import { parseJson } from '../../text/json.ts';
import { plainOf } from '../../text/syntax.ts';
import { importCurl, startOfCurl } from '../curl/import.ts';
import { readSample } from '../read-sample.ts';
import { importAccessLog, looksLikeAccessLog } from './access-log.ts';
import { importFetch, looksLikeFetch } from './fetch.ts';
import { importHar, looksLikeHar } from './har.ts';
import { type Imported, importError } from './imported.ts';
import type { LogFormat } from './log-format.ts';
import { importRaw, looksLikeRaw } from './raw.ts';
import { importToken, looksLikeToken } from './token.ts';
import { importUrl } from './url.ts';

export type PasteKind = 'curl' | 'fetch' | 'har' | 'access-log' | 'sample' | 'raw' | 'url' | 'token' | 'unknown';

const MAX_PASTE = 64 * 1024 * 1024;
/** Longer texts are no address or token. */
const MAX_WORD = 1024 * 1024;

/** What a pasted text is, by its first characters. */
export function pasteKindOf(text: string): PasteKind {
  const start = text.trimStart();
  const isShort = start.length <= MAX_WORD;
  if (/^(?:[$%#>][ \t]+)?(?:\w+=\S*[ \t]+)*(?:\S*[\\/])?curl(?:\.exe)?(?:\s|$)/i.test(start.slice(0, 500))) return 'curl';
  if (looksLikeAccessLog(start)) return 'access-log';
  if (start.startsWith('{') || start.startsWith('[')) return looksLikeHar(parseJson(text).documents[0]?.root) ? 'har' : 'sample';
  if (looksLikeRaw(start)) return 'raw';
  if (looksLikeFetch(start)) return 'fetch';
  if (isShort && looksLikeToken(start)) return 'token';
  if (isShort && /^(?:(?:https?|wss?):\/\/\S+|(?:[\w-]+\.)+[a-z]\w*(?::\d+)?(?:\/\S*)?|localhost(?::\d+)?(?:\/\S*)?)\s*$/i.test(start))
    return 'url';
  // Behind a prompt, within a fence of Markdown, run by another program.
  return startOfCurl(text.slice(0, 1000)) === undefined ? 'unknown' : 'curl';
}

/** Reads a pasted text as whatever it is. Never throws. `formats`: the log formats of the configuration at hand (`logFormatsIn`). */
export function importRequest(text: string, formats: readonly LogFormat[] = []): Imported {
  if (text.length > MAX_PASTE) return importError('This text is too long for a request.', 0, 0);
  const kind = pasteKindOf(text);
  if (formats.length > 0 && (kind === 'unknown' || kind === 'access-log' || kind === 'sample')) {
    const logged = importAccessLog(text, formats);
    if (logged.requests.length > 0) return logged;
  }
  switch (kind) {
    case 'curl':
      return importCurl(text);
    case 'fetch':
      return importFetch(text);
    case 'token':
      return importToken(text);
    case 'har':
      return importHar(text);
    case 'access-log':
      return importAccessLog(text);
    case 'sample':
      return importSample(text);
    case 'raw':
      return importRaw(text.trimStart());
    case 'url':
      return importUrl(text);
    case 'unknown':
      return importError(
        'Paste a curl command, a raw HTTP message, a HAR entry, an access-log line, a URL, a token, or a request as JSON.',
        0,
        text.length,
      );
  }
}

/** One sample request or a list of them. */
function importSample(text: string): Imported {
  const parsed = parseJson(text);
  const fault = parsed.problems[0];
  const root = parsed.documents[0]?.root;
  if (fault !== undefined || root === undefined)
    return importError(fault?.message ?? 'There is no JSON here.', fault?.span.start ?? 0, fault?.span.end ?? 0);
  const nodes = root.kind === 'list' ? root.items : [root];
  const read = nodes.map((node) => ({ node, ...readSample(plainOf(node)) }));
  return {
    requests: read.map(({ request }) => request),
    problems: read.flatMap(({ node, problems }) =>
      problems.map(({ message }) => ({ severity: 'warning' as const, message, span: node.span })),
    ),
  };
}
