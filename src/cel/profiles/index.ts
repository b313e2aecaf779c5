// The profiles that are known, newest version first. Each loads when it is first used.
import { addresses, checker, checkTexts, digests, extensions, regexes, shortWays, syntaxTexts, validators, yamlTexts } from '../parts.ts';
import type { LoadedProfile } from './profile.ts';

export interface ProfileEntry {
  readonly id: string;
  /** Empty for the specification itself. */
  readonly version: string;
  readonly load: () => Promise<LoadedProfile>;
  /** Loads what its libraries alone need. */
  readonly loadMore?: () => Promise<void>;
}

export const profiles: readonly ProfileEntry[] = [
  { id: 'cel', version: '', load: async () => (await import('./cel.ts')).cel, loadMore: () => yamlTexts.load() },
  { id: 'envoy', version: '1.40', load: async () => (await import('./envoy/index.ts')).envoy },
  { id: 'kubernetes', version: '1.37', load: async () => (await import('./kubernetes/index.ts')).kubernetes },
  { id: 'agentgateway', version: '1.4', load: async () => (await import('./agentgateway/index.ts')).agentgateway },
];

/**
 * Loads a profile by its name with or without version: `agentgateway@1.4`, `agentgateway` (the newest known), and all that compiling and
 * running in it may need.
 */
export async function loadProfile(name: string): Promise<LoadedProfile | undefined> {
  const [profile] = await Promise.all([loadLeanProfile(name), loadParts(), entryOf(name)?.loadMore?.()]);
  return profile;
}

/** Loads the checker, what few expressions use and what makes many plans fast, for whoever has a profile without them; idempotent. */
export async function loadParts(): Promise<void> {
  await Promise.all([loadRunningParts(), checker.load(), checkTexts.load(), validators.load()]);
}

/** As `loadParts`, without the checker: for whoever only runs expressions. */
export async function loadRunningParts(): Promise<void> {
  nameParts();
  await Promise.all([regexes.load(), digests.load(), addresses.load(), extensions.load(), syntaxTexts.load(), shortWays.load()]);
}

/** Said here, above all of them, and not where they are used: those files would import in a circle. */
function nameParts(): void {
  checker.comesFrom(() => import('../check/check.ts'));
  checkTexts.comesFrom(() => import('../check/texts.ts'));
  validators.comesFrom(() => import('../check/validators.ts'));
  extensions.comesFrom(() => import('../extensions.ts'));
  syntaxTexts.comesFrom(() => import('../syntax/texts.ts'));
  regexes.comesFrom(() => import('../regex/regex.ts'));
  digests.comesFrom(() => import('../lib/digest.ts'));
  yamlTexts.comesFrom(() => import('../lib/yaml-text.ts'));
  addresses.comesFrom(() => import('../lib/address.ts'));
  shortWays.comesFrom(() => import('../plan/ways.ts'));
}

/** The profile alone: what is run in it must be run inside `withParts` (base/part.ts). */
export async function loadLeanProfile(name: string): Promise<LoadedProfile | undefined> {
  nameParts();
  return entryOf(name)?.load();
}

const entryOf = (name: string): ProfileEntry | undefined =>
  profiles.find(({ id, version }) => name === id || (version !== '' && name === `${id}@${version}`));
