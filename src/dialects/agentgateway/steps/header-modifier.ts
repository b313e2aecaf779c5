// agentgateway 1.4, `requestHeaderModifier` and `responseHeaderModifier`: fixed values. First `add`, then `set`, then `remove`. A name
// that is no header name makes the request fail with 500 (the loader does not look at it).

import type { Headers } from '../../../http/headers.ts';
import type { Change } from '../../../model/decision.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, pairsOf, textsOf } from '../read/at.ts';
import { isHeaderName } from '../read/header-name.ts';
import { liftHost } from '../run/authority.ts';
import { failure } from '../run/exchange.ts';
import type { PolicyKind } from './kind.ts';

export interface HeaderModifierSpec {
  readonly add: readonly (readonly [string, string])[];
  readonly set: readonly (readonly [string, string])[];
  readonly remove: readonly string[];
}

export const readHeaderModifier = (at: At): HeaderModifierSpec => ({
  add: pairsOf(child(at, 'add')),
  set: pairsOf(child(at, 'set')),
  remove: textsOf(child(at, 'remove')),
});

const says = ({ add, set, remove }: HeaderModifierSpec): string =>
  [...add.map(([n]) => `+${n}`), ...set.map(([n]) => `${n}=`), ...remove.map((n) => `-${n}`)].join(' ') || 'no change';

/** Applies the changes; gives back what changed. */
export function modifyHeaders(spec: HeaderModifierSpec, headers: Headers): readonly Change[] {
  const changes: Change[] = [];
  const note = (name: string, before: string | undefined, after: string | undefined): void => {
    changes.push({ what: name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
  };
  for (const [name, value] of spec.add) {
    const before = headers.has(name) ? headers.all(name).join(', ') : undefined;
    headers.add(name, value);
    note(name, before, headers.all(name).join(', '));
  }
  for (const [name, value] of spec.set) {
    note(name, headers.first(name), value);
    headers.set(name, value);
  }
  for (const name of spec.remove) {
    if (headers.has(name)) note(name, headers.first(name), undefined);
    headers.remove(name);
  }
  return changes;
}

const badName = (spec: HeaderModifierSpec): string | undefined =>
  [...spec.add, ...spec.set].map(([name]) => name).find((name) => !isHeaderName(name)) ?? spec.remove.find((name) => !isHeaderName(name));

export const requestHeaderModifier: PolicyKind<HeaderModifierSpec> = {
  key: 'requestHeaderModifier',
  read: readHeaderModifier,
  says,
  request: ({ spec, name, id, origin }, x) => {
    const bad = badName(spec);
    if (bad !== undefined) {
      const because = `'${bad}' is no header name`;
      x.trace.record(() => ({ step: 'requestHeaderModifier', target: name, entity: id, result: 'respond', because, origin }));
      return failure(
        500,
        'Internal',
        `failed to apply filters: invalid header name`,
        `requestHeaderModifier failed on ${x.route?.name ?? name}`,
        because,
      );
    }
    const changes = modifyHeaders(spec, x.request.headers);
    liftHost(x.request);
    x.trace.record(() => ({
      step: 'requestHeaderModifier',
      target: name,
      entity: id,
      result: 'change',
      because: says(spec),
      origin,
      changes,
    }));
    return CONTINUE;
  },
};

export const responseHeaderModifier: PolicyKind<HeaderModifierSpec> = {
  key: 'responseHeaderModifier',
  read: readHeaderModifier,
  says,
  response: ({ spec, name, id, origin }, x) => {
    if (x.response === undefined || badName(spec) !== undefined) return;
    const changes = modifyHeaders(spec, x.response.headers);
    x.trace.record(() => ({
      step: 'responseHeaderModifier',
      target: name,
      entity: id,
      result: 'change',
      because: says(spec),
      origin,
      changes,
    }));
  },
};
