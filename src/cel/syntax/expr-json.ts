// Expressions in the JSON form of the parsed tree that Envoy's RBAC and matchers take (google.api.expr.v1alpha1.Expr, or
// cel.expr.Expr): names in snake_case or camelCase. Macros other than `has` have no form here: Envoy refuses loops.
import { decodeBase64, encodeBase64 } from '../values/bytes.ts';
import { double, doubleOf, int, isInt, uint } from '../values/number.ts';
import { CelError, Uint, type Value } from '../values/value.ts';
import type { Call, Expr } from './ast.ts';

type Json = Readonly<Record<string, unknown>>;

/** A tree from its JSON, or where (a path such as `call_expr.args[0]`) and why it is none. */
export function exprFromJson(json: unknown): Expr | { readonly path: string; readonly why: string } {
  let lastId = 0;
  const base = () => ({ id: ++lastId, span: { start: 0, end: 0 } });
  const nowhere = { start: 0, end: 0 };
  class Fault extends Error {
    readonly path: string;
    constructor(path: string, why: string) {
      super(why);
      this.path = path;
    }
  }

  function read(value: unknown, path: string, depth: number): Expr {
    if (depth > 250) throw new Fault(path, 'is nested too deeply');
    const node = objectOf(value, path);
    const [kind, body] = kindOf(node, path);
    const at = path === '' ? kind : `${path}.${kind}`;
    switch (kind) {
      case 'const_expr':
        return { kind: 'literal', ...base(), value: constant(objectOf(body, at), at) };
      case 'ident_expr':
        return ident(textOf(objectOf(body, at)['name'], `${at}.name`));
      case 'select_expr':
        return select(objectOf(body, at), at, depth);
      case 'call_expr':
        return call(objectOf(body, at), at, depth);
      case 'list_expr': {
        const elements = listOf(objectOf(body, at)['elements'], `${at}.elements`);
        return { kind: 'list', ...base(), elements: elements.map((e, i) => ({ value: read(e, `${at}.elements[${i}]`, depth + 1), optional: false })) };
      }
      case 'struct_expr':
        return struct(objectOf(body, at), at, depth);
      default:
        throw new Fault(at, 'is not supported');
    }
  }

  const ident = (name: string): Expr => ({ kind: 'ident', ...base(), name: name.replace(/^\./, ''), absolute: name.startsWith('.') });

  function select(body: Json, at: string, depth: number): Expr {
    const operand = read(body['operand'], `${at}.operand`, depth + 1);
    const field = textOf(body['field'], `${at}.field`);
    const shared = { ...base(), operand, field, fieldSpan: nowhere, optional: false };
    return member(body, 'test_only') === true ? { kind: 'has', ...shared } : { kind: 'select', ...shared };
  }

  function call(body: Json, at: string, depth: number): Expr {
    const name = textOf(body['function'], `${at}.function`);
    const args = listOf(body['args'], `${at}.args`).map((arg, i) => read(arg, `${at}.args[${i}]`, depth + 1));
    const target = body['target'] === undefined ? undefined : read(body['target'], `${at}.target`, depth + 1);
    const [first, second, third] = args;
    if (name === '_&&_' || name === '_||_') return { kind: name === '_&&_' ? 'and' : 'or', ...base(), terms: args };
    if (name === '!_' && first !== undefined) return { kind: 'not', ...base(), operand: first };
    if (name === '_?_:_' && first !== undefined && second !== undefined && third !== undefined) {
      return { kind: 'conditional', ...base(), condition: first, then: second, otherwise: third };
    }
    const form: Call['form'] = OPERATORS.has(name) ? 'operator' : target === undefined ? 'global' : 'receiver';
    const shared = { kind: 'call' as const, ...base(), form, name: name === '_in_' ? '@in' : name, nameSpan: nowhere, args };
    return target === undefined ? shared : { ...shared, target };
  }

  function struct(body: Json, at: string, depth: number): Expr {
    const name = member(body, 'message_name');
    const entries = listOf(body['entries'], `${at}.entries`).map((entry, i) => objectOf(entry, `${at}.entries[${i}]`));
    const valueOf = (entry: Json, i: number): Expr => read(entry['value'], `${at}.entries[${i}].value`, depth + 1);
    if (typeof name === 'string' && name !== '') {
      const fields = entries.map((entry, i) => ({
        name: textOf(member(entry, 'field_key'), `${at}.entries[${i}].field_key`),
        nameSpan: nowhere,
        value: valueOf(entry, i),
        optional: false,
      }));
      return { kind: 'struct', ...base(), name, absolute: false, nameSpan: nowhere, fields };
    }
    const keyed = entries.map((entry, i) => ({
      key: read(member(entry, 'map_key'), `${at}.entries[${i}].map_key`, depth + 1),
      value: valueOf(entry, i),
      optional: false,
    }));
    return { kind: 'map', ...base(), entries: keyed };
  }

  function constant(body: Json, at: string): Value {
    const [kind, value] = kindOf(body, at);
    const fail = (): never => {
      throw new Fault(`${at}.${kind}`, 'is not a constant of this kind');
    };
    const number = (v: unknown): string => (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'string' ? String(v) : fail());
    const good = (v: Value): Value => (v instanceof CelError ? fail() : v);
    switch (kind) {
      case 'null_value':
        return null;
      case 'bool_value':
        return typeof value === 'boolean' ? value : fail();
      case 'int64_value':
        return /^-?\d{1,20}$/.test(number(value)) ? good(int(BigInt(number(value)))) : fail();
      case 'uint64_value':
        return /^\d{1,20}$/.test(number(value)) ? good(uint(BigInt(number(value)))) : fail();
      case 'double_value':
        return double(Number(number(value)));
      case 'string_value':
        return typeof value === 'string' ? value : fail();
      case 'bytes_value':
        return (typeof value === 'string' ? decodeBase64(value) : undefined) ?? fail();
      default:
        return fail();
    }
  }

  function objectOf(value: unknown, path: string): Json {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    throw new Fault(path, 'must be an object');
  }
  function listOf(value: unknown, path: string): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    throw new Fault(path, 'must be a list');
  }
  function textOf(value: unknown, path: string): string {
    if (typeof value === 'string') return value;
    throw new Fault(path, 'must be text');
  }
  /** The one member that says which kind of node it is. */
  function kindOf(node: Json, path: string): readonly [string, unknown] {
    const [found] = Object.entries(node).filter(([key]) => key !== 'id');
    if (found === undefined) throw new Fault(path, 'is empty');
    return [snakeCase(found[0]), found[1]];
  }

  try {
    return read(json, '', 0);
  } catch (fault) {
    if (fault instanceof Fault) return { path: fault.path, why: fault.message };
    throw fault;
  }
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const member = (node: Json, name: string): unknown => node[name] ?? node[name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase())];

const OPERATORS: ReadonlySet<string> = new Set(
  ['_+_', '_-_', '_*_', '_/_', '_%_', '-_', '_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '@in', '_in_', '_[_]'],
);

/** The JSON form of a tree; undefined where a part has none (loops, optional syntax). Ids are those of the tree. */
export function exprToJson(expr: Expr): Json | undefined {
  const body = bodyOf(expr);
  return body === undefined ? undefined : { id: String(expr.id), ...body };
}

function all(exprs: readonly Expr[]): readonly Json[] | undefined {
  const out = exprs.map(exprToJson);
  return out.includes(undefined) ? undefined : (out as Json[]);
}

const callJson = (name: string, args: readonly Json[] | undefined, target?: Json): Json | undefined =>
  args === undefined ? undefined : { call_expr: { ...(target === undefined ? {} : { target }), function: name, args } };

/** cel-go's trees have two operands to each `&&` and `||`. */
function chain(name: string, terms: readonly Json[] | undefined): Json | undefined {
  if (terms === undefined || terms.length <= 2) return callJson(name, terms);
  const middle = terms.length >> 1;
  const [left, right] = [terms.slice(0, middle + (terms.length % 2)), terms.slice(middle + (terms.length % 2))].map((part) =>
    part.length === 1 ? part[0] : chain(name, part),
  );
  return left === undefined || right === undefined ? undefined : callJson(name, [left, right]);
}

function bodyOf(expr: Expr): Json | undefined {
  switch (expr.kind) {
    case 'literal':
      return { const_expr: constantJson(expr.value) };
    case 'ident':
      return { ident_expr: { name: expr.absolute ? `.${expr.name}` : expr.name } };
    case 'select':
    case 'has': {
      const operand = exprToJson(expr.operand);
      if (operand === undefined || expr.optional) return undefined;
      return { select_expr: { operand, field: expr.field, ...(expr.kind === 'has' ? { test_only: true } : {}) } };
    }
    case 'call': {
      const target = expr.target === undefined ? undefined : exprToJson(expr.target);
      return expr.target !== undefined && target === undefined ? undefined : callJson(expr.name, all(expr.args), target);
    }
    case 'and':
      return chain('_&&_', all(expr.terms));
    case 'or':
      return chain('_||_', all(expr.terms));
    case 'not':
      return callJson('!_', all([expr.operand]));
    case 'conditional':
      return callJson('_?_:_', all([expr.condition, expr.then, expr.otherwise]));
    case 'list': {
      const elements = expr.elements.some((e) => e.optional) ? undefined : all(expr.elements.map((e) => e.value));
      return elements === undefined ? undefined : { list_expr: { elements } };
    }
    case 'map': {
      const [keys, values] = [all(expr.entries.map((e) => e.key)), all(expr.entries.map((e) => e.value))];
      if (keys === undefined || values === undefined || expr.entries.some((e) => e.optional)) return undefined;
      return { struct_expr: { entries: keys.map((key, i) => ({ map_key: key, value: values[i] })) } };
    }
    case 'struct': {
      const values = all(expr.fields.map((f) => f.value));
      if (values === undefined || expr.fields.some((f) => f.optional)) return undefined;
      return { struct_expr: { message_name: expr.name, entries: expr.fields.map((f, i) => ({ field_key: f.name, value: values[i] })) } };
    }
    default:
      return undefined;
  }
}

function constantJson(value: Value): Json {
  if (value === null) return { null_value: 'NULL_VALUE' };
  if (typeof value === 'boolean') return { bool_value: value };
  if (typeof value === 'string') return { string_value: value };
  if (isInt(value)) return { int64_value: String(value) };
  if (value instanceof Uint) return { uint64_value: String(value.value) };
  if (value instanceof Uint8Array) return { bytes_value: encodeBase64(value) };
  return { double_value: doubleOf(value) };
}
