// Where every entity of the model stands in the text.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Place } from '../../src/protocol/engine.ts';
import type { Selected } from '../state/selection.ts';
import { useApp } from '../state/store.ts';
import { derived, useEngine } from './context.ts';
import { useLowered } from './use-lowered.ts';

export function useOutline(): readonly Place[] {
  const engine = useEngine();
  const opened = useLowered();
  const revision = opened.data?.revision;
  const answer = useQuery({
    ...derived,
    queryKey: ['outline', revision],
    enabled: opened.data?.lowered.usable === true && !opened.isPlaceholderData,
    placeholderData: keepPreviousData,
    queryFn: () => engine.outline({ revision: String(revision) }),
  });
  return answer.data ?? NOTHING;
}

const NOTHING: readonly Place[] = [];

const maps = new WeakMap<readonly Place[], ReadonlyMap<string, Place>>();

/** The same, by entity. */
export function usePlaces(): ReadonlyMap<string, Place> {
  const outline = useOutline();
  const known = maps.get(outline);
  if (known !== undefined) return known;
  const made = new Map(outline.map((place) => [place.entity, place]));
  maps.set(outline, made);
  return made;
}

/** The entity that is selected, or pointed at: for a place in a text, the innermost one around it. */
export function useLitEntity(which: 'selected' | 'pointed'): string | undefined {
  const selected = useApp((state) => state[which]);
  const outline = useOutline();
  return entityAt(outline, selected);
}

export function entityAt(outline: readonly Place[], selected: Selected | undefined): string | undefined {
  if (selected === undefined) return undefined;
  if (selected.kind === 'entity') return selected.id;
  let best: Place | undefined;
  for (const place of outline) {
    if (place.file !== selected.file || place.span.start > selected.span.start || place.span.end < selected.span.end) continue;
    if (best === undefined || place.span.end - place.span.start <= best.span.end - best.span.start) best = place;
  }
  return best?.entity;
}
