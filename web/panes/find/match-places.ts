// Places whose term or name hold every word that was typed: those whose name begins with the first word come first.
import type { Place } from '../../../src/protocol/engine.ts';

export function matchPlaces(
  places: readonly Place[],
  typed: string,
  most: number,
): { readonly shown: readonly Place[]; readonly count: number } {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const first = words[0] ?? '';
  const found = places.filter((place) => {
    const text = `${place.term} ${place.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (place: Place) => first !== '' && place.name.toLowerCase().startsWith(first);
  const ordered = [...found.filter(begins), ...found.filter((place) => !begins(place))];
  return { shown: ordered.slice(0, most), count: found.length };
}
