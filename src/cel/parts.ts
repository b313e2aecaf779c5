// What a run may do without: the checker, where the real program has none, and what few expressions use: regular expressions,
// digests, IP addresses.
// `loadProfile` brings them; only a dialect that answers as soon as it can goes without (profiles/index.ts, `loadLeanProfile`).
import { part } from '../base/part.ts';

export const digests = part<typeof import('./lib/digest.ts')>();
export const addresses = part<typeof import('./lib/address.ts')>();
/** For the profiles that read and write YAML. */
export const yamlTexts = part<typeof import('./lib/yaml-text.ts')>();
/** What is said of a text that cannot be read. */
export const syntaxTexts = part<typeof import('./syntax/texts.ts')>();
export const checker = part<typeof import('./check/check.ts')>();
/** For the macros that are not the specification's. */
export const extensions = part<typeof import('./extensions.ts')>();
/** What is said of an expression that does not check. */
export const checkTexts = part<typeof import('./check/texts.ts')>();
/** For the profiles that check more than types. */
export const validators = part<typeof import('./check/validators.ts')>();
export const regexes = part<typeof import('./regex/regex.ts')>();
/** Ways of planning that only make plans faster: until they are loaded, every plan does without. Chains of any length need them. */
export const shortWays = part<typeof import('./plan/ways.ts')>();
