// What names and types mean: containers, qualified names, shadowing, abstract and parameterised types. Answers are cel-go's (v0.33,
// asked): the value with the type that the checker deduced, or the stage that refuses.
import { describe, expect, it } from 'vitest';
import { evaluate, loadProfile } from '../../../src/cel/index.ts';

const cel = (await loadProfile('cel')) ?? expect.fail('no profile');

interface World {
  readonly types: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly container: string;
}

function answer(expression: string, { types, vars, container }: World): string {
  const found = evaluate(cel, expression, vars, { types, container });
  return found.ok ? `${found.text} : ${found.type}` : `${found.stage}: ${found.code}`;
}

describe('qualified names', () => {
  const world: World = {
    types: { a: 'map(string, int)', 'a.b': 'string', 'a.b.c': 'int' },
    vars: { a: { b: 1 }, 'a.b': 'x', 'a.b.c': 7 },
    container: '',
  };
  it.each<[string, string]>([
    ['a.b', '"x" : string'],
    ['a.b.c', '7 : int'],
    ['a.b.c + 1', '8 : int'],
    ['a["b"]', '1 : int'],
    ['.a.b', '"x" : string'],
    ['has(a.b)', 'true : bool'],
    ['a.b.size()', '1 : int'],
    ['a.c', 'eval: no_such_key'],
    ['[a].map(a, a.b)', '[1] : list(int)'],
    ['[1].map(a, a)', '[1] : list(int)'],
    ['[{"b": 2}].map(a, a.b)', '[2] : list(int)'],
    ['[1].exists(b, a.b == "x")', 'true : bool'],
    ['cel.bind(a, {"b": 3}, a.b)', '3 : int'],
    ['cel.bind(a, {"b": {"c": 4}}, a.b.c)', '4 : int'],
  ])('%s', (expression, expected) => expect(answer(expression, world)).toBe(expected));
});

describe('containers', () => {
  const world: World = {
    types: { 'com.example.x': 'int', 'com.x': 'string', x: 'bool', 'com.example.sub.y': 'double' },
    vars: { 'com.example.x': 1, 'com.x': 's', x: true, 'com.example.sub.y': 1.5 },
    container: 'com.example',
  };
  it.each<[string, string]>([
    ['x', '1 : int'],
    ['.x', 'true : bool'],
    ['com.x', '"s" : string'],
    ['com.example.x', '1 : int'],
    ['.com.example.x', '1 : int'],
    ['sub.y', '1.5 : double'],
    ['example.sub.y', '1.5 : double'],
    ['com.example.sub.y', '1.5 : double'],
    ['.sub.y', 'check: undeclared_reference'],
    ['nope', 'check: undeclared_reference'],
    ['[1].map(x, x)', '[1] : list(int)'],
    ['[true].map(x, .x)', '[true] : list(bool)'],
    ['[1].map(sub, sub)', '[1] : list(int)'],
    ['type(x)', 'int : type(int)'],
    ['has(sub.y)', 'check: undeclared_reference'],
    ['x + 1', '2 : int'],
  ])('%s', (expression, expected) => expect(answer(expression, world)).toBe(expected));
});

describe('shadowing', () => {
  const world: World = {
    types: { x: 'int', xs: 'list(int)', m: 'map(string, list(int))', s: 'string' },
    vars: { x: 10, xs: [1, 2], m: { a: [1] }, s: 'q' },
    container: '',
  };
  it.each<[string, string]>([
    ['xs.map(x, x + 1)', '[2, 3] : list(int)'],
    ['xs.map(x, [x].map(x, x * 10))', '[[10], [20]] : list(list(int))'],
    ['xs.map(x, xs.map(y, x + y))', '[[2, 3], [3, 4]] : list(list(int))'],
    ['xs.filter(x, x > 1).map(x, x)', '[2] : list(int)'],
    ['xs.exists(x, x == 2) && x == 10', 'true : bool'],
    ['xs.map(x, .x)', '[10, 10] : list(int)'],
    ['xs.map(s, s) == xs', 'true : bool'],
    ['xs.map(xs, xs)', '[1, 2] : list(int)'],
    ['[xs].map(xs, xs.map(xs, xs))', '[[1, 2]] : list(list(int))'],
    ['cel.bind(x, x + 1, x + 1)', '12 : int'],
    ['cel.bind(x, "a", cel.bind(x, x + "b", x))', '"ab" : string'],
    ['cel.bind(x, xs, x.map(x, x))', '[1, 2] : list(int)'],
    ['xs.map(size, size + 1)', '[2, 3] : list(int)'],
    ['xs.map(int, int)', '[1, 2] : list(int)'],
    ['xs.map(x, int("5") + x)', '[6, 7] : list(int)'],
    ['xs.map(string, string(1))', '["1", "1"] : list(string)'],
    ['xs.map(math, math.abs(1))', '[1, 1] : list(int)'],
    ['[1].map(type, type(1))', '[int] : list(type(int))'],
    ['m.map(k, m[k].map(k, k))', '[[1]] : list(list(int))'],
    ['{"a": 1}.all(k, v, {"b": 2}.exists(k, v, v == 2) && v == 1)', 'true : bool'],
    ['[1, 2].transformList(i, v, [3].transformList(i, v, v + i)[0] + v)', '[4, 5] : list(int)'],
    ['xs.map(true1, true1)', '[1, 2] : list(int)'],
    ['[1].map(x, has({"x": 1}.x))', '[true] : list(bool)'],
  ])('%s', (expression, expected) => expect(answer(expression, world)).toBe(expected));
});

describe('types', () => {
  const world: World = {
    types: {
      o: 'optional_type(int)',
      om: 'optional_type(map(string, int))',
      w: 'wrapper(int)',
      d: 'dyn',
      n: 'null',
      xs: 'list(int)',
      ts: 'timestamp',
      du: 'duration',
    },
    vars: { o: 5, om: { k: 1 }, w: 4, d: 'str', n: null, xs: [1], ts: '2024-01-01T00:00:00Z', du: '60s' },
    container: '',
  };
  it.each<[string, string]>([
    ['o', 'optional.of(5) : optional_type(int)'],
    ['o.value()', '5 : int'],
    ['o.orValue(1)', '5 : int'],
    ['o.orValue("a")', 'check: no_matching_overload'],
    ['o == optional.of(5)', 'true : bool'],
    ['om.?k', 'optional.of(1) : optional_type(int)'],
    ['om.k', 'optional.of(1) : optional_type(int)'],
    ['om.?k.orValue(0) + 1', '2 : int'],
    ['om.?z.hasValue()', 'false : bool'],
    ['[?o]', '[5] : list(int)'],
    ['{?"a": o}', '{"a": 5} : map(string, int)'],
    ['optional.of(o)', 'optional.of(optional.of(5)) : optional_type(optional_type(int))'],
    ['optional.none()', 'optional.none() : optional_type(dyn)'],
    ['optional.none().orValue(3)', '3 : int'],
    ['[optional.none(), optional.of(1)]', '[optional.none(), optional.of(1)] : list(optional_type(int))'],
    ['w', '4 : wrapper(int)'],
    ['w + 1', '5 : int'],
    ['w == null', 'false : bool'],
    ['w == 4', 'true : bool'],
    ['[w, 1]', '[4, 1] : list(wrapper(int))'],
    ['[null, w]', '[null, 4] : list(wrapper(int))'],
    ['w ? 1 : 2', 'check: no_matching_overload'],
    ['d', '"str" : dyn'],
    ['d + 1', 'eval: no_such_overload'],
    ['d.size()', '3 : int'],
    ['d == 1', 'false : bool'],
    ['[d, 1]', '["str", 1] : list(dyn)'],
    ['[1, "a"]', '[1, "a"] : list(dyn)'],
    ['[[1], []]', '[[1], []] : list(list(int))'],
    ['[[], [1]]', '[[], [1]] : list(list(int))'],
    ['[{}, {"a": 1}]', '[{}, {"a": 1}] : list(map(string, int))'],
    ['{"a": 1, "b": "c"}', '{"a": 1, "b": "c"} : map(string, dyn)'],
    ['{"a": []}', '{"a": []} : map(string, list(dyn))'],
    ['{1: "a", "b": 2}', '{1: "a", "b": 2} : map(dyn, dyn)'],
    ['true ? 1 : "a"', 'check: no_matching_overload'],
    ['true ? 1 : d', '1 : dyn'],
    ['true ? null : xs', 'check: no_matching_overload'],
    ['true ? w : 1', '4 : wrapper(int)'],
    ['true ? 1 : w', '1 : int'],
    ['type(1)', 'int : type(int)'],
    ['type(o)', 'optional_type : type(optional_type(int))'],
    ['type([1])', 'list : type(list(int))'],
    ['type(type(1))', 'type : type(type(int))'],
    ['[type(1), type("a")]', '[int, string] : list(type(string))'],
    ['type(1) == int', 'true : bool'],
    ['type(d) == string', 'true : bool'],
    ['int', 'int : type(int)'],
    ['list', 'list : type(list(dyn))'],
    ['map', 'map : type(map(dyn, dyn))'],
    ['optional_type', 'optional_type : type(optional_type(dyn))'],
    ['type', 'type : type(type)'],
    ['dyn(1)', '1 : dyn'],
    ['dyn([1])[0]', '1 : dyn'],
    ['dyn(xs).map(x, x)', '[1] : list(dyn)'],
    ['n', 'null : null'],
    ['n == null', 'true : bool'],
    ['xs == null', 'check: no_matching_overload'],
    ['ts == null', 'false : bool'],
    ['du + ts', 'timestamp("2024-01-01T00:01:00Z") : timestamp'],
    ['ts - ts', 'duration("0s") : duration'],
    ['ts + 1', 'check: no_matching_overload'],
    ['-du', 'check: no_matching_overload'],
    ['xs + [1.0]', 'check: no_matching_overload'],
    ['xs + ["a"]', 'check: no_matching_overload'],
    ['xs + []', '[1] : list(int)'],
    ['xs + [d]', '[1, "str"] : list(dyn)'],
    ['[] + []', '[] : list(dyn)'],
    ['[].map(x, x)', '[] : list(dyn)'],
    ['[].filter(x, x)', '[] : list(bool)'],
    ['{}.map(k, k)', '[] : list(dyn)'],
    ['[1].map(x, x == 1 ? x : d)', '[1] : list(dyn)'],
    ['[1, 2u]', '[1, 2u] : list(dyn)'],
    ['[1, 2.0]', '[1, 2.0] : list(dyn)'],
    ['1 < 2u', 'true : bool'],
    ['1 == 1u', 'check: no_matching_overload'],
    ['1 in [1u]', 'check: no_matching_overload'],
    ['dyn(1) in [1u]', 'true : bool'],
    ['"a" in {"a": 1}', 'true : bool'],
    ['1 in {"a": 1}', 'check: no_matching_overload'],
    ['net.IP', 'net.IP : type(net.IP)'],
    ['ip("1.2.3.4")', 'ip("1.2.3.4") : net.IP'],
    ['type(ip("1.2.3.4"))', 'net.IP : type(net.IP)'],
    ['[ip("1.2.3.4")]', '[ip("1.2.3.4")] : list(net.IP)'],
    ['{"a": ip("::1")}["a"].family()', '6 : int'],
    ['cidr("10.0.0.0/8").ip() == ip("10.0.0.0")', 'true : bool'],
    ['[cidr("10.0.0.0/8")].exists(c, c.containsIP(ip("10.1.1.1")))', 'true : bool'],
    ['optional.of(ip("1.2.3.4")).optMap(i, i.family())', 'optional.of(4) : optional_type(int)'],
    ['google.protobuf.Int64Value{value: 3}', '3 : wrapper(int)'],
    ['google.protobuf.Int64Value{} == 0', 'true : bool'],
    ['google.protobuf.Value{number_value: 1.5}', '1.5 : dyn'],
    ['google.protobuf.Struct{fields: {"a": google.protobuf.Value{string_value: "b"}}}', '{"a": "b"} : map(string, dyn)'],
    ['google.protobuf.ListValue{values: []}', '[] : list(dyn)'],
    ['google.protobuf.BoolValue{value: true} ? 1 : 2', '1 : int'],
    ['google.protobuf.Duration{seconds: 5} == duration("5s")', 'true : bool'],
    ['[google.protobuf.StringValue{value: "a"}, "b"]', '["a", "b"] : list(wrapper(string))'],
  ])('%s', (expression, expected) => expect(answer(expression, world)).toBe(expected));
});
