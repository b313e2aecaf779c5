// The index over routes finds the route that trying one after another finds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regexPrefix, templatePrefix } from '../../../src/dialects/envoy/routing/literal-prefix.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { ask } from './support.ts';

const paths = ['/', '/a', '/a/', '/a/b', '/A/b', '/ab', '/b;v=1/c', '/b/c', ''];
const names = ['x-one', 'x-two', ':method', 'host'];
const values = ['1', '2', '3', 'GET', 'shop.test', '1,2'];

const string = fc.record({ exact: fc.constantFrom(...values), ignore_case: fc.boolean() });
const header = fc.record({
  name: fc.constantFrom(...names),
  string_match: string,
  invert_match: fc.boolean(),
  treat_missing_header_as_empty: fc.boolean(),
});
const query = fc.record({ name: fc.constantFrom('q', 'r'), string_match: string });
const path = fc.oneof(
  fc.record({ prefix: fc.constantFrom(...paths), case_sensitive: fc.boolean() }),
  fc.record({ path: fc.constantFrom(...paths.filter((p) => p !== '')), case_sensitive: fc.boolean() }),
  fc.record({ path_separated_prefix: fc.constantFrom('/a', '/b', '/A') }),
  fc.record({
    safe_regex: fc.record({ regex: fc.constantFrom('/a?b?/?.*', '/a|/b.*', '/(a|b)/.*', '/a/.', '^/A/[b]$', '/ab*', '/a\\/b') }),
  }),
  fc.constant({ connect_matcher: {} }),
  fc.constantFrom('/a/*', '/{x}/b', '/**', '/a*b').map((path_template) => ({
    path_match_policy: {
      name: 'envoy.path.match.uri_template.uri_template_matcher',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig', path_template },
    },
  })),
);
const match = fc
  .tuple(path, fc.array(header, { maxLength: 2 }), fc.array(query, { maxLength: 1 }))
  .map(([p, headers, query_parameters]) => ({ ...p, headers, query_parameters }));
const request: fc.Arbitrary<SampleRequest> = fc.record({
  host: fc.constant('shop.test'),
  method: fc.constantFrom('GET', 'POST'),
  path: fc.tuple(fc.constantFrom(...paths.filter((p) => p !== '')), fc.constantFrom('', '?q=1', '?r=2&q=1')).map(([p, q]) => p + q),
  headers: fc.array(fc.tuple(fc.constantFrom('x-one', 'x-two'), fc.constantFrom(...values)), { maxLength: 3 }),
});

const table = (matches: readonly unknown[], ignoresParameters: boolean): string =>
  JSON.stringify({
    name: 'main',
    ignore_path_parameters_in_path_matching: ignoresParameters,
    virtual_hosts: [{ name: 'all', domains: ['*'], routes: matches.map((m, i) => ({ name: `r${i}`, match: m, route: { cluster: 'c' } })) }],
  });

describe('the index of routes', () => {
  it('finds the first that fits, crowded or not', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(match, { minLength: 1, maxLength: 40 }), fc.boolean(), request, async (matches, ignores, sample) => {
        const { route, trace } = await ask(table(matches, ignores), sample, { trace: true });
        const losers = trace.find((step) => step.step === 'route')?.losers ?? [];
        const failed = new Set(losers.filter(({ because }) => because.startsWith('needs ')).map(({ target }) => target));
        const first = matches.findIndex((_, i) => !failed.has(`r${i}`));
        expect(route).toBe(first < 0 ? undefined : `r${first}`);
        if (route !== undefined) found += 1;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it.each([
    ['/a/b', '/a/b'],
    ['/a/b.*', '/a/b'],
    ['/a/b*', '/a/'],
    ['/a/b?c', '/a/'],
    ['/a/b{2}', '/a/'],
    ['/a\\.b\\d', '/a.b'],
    ['^/a$', '/a'],
    ['/a|/b', ''],
    ['/(a|b)/c', '/'],
    ['/(a|b)|c', ''],
    ['/[|]', ''],
    ['(?i)/a', ''],
    ['', ''],
  ])('%j begins with %j', (pattern, prefix) => {
    expect(regexPrefix(pattern)).toBe(prefix);
  });

  it.each([
    ['/a/*/b', '/a'],
    ['/{x}/b', '/'],
    ['/a*b', '/'],
    ['/a.b', '/a'],
  ])('the template %j begins with %j', (template, prefix) => {
    expect(templatePrefix(template)).toBe(prefix);
  });
});
