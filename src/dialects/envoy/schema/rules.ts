// The validation rules of the API (protoc-gen-validate) on a message and its fields. Envoy refuses a configuration that breaks one; all
// that are broken are reported.
import { parseIp } from '../match/cidr.ts';
import type { FieldType, MessageType, Rules, Schema } from './descriptor.ts';
import { type DurationValue, isDuration, type Message, originOf, type Value } from './message.ts';
import type { Problems } from './problem.ts';

/** Checks one message, not what is in it. `schema` gives the enums. */
export function ruleChecker(schema: Schema, problems: Problems): (m: Message) => void {
  const checker = new Checker(schema, problems);
  return (m) => checker.message(m);
}

interface TypeRules {
  readonly oneofs: readonly { readonly name: string; readonly members: readonly FieldType[] }[];
  /** `absent`: what is wrong when the field is not there. */
  readonly fields: readonly { readonly field: FieldType; readonly rules: Rules; readonly absent: string | undefined }[];
}

const NOTHING: readonly string[] = [];

const typeRules = new WeakMap<MessageType, TypeRules>();

function rulesOf(type: MessageType): TypeRules {
  const known = typeRules.get(type);
  if (known !== undefined) return known;
  const made: TypeRules = {
    oneofs: type.requiredOneofs.map((name) => ({ name, members: type.fields.filter((f) => f.oneof === name) })),
    fields: type.fields.flatMap((field) => {
      const { rules, oneof } = field;
      if (rules === undefined) return [];
      return [{ field, rules, absent: oneof === undefined ? absentProblem(field, rules) : undefined }];
    }),
  };
  typeRules.set(type, made);
  return made;
}

class Checker {
  readonly #schema: Schema;
  readonly #problems: Problems;

  constructor(schema: Schema, problems: Problems) {
    this.#schema = schema;
    this.#problems = problems;
  }

  message(m: Message): void {
    if (!m.type.checked) return;
    const { oneofs, fields } = rulesOf(m.type);
    for (const { members } of oneofs)
      if (!members.some((f) => m.fields.has(f.name))) this.#broken(m, undefined, `needs one of ${members.map((f) => f.name).join(', ')}`);
    for (const { field, rules, absent } of fields) {
      const value = m.fields.get(field.name)?.value;
      if (value === undefined) {
        if (absent !== undefined) this.#broken(m, field.name, absent);
      } else for (const what of this.#value(field, rules, value)) this.#broken(m, field.name, what);
    }
  }

  #broken(m: Message, field: string | undefined, what: string): void {
    const of = field === undefined ? m.type.shortName : `${field} of ${m.type.shortName}`;
    this.#problems.error('broken-rule', `${of} ${what}.`, originOf(m, field));
  }

  #value(field: FieldType, rules: Rules, value: Value): readonly string[] {
    if (field.mapKey !== undefined && value instanceof Map) return this.#map(field, rules, value);
    if (field.list && Array.isArray(value)) return this.#list(field, rules, value as readonly Value[]);
    return this.#single(field, rules, value);
  }

  #map(field: FieldType, rules: Rules, value: ReadonlyMap<string, Value>): readonly string[] {
    const out: string[] = [];
    if (rules.minPairs !== undefined && value.size < rules.minPairs) out.push(`needs ${rules.minPairs} entries or more`);
    for (const [key, v] of value) {
      if (rules.keys !== undefined) out.push(...textProblems(rules.keys, key).map((w) => `has the key ${JSON.stringify(key)}, which ${w}`));
      if (rules.values !== undefined) out.push(...this.#single(field, rules.values, v));
    }
    return out;
  }

  #list(field: FieldType, rules: Rules, value: readonly Value[]): readonly string[] {
    const out: string[] = [];
    if (rules.minItems !== undefined && value.length < rules.minItems) out.push(`needs ${rules.minItems} items or more`);
    if (rules.maxItems !== undefined && value.length > rules.maxItems) out.push(`has more than ${rules.maxItems} items`);
    if (rules.unique === true && new Set(value).size !== value.length) out.push('has an item twice');
    if (rules.items !== undefined)
      for (const [i, v] of value.entries()) out.push(...this.#single(field, rules.items, v).map((w) => `(item ${i}) ${w}`));
    return out;
  }

  #single(field: FieldType, rules: Rules, value: Value): readonly string[] {
    if (field.kind === 'enum') return this.#enum(field, rules, value);
    if (typeof value === 'string') return textProblems(rules, value);
    if (typeof value === 'number' || typeof value === 'bigint')
      return rules.ignoreEmpty === true && Number(value) === 0 ? NOTHING : numberProblems(rules, Number(value), '');
    if (typeof value === 'boolean') return rules.const !== undefined && value !== rules.const ? [`must be ${rules.const}`] : [];
    if (value instanceof Uint8Array) return bytesProblems(rules, value);
    if (isDuration(value)) return numberProblems(rules, secondsOf(value), ' s');
    return NOTHING;
  }

  #enum(field: FieldType, rules: Rules, value: Value): readonly string[] {
    const type = this.#schema.enumeration(field.typeName as string);
    const number = typeof value === 'number' ? value : type?.byName.get(String(value))?.number;
    if (rules.definedOnly === true && (number === undefined || type?.byNumber.has(number) !== true)) return [`has no value ${value}`];
    if (rules.notIn !== undefined && number !== undefined && rules.notIn.includes(number)) return [`may not be ${value}`];
    return rules.in !== undefined && number !== undefined && !rules.in.includes(number) ? [`may not be ${value}`] : NOTHING;
  }
}

const secondsOf = (d: DurationValue): number => d.seconds + d.nanos / 1e9;

/** What is wrong with a field that is not there: it has its zero value, unless it knows presence. */
function absentProblem(field: FieldType, rules: Rules): string | undefined {
  if (rules.required === true) return 'is required';
  if (field.mapKey !== undefined)
    return rules.minPairs !== undefined && rules.minPairs > 0 ? `needs ${rules.minPairs} entries or more` : undefined;
  if (field.list) return rules.minItems !== undefined && rules.minItems > 0 ? `needs ${rules.minItems} items or more` : undefined;
  if (field.wrapper || field.kind === 'message' || rules.ignoreEmpty === true) return undefined;
  if (field.kind === 'enum')
    return rules.notIn?.includes(0) === true || (rules.in !== undefined && !rules.in.includes(0)) ? 'must be set' : undefined;
  if (field.scalar === 'string') return textProblems(rules, '')[0];
  if (field.scalar === 'bytes') return bytesProblems(rules, new Uint8Array())[0];
  if (field.scalar === 'bool') return rules.const === true ? 'must be true' : undefined;
  return numberProblems(rules, 0, '')[0];
}

/** Envoy's header rules: `lax` ones only keep out NUL, CR and LF. */
const HEADERS: Readonly<Record<NonNullable<Rules['regex']>, (value: string) => boolean>> = {
  header_name: (value) => /^:?[0-9a-zA-Z!#$%&'*+\-.^_|~`]+$/.test(value),
  header_name_lax: (value) => hasNone(value, isLineBreak),
  header_value: (value) => hasNone(value, (code) => (code < 0x20 && code !== 0x09) || code === 0x7f),
  header_value_lax: (value) => hasNone(value, isLineBreak),
};

const isLineBreak = (code: number): boolean => code === 0 || code === 0x0a || code === 0x0d;

function hasNone(value: string, isBad: (code: number) => boolean): boolean {
  for (let at = 0; at < value.length; at++) if (isBad(value.charCodeAt(at))) return false;
  return true;
}

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, known);
  return known;
}

const encoder = new TextEncoder();

/** Code points, without making them. */
function pointsOf(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

type TextTest = (value: string) => string | undefined;
const textTests = new WeakMap<Rules, readonly TextTest[]>();

/** The tests that rules ask of a text, made once: ten thousand routes ask them again and again. */
function textTestsOf(rules: Rules): readonly TextTest[] {
  const made = textTests.get(rules) ?? [...lengthTests(rules), ...contentTests(rules)];
  textTests.set(rules, made);
  return made;
}

/** A code point is two code units at most, and a code unit three bytes: so most texts need no counting. */
function lengthTests({ minLen, maxLen, minBytes, maxBytes }: Rules): readonly TextTest[] {
  const out: TextTest[] = [];
  const bytesOf = (value: string): number => encoder.encode(value).length;
  const few = (least: number, what: string): string => (least === 1 ? 'may not be empty' : `needs ${least} ${what} or more`);
  if (minLen !== undefined) out.push((v) => (v.length < 2 * minLen && pointsOf(v) < minLen ? few(minLen, 'characters') : undefined));
  if (maxLen !== undefined)
    out.push((v) => (v.length > maxLen && pointsOf(v) > maxLen ? `is longer than ${maxLen} characters` : undefined));
  if (minBytes !== undefined) out.push((v) => (v.length < minBytes && bytesOf(v) < minBytes ? few(minBytes, 'bytes') : undefined));
  if (maxBytes !== undefined)
    out.push((v) => (v.length * 3 > maxBytes && bytesOf(v) > maxBytes ? `is longer than ${maxBytes} bytes` : undefined));
  return out;
}

function contentTests(rules: Rules): readonly TextTest[] {
  const { prefix, suffix, const: only, in: listed, notIn, pattern, regex, address, hostname, ip, uri } = rules;
  const out: TextTest[] = [];
  const test = (isRight: (value: string) => boolean, says: string | ((value: string) => string)): void => {
    out.push((v) => (isRight(v) ? undefined : typeof says === 'string' ? says : says(v)));
  };
  if (prefix !== undefined) test((v) => v.startsWith(prefix), `must begin with ${prefix}`);
  if (suffix !== undefined) test((v) => v.endsWith(suffix), `must end with ${suffix}`);
  if (only !== undefined) test((v) => v === only, `must be ${JSON.stringify(only)}`);
  if (listed !== undefined) test((v) => listed.includes(v), `must be one of ${listed.join(', ')}`);
  if (notIn !== undefined)
    test(
      (v) => !notIn.includes(v),
      (v) => `may not be ${JSON.stringify(v)}`,
    );
  if (pattern !== undefined) test((v) => patternOf(pattern).test(v), `does not match ${pattern}`);
  if (regex !== undefined) test(HEADERS[regex], regex.startsWith('header_name') ? 'is no header name' : 'is no header value');
  if (address === true) test(isAddress, 'is no host name or address');
  if (hostname === true) test(isHostname, 'is no host name');
  if (ip === true) test((v) => parseIp(v) !== undefined, 'is no IP address');
  if (uri === true) test((v) => /^[a-z][a-z0-9+.-]*:/i.test(v), 'is no absolute URI');
  return out;
}

function textProblems(rules: Rules, value: string): readonly string[] {
  if (rules.ignoreEmpty === true && value === '') return NOTHING;
  let out: string[] | undefined;
  for (const test of textTestsOf(rules)) {
    const problem = test(value);
    if (problem !== undefined) {
      out ??= [];
      out.push(problem);
    }
  }
  return out ?? NOTHING;
}

const isHostname = (value: string): boolean =>
  value.length <= 253 &&
  value
    .replace(/\.$/, '')
    .split('.')
    .every((l) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(l));
const isAddress = (value: string): boolean => isHostname(value) || parseIp(value) !== undefined;

/** NaN breaks no bound: as in Envoy, each is tested for being passed. */
function numberProblems(rules: Rules, value: number, unit: string): readonly string[] {
  const out: string[] = [];
  if (rules.const !== undefined && value !== rules.const) out.push(`must be ${rules.const}${unit}`);
  if (rules.gt !== undefined && value <= rules.gt) out.push(`must be greater than ${rules.gt}${unit}`);
  if (rules.gte !== undefined && value < rules.gte) out.push(`must be ${rules.gte}${unit} or more`);
  if (rules.lt !== undefined && value >= rules.lt) out.push(`must be below ${rules.lt}${unit}`);
  if (rules.lte !== undefined && value > rules.lte) out.push(`must be ${rules.lte}${unit} or less`);
  if (rules.in !== undefined && !rules.in.includes(value)) out.push(`must be one of ${rules.in.join(', ')}`);
  if (rules.notIn?.includes(value) === true) out.push(`may not be ${value}`);
  return out;
}

function bytesProblems(rules: Rules, value: Uint8Array): readonly string[] {
  if (rules.ignoreEmpty === true && value.length === 0) return [];
  if (rules.minLen !== undefined && value.length < rules.minLen)
    return [rules.minLen === 1 ? 'may not be empty' : `needs ${rules.minLen} bytes or more`];
  return rules.maxLen !== undefined && value.length > rules.maxLen ? [`is longer than ${rules.maxLen} bytes`] : [];
}
