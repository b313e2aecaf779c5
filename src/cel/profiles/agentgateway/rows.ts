// Rows of agentgateway's functions. Its functions take their arguments apart themselves: a method may be called as a function
// (unless said otherwise), arguments beyond the last parameter are ignored, and host texts count as strings. What becomes of
// calls that no row describes stands in functions/other-calls.ts.
import type { Overload, Run } from '../../lib/library.ts';
import type { Type } from '../../types/type.ts';
import { noSuchKey } from '../../values/fault.ts';
import { isList, isMap, toArray } from '../../values/kind.ts';
import { doubleOf, isInt } from '../../values/number.ts';
import { typeName } from '../../values/type-of.ts';
import { CelError, Duration, Timestamp, Uint, type Value } from '../../values/value.ts';
import { plain } from './text-value.ts';

/** The argument as the parameter's type, or undefined where it is of another. */
function extract(type: Type, v: Value): Value | undefined {
  const p = plain(v);
  switch (type.kind) {
    case 'string':
      return typeof p === 'string' ? p : undefined;
    case 'bytes':
      return p instanceof Uint8Array ? p : undefined;
    case 'bool':
      return typeof p === 'boolean' ? p : undefined;
    case 'int':
      return isInt(p) ? p : p instanceof Uint ? p.value : undefined;
    case 'double':
      return doubleOf(p) === undefined ? undefined : p;
    case 'timestamp':
      return p instanceof Timestamp ? p : undefined;
    case 'duration':
      return p instanceof Duration ? p : undefined;
    case 'list':
      return isList(p) ? toArray(p) : undefined;
    case 'map':
      return isMap(p) ? p : undefined;
    case 'opaque':
      return typeName(p) === type.name ? p : undefined;
    default:
      return p;
  }
}

const unexpected = (name: string, type: Type, v: Value): CelError =>
  new CelError('no_such_overload', () => `${name}: expected ${type.kind}, got ${typeName(v)}`);

/** Converts the arguments, then runs; the first that does not fit is the error. */
const extracting =
  (name: string, params: readonly Type[], run: Run): Run =>
  (...args) => {
    const given: Value[] = [];
    for (const [i, arg] of args.entries()) {
      const type = params[Math.min(i, params.length - 1)];
      const v = type === undefined ? arg : extract(type, arg);
      if (v === undefined) return unexpected(name, type as Type, arg);
      given.push(v);
    }
    return run(...given);
  };

const row = (name: string, receiver: boolean, params: readonly Type[], result: Type, run: Run): Overload => ({
  id: `${receiver ? 'method' : 'function'}:${name}/${params.length}`,
  name,
  receiver,
  params,
  result,
  run: extracting(name, params, run),
  loose: true,
});

/** Callable as function and as method. */
export const either = (name: string, params: readonly Type[], result: Type, run: Run): readonly Overload[] => [
  row(name, false, params, result, run),
  row(name, true, params, result, run),
];

export const functionRow = (name: string, params: readonly Type[], result: Type, run: Run): Overload =>
  row(name, false, params, result, run);
export const methodRow = (name: string, params: readonly Type[], result: Type, run: Run): Overload => row(name, true, params, result, run);

/** Whether the receiver of a method is of its type. */
export const takesReceiver = ({ params: [self] }: Overload, v: Value): boolean => self === undefined || extract(self, v) !== undefined;

/**
 * A method that looks for its receiver among the arguments where it is called on something else, or on nothing. What it finds
 * there is its argument, too: `startsWith(a, b)` is `a.startsWith(a)`.
 */
export function selfRows(name: string, params: readonly Type[], result: Type, run: Run): readonly Overload[] {
  const taken = extracting(name, params, run);
  const ofOne = (self: Value): Value => taken(...params.map(() => self));
  const method = row(name, true, params, result, run);
  return [
    { ...row(name, false, params, result, run), lazy: true, run: (first) => (first instanceof CelError ? first : ofOne(first as Value)) },
    {
      ...method,
      run: (self, ...args) =>
        args[0] === undefined || takesReceiver(method, self as Value) ? taken(self as Value, ...args) : ofOne(args[0]),
    },
  ];
}

/** A method of the program's own objects: on anything else, and as a function, the name means nothing. */
export const objectRow = (name: string, params: readonly Type[], result: Type, isOwn: (self: Value) => boolean, run: Run): Overload => ({
  ...row(name, true, params, result, run),
  lazy: true,
  run: (self, ...args) => {
    if (self instanceof CelError) return self;
    if (!isOwn(self as Value)) return new CelError('undeclared_reference', () => `undeclared reference to '${name}'`);
    if (args.length < params.length - 1) return tooFew(name);
    return args.find((arg) => arg instanceof CelError) ?? run(self as Value, ...args);
  },
});

export const tooFew = (name: string): CelError => new CelError('no_such_overload', () => `${name}: too few arguments`);

/** What the real functions report: their name and a reason. */
export const failed = (name: string, message: string): CelError => new CelError('function_error', `${name}: ${message}`);

/** What agentgateway says of an argument that is no text in places it has not finished: the missing key is really called so there. */
export const noText = (): CelError => noSuchKey('todo');
