// The graph of the configuration. Long lists are cut; then the entities of the present answer are asked for by name.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Graph } from '../../src/graph/graph.ts';
import { derived, useEngine } from './context.ts';
import { useAnswer } from './use-answer.ts';
import { useLowered } from './use-lowered.ts';
import { useLitEntity } from './use-outline.ts';

export interface NamedGraph {
  /** Names the content: equal keys are equal graphs. */
  readonly key: string;
  readonly graph: Graph;
}

export function useGraph(): { readonly named: NamedGraph | undefined; readonly error: Error | null } {
  const engine = useEngine();
  const opened = useLowered();
  const { decision } = useAnswer();
  const selected = useLitEntity('selected');
  const revision = opened.data?.revision;
  const usable = opened.data?.lowered.usable === true && !opened.isPlaceholderData;
  const whole = useQuery({
    ...derived,
    queryKey: ['graph', revision, ''],
    enabled: usable,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<NamedGraph> => ({ key: `${revision}`, graph: await engine.graph({ revision: String(revision), keep: [] }) }),
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
      graph: await engine.graph({ revision: String(revision), keep }),
    }),
  });
  return { named: (isCut ? cut.data : undefined) ?? whole.data, error: whole.error };
}
