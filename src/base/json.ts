// JSON of unknown shape.

export type JsonObject = Record<string, unknown>;

/** Neither null nor a list. */
export const isObject = (json: unknown): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);

/** The objects of a list; none where it is no list. */
export const objectsIn = (json: unknown): readonly JsonObject[] => (Array.isArray(json) ? json.filter(isObject) : []);

/** The most levels that lists and objects given as data may nest in one another. */
export const MOST_LEVELS = 100;

/** Whether a JSON value nests deeper than `levels` lists and objects. Whoever walks a value by calling itself, as JSON.stringify does, needs to know that before. */
export function nestsDeeper(value: unknown, levels = MOST_LEVELS): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inside = level.filter((one) => typeof one === 'object' && one !== null);
    if (inside.length > 0 && depth >= levels) return true;
    level = inside.flatMap((one) => Object.values(one as object));
  }
  return false;
}
