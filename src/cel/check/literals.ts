// List, map and message literals. Elements of different types make a list of dyn.
import type { List, Literal, MapLiteral, Struct } from '../syntax/ast.ts';
import { BOOL, BYTES, DOUBLE, DYN, ERROR, INT, list, map, NULL, optional, STRING, type Type, UINT } from '../types/type.ts';
import { bounded, mostGeneral } from '../types/unify.ts';
import { kindOf } from '../values/kind.ts';
import { candidates } from './environment.ts';
import { unknownField } from './names.ts';
import { type Place, report, type Scope, type Walk } from './walk.ts';

const LITERALS: Readonly<Record<string, Type>> = {
  null: NULL,
  bool: BOOL,
  int: INT,
  uint: UINT,
  double: DOUBLE,
  string: STRING,
  bytes: BYTES,
};

/** The type of a literal; the parser makes no others than these. */
export const literalType = ({ value }: Literal): Type => LITERALS[kindOf(value)] ?? DYN;

export function checkList(walk: Walk, expr: List, scope: Scope): Type {
  let element: Type | undefined;
  for (const { value, optional: isOptional } of expr.elements) {
    const type = walk.check(value, scope);
    element = join(walk, element, isOptional ? unwrapped(walk, { span: value.span }, type) : type);
  }
  return bounded(list(element ?? walk.substitution.fresh()));
}

export function checkMap(walk: Walk, expr: MapLiteral, scope: Scope): Type {
  let key: Type | undefined;
  let value: Type | undefined;
  for (const entry of expr.entries) {
    key = join(walk, key, walk.check(entry.key, scope));
    const place = { span: entry.value.span };
    const type = walk.check(entry.value, scope);
    value = join(walk, value, entry.optional ? unwrapped(walk, place, type) : type);
  }
  return bounded(map(key ?? walk.substitution.fresh(), value ?? walk.substitution.fresh()));
}

/** The type that holds both, or dyn. */
function join(walk: Walk, previous: Type | undefined, current: Type): Type {
  if (previous === undefined) return current;
  if (!walk.substitution.assign(previous, current)) return DYN;
  const nullable = walk.env.profile.checks?.homogeneousLiterals === true ? undefined : nullableOf(previous, current);
  return nullable ?? mostGeneral(previous, current);
}

/** Of a type and null, or of a wrapper and its primitive, the one that may be both. (cel-go, and Kubernetes with it, does not look for it.) */
function nullableOf(a: Type, b: Type): Type | undefined {
  if (a.kind === 'wrapper' && b.kind === a.of.kind) return a;
  if (b.kind === 'wrapper' && a.kind === b.of.kind) return b;
  if (a.kind === 'null' && b.kind !== 'dyn' && b.kind !== 'any') return b;
  return b.kind === 'null' && a.kind !== 'dyn' && a.kind !== 'any' ? a : undefined;
}

/** `?e` in a literal: e must be optional. */
function unwrapped(walk: Walk, place: Place, type: Type): Type {
  if (type.kind === 'optional') return type.of;
  if (type.kind !== 'dyn' && type.kind !== 'any') report(walk, 'type_mismatch', place, { expected: optional(type), found: type });
  return type;
}

export function checkStruct(walk: Walk, expr: Struct, scope: Scope): Type {
  const made = structType(walk, expr);
  for (const { name, nameSpan, value, optional: isOptional } of expr.fields) {
    const given = walk.check(value, scope);
    if (made === undefined) continue;
    const type = isOptional ? unwrapped(walk, { span: value.span }, given) : given;
    const wanted = walk.env.types.findField(made.name, name);
    if (wanted === undefined) {
      unknownField(walk, name, walk.env.types.fieldNames(made.name), { span: nameSpan });
    } else if (!walk.substitution.assign(wanted, type)) {
      report(walk, 'field_type_mismatch', { span: value.span }, { field: name, expected: wanted, found: type });
    }
  }
  return made?.type ?? ERROR;
}

/** The message type that a literal names: `google.protobuf.Int64Value{}` makes a `wrapper(int)`. */
function structType(walk: Walk, expr: Struct): { readonly name: string; readonly type: Type } | undefined {
  const { env } = walk;
  for (const name of candidates(env.container, expr.name, expr.absolute)) {
    const type = env.types.findType(name);
    if (type === undefined) continue;
    walk.references.set(expr.id, { kind: 'struct', name });
    return { name, type };
  }
  const place = { span: expr.nameSpan, order: expr.nameSpan.end };
  const known = candidates(env.container, expr.name, expr.absolute).map((name) => env.variable(name));
  const declared = known.find((d) => d !== undefined);
  if (declared === undefined) report(walk, 'undeclared_reference', place, { name: expr.name, container: env.container });
  else if (declared.type.kind === 'type') report(walk, 'not_a_message_type', place, { name: declared.name });
  else report(walk, 'undeclared_reference', place, { name: expr.name, container: env.container });
  return undefined;
}
