// What a link carries: everything that decides the answers, nothing that is only presentation.
import type { LoggedAnswer } from '../http/import/observed.ts';
import type { SampleRequest } from '../http/sample-request.ts';
import type { PinnedAnswer } from '../model/pinned.ts';

export interface SharedFile {
  readonly name: string;
  readonly text: string;
}

export interface SharedRequest {
  readonly name: string;
  readonly request: SampleRequest;
  /** The answer that was kept to compare later ones with. */
  readonly pinned?: PinnedAnswer;
  /** What an access log said of it. */
  readonly logged?: LoggedAnswer;
}

export interface SharedState {
  /** A person's words about it; both may be empty. */
  readonly title: string;
  readonly note: string;
  /** `gateway`: configuration and requests; `expression`: an expression over requests only. */
  readonly mode: 'gateway' | 'expression';
  /** A dialect's id, or `auto`. */
  readonly dialect: string;
  /** The rules that answer, with version: `agentgateway@1.4`; empty: those of the dialect. */
  readonly profile: string;
  readonly files: readonly SharedFile[];
  /** An earlier version of the files, kept to see what changed since; empty: none. */
  readonly earlier: readonly SharedFile[];
  readonly env: Readonly<Record<string, string>>;
  readonly requests: readonly SharedRequest[];
  /** Requests reach the gateway one after another and share its state. */
  readonly sequence: boolean;
  /** Index of the request that is looked at. */
  readonly selected: number;
  readonly expression: string;
  /** Profile of the expression pane; empty: that of the configuration. */
  readonly expressionProfile: string;
}
