// The configuration as the engine reads it: dialect, rules, whether it would load, and what is wrong with it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Lowered } from '../../src/protocol/engine.ts';
import { useApp, useAppStore } from '../state/store.ts';
import type { ConfigFile } from '../state/workspace.ts';
import { hasAnswer } from './answered.ts';
import { derived, useEngine } from './context.ts';

export interface OpenedConfig {
  readonly revision: number;
  readonly document: number;
  /** The texts that were read: places in the answer refer to these, whatever has been typed since. */
  readonly files: readonly ConfigFile[];
  readonly lowered: Lowered;
}

export function useLowered() {
  const engine = useEngine();
  const store = useAppStore();
  const revision = useApp((state) => state.revision);
  // Beside an expression alone the configuration still says by which rules it is read.
  const wanted = useApp((state) => state.started && (state.mode === 'gateway' || state.files.some((file) => file.text.trim() !== '')));
  return useQuery({
    ...derived,
    queryKey: ['lowered', revision],
    enabled: wanted,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<OpenedConfig> => {
      const { document, files, env, dialect, profile } = store.getState();
      const config = { files, env, dialect, ...(profile === '' ? {} : { profile }) };
      const lowered = await engine.open({ revision: String(revision), config });
      const usable = lowered.usable && !(isBroken(lowered) && hasAnswer(store, document));
      return { revision, document, files, lowered: { ...lowered, usable } };
    },
  });
}

/** Whether the text itself cannot be read to its end, whatever it says. */
const isBroken = ({ diagnostics }: Lowered): boolean =>
  diagnostics.some(({ severity, code }) => severity === 'error' && /^(?:yaml|json)\//.test(code));

/** Whether the text is another program's: recognised, and nothing is answered for it. The last answer was to something else. */
export const isOnlyRecognised = ({ dialect, profile, usable }: Lowered): boolean =>
  dialect !== undefined && profile === undefined && !usable;
