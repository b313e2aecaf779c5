// Rows of agentgateway's functions. Its functions take their arguments apart themselves: a method may be called as a function
// (unless said otherwise), arguments beyond the last parameter are ignored, and host texts count as strings.
import type { Overload, Run } from '../../lib/library.ts';
import type { Type } from '../../types/type.ts';
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

/** What the real functions report: their name and a reason. */
export const failed = (name: string, message: string): CelError => new CelError('function_error', `${name}: ${message}`);
