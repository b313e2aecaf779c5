// What a policy is to the rest: how its configuration is read, how it is named, and what it does to a request. One file each;
// `steps/index.ts` lists them.

import type { AgwPolicy } from '../model.ts';
import type { At } from '../read/at.ts';
import type { Exchange, Outcome } from '../run/exchange.ts';

export interface PolicyKind<S = unknown> {
  /** The field that configures it. */
  readonly key: string;
  /** Whether its effect is computed here; `opaque` ones are drawn, named and taken as declared. */
  readonly support?: 'opaque';
  /** Reads the settings. Never fails: the schema has reported what is wrong, the rest is read. */
  read(at: At): S;
  /** One line for graph and story: `2 rules`, `302 to https`. */
  says(spec: S): string;
  /** The request side, in the phase's order. */
  request?(policy: AgwPolicy<S>, x: Exchange): Outcome;
  /** The response side, for those that saw the request. */
  response?(policy: AgwPolicy<S>, x: Exchange): void;
}
