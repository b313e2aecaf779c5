// Expressions in the JSON form of the parsed tree that Envoy's RBAC and matchers take (google.api.expr.v1alpha1.Expr, or
// cel.expr.Expr): names in snake_case or camelCase. Macros other than `has` have no form here: Envoy refuses loops.

import { decodeBase64, encodeBase64 } from '../values/bytes.ts';
import { double, doubleOf, int, isInt, uint } from '../values/number.ts';
import { CelError, Uint, type Value } from '../values/value.ts';
import type { Call, Expr } from './ast.ts';
import { isTooDeep } from './visit.ts';

type Json = Readonly<Record<string, unknown>>;

/** Why a JSON value is no tree, and where: a path such as `call_expr.args[0]`. */
export interface ExprJsonFault {
  readonly path: string;
  readonly why: string;
}

/** Thrown inside, never seen outside. */
class Fault extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

const MAX_DEPTH = 250;
const NOWHERE = { start: 0, end: 0 };

/** A tree from its JSON. Nodes get new ids and no place in any text. */
export function exprFromJson(json: unknown): Expr | ExprJsonFault {
  try {
    return new Reader().read(json, '', 0);
  } catch (fault) {
    if (fault instanceof Fault) return { path: fault.path, why: fault.message };
    throw fault;
  }
}

class Reader {
  #lastId = 0;

  #node() {
    return { id: ++this.#lastId, span: NOWHERE };
  }

  read(value: unknown, path: string, depth: number): Expr {
    if (depth > MAX_DEPTH) throw new Fault(path, 'is nested too deeply');
    const [kind, given] = onlyMember(objectAt(value, path), path);
    const at = path === '' ? kind : `${path}.${kind}`;
    const body = objectAt(given, at);
    switch (kind) {
      case 'const_expr':
        return { kind: 'literal', ...this.#node(), value: readConstant(body, at) };
      case 'ident_expr':
        return this.#ident(textAt(body.name, `${at}.name`));
      case 'select_expr':
        return this.#select(body, at, depth);
      case 'call_expr':
        return this.#call(body, at, depth);
      case 'list_expr': {
        const elements = this.#readAll(body.elements, `${at}.elements`, depth);
        return { kind: 'list', ...this.#node(), elements: elements.map((element) => ({ value: element, optional: false })) };
      }
      case 'struct_expr':
        return this.#struct(body, at, depth);
      default:
        throw new Fault(at, 'is not supported');
    }
  }

  #readAll(value: unknown, path: string, depth: number): readonly Expr[] {
    return listAt(value, path).map((item, i) => this.read(item, `${path}[${i}]`, depth + 1));
  }

  #ident(name: string): Expr {
    return { kind: 'ident', ...this.#node(), name: name.replace(/^\./, ''), absolute: name.startsWith('.') };
  }

  #select(body: Json, at: string, depth: number): Expr {
    const operand = this.read(body.operand, `${at}.operand`, depth + 1);
    const field = textAt(body.field, `${at}.field`);
    const shared = { ...this.#node(), operand, field, fieldSpan: NOWHERE, optional: false };
    return member(body, 'test_only') === true ? { kind: 'has', ...shared } : { kind: 'select', ...shared };
  }

  #call(body: Json, at: string, depth: number): Expr {
    const name = textAt(body.function, `${at}.function`);
    const args = this.#readAll(body.args, `${at}.args`, depth);
    const target = body.target === undefined ? undefined : this.read(body.target, `${at}.target`, depth + 1);
    const [first, second, third] = args;
    const wanted = arityOf(name);
    if (wanted !== undefined && args.length !== wanted) throw new Fault(`${at}.args`, `must be ${wanted} for ${name}`);
    if (name === '_?._' && first !== undefined) return this.#optionalSelect(first, second, at);
    if (name === '_&&_' || name === '_||_') return { kind: name === '_&&_' ? 'and' : 'or', ...this.#node(), terms: args };
    if (name === '!_' && first !== undefined) return { kind: 'not', ...this.#node(), operand: first };
    if (name === '_?_:_' && first !== undefined && second !== undefined && third !== undefined) {
      // biome-ignore lint/suspicious/noThenProperty: a field of the tree, and no promise
      return { kind: 'conditional', ...this.#node(), condition: first, then: second, otherwise: third };
    }
    const form: Call['form'] = OPERATORS.has(name) ? 'operator' : target === undefined ? 'global' : 'receiver';
    const shared = { kind: 'call' as const, ...this.#node(), form, name: name === '_in_' ? '@in' : name, nameSpan: NOWHERE, args };
    return target === undefined ? shared : { ...shared, target };
  }

  /** `a.?b` is a call with the field's name as a constant. */
  #optionalSelect(operand: Expr, field: Expr | undefined, at: string): Expr {
    if (field?.kind !== 'literal' || typeof field.value !== 'string') throw new Fault(`${at}.args[1]`, 'must be a string constant');
    return { kind: 'select', ...this.#node(), operand, field: field.value, fieldSpan: NOWHERE, optional: true };
  }

  #struct(body: Json, at: string, depth: number): Expr {
    const name = member(body, 'message_name');
    const entries = listAt(body.entries, `${at}.entries`).map((entry, i) => objectAt(entry, `${at}.entries[${i}]`));
    const values = entries.map((entry, i) => this.read(entry.value, `${at}.entries[${i}].value`, depth + 1));
    if (typeof name === 'string' && name !== '') {
      const fields = entries.map((entry, i) => ({
        name: textAt(member(entry, 'field_key'), `${at}.entries[${i}].field_key`),
        nameSpan: NOWHERE,
        value: values[i] as Expr,
        optional: false,
      }));
      return { kind: 'struct', ...this.#node(), name, absolute: false, nameSpan: NOWHERE, fields };
    }
    const keyed = entries.map((entry, i) => ({
      key: this.read(member(entry, 'map_key'), `${at}.entries[${i}].map_key`, depth + 1),
      value: values[i] as Expr,
      optional: false,
    }));
    return { kind: 'map', ...this.#node(), entries: keyed };
  }
}

function readConstant(body: Json, at: string): Value {
  const [kind, value] = onlyMember(body, at);
  const read = Object.hasOwn(CONSTANTS, kind) ? CONSTANTS[kind]?.(value) : undefined;
  if (read === undefined || read instanceof CelError) throw new Fault(`${at}.${kind}`, 'is not a constant of this kind');
  return read;
}

const digitsOf = (v: unknown): string => (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'string' ? String(v) : '');

const CONSTANTS: Readonly<Record<string, (v: unknown) => Value | undefined>> = {
  null_value: () => null,
  bool_value: (v) => (typeof v === 'boolean' ? v : undefined),
  int64_value: (v) => (/^-?\d{1,20}$/.test(digitsOf(v)) ? int(BigInt(digitsOf(v))) : undefined),
  uint64_value: (v) => (/^\d{1,20}$/.test(digitsOf(v)) ? uint(BigInt(digitsOf(v))) : undefined),
  double_value: (v) => (digitsOf(v) === '' ? undefined : double(Number(digitsOf(v)))),
  string_value: (v) => (typeof v === 'string' ? v : undefined),
  bytes_value: (v) => (typeof v === 'string' ? decodeBase64(v) : undefined),
};

function objectAt(value: unknown, path: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new Fault(path, 'must be an object');
}
function listAt(value: unknown, path: string): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new Fault(path, 'must be a list');
}
function textAt(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new Fault(path, 'must be text');
}
/** The one member that says which kind of node it is. */
function onlyMember(node: Json, path: string): readonly [string, unknown] {
  const [found] = Object.entries(node).filter(([key]) => key !== 'id');
  if (found === undefined) throw new Fault(path, 'is empty');
  return [snakeCase(found[0]), found[1]];
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const member = (node: Json, name: string): unknown => node[name] ?? node[name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase())];

const OPERATORS: ReadonlySet<string> = new Set([
  '_+_',
  '_-_',
  '_*_',
  '_/_',
  '_%_',
  '-_',
  '_==_',
  '_!=_',
  '_<_',
  '_<=_',
  '_>_',
  '_>=_',
  '@in',
  '_in_',
  '_[_]',
  '_[?_]',
]);

/** How many operands an operator has; undefined for functions. */
function arityOf(name: string): number | undefined {
  if (name === '-_' || name === '!_') return 1;
  if (name === '_?_:_') return 3;
  return OPERATORS.has(name) || name === '_&&_' || name === '_||_' || name === '_?._' ? 2 : undefined;
}

/** The JSON form of a tree; undefined where a part has none (loops, optional elements). Ids are those of the tree. */
export const exprToJson = (expr: Expr): Json | undefined => (isTooDeep(expr) ? undefined : jsonOf(expr));

function jsonOf(expr: Expr): Json | undefined {
  const body = bodyOf(expr);
  return body === undefined ? undefined : { id: String(expr.id), ...body };
}

function all(exprs: readonly Expr[]): readonly Json[] | undefined {
  const out = exprs.map(jsonOf);
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
      const operand = jsonOf(expr.operand);
      if (operand === undefined) return undefined;
      if (expr.optional) return callJson('_?._', [operand, { const_expr: { string_value: expr.field } }]);
      return { select_expr: { operand, field: expr.field, ...(expr.kind === 'has' ? { test_only: true } : {}) } };
    }
    case 'call': {
      const target = expr.target === undefined ? undefined : jsonOf(expr.target);
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
