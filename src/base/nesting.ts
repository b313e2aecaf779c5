// How deep JSON goes. Whoever walks a value by calling itself, as JSON.stringify does, needs to know that before.

/** The most levels that lists and objects given as data may nest in one another. */
export const MOST_LEVELS = 100;

/** Whether a JSON value nests deeper than `levels` lists and objects. Walks by a list of its own, so any value may be asked. */
export function nestsDeeper(value: unknown, levels = MOST_LEVELS): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inside = level.filter((one) => typeof one === 'object' && one !== null);
    if (inside.length > 0 && depth >= levels) return true;
    level = inside.flatMap((one) => Object.values(one as object));
  }
  return false;
}
