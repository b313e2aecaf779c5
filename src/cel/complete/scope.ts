// The variables that macros bring into scope at the caret: `x` in `list.exists(x, …)`. Each is given a value to look at: that of the
// first element for the present request.
import * as T from '../syntax/token.ts';
import { DYN, INT, STRING, type Type } from '../types/type.ts';
import { isList, isMap, kindOf, listAt, listSize, mapEntries } from '../values/kind.ts';
import { Optional, type Value } from '../values/value.ts';
import { type Known, knownOf, type World, withLocals } from './known.ts';
import { type Frame, operandBefore, type Place } from './spot.ts';
import { kindAt, type Token, type Tokens, wordAt } from './tokens.ts';

/** Deeper nesting is not followed. */
const DEEPEST = 16;

/** Macros over lists and maps whose first argument names the element or key. */
const ONE_VARIABLE: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter', 'sortBy', 'filterKeys']);
/** Macros that always have two variables. */
const TWO_VARIABLES: ReadonlySet<string> = new Set(['transformList', 'transformMap', 'transformMapEntry']);

export interface Inner {
  readonly world: World;
  /** The caret is where a macro's variable gets its name: nothing can be offered there. */
  readonly isNaming: boolean;
}

/** The world inside the macros around the caret. */
export function innerWorld(outer: World, { tokens, frames }: Place): Inner {
  const { macros } = outer.env.loaded.profile.syntax;
  let world = outer;
  let isNaming = false;
  for (const frame of frames.slice(0, DEEPEST)) {
    const found = localsOf(world, tokens, frame, macros);
    isNaming = found === 'naming';
    if (found === 'naming' || found === undefined) continue;
    world = withLocals(world, found);
  }
  return { world, isNaming };
}

function localsOf(
  world: World,
  tokens: Tokens,
  frame: Frame,
  macros: ReadonlySet<string>,
): ReadonlyMap<string, Known> | 'naming' | undefined {
  const { callee } = frame;
  if (callee === undefined || kindAt(tokens, callee - 1) !== T.DOT) return undefined;
  const name = wordAt(tokens, callee);
  const at = frame.args.length - 1;
  const target = operandBefore(tokens, callee - 2);
  if (target === undefined) return undefined;
  if (name === 'bind' && target.text === 'cel' && macros.has('cel.bind')) return boundBy(world, tokens, frame, at);
  if (ONE_VARIABLE.has(name) || TWO_VARIABLES.has(name)) return elements(world, tokens, frame, name, target.text, macros);
  const isValue = (name === 'with' || name === 'optMap' || name === 'optFlatMap' || name === 'mapValues') && macros.has(name);
  const variable = isValue ? nameIn(tokens, frame, 0) : undefined;
  if (!isValue || at === 0) return isValue ? 'naming' : undefined;
  const known = knownOf(world, target.text) ?? NOTHING;
  return variable === undefined ? undefined : new Map([[variable, name === 'with' ? known : insideOf(known, name)]]);
}

const NOTHING: Known = { type: DYN, value: undefined };

/** `cel.bind(x, value, body)`. */
function boundBy(world: World, tokens: Tokens, frame: Frame, at: number): ReadonlyMap<string, Known> | 'naming' | undefined {
  if (at === 0) return 'naming';
  const variable = nameIn(tokens, frame, 0);
  if (at < 2 || variable === undefined) return undefined;
  const [, from = 0, to = 0] = frame.args;
  const text = tokens.text.slice((tokens.list[from] as Token).start, (tokens.list[to - 2] as Token).end);
  return new Map([[variable, knownOf(world, text) ?? NOTHING]]);
}

function elements(
  world: World,
  tokens: Tokens,
  frame: Frame,
  name: string,
  range: string,
  macros: ReadonlySet<string>,
): ReadonlyMap<string, Known> | 'naming' | undefined {
  const at = frame.args.length - 1;
  const isTwo = TWO_VARIABLES.has(name);
  if (!macros.has(name) && !macros.has(`${name}2`)) return undefined;
  if (at === 0 || (isTwo && at === 1)) return 'naming';
  const first = nameIn(tokens, frame, 0);
  const second = isTwo || (macros.has(`${name}2`) && at >= 2) ? nameIn(tokens, frame, 1) : undefined;
  if (first === undefined) return undefined;
  const [one, two] = elementOf(knownOf(world, range) ?? NOTHING, second !== undefined);
  return new Map([[first, one], ...(second === undefined ? [] : ([[second, two]] as const))]);
}

/** The single name that an argument is. */
function nameIn(tokens: Tokens, { args }: Frame, at: number): string | undefined {
  const token = args[at];
  const next = args[at + 1];
  return token !== undefined && next === token + 2 && kindAt(tokens, token) === T.NAME ? wordAt(tokens, token) : undefined;
}

/** The first element of a list, the first key and value of a map; of a list with two variables its index and element. */
function elementOf({ type, value }: Known, two: boolean): readonly [Known, Known] {
  const [first, second] = elementTypes(type, two);
  const [one, other] = firstOf(value, two);
  return [
    { type: first, value: one },
    { type: second, value: other },
  ];
}

function elementTypes(type: Type, two: boolean): readonly [Type, Type] {
  if (type.kind === 'list') return two ? [INT, type.element] : [type.element, DYN];
  if (type.kind === 'map') return [type.key, type.value];
  return type.kind === 'opaque' && type.fields !== undefined ? [STRING, DYN] : [DYN, DYN];
}

function firstOf(value: Value | undefined, two: boolean): readonly [Value | undefined, Value | undefined] {
  if (value === undefined) return [undefined, undefined];
  if (isList(value) && listSize(value) > 0) return two ? [0, listAt(value, 0)] : [listAt(value, 0), undefined];
  if (kindOf(value) !== 'map' || !isMap(value)) return [undefined, undefined];
  return mapEntries(value)[0] ?? [undefined, undefined];
}

/** What an optional holds, what a map's first value is. */
function insideOf(known: Known, macro: string): Known {
  if (macro === 'mapValues') {
    const [, value] = firstOf(known.value, true);
    return {
      type: known.type.kind === 'map' ? known.type.value : DYN,
      value: known.value !== undefined && isList(known.value) ? undefined : value,
    };
  }
  return {
    type: known.type.kind === 'optional' ? known.type.of : DYN,
    value: known.value instanceof Optional ? known.value.value : undefined,
  };
}
