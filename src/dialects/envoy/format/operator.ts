// What an operator of a format string is: a row that checks its arguments and makes what it reads.
import type { EnvoyOptions } from '../../../cel/profiles/envoy/index.ts';
import type { FormatContext, Json } from './context.ts';

export type Read = (c: FormatContext) => Json | undefined;
/** How START_TIME prints a moment. */
export const DEFAULT_TIME = '%Y-%m-%dT%H:%M:%S.%3fZ';
/** A text the simulation cannot know. */
export const UNKNOWN = '*';

/** One operator. */
export interface Row {
  readonly args: 'none' | 'optional' | 'required';
  /** A maximum length may follow. */
  readonly length?: boolean;
  /** Gives what the operator reads, or a string that says why the real program refuses it. */
  readonly make: (args: string, length: number | undefined, options: EnvoyOptions) => Read | string;
}

/** An operator without arguments. */
export const plain = (read: Read): Row => ({ args: 'none', make: () => read });
/** It never has a value here. */
export const absent = plain(() => undefined);
/** It has a value on a TLS connection only. */
export const tls = (read: Read): Row => plain((c) => (c.stream.connection.tls ? read(c) : undefined));
/** Several values as one text. */
export const joined = (list: readonly string[] | undefined): string | undefined =>
  list === undefined || list.length === 0 ? undefined : list.join(',');
