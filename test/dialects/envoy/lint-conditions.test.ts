// Which conditions of DENY policies can end in an error, and so let a request through.
import { describe, expect, it } from 'vitest';
import { filters, gateway, messagesOf } from './support.ts';

const constant = (value: string | number): string =>
  typeof value === 'string' ? `{const_expr: {string_value: ${JSON.stringify(value)}}}` : `{const_expr: {int64_value: ${value}}}`;
const attribute = (root: string, field: string): string => `{select_expr: {operand: {ident_expr: {name: ${root}}}, field: ${field}}}`;
const call = (name: string, ...args: string[]): string => `{call_expr: {function: "${name}", args: [${args.join(', ')}]}}`;
const HEADERS = attribute('request', 'headers');
const has = (name: string): string => `{select_expr: {operand: ${HEADERS}, field: ${name}, test_only: true}}`;
const header = (name: string): string => call('_[_]', HEADERS, constant(name));
const pathMatches = (pattern: string): string =>
  `{call_expr: {function: matches, target: ${attribute('request', 'path')}, args: [${constant(pattern)}]}}`;
const isGuest = call('_==_', header('x-team'), constant('guest'));

const warned = async (condition: string): Promise<boolean> =>
  (
    await messagesOf(
      gateway(
        `route_config: {name: r}\n${filters(`- {name: f, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC, rules: {action: DENY, policies: {p: {permissions: [{any: true}], principals: [{any: true}], condition: ${condition}}}}}}`)}`,
      ),
    )
  ).some((message) => message.endsWith('envoy/deny-may-fail'));

describe('a condition that cannot fail', () => {
  it.each<[string, string]>([
    ['compares what every request has', call('_==_', attribute('request', 'method'), constant('POST'))],
    ['compares numbers', call('_<_', attribute('source', 'port'), constant(1024))],
    ['matches a pattern', pathMatches('/a.*')],
    ['asks whether a header is there', call('in', constant('x-team'), HEADERS)],
    ['asks so in the other way', has('x-team')],
    ['looks up a header that is there', call('_&&_', has('x-team'), isGuest)],
    ['does so behind more', call('_&&_', call('_&&_', call('in', constant('X-Team'), HEADERS), call('!_', has('x-b'))), isGuest)],
    [
      'asks for the beginning of the path',
      `{call_expr: {function: startsWith, target: ${attribute('request', 'path')}, args: [${constant('/a')}]}}`,
    ],
  ])('%s', async (_name, condition) => {
    expect(await warned(condition)).toBe(false);
  });
});

describe('a condition that may fail', () => {
  it.each<[string, string]>([
    ['looks up a header', isGuest],
    ['looks up another header than it asked for', call('_&&_', has('x-other'), isGuest)],
    ['asks too late', call('_&&_', isGuest, has('x-team'))],
    ['asks for either', call('_||_', has('x-team'), isGuest)],
    ['reads what only some requests have', call('_==_', attribute('request', 'referer'), constant('a'))],
    ['orders a text and a number', call('_<_', attribute('request', 'path'), constant(1))],
    ['matches what is no pattern', pathMatches('(a')],
    ['is no truth value', attribute('request', 'path')],
  ])('%s', async (_name, condition) => {
    expect(await warned(condition)).toBe(true);
  });
});
