// Readings that may miss something that is loaded on demand.
import { withParts } from '../base/part.ts';
import { loadMissedLibrary } from '../text/yaml.ts';

/** Runs `read`, and once more when it missed the YAML library; parts that it misses are loaded as well. */
export async function readingAgain<Result>(read: () => Result): Promise<Result> {
  const first = await withParts(read);
  return (await loadMissedLibrary()) ? withParts(read) : first;
}
