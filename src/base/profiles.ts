// The versions of the real programs whose answers are given: one table, shown in the status line, in links, in answers and by
// `gateglass --version --json`.

export interface ProfileRow {
  /** A CEL profile or a dialect of configuration. */
  readonly id: string;
  /** Undefined: the specification itself. */
  readonly version: string | undefined;
  readonly title: string;
}

/** Newest version of an id first. */
export const profileTable: readonly ProfileRow[] = [
  { id: 'cel', version: undefined, title: 'CEL with every extension library' },
  { id: 'agentgateway', version: '1.4', title: 'agentgateway' },
  { id: 'envoy', version: '1.40', title: 'Envoy' },
  { id: 'kubernetes', version: '1.37', title: 'Kubernetes' },
];

/** `agentgateway@1.4`; `cel` has no version. */
export const profileName = ({ id, version }: ProfileRow): string => (version === undefined ? id : `${id}@${version}`);

/** The row of `envoy@1.40`, or the newest of `envoy`; undefined when it is not known. */
export const findProfile = (name: string): ProfileRow | undefined =>
  profileTable.find((row) => profileName(row) === name) ?? profileTable.find((row) => row.id === name);
