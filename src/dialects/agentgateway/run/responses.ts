// What the sample request gives as the answers of the servers behind the gateway: by address or by the backend's name, one a call, the last repeated.
import type { HeaderPairs } from '../../../http/headers.ts';
import { type NormalResponse, normalise } from '../../../http/normal-request.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import type { Exchange } from './exchange.ts';

export interface ServerResponse {
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  readonly delayMs: number;
  readonly reset: boolean;
  readonly refused: boolean;
  readonly given: Readonly<Record<string, unknown>>;
}

const declared = new WeakMap<SampleRequest, ReadonlyMap<string, readonly NormalResponse[]>>();
const asked = new WeakMap<Exchange, Map<string, number>>();

function declaredOf(sample: SampleRequest): ReadonlyMap<string, readonly NormalResponse[]> {
  let map = declared.get(sample);
  if (map === undefined) {
    map = normalise(sample).responses;
    declared.set(sample, map);
  }
  return map;
}

/** Whether anything is declared for one of the names. */
export const isDeclared = (x: Exchange, ...names: readonly (string | undefined)[]): boolean =>
  names.some((name) => name !== undefined && declaredOf(x.sample).has(name));

/** Whether the sample declares any server's answer at all. */
export const declaresAny = (x: Exchange): boolean => declaredOf(x.sample).size > 0;

/** The next answer of a server that is known by any of these names; undefined when none is declared. */
export function nextResponse(x: Exchange, ...names: readonly (string | undefined)[]): ServerResponse | undefined {
  for (const name of names) {
    const list = name === undefined ? undefined : declaredOf(x.sample).get(name);
    if (name === undefined || list === undefined || list.length === 0) continue;
    const counts = asked.get(x) ?? new Map<string, number>();
    asked.set(x, counts);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const response = list[Math.min(count, list.length - 1)] as NormalResponse;
    return { ...response, given: response.given as Readonly<Record<string, unknown>> };
  }
  return undefined;
}
