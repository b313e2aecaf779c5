// The call that the caret is in: its forms, the one that fits what has been written, and which argument comes next.
import type { Signature, Signatures } from '../../text/assist.ts';
import * as T from '../syntax/token.ts';
import { type Callable, callablesOf, docOf } from './callables.ts';
import { type CompletionEnv, fits, knownOf, shapeOf, type World, worldOf } from './known.ts';
import { innerWorld } from './scope.ts';
import { type Frame, operandBefore, type Place, placeAt } from './spot.ts';
import { kindAt, type Token, type Tokens, wordAt } from './tokens.ts';

const MOST = 20;

/** The forms of the innermost call around `offset` (UTF-16 code units); undefined outside of all calls. Never throws. */
export function signaturesAt(source: string, offset: number, env: CompletionEnv): Signatures | undefined {
  const place = placeAt(source, Math.max(0, Math.min(offset, source.length)));
  const frame = place.frames.findLast(({ callee }) => callee !== undefined);
  if (frame?.callee === undefined) return undefined;
  const { world } = innerWorld(worldOf(env), place);
  const callables = calledBy(world, place.tokens, frame.callee).slice(0, MOST);
  if (callables.length === 0) return undefined;
  const list = callables.map((callable): Signature => {
    const doc = docOf(env, callable);
    return doc === undefined ? callable.text : { ...callable.text, doc };
  });
  const span = { start: (place.tokens.list[frame.open] as Token).start, end: place.offset };
  return { list, active: fitting(world, place, frame, callables), argument: frame.args.length - 1, span };
}

/** What a name before a bracket may call: in a namespace, on a receiver of a fitting type, or by itself. */
export function calledBy(world: World, tokens: Tokens, callee: number): readonly Callable[] {
  const name = wordAt(tokens, callee);
  const all = callablesOf(world.env.loaded.profile);
  if (kindAt(tokens, callee - 1) !== T.DOT) return distinct(all.filter((row) => row.receiver === undefined && row.name === name));
  const target = operandBefore(tokens, callee - 2);
  if (target === undefined) return [];
  const isHidden = world.locals.includes(target.text.split('.')[0] ?? '');
  const spaced = isHidden ? [] : all.filter((row) => row.receiver === undefined && row.name === `${target.text}.${name}`);
  if (spaced.length > 0) return distinct(spaced);
  const rows = all.filter((row) => row.receiver !== undefined && row.name === name);
  const known = knownOf(world, target.text);
  const taking = known === undefined ? rows : rows.filter(({ receiver }) => receiver !== undefined && fits(shapeOf(known), receiver));
  return distinct(taking.length > 0 ? taking : rows);
}

const distinct = (rows: readonly Callable[]): readonly Callable[] => [...new Map(rows.map((row) => [row.text.label, row])).values()];

/** The first form that has an argument here and takes what has been written of them all. */
function fitting(world: World, { tokens, offset }: Place, { args }: Frame, callables: readonly Callable[]): number {
  const at = args.length - 1;
  const written = args.map((first, i) => {
    const start = tokens.list[first]?.start;
    const end = i === at ? offset : tokens.list[(args[i + 1] as number) - 2]?.end;
    const known = start === undefined || end === undefined || end <= start ? undefined : knownOf(world, tokens.text.slice(start, end));
    return known === undefined ? undefined : shapeOf(known);
  });
  const found = callables.findIndex(({ params, variadic, kind }) => {
    if (at >= Math.max(1, params.length) && !variadic) return false;
    return kind === 'macro' || written.every((type, i) => type === undefined || fits(type, params[Math.min(i, params.length - 1)] ?? type));
  });
  return Math.max(0, found);
}
