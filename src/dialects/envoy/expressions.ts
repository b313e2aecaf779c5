// CEL in Envoy: format operators, RBAC conditions, matchers and log filters, through the CEL core with Envoy's profile.
// Envoy has no type checker: unknown functions are refused when the configuration loads, everything else fails at run time,
// and an expression that fails is absent in a format and false in a condition.
import { type Compiled, compile } from '../../cel/compile.ts';
import type { Overload } from '../../cel/lib/library.ts';
import { AttributeMap, type EnvoyOptions, envoyText, envoyWith } from '../../cel/profiles/envoy/index.ts';
import { nodesOf } from '../../cel/syntax/visit.ts';
import { toJson } from '../../cel/values/json.ts';
import { CelError, Double, Duration, Uint, type Value } from '../../cel/values/value.ts';
import { activationOf } from './expression-attributes.ts';
import { expressionText, treeProblem } from './expression-tree.ts';
import type { FormatContext, Json } from './format/context.ts';
import { regexProblem } from './match/regex.ts';
import { child, flag, type Message } from './schema/message.ts';
import type { Stream } from './stream.ts';

const NO_OPTIONS: EnvoyOptions = {};
const known = new Map<string, Compiled | string>();

/** The options of a CelExpressionConfig. */
export const optionsOf = (config: Message | undefined): EnvoyOptions =>
  config === undefined
    ? NO_OPTIONS
    : {
        stringConversion: flag(config, 'enable_string_conversion'),
        stringConcat: flag(config, 'enable_string_concat'),
        stringFunctions: flag(config, 'enable_string_functions'),
      };

function compiled(expression: string, options: EnvoyOptions): Compiled | string {
  const key = `${options.stringConversion === true}${options.stringConcat === true}${options.stringFunctions === true} ${expression}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { profile } = envoyWith(options);
  const made = compile(expression, { profile, check: false });
  const unknown = made.failed === undefined ? unknownFunction(made, formsOf(profile.libraries.flatMap((l) => l.overloads))) : undefined;
  const kept =
    made.failed !== undefined ? (made.issues.find((i) => i.severity === 'error')?.message ?? 'does not parse') : (unknown ?? made);
  if (known.size > 5000) known.clear();
  known.set(key, kept);
  return kept;
}

const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** Functions as Envoy looks for them: by name, number of arguments and whether there is a receiver. */
function formsOf(overloads: readonly Overload[]): ReadonlySet<string> {
  const out = new Set<string>();
  for (const o of overloads) {
    out.add(formOf(o.name, o.receiver, o.params.length));
    if (o.variadic === true) out.add(formOf(o.name, o.receiver, -1));
  }
  return out;
}

const formOf = (name: string, receiver: boolean, count: number): string => `${receiver}${count} ${name}`;

function unknownFunction(made: Compiled, forms: ReadonlySet<string>): string | undefined {
  for (const node of nodesOf(made.expr)) {
    if (node.kind === 'comprehension') return 'Comprehension support is disabled';
    if (node.kind !== 'call' || node.form === 'operator') continue;
    const literal = node.name === 'matches' ? node.args.at(-1) : undefined;
    if (literal?.kind === 'literal' && typeof literal.value === 'string' && regexProblem(literal.value) !== undefined)
      return 'the regular expression is not one, or exceeds the allowed size';
    const count = node.args.length;
    const isReceiver = node.form === 'receiver';
    const qualified = isReceiver && node.target?.kind === 'ident' ? `${node.target.name}.${node.name}` : node.name;
    const has = (name: string, receiver: boolean, n: number): boolean =>
      forms.has(formOf(name, receiver, n)) || forms.has(formOf(name, receiver, -1));
    if (isReceiver ? has(node.name, true, count + 1) || has(qualified, false, count) : has(node.name, false, count)) continue;
    return MACROS.has(node.name) ? 'Comprehension support is disabled' : `No overload found in reference resolve step for ${node.name}`;
  }
  return undefined;
}

/** Why Envoy refuses to load the expression, or undefined. */
export function expressionProblem(expression: string, options: EnvoyOptions = NO_OPTIONS): string | undefined {
  const made = compiled(expression, options);
  return typeof made === 'string' ? made : undefined;
}

function evaluate(expression: string, options: EnvoyOptions, c: FormatContext): Value {
  const made = compiled(expression, options);
  if (typeof made === 'string' || made.run === undefined)
    return new CelError('function_error', typeof made === 'string' ? made : 'does not run');
  return made.run(activationOf(c));
}

/** The text that %CEL(…)% prints; undefined for an error. */
export function evaluateText(expression: string, c: FormatContext, options: EnvoyOptions = NO_OPTIONS): string | undefined {
  const value = evaluate(expression, options, c);
  return value instanceof CelError ? undefined : envoyText(value);
}

/** The value that %TYPED_CEL(…)% gives. */
export function evaluateTyped(expression: string, c: FormatContext, options: EnvoyOptions = NO_OPTIONS): Json | undefined {
  const value = evaluate(expression, options, c);
  if (value instanceof CelError) return undefined;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint) return Number(value.value);
  if (value instanceof Double) return value.value;
  if (value instanceof Duration) return `${value.seconds}s`;
  if (typeof value === 'number') return value;
  // what can only be looked into has no form of its own
  return value instanceof AttributeMap ? undefined : (toJson(value) as Json);
}

/** Whether a condition is true; an error and anything but a bool are false. */
export const evaluateCondition = (expression: string, c: FormatContext, options: EnvoyOptions = NO_OPTIONS): boolean =>
  evaluate(expression, options, c) === true;

/** An RBAC condition, given as a tree. */
export function conditionHolds(condition: Message, config: Message | undefined, s: Stream): boolean {
  return evaluateCondition(
    expressionText(condition),
    { stream: s, logType: 'NotSet', phase: 'request', inMatcher: true },
    optionsOf(config),
  );
}

/** A CelMatcher: a parsed or checked tree; text is not looked at. */
export function celMatcherHolds(m: Message, s: Stream): boolean {
  const tree = celMatcherTree(m);
  return tree !== undefined && evaluateCondition(expressionText(tree), { stream: s, logType: 'NotSet', phase: 'request', inMatcher: true });
}

/** The tree of a CelMatcher's expression. */
function celMatcherTree(m: Message): Message | undefined {
  const match = child(m, 'expr_match');
  const wrapped =
    child(match, 'cel_expr_parsed') ?? child(match, 'cel_expr_checked') ?? child(match, 'parsed_expr') ?? child(match, 'checked_expr');
  return child(wrapped, 'expr');
}

/** Why Envoy refuses to load a condition given as a tree, or undefined. */
export function conditionProblem(tree: Message, config: Message | undefined): string | undefined {
  if (tree.fields.size === 0) return 'the expression is empty';
  const broken = treeProblem(tree);
  if (broken !== undefined) return broken;
  return expressionProblem(expressionText(tree), optionsOf(config));
}
