// Names of types in agentgateway, by what it prints (1.4, asked): its run-time names, and the names that mean nothing to it.
import { describe, expect, it } from 'vitest';
import { evaluate, loadProfile } from '../../../src/cel/index.ts';
import { sampleOf } from '../../../src/cel/profiles/samples.ts';

const agentgateway = (await loadProfile('agentgateway')) ?? expect.fail('no profile');
const { request, vars } = sampleOf('agentgateway');

const run = (expression: string): string => {
  const answer = evaluate(agentgateway, expression, vars, { request });
  return answer.ok ? answer.text : answer.code;
};

describe('type()', () => {
  it.each<[string, string]>([
    ['type(1)', 'int'],
    ['type(1u)', 'uint'],
    ['type(1.0)', 'double'],
    ['type("a")', 'string'],
    ['type(b"a")', 'bytes'],
    ['type(null)', 'null_type'],
    ['type([1])', 'list'],
    ['type({})', 'map'],
    ['type(type(1))', 'type'],
    ['type(timestamp("2024-01-01T00:00:00Z"))', 'google.protobuf.Timestamp'],
    ['type(duration("1s"))', 'google.protobuf.Duration'],
    ['type(optional.of(1))', 'optional_type'],
    ['type(ip("1.2.3.4"))', 'agent_celx::cidr::IP'],
    ['type(cidr("1.2.3.4/8"))', 'agent_celx::cidr::Cidr'],
    ['type(request)', 'map'],
    ['type(request.headers)', 'map'],
    ['type(request.uri)', 'string'],
    ['type(request.body)', 'bytes'],
    ['type(jwt.exp)', 'int'],
    ['type(response.code)', 'uint'],
    ['type(source.port)', 'uint'],
    ['type(json("1"))', 'uint'],
    ['type(json("-1"))', 'int'],
    ['string(type(1u))', '"uint"'],
  ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
});

describe('names of types', () => {
  it.each<[string, string]>([
    ['type(1) == int', 'true'],
    ['type(1) == "int"', 'false'],
    ['type(timestamp("2024-01-01T00:00:00Z")) == timestamp', 'true'],
    ['type(duration("1s")) == duration', 'true'],
    ['dyn', 'dyn'],
    ['google.protobuf.Timestamp', 'undeclared_reference'],
    ['google.protobuf.Any', 'undeclared_reference'],
    ['optional_type', 'undeclared_reference'],
  ])('%s', (expression, expected) => expect(run(expression)).toBe(expected));
});

describe('hostile values', () => {
  const digits = '1'.repeat(90_000);

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    // Names that every object of JavaScript answers to are names like others.
    ['jwt.mapValues(v, v)["constructor"]', { jwt: { constructor: 'a' } }, '"a"'],
    ['jwt.mapValues(v, v)["__proto__"]', { jwt: JSON.parse('{"__proto__": "a"}') }, '"a"'],
    ['apiKey.mapValues(v, v)["toString"]', { apiKey: { key: 'k', toString: 'a' } }, '"a"'],
    ['double(jwt.sub)', { jwt: { sub: `${digits}x` } }, 'function_error'],
    ['duration(jwt.sub)', { jwt: { sub: digits } }, 'function_error'],
  ])('%s', (expression, given, expected) => {
    const answer = evaluate(agentgateway, expression, given);
    expect(answer.ok ? answer.text : answer.code).toBe(expected);
  });
});
