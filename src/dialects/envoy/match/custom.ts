// Matchers of the matcher API that are not about a text: CEL, runtime fractions, hashes.
import { celMatcherHolds } from '../expressions.ts';
import { type AnyValue, child, children, optionalWhole, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { xxHash64 } from '../upstream/xxhash.ts';
import { cidrOf, inCidr, parseIp } from './cidr.ts';
import { inFraction, isOpen, runtimeFraction } from './fraction.ts';
import { textInput } from './inputs.ts';

const NONE = { numerator: 0, denominator: 100 };

export function matcherCustom(typed: AnyValue | undefined, input: AnyValue | undefined, s: Stream): boolean {
  const m = typed?.message;
  if (typed === undefined || m === undefined) return false;
  const name = typed.type.slice(typed.type.lastIndexOf('.') + 1);
  if (name === 'CelMatcher') return celMatcherHolds(m, s);
  if (typed.type.includes('.runtime_fraction.')) {
    const fraction = runtimeFraction(child(m, 'runtime_fraction'), s.world, s.sample.runtime, NONE);
    if (isOpen(fraction)) s.dependsOnRandom = true;
    return inFraction(fraction, s.random);
  }
  const value = textInput(input, s);
  if (value === undefined) return false;
  if (typed.type.includes('.consistent_hashing.')) {
    const modulo = optionalWhole(m, 'modulo') ?? 1;
    return (
      Number(xxHash64(value, BigInt(optionalWhole(m, 'seed') ?? 0)) % BigInt(Math.max(1, modulo))) >= (optionalWhole(m, 'threshold') ?? 0)
    );
  }
  if (typed.type.includes('.input_matchers.ip.')) {
    const ip = parseIp(value);
    return (
      ip !== undefined &&
      children(m, 'cidr_ranges').some((r) => {
        const cidr = cidrOf(text(r, 'address_prefix'), whole(r, 'prefix_len'));
        return cidr !== undefined && inCidr(cidr, ip);
      })
    );
  }
  return false;
}
