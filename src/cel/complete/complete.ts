// What could stand at the caret of an expression that is being typed, broken or not: names in scope, members of what is before a dot,
// keys of an index, values that something is compared with, each with its type and its value for the present request.
//
//   completionsAt('request.hea', 11, { loaded, input: { request } })   // request.headers, …
import type { Span } from '../../base/span.ts';
import type { Completion, Completions } from '../../text/assist.ts';
import { matchRank } from '../../text/match.ts';
import { callablesOf } from './callables.ts';
import { callRows, nameRow, type Row } from './items.ts';
import { type CompletionEnv, type World, worldOf } from './known.ts';
import { constantRow, indexRows, memberRows } from './members.ts';
import { innerWorld } from './scope.ts';
import { operandBefore, type Place, placeAt, type Spot } from './spot.ts';
import { comparedRows } from './values.ts';

/** A longer list helps nobody. */
const MOST = 100;

/**
 * Completions for the caret at `offset`, both in UTF-16 code units. Never throws; nothing fits where nothing is known. `env` says
 * whose rules the expression follows and which request its values are shown for.
 */
export function completionsAt(source: string, offset: number, env: CompletionEnv): Completions {
  const place = placeAt(source, Math.max(0, Math.min(offset, source.length)));
  if (place.spot.kind === 'none') return NOTHING;
  const { world, isNaming } = innerWorld(worldOf(env), place);
  if (isNaming && place.spot.kind === 'name') return NOTHING;
  return listed(rowsAt(world, place, place.spot), place.spot);
}

const NOTHING: Completions = { items: [], isCut: false };

function rowsAt(world: World, place: Place, spot: Exclude<Spot, { kind: 'none' }>): readonly Row[] {
  const { tokens } = place;
  switch (spot.kind) {
    case 'member': {
      const operand = operandBefore(tokens, spot.last);
      const chain = { start: spot.dot.start, end: spot.word.end };
      return operand === undefined
        ? []
        : memberRows(world, operand.text, { chain, optional: spot.optional, isCalled: isCalledAfter(place, spot.word) });
    }
    case 'key': {
      const operand = operandBefore(tokens, spot.last);
      return operand === undefined ? [] : indexRows(world, operand.text).map((row) => inQuotes(row, place, spot, ']'));
    }
    case 'text':
      return comparedRows(world, place, spot.token).map((row) => inQuotes(row, place, spot, ''));
    case 'name': {
      const names = nameRows(world, isCalledAfter(place, spot.word));
      const operand = spot.index === undefined ? undefined : operandBefore(tokens, spot.index);
      const keys = operand === undefined ? [] : indexRows(world, operand.text).map((row) => wholeKey(row, place, spot.word));
      return [...keys, ...names];
    }
    case 'operator':
      return OPERATOR_ROWS;
    default:
      return spot satisfies never;
  }
}

/** Names of macros' variables (innermost first), variables, functions, constants, words of the language. */
function nameRows(world: World, isCalled: boolean): readonly Row[] {
  const { locals } = world;
  const { profile } = world.env.loaded;
  const about = new Map(profile.variables.map((variable) => [variable.name, variable]));
  const own = locals.toReversed();
  const others = [...world.names.keys()].filter((name) => !locals.includes(name));
  const variables = [...own, ...others].map((name): Row => {
    const row = nameRow('variable', name, world.names.get(name) ?? { type: { kind: 'dyn' }, value: undefined });
    const variable = locals.includes(name) ? undefined : about.get(name);
    return variable === undefined ? row : { ...row, doc: variable.doc, ...noteOf(variable.phases, world.env.phase) };
  });
  const { phase } = world.env;
  const isHere = ({ label }: Row) => phase === undefined || (about.get(label)?.phases?.includes(phase) ?? true);
  const functions = callablesOf(profile).filter(({ receiver }) => receiver === undefined);
  return [
    ...variables.filter(isHere),
    ...callRows(world.env, functions, isCalled, (name) => name),
    ...constantRows(world),
    ...['true', 'false', 'null'].map((word): Row => ({ kind: 'keyword', label: word, insert: word })),
    ...variables.filter((row) => !isHere(row)),
  ];
}

function noteOf(phases: readonly string[] | undefined, phase: string | undefined): { readonly note?: string } {
  if (phases === undefined) return {};
  if (phase === undefined) return { note: `only in: ${phases.join(', ')}` };
  return phases.includes(phase) ? {} : { note: `not in the phase ${phase}` };
}

const constantRows = (world: World): readonly Row[] =>
  world.environment.variableNames().flatMap((name) => {
    const declared = world.names.has(name) ? undefined : world.environment.variable(name);
    return declared === undefined ? [] : [constantRow(name, { type: declared.type, value: declared.constant })];
  });

/** Signs that may follow an operand. */
const OPERATORS: readonly (readonly [string, string])[] = [
  ['&&', 'and'],
  ['||', 'or'],
  ['==', 'is equal to'],
  ['!=', 'is not equal to'],
  ['in', 'is an element or key of'],
  ['?', 'condition ? then : otherwise'],
];

const OPERATOR_ROWS = OPERATORS.map(([label, doc]): Row => ({ kind: 'operator', label, insert: `${label} `, doc }));

const isCalledAfter = ({ tokens }: Place, word: Span): boolean => tokens.text.charAt(word.end) === '(';

/** A value in the quotes that are there, which are closed if need be; `after` too. */
function inQuotes(row: Row, { tokens }: Place, { quote, word }: { readonly quote: string; readonly word: Span }, after: string): Row {
  const escaped = escapeFor(row.insert, quote);
  const rest = tokens.text.slice(word.end);
  if (!rest.startsWith(quote)) return { ...row, insert: `${escaped}${quote}${rest.startsWith(after) ? '' : after}` };
  const isWhole = after === '' || rest.startsWith(`${quote}${after}`);
  return {
    ...row,
    insert: isWhole ? escaped : `${escaped}${quote}${after}`,
    ...(isWhole ? {} : { replace: { start: word.start, end: word.end + 1 } }),
  };
}

const escapeFor = (text: string, quote: string): string =>
  text.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c] ?? c).replaceAll(quote, `\\${quote}`);
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A key with its quotes, and the bracket that closes the index when there is none. */
function wholeKey(row: Row, { tokens }: Place, word: Span): Row {
  const isClosed = /^\s*\]/.test(tokens.text.slice(word.end));
  return { ...row, insert: `"${escapeFor(row.insert, '"')}"${isClosed ? '' : ']'}` };
}

/** The rows that fit what was typed, best first; equals stay in their order. */
function listed(rows: readonly Row[], { typed, word }: { readonly typed: string; readonly word: Span }): Completions {
  const ranked = rows.flatMap((row) => {
    const rank = matchRank(row.label, typed);
    return rank === undefined ? [] : [{ row, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank);
  const items = ranked.slice(0, MOST).map(({ row }): Completion => ({ ...row, replace: row.replace ?? word }));
  return { items, isCut: ranked.length > MOST };
}
