// How scalars are read, against what the real program held after loading them: the recorded rows where they are there, and our own.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isValid } from './support.ts';

const RECORDED = '../shared/cases/envoy-recorded/scalars.json';

interface Kind {
  readonly template: string;
  readonly rows: readonly { readonly written: string; readonly valid: boolean; readonly becomes?: unknown }[];
}

const cluster = (line: string): string => `static_resources:
  clusters:
  - name: c1
    connect_timeout: 1s
${line}
`;

const kinds: readonly (readonly [string, Kind])[] = existsSync(RECORDED)
  ? Object.entries((JSON.parse(readFileSync(RECORDED, 'utf8')) as { kinds: Record<string, Kind> }).kinds)
  : [];

/** Writings that Envoy's YAML reader takes and ours, by the book, does not: a lone dash in brackets, empty places in lists, a text block at an odd depth. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  struct: ['-', '[a, , b]'],
  'struct-block': ['|-\n       x', '[a, , b]'],
  'list-string': ['-', '[a, , b]'],
  'list-single': ['-', '[a, , b]'],
};

describe.skipIf(kinds.length === 0)('recorded scalars', () => {
  it.each(kinds)('%s', async (name, { template, rows }) => {
    const wrong: string[] = [];
    for (const { written, valid } of rows)
      if ((await isValid(cluster(template.replace('%s', () => written)))) !== valid) wrong.push(written);
    expect(wrong).toEqual(KNOWN[name] ?? []);
  });
});

/** A field of each kind, and the forms in which it may be written. Asked of Envoy 1.40 in its validation mode. */
describe('forms of fields', () => {
  const fields = (lines: string): string => cluster(lines.replace(/^/gm, '    '));
  it.each<readonly [string, string, boolean]>([
    ['enum: lower case', 'dns_lookup_family: v4_only', true],
    ['enum: its number', 'dns_lookup_family: 1', true],
    ['enum: its number as a string', 'dns_lookup_family: "1"', true],
    ['enum: a name that is none', 'dns_lookup_family: V5_ONLY', false],
    ['enum: a fraction', 'dns_lookup_family: "1.0"', false],
    ['bool: a word of YAML 1.1', 'track_timeout_budgets: yes', true],
    ['bool: the same in quotes', 'track_timeout_budgets: "yes"', true],
    ['bool: on in quotes', 'track_timeout_budgets: "on"', false],
    ['bool: a number', 'track_timeout_budgets: 1', false],
    ['string: a number', 'alt_stat_name: 5', false],
    ['string: a number in quotes', 'alt_stat_name: "5"', true],
    ['string: a decimal', 'alt_stat_name: 1.5', true],
    ['string: more than 32 bits', 'alt_stat_name: 99999999999', true],
    ['string: a word of YAML 1.1', 'alt_stat_name: off', false],
    ['number: quoted', 'per_connection_buffer_limit_bytes: "5"', true],
    ['number: hexadecimal', 'per_connection_buffer_limit_bytes: 0x1F', true],
    ['number: octal', 'per_connection_buffer_limit_bytes: 010', true],
    ['number: a whole decimal', 'per_connection_buffer_limit_bytes: 5.0', true],
    ['number: a fraction', 'per_connection_buffer_limit_bytes: 5.5', false],
    ['number: as the message that it is', 'per_connection_buffer_limit_bytes: {value: 5}', true],
    ['number: below its range', 'per_connection_buffer_limit_bytes: -1', false],
    [
      'int64: beyond what a double holds, as an exponent',
      'upstream_bind_config: {socket_options: [{level: 1, name: 2, int_value: 1e18}]}',
      false,
    ],
    ['int64: the same in full', 'upstream_bind_config: {socket_options: [{level: 1, name: 2, int_value: 1000000000000000001}]}', true],
    ['double: too large', 'common_lb_config: {healthy_panic_threshold: {value: 1e400}}', false],
    ['duration: a text', 'cleanup_interval: 1.5s', true],
    ['duration: an object', 'cleanup_interval: {seconds: 1, nanos: 5}', true],
    ['duration: minutes', 'cleanup_interval: 1m', false],
    ['duration: a number', 'cleanup_interval: 5', false],
    ['duration: below zero', 'cleanup_interval: -1s', false],
    ['list: one value in its place', 'lb_subset_config: {subset_selectors: {keys: a}}', true],
    ['list: lists in the list', 'lb_subset_config: {subset_selectors: [{keys: [[a], [[b]]]}]}', true],
    ['list: null', 'lb_subset_config: {subset_selectors: ~}', true],
    ['message: a list', 'lb_subset_config: []', false],
    ['message: null', 'lb_subset_config: ~', true],
    ['map: null values are empty messages', 'metadata: {typed_filter_metadata: {a: ~}}', true],
    ['lowerCamelCase', 'dnsLookupFamily: AUTO', true],
    ['another spelling', 'dns-lookup-family: AUTO', false],
    ['a key that is to be ignored', '!ignore nosuch: 5', true],
    ['a value that is to be ignored', 'nosuch: !ignore 5', false],
    ['a known key that is to be ignored', '!ignore dns_lookup_family: 77', true],
    ['a quoted number with a tag', 'alt_stat_name: !!str "5"', false],
    ['a merge key', '<<: {alt_stat_name: a}', false],
    ['an alias', 'metadata: {filter_metadata: {a: &x {k: v}, b: *x}}', true],
    ['string: half a character', 'alt_stat_name: "\\ud83d\\ude00"', false],
    ['string: the same unquoted', 'alt_stat_name: a\\ud83d', true],
    ['a key twice: the last counts', 'alt_stat_name: 5\nalt_stat_name: a', true],
  ])('%s', async (_name, lines, valid) => {
    expect(await isValid(fields(lines))).toBe(valid);
  });
});
