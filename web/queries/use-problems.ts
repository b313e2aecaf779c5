// What is wrong with the configuration: at once what was found on the way to an answer, then all of it.
import { useQuery } from '@tanstack/react-query';
import { derived, useEngine } from './context.ts';
import { useFirstAnswer } from './use-first-answer.ts';
import { type OpenedConfig, useLowered } from './use-lowered.ts';

/** The opened configuration with its diagnostics. Those of an earlier text stay until the present one has been checked. */
export function useProblems(): OpenedConfig | undefined {
  const engine = useEngine();
  const opened = useLowered();
  const answered = useFirstAnswer();
  const { data } = opened;
  const checked = useQuery({
    ...derived,
    queryKey: ['checked', data?.revision],
    enabled: answered && data !== undefined && !opened.isPlaceholderData,
    placeholderData: (previous: OpenedConfig | undefined) => (previous?.document === data?.document ? previous : undefined),
    queryFn: async (): Promise<OpenedConfig> => {
      const config = data as OpenedConfig;
      const { valid, diagnostics } = await engine.check({ revision: String(config.revision) });
      return { ...config, lowered: { ...config.lowered, valid, diagnostics } };
    },
  });
  // Nothing is wrong with an empty page.
  if (data?.files.every((file) => file.text.trim() === '')) return undefined;
  // A text that cannot be read at all has told everything by itself.
  return data?.lowered.usable === false ? data : (checked.data ?? data);
}
