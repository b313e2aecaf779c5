// The requests that a command's options give: files of any form, curl commands, URLs, HAR archives.

import { visible } from '../../diagnostics/excerpt.ts';
import { importCurl } from '../../http/curl/import.ts';
import { importHar } from '../../http/import/har.ts';
import { importRequest } from '../../http/import/import-request.ts';
import type { Imported } from '../../http/import/imported.ts';
import type { LogFormat } from '../../http/import/log-format.ts';
import type { Observed } from '../../http/import/observed.ts';
import { importUrl } from '../../http/import/url.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import { renderExcerpt } from './diagnostics.ts';
import { Misuse } from './misuse.ts';
import { readText, titleOf } from './read.ts';
import type { Style } from './style.ts';

export interface RequestOptions {
  readonly request?: readonly string[] | undefined;
  readonly curl?: readonly string[] | undefined;
  readonly url?: readonly string[] | undefined;
  readonly har?: readonly string[] | undefined;
}

export interface GivenRequest {
  readonly request: SampleRequest;
  /** From an access log: what the gateway did then. */
  readonly observed: Observed | undefined;
}

export async function readRequests(
  options: RequestOptions,
  style: Style,
  formats: readonly LogFormat[] = [],
): Promise<readonly GivenRequest[]> {
  const requests: GivenRequest[] = [];
  const take = (name: string, text: string, imported: Imported): void => {
    for (const { severity, message, span } of imported.problems) {
      const paint = severity === 'error' ? style.red : style.yellow;
      process.stderr.write(
        `${paint(style.bold(severity))} ${visible(message)}\n${renderExcerpt({ name, text }, span, style, paint).join('\n')}\n`,
      );
    }
    if (imported.requests.length === 0) throw new Misuse(`${name} gives no request`);
    requests.push(...imported.requests.map((request, i) => ({ request, observed: imported.observed?.[i] })));
  };
  for (const path of options.request ?? []) {
    const text = await readText(path);
    take(titleOf(path), text, importRequest(text, formats));
  }
  for (const text of options.curl ?? []) take('--curl', text, importCurl(text));
  for (const text of options.url ?? []) take('--url', text, importUrl(text));
  for (const path of options.har ?? []) {
    const text = await readText(path);
    take(titleOf(path), text, importHar(text));
  }
  return requests;
}
