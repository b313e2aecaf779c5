// Equality: numbers by value across int, uint and double (an int meets a double as the nearest double, so the test is
// lossy beyond 2^53, as the official suite wants), lists and maps deeply, everything else by type and content.
// Values of different types are unequal, never an error.
import { equalBytes } from './bytes.ts';
import { isList, isMap, type ListValue, listAt, listSize, type MapValue, mapEntries, mapGet, mapSize } from './kind.ts';
import { spend } from './meter.ts';
import { Boxed, CelError, Double, Duration, Message, Opaque, Optional, Timestamp, TypeValue, Uint, type Value } from './value.ts';

/** Whether two values (not errors) are equal. */
export function equal(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof b === 'string' || typeof a === 'boolean' || typeof b === 'boolean') return a === b;
  if (a === null || b === null) return a === b;
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (isNumeric(a) || isNumeric(b)) return isNumeric(a) && isNumeric(b) && equalNumbers(a, b);
  if (isList(a)) return isList(b) && equalLists(a, b);
  if (isMap(a)) return isMap(b) && equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && equalBytes(a, b);
  return a instanceof Boxed && b instanceof Boxed && equalBoxed(a, b);
}

type Numeric = number | bigint | Double | Uint;
const isNumeric = (v: Value): v is Numeric => typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Uint;

/** Numbers compare by value. Two ints or uints exactly; a double makes it a comparison of doubles. */
function equalNumbers(a: Numeric, b: Numeric): boolean {
  const x = a instanceof Double || a instanceof Uint ? a.value : a;
  const y = b instanceof Double || b instanceof Uint ? b.value : b;
  if (typeof x === typeof y) return x === y;
  // A bigint against a number: equal only when that number is a double (an int this small would not be a bigint).
  return Number(x) === Number(y);
}

function equalLists(a: ListValue, b: ListValue): boolean {
  const n = listSize(a);
  if (n !== listSize(b)) return false;
  spend(n + 1);
  for (let i = 0; i < n; i++) if (!equal(listAt(a, i), listAt(b, i))) return false;
  return true;
}

function equalMaps(a: MapValue, b: MapValue): boolean {
  if (mapSize(a) !== mapSize(b)) return false;
  spend(mapSize(a) + 1);
  return mapEntries(a).every(([key, value]) => {
    const other = mapGet(b, key);
    return other !== undefined && equal(value, other);
  });
}

function equalBoxed(a: Boxed, b: Boxed): boolean {
  if (a instanceof Timestamp) return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && equalOptionals(a, b);
  if (a instanceof Message) return b instanceof Message && a.equals(b);
  if (a instanceof Opaque) return b instanceof Opaque && a.typeName === b.typeName && a.equals(b);
  return false;
}

const equalOptionals = (a: Optional, b: Optional): boolean =>
  a.value === undefined || b.value === undefined ? a.value === b.value : equal(a.value, b.value);

/** The operator `==` over values and errors. */
export const equals = (a: Value, b: Value): Value => (a instanceof CelError ? a : b instanceof CelError ? b : equal(a, b));

/** The operator `!=`. */
export const differs = (a: Value, b: Value): Value => (a instanceof CelError ? a : b instanceof CelError ? b : !equal(a, b));
