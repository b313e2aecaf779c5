// The profiles that are known, newest version first. Each loads when it is first used.
import type { LoadedProfile } from './profile.ts';

export interface ProfileEntry {
  readonly id: string;
  /** Empty for the specification itself. */
  readonly version: string;
  readonly load: () => Promise<LoadedProfile>;
}

export const profiles: readonly ProfileEntry[] = [
  { id: 'cel', version: '', load: async () => (await import('./cel.ts')).cel },
  { id: 'envoy', version: '1.40', load: async () => (await import('./envoy/index.ts')).envoy },
  { id: 'kubernetes', version: '1.37', load: async () => (await import('./kubernetes/index.ts')).kubernetes },
  { id: 'agentgateway', version: '1.4', load: async () => (await import('./agentgateway/index.ts')).agentgateway },
];

/** Loads a profile by its name with or without version: `agentgateway@1.4`, `agentgateway` (the newest known). */
export async function loadProfile(name: string): Promise<LoadedProfile | undefined> {
  const found = profiles.find(({ id, version }) => name === id || (version !== '' && name === `${id}@${version}`));
  return found?.load();
}
