// Which dialect a text is: the descriptors are asked in their order, the first that is certain wins; else it may be something that
// configures no gateway; else the first dialect for which it is likely, or the one that it resembles.
import type { Certainty, Dialect } from '../dialects/dialect.ts';
import { dialects, findDialect } from '../dialects/index.ts';
import { foreignKind, resembling } from '../dialects/to-come.ts';
import { lenientJson } from '../text/json-options.ts';
import { readJson, readYaml } from '../text/read.ts';
import type { Source } from '../text/source.ts';
import type { SyntaxNode } from '../text/syntax.ts';

export interface Detected {
  readonly dialect?: Dialect;
  /** What the file is instead of a gateway's configuration: `a Compose file`, and what to do with it. */
  readonly foreign?: { readonly title: string; readonly instead?: string };
}

/** Documents of a file that are looked at. */
const MAX_DOCUMENTS = 200;

/** What a file is, as far as it is known. Never throws; may miss a part (base/part.ts). */
export function detect(source: Source): Detected {
  const documents = documentsOf(source);
  let likely: Dialect | undefined;
  for (const dialect of dialects) {
    const certainty = certaintyOf(dialect, documents, source);
    if (certainty === 'certain') return { dialect };
    if (certainty === 'likely') likely ??= dialect;
  }
  const foreign = foreignKind(documents[0], source.text);
  if (foreign !== undefined) return { foreign };
  const dialect = likely ?? findDialect(resembling(documents[0], source.text) ?? '');
  return dialect === undefined ? {} : { dialect };
}

function documentsOf(source: Source): readonly (SyntaxNode | undefined)[] {
  const roots = textsOf(source).flatMap((one) => rootsOf(one).slice(0, MAX_DOCUMENTS));
  return roots.length === 0 ? [undefined] : roots;
}

const isJson = ({ text }: Source): boolean => /^\s*[{[]/.test(text);

/** Longer streams are taken for one text. */
const MAX_STREAM = 1_000_000;

/** JSON objects one after another, as `jq` and `kubectl` pipe them: each is a text of its own. */
function textsOf(source: Source): readonly Source[] {
  if (!isJson(source) || source.text.length > MAX_STREAM) return [source];
  const texts = source.text.split(/(?<=\})\s*\n(?=\{)/, MAX_DOCUMENTS);
  return texts.length === 1 ? [source] : texts.map((text) => ({ name: source.name, text }));
}

function rootsOf(source: Source): readonly (SyntaxNode | undefined)[] {
  const { documents } = isJson(source) ? readJson(source, lenientJson) : readYaml(source);
  return documents.map(({ root }) => root);
}

/** The text is looked at once, with the first document that has anything in it. */
function certaintyOf(dialect: Dialect, documents: readonly (SyntaxNode | undefined)[], { text, name }: Source): Certainty {
  const first = Math.max(
    documents.findIndex((document) => document !== undefined),
    0,
  );
  let best: Certainty = 'no';
  for (const [i, document] of documents.entries()) {
    const found = dialect.detect(document, i === first ? text : '', name);
    if (found === 'certain') return found;
    if (found === 'likely') best = found;
  }
  return best;
}
