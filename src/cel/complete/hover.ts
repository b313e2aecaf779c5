// What the thing under the pointer is: a variable or field with its type and its value for the present request, a function with its forms.
import type { Hover } from '../../text/assist.ts';
import * as T from '../syntax/token.ts';
import { docOf } from './callables.ts';
import { seenValue, typeText } from './items.ts';
import { type CompletionEnv, knownOf, shapeOf, type World, worldOf } from './known.ts';
import { innerWorld } from './scope.ts';
import { calledBy } from './signatures.ts';
import { operandBefore, placeAt } from './spot.ts';
import { kindAt, type Token, type Tokens, wordAt } from './tokens.ts';

/** Forms of a function that are shown; of more the number is said. */
const MOST_FORMS = 6;

/** What stands at `offset` (UTF-16 code units); undefined where nothing with a name does. Never throws. */
export function hoverAt(source: string, offset: number, env: CompletionEnv): Hover | undefined {
  const place = placeAt(source, Math.max(0, Math.min(offset, source.length)));
  const { tokens } = place;
  const at = tokens.list.findIndex(({ kind, start, end }) => start <= offset && offset <= end && (kind === T.NAME || kind === T.STRING));
  if (at < 0) return undefined;
  const { world } = innerWorld(worldOf(env), place);
  if (kindAt(tokens, at) === T.STRING) return keyHover(world, tokens, at);
  if (kindAt(tokens, at + 1) === T.OPEN_PAREN) return callHover(world, tokens, at);
  return nameHover(world, tokens, at);
}

const spanOf = ({ list }: Tokens, at: number) => ({ start: (list[at] as Token).start, end: (list[at] as Token).end });

/** `"x"` in `headers["x"]` stands for the whole. */
function keyHover(world: World, tokens: Tokens, at: number): Hover | undefined {
  if (kindAt(tokens, at + 1) !== T.CLOSE_BRACKET || tokens.openerOf.get(at + 1) !== at - 1) return undefined;
  const operand = operandBefore(tokens, at + 1);
  return operand?.first === at - 1 ? undefined : described(world, operand?.text, spanOf(tokens, at));
}

function described(world: World, text: string | undefined, span: Hover['span']): Hover | undefined {
  const known = text === undefined ? undefined : knownOf(world, text);
  if (text === undefined || known === undefined || known.type.kind === 'error') return undefined;
  const type = typeText(shapeOf(known)) ?? 'dyn';
  return { span, title: `${text}: ${type}`, ...seenValue(known.value) };
}

function nameHover(world: World, tokens: Tokens, at: number): Hover | undefined {
  const found = described(world, operandBefore(tokens, at)?.text, spanOf(tokens, at));
  const name = wordAt(tokens, at);
  if (found === undefined || kindAt(tokens, at - 1) === T.DOT) return found;
  if (world.locals.includes(name)) return found.value === undefined ? found : { ...found, note: 'the first element of this request' };
  const variable = world.env.loaded.profile.variables.find((known) => known.name === name);
  if (variable === undefined) return found;
  return { ...found, doc: variable.doc, ...(variable.phases === undefined ? {} : { note: `only in: ${variable.phases.join(', ')}` }) };
}

function callHover(world: World, tokens: Tokens, at: number): Hover | undefined {
  const callables = calledBy(world, tokens, at);
  const [first] = callables;
  if (first === undefined) return undefined;
  const forms = callables.slice(0, MOST_FORMS).map(({ text }) => text.label);
  const more = callables.length - forms.length;
  const doc = docOf(world.env, first);
  return {
    span: spanOf(tokens, at),
    title: [...forms, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    ...(doc === undefined ? {} : { doc }),
  };
}
