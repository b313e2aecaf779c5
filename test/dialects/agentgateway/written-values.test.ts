// Values of expressions where they are written: in the log's two forms, in bodies, headers and metadata. What is expected was asked from the real program.
import { describe, expect, it } from 'vitest';
import { ask, policies, sent } from './support.ts';

/** The field that an expression makes in a line of the log; `json`: where LOG_FORMAT is json. */
async function logged(expression: string, json = false): Promise<string> {
  const text = `${policies('directResponse: {status: 200, body: x}')}
frontendPolicies:
  accessLog: {add: {f: ${JSON.stringify(expression)}}}
`;
  const decision = await ask(text, { headers: [['a', '1']] }, { env: json ? { LOG_FORMAT: 'json' } : {} });
  const [line = ''] = decision.accessLog ?? [];
  return json ? line.slice(line.indexOf('"duration"') + '"duration": "*", '.length, -1) : line.slice(line.indexOf('duration=*') + 11);
}

describe('the log writes', () => {
  it.each([
    // A double that is the whole value has no exponent; inside of a value it is as Rust's Debug writes it.
    ['1.0', 'f=1'],
    ['-0.0', 'f=-0'],
    ['1e17', 'f=100000000000000000'],
    ['1e-7', 'f=0.0000001'],
    ['[1.0, -0.0, 1e15, 1e16, 0.0001, 0.00001, 1.5e16]', 'f=[1.0, -0.0, 1000000000000000.0, 1e16, 0.0001, 1e-5, 1.5e16]'],
    ['9223372036854775807', 'f=9223372036854775807'],
    ['[18446744073709551615u, -1]', 'f=[18446744073709551615, -1]'],
    // Nothing inside of a value is Rust's unit; so is what JSON has no number for.
    ['{"a": null}', 'f={"a": ()}'],
    ['[null, double("NaN")]', 'f=[(), ()]'],
    ['double("inf")', 'f=()'],
    ['null', ''],
    ['"a\'b\\"\\\\\\u0000\\t\\n\\u007f\\u200b"', 'f="a\'b\\"\\\\\\0\\t\\n\\u{7f}\\u{200b}"'],
    ['"e\\u0301 \\u00a0é😀"', 'f="e\\u{301} \\u{a0}é😀"'],
    ['b"ab"', 'f="YWI="'],
    ['duration("1.5s")', 'f="1.5s"'],
    ['type(1.0)', 'f="double"'],
    ['request.headers', 'f={"a": "1"}'],
  ])('%s as %j', async (expression, line) => {
    expect(await logged(expression)).toBe(line);
  });

  it.each([
    ['1.0', '"f": 1.0'],
    ['1e16', '"f": 10000000000000000'],
    ['0.00001', '"f": 0.00001'],
    ['[1e15, 1e16, 1e-7]', '"f": [1000000000000000.0, 1e+16, 1e-7]'],
    ['{"a": null}', '"f": {"a": null}'],
    ['double("NaN")', '"f": null'],
    ['"\\u007f\\u0001"', '"f": "\u007f\\u0001"'],
    ['9223372036854775807', '"f": 9223372036854775807'],
  ])('%s in JSON as %j', async (expression, line) => {
    expect(await logged(expression, true)).toBe(line);
  });

  it.each([
    ['flatten({"a": {"b": flatten({"c": 1})}})', 'f.a={"b": {"$_meta_flatten_map": {"c": 1}}}'],
    ['flatten({"d": flatten([1, {"x": 2}])})', 'f.d.0=1 f.d.1={"x": 2}'],
    ['flatten({"e": flattenRecursive({"q": [1, {"r": null}]})})', 'f.e.q.0=1 f.e.q.1.r=()'],
    ['flattenRecursive({"a": {"b": flatten({"c": {"d": 1}})}, "e": [], "g": [[]]})', 'f.a.b.c={"d": 1}'],
    ['[flatten({"a": 1})]', 'f=[{"$_meta_flatten_map": {"a": 1}}]'],
  ])('what is marked to be flattened by its own mark: %s', async (expression, line) => {
    expect(await logged(expression)).toBe(line);
  });
});

describe('JSON is written as serde writes it', () => {
  const VALUE = '{"a": 1.0, "b": 9007199254740993, "c": [1e16, 0.000001, double("NaN")], "d": 18446744073709551615u}';
  const JSON_TEXT = '{"a":1.0,"b":9007199254740993,"c":[1e+16,1e-6,null],"d":18446744073709551615}';

  it('in a body that a transformation sets', async () => {
    const decision = await ask(policies(`transformations: {request: {body: '${VALUE}'}}`));
    expect(decision.upstream?.body).toBe(JSON_TEXT);
    expect(sent(decision, 'content-length')).toEqual([String(JSON_TEXT.length)]);
  });

  it('in the body of a direct response', async () => {
    expect((await ask(policies(`directResponse: {status: 200, bodyExpression: '${VALUE}'}`))).response?.body).toBe(JSON_TEXT);
  });

  it('in headers that replace all', async () => {
    const replace = `{"x-a": 1.0, "x-b": 1e16, "x-c": [1.5, true, 2u], "x-d": duration("1s"), "x-e": type(1), "x-f": double("NaN"), "x-g": -0.0, "x-h": {"a": 1}}`;
    const decision = await ask(policies(`transformations: {request: {replace: '${replace}'}}`));
    expect(
      Object.fromEntries(['x-a', 'x-b', 'x-c', 'x-d', 'x-e', 'x-f', 'x-g', 'x-h'].map((name) => [name, sent(decision, name)])),
    ).toEqual({
      'x-a': ['1.0'],
      'x-b': ['1e+16'],
      'x-c': ['1.5', 'true', '2'],
      'x-d': ['1s'],
      'x-e': ['int'],
      'x-f': [],
      'x-g': ['-0.0'],
      'x-h': [],
    });
  });
});

describe('metadata keeps the kinds of numbers', () => {
  it.each([
    ['1.0', 'metadata.v + 1.0', 'f=2'],
    ['1', 'metadata.v + 1', 'f=2'],
    ['1u', 'metadata.v + 1', 'f=2'],
    ['[1, 1.0]', 'metadata.v[1] + 1.0', 'f=2'],
    ['[1, 1.0]', 'metadata.v[0] + 1u', 'f=2'],
    ['9007199254740993', 'metadata.v', 'f=9007199254740993'],
    ['1.0', 'metadata.v + 1', ''],
  ])('%s, read as %s', async (value, read, line) => {
    const text = `${policies(`transformations: {request: {metadata: {v: '${value}'}}}\ndirectResponse: {status: 200, body: x}`)}
frontendPolicies: {accessLog: {add: {f: '${read}'}}}
`;
    const [logLine = ''] = (await ask(text)).accessLog ?? [];
    expect(logLine.slice(logLine.indexOf('duration=*') + 11)).toBe(line);
  });
});

describe('what a service answers is read by the metadata of extAuthz', () => {
  const extAuthz = `extAuthz:
  host: authz.test:80
  protocol: {http: {metadata: {team: json(response.body).team, size: size(response.body), code: response.code, headers: response.headers}}}`;
  const responses = { 'authz.test:80': { status: 200, headers: { 'x-u': '1' }, body: '{"team":"a"}' } };

  it('with its body and length', async () => {
    const decision = await ask(policies(`${extAuthz}\ntransformations: {request: {set: {x-facts: toJson(extauthz)}}}`), { responses });
    expect(JSON.parse(sent(decision, 'x-facts')[0] ?? '')).toEqual({
      team: 'a',
      size: 12,
      code: 200,
      headers: { 'content-length': '12', 'x-u': '1' },
    });
  });
});

describe('an answer to HEAD', () => {
  it('that does not fit the buffer says no length', async () => {
    const responses = { 'app.test:80': { refused: true } };
    const text = policies('buffer: {response: {maxBytes: 10}}');
    const lengths = async (method: string) =>
      (await ask(text, { method, responses })).response?.headers.filter(([name]) => name === 'content-length');
    expect(await lengths('GET')).toEqual([['content-length', '0']]);
    expect(await lengths('HEAD')).toEqual([]);
  });
});
