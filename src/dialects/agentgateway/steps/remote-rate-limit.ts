// agentgateway 1.4, `remoteRateLimit`: sends descriptors to a rate-limit service. A descriptor with an entry, cost or override that fails is left out; when
// none is left nothing is asked. The exact descriptors stand in the trace; the service's verdict is declared by the sample request.
import { CONTINUE } from '../../../simulate/phases.ts';
import { isTrue, rateLimitText, traced, uintOf } from '../cel-site.ts';
import type { CelText } from '../model.ts';
import { type At, child, items, textOf } from '../read/at.ts';
import { type BackendRef, readBackendRef } from '../read/backend-ref.ts';
import { celOf } from '../read/cel.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { type Exchange, failure } from '../run/exchange.ts';
import { chooseAlternative } from './alternatives.ts';
import { assumeAllowed, verdictOf } from './declared.ts';
import type { PolicyKind } from './kind.ts';

export interface RemoteRateLimit {
  readonly service: BackendRef | undefined;
  readonly domain: string;
  readonly descriptors: readonly Descriptor[];
  readonly failOpen: boolean;
}

export interface Descriptor {
  readonly entries: readonly { readonly key: string; readonly value: CelText }[];
  readonly counts: 'requests' | 'tokens';
  readonly cost: CelText | undefined;
  readonly limitOverride: CelText | undefined;
}

const readDescriptor = (at: At): Descriptor => ({
  entries: items(child(at, 'entries')).flatMap((entry) => {
    const value = celOf(child(entry, 'value'));
    return value === undefined ? [] : [{ key: textOf(child(entry, 'key')) ?? '', value }];
  }),
  counts: textOf(child(at, 'type')) === 'tokens' ? 'tokens' : 'requests',
  cost: celOf(child(at, 'cost')),
  limitOverride: celOf(child(at, 'limitOverride')),
});

const readOne = (at: At): RemoteRateLimit => ({
  service: readBackendRef(at),
  domain: textOf(child(at, 'domain')) ?? '',
  descriptors: items(child(at, 'descriptors')).map(readDescriptor),
  failOpen: textOf(child(at, 'failureMode'))?.toLowerCase() === 'failopen',
});

export const remoteRateLimit: PolicyKind<Alternatives<RemoteRateLimit>> = {
  key: 'remoteRateLimit',
  read: (at) => alternativesOf(at, readOne),
  says: (spec) => spec.entries.flatMap(({ spec: one }) => one.descriptors.map((d) => d.entries.map((e) => e.key).join('+'))).join(', '),
  request: (policy, x) => {
    const chosen = chooseAlternative(policy, policy.spec, x, isTrue);
    if (chosen === undefined) return CONTINUE;
    const asked = chosen.descriptors.flatMap((descriptor) => descriptorText(descriptor, x) ?? []);
    const expressions = chosen.descriptors.flatMap((d) => [...d.entries.map((e) => e.value), ...(d.cost === undefined ? [] : [d.cost])]);
    const note = (result: 'pass' | 'deny', because: string): void =>
      x.trace.record(() => ({
        step: 'remoteRateLimit',
        target: policy.name,
        entity: policy.id,
        result,
        because,
        origin: policy.origin,
        expressions: expressions.map((cel) => traced(x, cel)),
      }));
    if (asked.length === 0) {
      note('pass', 'no descriptor is left: nothing is asked');
      return CONTINUE;
    }
    const says = `domain ${chosen.domain}: ${asked.join(', ')}`;
    const declared = verdictOf(policy, x, chosen.service);
    if (declared === undefined) {
      assumeAllowed(policy, x, chosen.service?.name ?? 'its service');
      note('pass', `asks for ${says}; taken to allow`);
      return CONTINUE;
    }
    const route = x.route?.name ?? policy.name;
    if (declared.failed) {
      note(
        chosen.failOpen ? 'pass' : 'deny',
        `the service cannot be reached, failureMode is ${chosen.failOpen ? 'failOpen' : 'failClosed'}`,
      );
      return chosen.failOpen
        ? CONTINUE
        : failure(
            500,
            'RateLimit',
            'rate limit failed',
            `Rate limit failed on ${route}`,
            'The rate-limit service cannot be reached. No backend is called.',
          );
    }
    note(declared.allow ? 'pass' : 'deny', `asks for ${says}; declared ${declared.allow ? 'to allow' : 'over the limit'}`);
    return declared.allow
      ? CONTINUE
      : failure(
          429,
          'RateLimit',
          'rate limit exceeded',
          `Over the rate limit of ${route}`,
          `The service is declared to refuse ${says}. No backend is called.`,
        );
  },
};

/** A descriptor as it is sent; undefined where one of its expressions fails. */
function descriptorText(descriptor: Descriptor, x: Exchange): string | undefined {
  const parts: string[] = [];
  for (const { key, value } of descriptor.entries) {
    const text = rateLimitText(x, value);
    if (text === undefined) return undefined;
    parts.push(`${key}=${text}`);
  }
  for (const [name, cel] of [
    ['cost', descriptor.cost],
    ['limit', descriptor.limitOverride],
  ] as const) {
    if (cel === undefined) continue;
    const amount = uintOf(x, cel);
    if (amount === undefined && name === 'cost') return undefined;
    if (amount !== undefined) parts.push(`${name} ${amount}`);
  }
  return `(${parts.join(', ')})`;
}
