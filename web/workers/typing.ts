// Help while somebody types: an expression's own, a configuration's from the tables of its dialect, and inside of a configuration's
// expressions the expression's again, with places and quotes turned into those of the configuration. Loaded with the first question.
import { type CompletionEnv, completionsAt, hoverAt, signaturesAt } from '../../src/cel/complete/index.ts';
import { functionDoc } from '../../src/cel/profiles/docs.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import type { Assist, ExpressionAt } from '../../src/dialects/dialect.ts';
import { findDialect } from '../../src/dialects/index.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { TypingAt } from '../../src/protocol/engine.ts';
import type { Completion, Completions, Hover, Signatures } from '../../src/text/assist.ts';
import { matchRank } from '../../src/text/match.ts';

const NOTHING: Completions = { items: [], isCut: false };
/** A longer list helps nobody. */
const MOST = 100;

export async function complete(at: TypingAt): Promise<Completions> {
  if (at.kind === 'expression') {
    const env = await envOf(at.profile, at.request);
    return env === undefined ? NOTHING : completionsAt(at.text, at.offset, env);
  }
  const found = (await assistOf(at.dialect))?.completionsAt(at.text, at.offset);
  if (found === undefined) return NOTHING;
  if (!('kind' in found)) return fitting(found, at);
  const env = await envOf(found.profile, at.request);
  if (env === undefined || !isFollowed(found)) return NOTHING;
  const { items, isCut } = completionsAt(found.expression, found.offset, env);
  return { items: items.map((item) => written(item, at.text, found)), isCut };
}

export async function signatures(at: TypingAt): Promise<Signatures | undefined> {
  if (at.kind === 'expression') {
    const env = await envOf(at.profile, at.request);
    return env === undefined ? undefined : signaturesAt(at.text, at.offset, env);
  }
  const found = (await assistOf(at.dialect))?.completionsAt(at.text, at.offset);
  if (found === undefined || !('kind' in found)) return undefined;
  const env = await envOf(found.profile, at.request);
  const inside = env === undefined ? undefined : signaturesAt(found.expression, found.offset, env);
  return inside === undefined ? undefined : { ...inside, span: found.spanOf(inside.span.start, inside.span.end) };
}

export async function hover(at: TypingAt): Promise<Hover | undefined> {
  if (at.kind === 'expression') {
    const env = await envOf(at.profile, at.request);
    return env === undefined ? undefined : hoverAt(at.text, at.offset, env);
  }
  const found = (await assistOf(at.dialect))?.hoverAt(at.text, at.offset);
  if (found === undefined || !('kind' in found)) return found;
  const env = await envOf(found.profile, at.request);
  const inside = env === undefined ? undefined : hoverAt(found.expression, found.offset, env);
  return inside === undefined ? undefined : { ...inside, span: found.spanOf(inside.span.start, inside.span.end) };
}

async function envOf(profile: string, request: SampleRequest | undefined): Promise<CompletionEnv | undefined> {
  const loaded = await loadProfile(profile);
  if (loaded === undefined) return undefined;
  return { loaded, input: { request, vars: request?.vars }, docs: (library, name) => functionDoc(library, name)?.doc };
}

async function assistOf(dialect: string): Promise<Assist | undefined> {
  const engine = await findDialect(dialect)?.load?.();
  return engine?.assist?.();
}

/** A dialect lists what may stand there; what has been typed of it chooses and sorts. */
function fitting({ items, isCut }: Completions, { text, offset }: TypingAt): Completions {
  const ranked = items.flatMap((item) => {
    const typed = text.slice(item.replace.start, Math.max(item.replace.start, offset)).replace(/^(?:- +)?["']?/, '');
    const rank = matchRank(item.label, typed);
    return rank === undefined ? [] : [{ item, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return { items: ranked.slice(0, MOST).map(({ item }) => item), isCut: isCut || ranked.length > MOST };
}

/** Whether places in the expression lead back to the text: where a variable was expanded in it they do not. */
const isFollowed = ({ spanOf, offset }: ExpressionAt): boolean => {
  const { start, end } = spanOf(offset, offset);
  return start === end;
};

/** A completion of an expression as it is written in the configuration's scalar. */
function written(item: Completion, text: string, { spanOf }: ExpressionAt): Completion {
  const quote = text.charAt(spanOf(0, 0).start - 1);
  const { insert, caret = insert.length } = item;
  const [before, after] = [escaped(insert.slice(0, caret), quote), escaped(insert.slice(caret), quote)];
  return { ...item, insert: before + after, caret: before.length, replace: spanOf(item.replace.start, item.replace.end) };
}

function escaped(text: string, quote: string): string {
  if (quote === "'") return text.replaceAll("'", "''");
  return quote === '"' ? text.replace(/["\\]/g, '\\$&') : text;
}
