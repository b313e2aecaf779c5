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
  if (selected === undefined) return undefined;
  return selected.kind === 'entity' ? selected.id : around(outline, selected);
}

/**
 * Of some entities the one that is meant by what is selected or pointed at: itself, or the innermost of them around its place. So a
 * host name leads to its listener, a backend to its route, where those are all that is told.
 */
export function useLitAmong(which: 'selected' | 'pointed', told: ReadonlySet<string>): string | undefined {
  const selected = useApp((state) => state[which]);
  const outline = useOutline();
  const places = usePlaces();
  if (selected === undefined) return undefined;
  if (selected.kind === 'entity' && told.has(selected.id)) return selected.id;
  const place = selected.kind === 'entity' ? places.get(selected.id) : selected;
  return place === undefined ? undefined : entityAt(outline, place, told);
}

type SelectedSpan = Selected & { readonly kind: 'span' };

/** Many views ask for the same place in one drawing. */
const last = new WeakMap<readonly Place[], { readonly selected: SelectedSpan; readonly entity: string | undefined }>();

function around(outline: readonly Place[], selected: SelectedSpan): string | undefined {
  const before = last.get(outline);
  if (before?.selected === selected) return before.entity;
  const entity = entityAt(outline, selected);
  last.set(outline, { selected, entity });
  return entity;
}

/**
 * The innermost entity around a place, or the innermost of `among`. Places lie within each other, in the order of the text, so it is the
 * last that begins before.
 */
export function entityAt(
  outline: readonly Place[],
  { file, span }: Pick<Place, 'file' | 'span'>,
  among?: ReadonlySet<string>,
): string | undefined {
  return outline.findLast(
    (place) =>
      place.span.start <= span.start &&
      place.span.end >= span.end &&
      place.file === file &&
      (among === undefined || among.has(place.entity)),
  )?.entity;
}
