// YAML text → positioned trees: by the fast reader where it can, else by the library. The library is a third of what a page may
// load before its first answer, and most texts do not need it, so it is loaded when a text does. Reading stays synchronous: a
// text that misses the library gives no tree and is noted; whoever reads in a task that can wait calls `loadMissedLibrary` and reads again.
import { readFastYaml } from './fast-yaml/reader.ts';
import { type ParsedText, tooLong } from './parsed.ts';
import { limits } from './problem.ts';

type Library = typeof import('./yaml-library.ts');

// Like the module cache: what is loaded is loaded for everyone.
let library: Library | undefined;
let missed = false;

/** Loads the library; idempotent. */
export async function loadYamlLibrary(): Promise<void> {
  library ??= await import('./yaml-library.ts');
}

/** Loads the library if a text has missed it. True: read again. */
export async function loadMissedLibrary(): Promise<boolean> {
  if (!missed) return false;
  missed = false;
  await loadYamlLibrary();
  return true;
}

/** Reads every document of a YAML text. Never throws; what is wrong stands in `problems`. */
export function parseYaml(text: string): ParsedText {
  if (text.length > limits.textLength) return tooLong(text.length, limits.textLength);
  const documents = readFastYaml(text);
  if (documents !== undefined) return { documents, problems: [] };
  if (library !== undefined) return library.parseWithLibrary(text);
  missed = true;
  return libraryMissing;
}

/** The answer to a text that needs the library before it is loaded. */
export const libraryMissing: ParsedText = {
  documents: [],
  problems: [
    {
      code: 'text/reader-not-loaded',
      severity: 'error',
      message: 'The reader for this text is still being loaded.',
      span: { start: 0, end: 0 },
    },
  ],
};
