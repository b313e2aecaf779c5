// A decision against what a test expects of it, in the tool's words.
import type { Decision } from '../../model/decision.ts';
import { headerMatches } from './header-match.ts';
import type { Header, RouterTest, Validation } from './tests-file.ts';

/** One assertion that was looked at. */
export interface Checked {
  readonly type: string;
  readonly expected: string;
  readonly actual: string;
  readonly ok: boolean;
}

export function judge(test: RouterTest, decision: Decision): readonly Checked[] {
  const { validate } = test;
  const forwarded = decision.outcome === 'forward' || decision.cluster !== undefined;
  // A redirect that the virtual host demands (require_tls) is of no route.
  const answered = !forwarded && (decision.outcome === 'redirect' || decision.routeIndex !== undefined);
  const actual: Readonly<Record<string, string | number>> = {
    cluster_name: forwarded ? (decision.cluster ?? '') : '',
    virtual_cluster_name: forwarded ? (decision.virtualCluster ?? 'other') : '',
    virtual_host_name: forwarded ? (decision.virtualHost ?? '') : '',
    path_rewrite: decision.upstream?.path ?? '',
    host_rewrite: decision.upstream?.host ?? '',
    path_redirect: answered ? (headerOf(decision, 'location') ?? originalUrl(test)) : '',
    code_redirect: answered ? (decision.status ?? 0) : 0,
  };
  const facets = Object.entries(actual).flatMap(([type, value]) => {
    const expected = validate[type as keyof Validation];
    return expected === undefined
      ? []
      : [{ type, expected: String(expected), actual: String(value), ok: String(expected) === String(value) }];
  });
  return [...facets, ...headers(validate, decision)];
}

/** A direct response has the URL as it was asked for. */
const originalUrl = ({ input }: RouterTest): string => `${input.ssl === true ? 'https' : 'http'}://${input.authority}${input.path}`;

const headerOf = ({ response }: Decision, name: string): string | undefined =>
  response?.headers.find(([header]) => header.toLowerCase() === name)?.[1];

function headers(validate: Validation, decision: Decision): readonly Checked[] {
  const { upstream, response } = decision;
  const pseudo: readonly (readonly [string, string])[] =
    upstream === undefined
      ? []
      : [
          [':authority', upstream.host],
          ['host', upstream.host],
          [':path', upstream.path],
          [':method', upstream.method],
          [':scheme', upstream.scheme ?? 'http'],
        ];
  const sent = [...pseudo, ...(upstream?.headers ?? [])];
  const got = [...(response === undefined ? [] : [[':status', String(response.status)] as const]), ...(response?.headers ?? [])];
  const valuesIn = (pairs: readonly (readonly [string, string])[], name: string): readonly string[] =>
    pairs.filter(([header]) => header.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  const fields = (type: string, wanted: readonly Header[] | undefined, pairs: readonly (readonly [string, string])[]): readonly Checked[] =>
    (wanted ?? []).map(({ key, value }) => {
      const actual = valuesIn(pairs, key)[0] ?? '';
      return { type: `${type}.${key}`, expected: value, actual, ok: actual === value };
    });
  const matchers = (
    type: string,
    wanted: Validation['request_header_matches'],
    pairs: readonly (readonly [string, string])[],
  ): readonly Checked[] =>
    (wanted ?? []).map((matcher) => {
      const values = valuesIn(pairs, matcher.name);
      const { name, ...conditions } = matcher;
      return {
        type: `${type}.${name}`,
        expected: JSON.stringify(conditions),
        actual: values.join(','),
        ok: headerMatches(matcher, values),
      };
    });
  return [
    ...fields('request_header_fields', validate.request_header_fields, sent),
    ...fields('response_header_fields', validate.response_header_fields, got),
    ...matchers('request_header_matches', validate.request_header_matches, sent),
    ...matchers('response_header_matches', validate.response_header_matches, got),
  ];
}
