// A check looks at one message of a kind, wherever it stands; `tables` of them are joined by the kind's name.
import type { Configuration } from '../documents/configuration.ts';
import type { Schema } from '../schema/descriptor.ts';
import { type AnyValue, isAny, isMessage, type Message, originOf, type Value } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';

export interface CheckContext {
  readonly configuration: Configuration;
  readonly schema: Schema;
  readonly problems: Problems;
  /** Names of the clusters that are there from the start. */
  readonly staticClusters: ReadonlySet<string>;
  /** Reports for what Envoy refuses to load. */
  readonly bad: (code: string, m: Message, field: string | undefined, message: string) => void;
  /** The messages around the one at hand, the nearest first. */
  readonly parents: readonly Message[];
}

export type Check = (m: Message, x: CheckContext) => void;
export type CheckTable = Readonly<Record<string, Check | undefined>>;

/** Visits a message and everything in it, running the checks of every table. */
export function visit(
  root: Message,
  tables: readonly CheckTable[],
  everyMessage: Check,
  context: Omit<CheckContext, 'parents' | 'bad'>,
): void {
  const parents: Message[] = [];
  const x: CheckContext = {
    ...context,
    parents,
    bad: (code, m, field, message) => context.problems.error(code, message, originOf(m, field)),
  };
  const seen = (m: Message): void => {
    everyMessage(m, x);
    for (const table of tables) if (Object.hasOwn(table, m.type.name)) table[m.type.name]?.(m, x);
    parents.unshift(m);
    for (const { value } of m.fields.values()) inside(value);
    parents.shift();
  };
  const inside = (value: Value): void => {
    if (Array.isArray(value)) for (const v of value as readonly Value[]) inside(v);
    else if (value instanceof Map) for (const v of value.values()) inside(v);
    else if (isMessage(value)) seen(value);
    else if (isAny(value) && value.message !== undefined) seen(value.message);
  };
  seen(root);
}

/** Every Any of a message, with the field that holds it. */
export function anysOf(m: Message): readonly (readonly [string, AnyValue])[] {
  const out: (readonly [string, AnyValue])[] = [];
  for (const [field, { value }] of m.fields) {
    if (isAny(value)) out.push([field, value]);
    else if (value instanceof Map) for (const v of value.values()) if (isAny(v)) out.push([field, v]);
  }
  return out;
}
