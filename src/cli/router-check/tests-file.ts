// The test files of Envoy's router_check_tool (JSON or YAML): what is asked and what is expected.
import { parseJson } from '../../text/json.ts';
import { lenientJson } from '../../text/json-options.ts';
import { plainOf } from '../../text/syntax.ts';
import { parseYaml } from '../../text/yaml.ts';
import { Misuse } from '../people/misuse.ts';

export interface RouterTest {
  readonly test_name: string;
  readonly input: TestInput;
  readonly validate: Validation;
}

export interface TestInput {
  readonly authority: string;
  readonly path: string;
  readonly method?: string;
  readonly ssl?: boolean;
  readonly internal?: boolean;
  readonly random_value?: number;
  /** The one runtime key that is on. */
  readonly runtime?: string;
  readonly additional_request_headers?: readonly Header[];
  readonly additional_response_headers?: readonly Header[];
  readonly dynamic_metadata?: readonly { readonly metadata_namespace: string; readonly value: Readonly<Record<string, unknown>> }[];
}

export interface Header {
  readonly key: string;
  readonly value: string;
}

export interface Validation {
  readonly cluster_name?: string;
  readonly virtual_cluster_name?: string;
  readonly virtual_host_name?: string;
  readonly host_rewrite?: string;
  readonly path_rewrite?: string;
  readonly path_redirect?: string;
  readonly code_redirect?: number;
  readonly request_header_fields?: readonly Header[];
  readonly response_header_fields?: readonly Header[];
  readonly request_header_matches?: readonly HeaderMatcher[];
  readonly response_header_matches?: readonly HeaderMatcher[];
}

export interface HeaderMatcher {
  readonly name: string;
  readonly string_match?: StringMatcher;
  readonly exact_match?: string;
  readonly prefix_match?: string;
  readonly suffix_match?: string;
  readonly contains_match?: string;
  readonly safe_regex_match?: { readonly regex: string };
  readonly range_match?: { readonly start?: number | string; readonly end?: number | string };
  readonly present_match?: boolean;
  readonly invert_match?: boolean;
}

export interface StringMatcher {
  readonly exact?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly contains?: string;
  readonly safe_regex?: { readonly regex: string };
  readonly ignore_case?: boolean;
}

/** Reads the tests; a file that is none is a misuse. Tests are checked for what running them takes. */
export function readTests(name: string, text: string): readonly RouterTest[] {
  const parsed = /^\s*\{/.test(text) ? parseJson(text, lenientJson) : parseYaml(text);
  const fault = parsed.problems[0];
  if (fault !== undefined) throw new Misuse(`${name}: ${fault.message}`);
  const root = parsed.documents[0]?.root;
  const file = root === undefined ? undefined : plainOf(root);
  const tests = typeof file === 'object' && file !== null && 'tests' in file ? file.tests : undefined;
  if (!Array.isArray(tests)) throw new Misuse(`${name}: a test file has a list 'tests'`);
  return tests.map((test: unknown, i) => checked(test, `${name}: tests[${i}]`));
}

function checked(test: unknown, where: string): RouterTest {
  if (typeof test !== 'object' || test === null || !('input' in test)) throw new Misuse(`${where} has no 'input'`);
  const { input } = test;
  if (typeof input !== 'object' || input === null || !('authority' in input) || !('path' in input))
    throw new Misuse(`${where}.input needs 'authority' and 'path'`);
  if (typeof input.authority !== 'string' || typeof input.path !== 'string')
    throw new Misuse(`${where}.input: 'authority' and 'path' are texts`);
  return { test_name: where, validate: {}, ...test } as RouterTest;
}
