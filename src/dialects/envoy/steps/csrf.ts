// envoy.filters.http.csrf. Envoy 1.40: for POST, PUT, DELETE and PATCH the origin's host and port (else the referer's) must be the host of the
// request or one of additional_origins, compared exactly.
import { CONTINUE, passes } from '../../../simulate/phases.ts';
import { inFraction, runtimeFraction } from '../match/fraction.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import { child, children } from '../schema/message.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

const MODIFIES = new Set(['POST', 'PUT', 'DELETE', 'PATCH']);
const ALL = { numerator: 100, denominator: 100 };
const NONE = { numerator: 0, denominator: 100 };

export const csrf: EnvoyStep = {
  request: (policy, s) => {
    const config = perRoute(s, policy, '.CsrfPolicy')[0] ?? configOf(policy);
    if (config === undefined) return CONTINUE;
    if (!MODIFIES.has(s.headers.first(':method') ?? ''))
      return passes(`${s.headers.first(':method') ?? ''} changes nothing, so nothing is checked`);
    const on = (field: string, otherwise: typeof ALL): boolean =>
      inFraction(runtimeFraction(child(config, field), s.world, s.sample.runtime, otherwise), s.random);
    const enforced = on('filter_enabled', ALL);
    if (!enforced && !on('shadow_enabled', NONE)) return passes('is not enabled');
    const origin = s.headers.first('origin');
    const source = origin === 'null' ? '' : hostAndPort(origin) || hostAndPort(s.headers.first('referer'));
    const valid =
      source !== '' &&
      (source === s.headers.first(':authority') || children(config, 'additional_origins').some((m) => stringMatcher(m).test(source)));
    s.counters.add(`${statPrefix(s)}csrf.${source === '' ? 'missing_source_origin' : valid ? 'request_valid' : 'request_invalid'}`);
    return valid || !enforced
      ? passes(valid ? `origin ${source} is allowed` : 'only counts')
      : { kind: 'reply', reply: { status: 403, body: 'Invalid origin', details: 'csrf_origin_mismatch' } };
  },
};

/** `https://me@a.test:1/x` is `a.test:1`; what is no URL stays as it is. */
function hostAndPort(value: string | undefined): string {
  if (value === undefined) return '';
  const found = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(value);
  return found === null ? value : (found[1] as string);
}
