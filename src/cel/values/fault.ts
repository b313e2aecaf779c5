// The errors that many operations share, each made where it happens: an error carries the place that it was seen first, so
// it cannot be a constant.
import { typeName } from './type-of.ts';
import { CelError, type Value } from './value.ts';

/** No overload takes these arguments; an argument that is itself an error wins. */
export function noOverload(name: string, ...args: readonly Value[]): CelError {
  for (const a of args) if (a instanceof CelError) return a;
  return new CelError('no_such_overload', () => `no such overload: ${name}(${args.map(typeName).join(', ')})`);
}

/** An operator that does not take these operands: `int + string`. */
export function noOperator(sign: string, ...args: readonly Value[]): CelError {
  for (const a of args) if (a instanceof CelError) return a;
  const [left, right] = args.map((a) => typeName(a));
  return new CelError('no_such_overload', () => `no such overload: ${right === undefined ? `${sign}${left}` : `${left} ${sign} ${right}`}`);
}

export const noSuchKey = (key: string): CelError => new CelError('no_such_key', () => `no such key: ${key}`);

export const invalid = (message: string): CelError => new CelError('invalid_argument', message);

export const outOfRange = (index: number | bigint): CelError => new CelError('index_out_of_bounds', () => `index out of range: ${index}`);

/** What was to be converted does not read as the wanted type. */
export const badConversion = (from: string, to: string): CelError =>
  new CelError('conversion', `type conversion error from '${from}' to '${to}'`);
