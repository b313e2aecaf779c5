// Lists and maps that are written out. Optional entries, keys that may repeat and messages are the closures'.
import type { List, MapLiteral } from '../syntax/ast.ts';
import { sound } from './box.ts';
import { writeClosure } from './closure.ts';
import { refined } from './guards.ts';
import { type Known, named } from './known.ts';
import { leaveIf, line, linkRun, type Place, temporary, type Writer } from './writer.ts';

export function writeList(w: Writer, expr: List, place: Place): Known {
  if (expr.elements.some((element) => element.optional)) return writeClosure(w, expr, place);
  const values = expr.elements.map((element) => sound(w, w.write(element.value, place), place));
  return named('list', temporary(w, `[${values.join(', ')}]`));
}

export function writeMap(w: Writer, expr: MapLiteral, place: Place): Known {
  const { badKey, newMap } = w.planner.operators;
  const names = expr.entries.map(({ key }) => (key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined));
  const written = names.filter((name) => name !== undefined);
  const mayRepeat = written.length < names.length || new Set(written).size < written.length;
  if (mayRepeat || expr.entries.some((entry) => entry.optional)) return writeClosure(w, expr, place);
  const map = temporary(w, `${linkRun(w, newMap)}()`);
  for (const { key, value } of expr.entries) {
    const held = refined(w, w.write(key, place));
    const k = sound(w, held, place);
    if (held.kind !== 'string') leaveIf(w, place, `${linkRun(w, badKey)}(${k}) !== undefined`);
    line(w, `${map}.set(${k}, ${sound(w, w.write(value, place), place)});`);
  }
  return named('any', map, { isSound: true });
}
