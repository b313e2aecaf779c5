// internal_redirect_policy: a redirect of the upstream that Envoy follows itself. Envoy 1.40: the request as it was sent on is changed to
// the new URL, a route is selected for it, and it runs through the filters again; where anything is against that, the client gets the
// redirect.
import type { Headers } from '../../../http/headers.ts';
import { anyOf, child, children, flag, type Message, numbers, optionalWhole, text, texts } from '../schema/message.ts';
import { statPrefix } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import { clusterStats } from './cluster-stats.ts';

const FOUND = 302;

/** Whether the redirect is followed: the request headers then ask for the new URL. */
export function followsRedirect(s: Stream, action: Message, response: Headers): boolean {
  const policy = child(action, 'internal_redirect_policy');
  if (policy === undefined && text(action, 'internal_redirect_action') !== 'HANDLE_INTERNAL_REDIRECT') return false;
  const codes = policy === undefined ? [] : numbers(policy, 'redirect_response_codes').filter((c) => [301, 302, 303, 307, 308].includes(c));
  if (!(codes.length === 0 ? [FOUND] : codes).includes(s.status)) return false;
  const stats = clusterStats(s, s.world.clusters.get(s.cluster ?? ''));
  const problem = redirectProblem(s, policy, response);
  s.trace.record(() => ({
    step: 'internal redirect',
    target: response.first('location') ?? '',
    result: problem === undefined ? 'match' : 'no-match',
    because: problem === undefined ? 'the route follows redirects itself' : problem.says,
    ...(s.route === undefined ? {} : { origin: s.route.origin }),
  }));
  if (problem?.stat !== undefined) s.counters.add(`${statPrefix(s)}passthrough_internal_redirect_${problem.stat}`);
  stats.add(`upstream_internal_redirect_${problem === undefined ? 'succeeded' : 'failed'}_total`);
  return problem === undefined;
}

interface Problem {
  readonly stat: string | undefined;
  readonly says: string;
}

/** What is against following it; undefined: the request headers are changed. */
function redirectProblem(s: Stream, policy: Message | undefined, response: Headers): Problem | undefined {
  const location = response.first('location');
  if (location === undefined) return { stat: undefined, says: 'the answer has no location' };
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^#]*)/i.exec(location);
  if (url === null) return { stat: 'bad_location', says: 'the location is no absolute URL' };
  const [, scheme = '', host = '', rest = ''] = url;
  const secure = (s.headers.first(':scheme') ?? 'http') === 'https' && s.connection.tls;
  const targetIsHttp = scheme.toLowerCase() === 'http';
  if (!(policy !== undefined && flag(policy, 'allow_cross_scheme_redirect')) && secure === targetIsHttp)
    return { stat: 'unsafe_scheme', says: 'the location has another scheme' };
  const most = policy === undefined ? 1 : (optionalWhole(policy, 'max_internal_redirects') ?? 1);
  if (s.redirects >= most) return { stat: 'too_many_redirects', says: `${most} redirect${most === 1 ? ' is' : 's are'} followed at most` };
  const saved = s.headers.copy();
  const original = `${secure ? 'https' : 'http'}://${saved.first(':authority') ?? ''}${saved.first(':path') ?? ''}`;
  copyHeaders(s, policy, response);
  s.headers.set(':scheme', scheme.toLowerCase());
  s.headers.set(':authority', host);
  s.headers.set(':path', rest === '' ? '/' : rest.startsWith('/') ? rest : `/${rest}`);
  const from = s.route?.config;
  s.clearRoute?.();
  const refused = targetProblem(s, policy, from, !secure, targetIsHttp);
  if (refused !== undefined) {
    restore(s.headers, saved);
    return refused;
  }
  if (s.status === 303 && !['GET', 'HEAD'].includes(s.headers.first(':method') ?? '')) {
    s.headers.set(':method', 'GET');
    s.headers.remove('content-length');
  }
  s.redirects++;
  s.headers.set('x-envoy-original-url', original);
  return undefined;
}

function restore(headers: Headers, saved: Headers): void {
  for (const [name] of [...headers.pairs]) headers.remove(name);
  for (const [name, value] of saved.pairs) headers.add(name, value);
}

/** response_headers_to_copy: what the answer has replaces the request's, what it lacks is removed. */
function copyHeaders(s: Stream, policy: Message | undefined, response: Headers): void {
  for (const name of texts(policy, 'response_headers_to_copy')) {
    s.headers.remove(name);
    for (const value of response.all(name)) s.headers.add(name.toLowerCase(), value);
  }
}

/** No route, or one that a predicate does not accept. */
function targetProblem(
  s: Stream,
  policy: Message | undefined,
  from: Message | undefined,
  fromHttp: boolean,
  toHttp: boolean,
): Problem | undefined {
  if (s.route === undefined && !s.tlsRedirect) return { stat: 'no_route', says: 'no route fits the new URL' };
  const name = s.route === undefined ? '' : text(s.route.config, 'name');
  for (const predicate of children(policy, 'predicates')) {
    const typed = anyOf(predicate, 'typed_config');
    const type = typed?.type ?? '';
    const accepted = type.includes('allow_listed_routes')
      ? texts(typed?.message, 'allowed_route_names').includes(name)
      : type.includes('previous_routes')
        ? visitsFirst(s, from, name)
        : type.includes('safe_cross_scheme')
          ? !fromHttp || toHttp
          : true;
    if (!accepted)
      return { stat: 'predicate', says: `its predicate ${text(predicate, 'name')} does not accept route ${JSON.stringify(name)}` };
  }
  return undefined;
}

/** Whether a route redirects to another for the first time in this request. */
function visitsFirst(s: Stream, from: Message | undefined, to: string): boolean {
  const key = `${from === undefined ? '' : text(from, 'name')}\n${to}`;
  if (s.visited.has(key)) return false;
  s.visited.add(key);
  return true;
}
