// The graph of the configuration. Long lists are cut; then the entities of the present answer are asked for by name.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Graph } from '../../src/graph/graph.ts';
import { useApp } from '../state/store.ts';
import { derived, useEngine } from './context.ts';
import { useAnswer } from './use-answer.ts';
import { isOnlyRecognised, useLowered } from './use-lowered.ts';
import { useLitEntity } from './use-outline.ts';

export interface NamedGraph {
  /** Names the content: equal keys are equal graphs. */
  readonly key: string;
  readonly document: number;
  readonly graph: Graph;
}

export function useGraph(): { readonly named: NamedGraph | undefined; readonly error: Error | null } {
  const engine = useEngine();
  const opened = useLowered();
  const { decision } = useAnswer();
  const selected = useLitEntity('selected');
  const shown = useApp((state) => state.document);
  const revision = opened.data?.revision;
  const document = opened.data?.document ?? 0;
  const isBlank = useApp((state) => state.files.every(({ text }) => text.trim() === ''));
  const usable = opened.data?.lowered.usable === true && !opened.isPlaceholderData;
  const whole = useQuery({
    ...derived,
    queryKey: ['graph', revision, ''],
    enabled: usable,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<NamedGraph> => ({
      key: `${revision}`,
      document,
      graph: await engine.graph({ revision: String(revision), keep: [] }),
    }),
  });
  const isCut = (whole.data?.graph.hidden ?? 0) > 0;
  const keep = isCut
    ? [...new Set([...(decision?.trace ?? []).flatMap((step) => step.entity ?? []), ...(selected === undefined ? [] : [selected])])]
    : [];
  const names = keep.join(' ');
  const cut = useQuery({
    ...derived,
    queryKey: ['graph', revision, names],
    enabled: usable && names !== '',
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<NamedGraph> => ({
      key: `${revision} ${names}`,
      document,
      graph: await engine.graph({ revision: String(revision), keep }),
    }),
  });
  const named = (isCut ? cut.data : undefined) ?? whole.data;
  // A text that cannot be read keeps the graph of its own last good one, never that of what was open before, nor of
  // a text that was another program's. No text has none.
  const lowered = opened.data?.document === shown ? opened.data.lowered : undefined;
  const isForeign = lowered?.usable === false && (named?.document !== shown || isOnlyRecognised(lowered));
  return { named: isForeign || isBlank ? undefined : named, error: whole.error };
}
