// Requests out of a pasted text, with the log formats of the configuration at hand and words for the flags that its lines have.
import { RESPONSE_FLAGS } from '../../src/dialects/envoy/format/flags.ts';
import type { Configuration } from '../../src/gateway/answer.ts';
import { readingAgain } from '../../src/gateway/reading.ts';
import { importRequest } from '../../src/http/import/import-request.ts';
import { type LogFormat, logFormatsIn } from '../../src/http/import/log-format.ts';
import type { ReadRequests } from '../../src/protocol/engine.ts';
import { readYaml } from '../../src/text/read.ts';

export async function readRequests(configuration: Configuration | undefined, text: string): Promise<ReadRequests> {
  const imported = importRequest(text, await formatsOf(configuration));
  const flags = new Set(imported.observed?.flatMap((observed) => observed.flags ?? []));
  const words = RESPONSE_FLAGS.filter(({ short }) => flags.has(short));
  return { ...imported, flags: words.map(({ short, long, says }) => ({ flag: short, name: long, says })) };
}

/** More text than this holds its formats among too much else. */
const LARGEST = 4_000_000;

async function formatsOf(configuration: Configuration | undefined): Promise<readonly LogFormat[]> {
  const sources = (configuration?.sources ?? []).filter((source) => source.text.length < LARGEST && source.text.includes('%'));
  const trees = await Promise.all(sources.map((source) => readingAgain(() => readYaml(source))));
  return trees.flatMap(({ documents }) => documents.flatMap(({ root }) => logFormatsIn(root)));
}
