// A map key or an index in a message.
import { typeName } from './type-of.ts';
import { Double, Uint, type Value } from './value.ts';

/** The number or text itself; of what can be no key only its type. */
export function keyText(key: Value): string {
  if (key instanceof Uint || key instanceof Double) return String(key.value);
  return typeof key === 'object' && key !== null ? typeName(key) : String(key);
}
