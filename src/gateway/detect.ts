// Which dialect a text is: the descriptors are asked in their order, the first that is certain wins, else the first for which
// it is likely.
import type { Certainty, Dialect } from '../dialects/dialect.ts';
import { dialects } from '../dialects/index.ts';
import { lenientJson } from '../text/json-options.ts';
import { readJson, readYaml } from '../text/read.ts';
import type { Source } from '../text/source.ts';
import type { SyntaxNode } from '../text/syntax.ts';

/** Documents of a file that are looked at. */
const MAX_DOCUMENTS = 200;

/** The dialect of a file, or undefined. Never throws. */
export function detectDialect(source: Source): Dialect | undefined {
  const documents = documentsOf(source);
  let likely: Dialect | undefined;
  for (const dialect of dialects) {
    const certainty = certaintyOf(dialect, documents, source);
    if (certainty === 'certain') return dialect;
    if (certainty === 'likely') likely ??= dialect;
  }
  return likely;
}

function documentsOf(source: Source): readonly (SyntaxNode | undefined)[] {
  const parsed = /^\s*[{[]/.test(source.text) ? readJson(source, lenientJson) : readYaml(source);
  const roots = parsed.documents.slice(0, MAX_DOCUMENTS).map(({ root }) => root);
  return roots.length === 0 ? [undefined] : roots;
}

function certaintyOf(dialect: Dialect, documents: readonly (SyntaxNode | undefined)[], { text, name }: Source): Certainty {
  let best: Certainty = 'no';
  for (const document of documents) {
    const found = dialect.detect(document, text, name);
    if (found === 'certain') return found;
    if (found === 'likely') best = found;
  }
  return best;
}
