// Reads a source as YAML or JSON. Detection of the dialect and lowering read the same text; the tree is made once a source.
// The JSON reader and the expansion of references are parts (base/part.ts): most texts need neither.
import { part } from '../base/part.ts';
import type { Expansion } from './expand.ts';
import { type JsonOptions, lenientJson, strictJson } from './json-options.ts';
import type { ParsedText } from './parsed.ts';
import type { Source } from './source.ts';
import { libraryMissing, parseYaml } from './yaml.ts';

const json = part<typeof import('./json.ts')>();
const expanding = part<typeof import('./expanding.ts')>();
json.comesFrom(() => import('./json.ts'));
expanding.comesFrom(() => import('./expanding.ts'));

/** Loads both, for whoever reads outside `withParts`; idempotent. */
export async function loadReaders(): Promise<void> {
  await Promise.all([json.load(), expanding.load()]);
}

const remembered = (read: (source: Source) => ParsedText): ((source: Source) => ParsedText) => {
  const known = new WeakMap<Source, ParsedText>();
  return (source) => {
    let result = known.get(source);
    if (result === undefined) {
      result = read(source);
      if (result !== libraryMissing) known.set(source, result);
    }
    return result;
  };
};

const readStrictJson = remembered((source) => json().parseJson(source.text, strictJson));

/**
 * JSON is YAML, and large dumps are JSON: what the JSON reader takes without complaint, and without the tabs that YAML does not
 * take as indentation, needs no YAML reader, which is fifty times slower.
 */
export const readYaml: (source: Source) => ParsedText = remembered((source) => {
  if (/^\s*[{[]/.test(source.text) && !source.text.includes('\t')) {
    const parsed = readStrictJson(source);
    if (parsed.problems.length === 0) return parsed;
  }
  return parseYaml(source.text);
});

const readLenientJson = remembered((source) => json().parseJson(source.text, lenientJson));

/** The remembered tree for the two usual option sets; anything else is read anew. */
export function readJson(source: Source, options: JsonOptions = strictJson): ParsedText {
  if (options === strictJson) return readStrictJson(source);
  if (options === lenientJson) return readLenientJson(source);
  return json().parseJson(source.text, options);
}

export interface ExpandedText extends ParsedText {
  /** What was parsed; undefined: the text as it is written, nothing of it was a reference. */
  readonly expansion: Expansion | undefined;
}

/** Expands environment references, then reads as YAML. Every span refers to the text as written. */
export function readExpandedYaml(source: Source, env: Readonly<Record<string, string>>): ExpandedText {
  if (!source.text.includes('$')) return { ...readYaml(source), expansion: undefined };
  const { expandEnvironment, placeWritten } = expanding();
  const expansion = expandEnvironment(source.text, env);
  const parsed = expansion.map.isIdentity ? readYaml(source) : placeWritten(parseYaml(expansion.text), expansion.map);
  return { documents: parsed.documents, problems: [...expansion.problems, ...parsed.problems], expansion };
}
