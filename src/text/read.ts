// Reads a source as YAML or JSON. Detection of the dialect and lowering read the same text; the tree is made once a source.
import { type Expansion, expandEnvironment } from './expand.ts';
import { type JsonOptions, lenientJson, parseJson, strictJson } from './json.ts';
import type { ParsedText } from './parsed.ts';
import { placeWritten } from './position-map.ts';
import type { Source } from './source.ts';
import { libraryMissing, parseYaml } from './yaml.ts';

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

const readStrictJson = remembered((source) => parseJson(source.text, strictJson));

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

const readLenientJson = remembered((source) => parseJson(source.text, lenientJson));

/** The remembered tree for the two usual option sets; anything else is read anew. */
export function readJson(source: Source, options: JsonOptions = strictJson): ParsedText {
  if (options === strictJson) return readStrictJson(source);
  if (options === lenientJson) return readLenientJson(source);
  return parseJson(source.text, options);
}

export interface ExpandedText extends ParsedText {
  /** The text that was parsed. */
  readonly expansion: Expansion;
}

/** Expands environment references, then reads as YAML. Every span refers to the text as written. */
export function readExpandedYaml(source: Source, env: Readonly<Record<string, string>>): ExpandedText {
  const expansion = expandEnvironment(source.text, env);
  const parsed = expansion.map.isIdentity ? readYaml(source) : placeWritten(parseYaml(expansion.text), expansion.map);
  return { documents: parsed.documents, problems: [...expansion.problems, ...parsed.problems], expansion };
}
