// Which build of Gateglass is running. The build tools put `__BUILD__` in place of its name; run from sources it is absent.
export interface BuildInfo {
  /** The package's version: `0.1.0`. */
  readonly version: string;
  /** Short hash of the commit that was built; `dev` when built outside a git checkout or run from sources. */
  readonly commit: string;
  /** Day of that commit, `2026-01-31`; never the wall clock, so that equal sources give equal builds. Empty for `dev`. */
  readonly date: string;
}

declare const __BUILD__: BuildInfo | undefined;

export const build: BuildInfo = typeof __BUILD__ === 'undefined' ? { version: '0.0.0', commit: 'dev', date: '' } : __BUILD__;

/** `0.1.0 (b5081d4, 2026-01-31)`: what `--version` and the page show. */
export const buildLabel = (info: BuildInfo = build): string =>
  `${info.version} (${[info.commit, info.date].filter((part) => part !== '').join(', ')})`;
