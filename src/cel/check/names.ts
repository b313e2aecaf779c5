// What a name means. `a.b.c` may be one variable of that name, a field of `a.b`, or a field of a field of `a`; the longest
// name that is declared wins, unless `a` is a variable of a comprehension.
import type { Expr, Has, Ident, Select } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, optional, type Type } from '../types/type.ts';
import { isDynOrError } from '../types/unify.ts';
import { candidates, type Declaration } from './environment.ts';
import { lookUp, type Place, report, type Scope, type Walk } from './walk.ts';

/** The ident that a chain of selects begins with; undefined for anything else, and beyond `limit` dots. */
function rootOf(expr: Expr, limit: number): Ident | undefined {
  let node = expr;
  for (let dots = 0; node.kind === 'select' && !node.optional && node.extension !== true; dots++) {
    if (dots === limit) return undefined;
    node = node.operand;
  }
  return node.kind === 'ident' ? node : undefined;
}

/** The dotted name that an ident or a chain of selects spells. */
function spelled(expr: Expr): string {
  let name = '';
  let node = expr;
  for (; node.kind === 'select'; node = node.operand) name = `.${node.field}${name}`;
  return node.kind === 'ident' ? node.name + name : name;
}

/** The declaration that a chain of selects names as a whole. */
export function declarationOf(walk: Walk, expr: Select, scope: Scope): Declaration | undefined {
  const root = rootOf(expr, walk.env.deepest);
  if (root === undefined || !walk.env.mayBeQualified(root.name)) return undefined;
  if (!root.absolute && lookUp(scope, root.name) !== undefined) return undefined;
  return declared(walk, spelled(expr), root.absolute);
}

/**
 * The dotted name of a function that a call's target and name spell together; undefined where it can be none. A variable of a loop that
 * has the namespace's name does not hide it (cel-go, and agentgateway).
 */
export function namespacedName(walk: Walk, target: Expr, name: string): { name: string; absolute: boolean } | undefined {
  const root = rootOf(target, walk.env.deepest + 4);
  if (root === undefined || !walk.env.mayBeNamespace(root.name)) return undefined;
  return { name: `${spelled(target)}.${name}`, absolute: root.absolute };
}

function declared(walk: Walk, name: string, absolute: boolean): Declaration | undefined {
  for (const candidate of candidates(walk.env.container, name, absolute)) {
    const found = walk.env.variable(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What `cel.index(n)` stands for; no person can write it. There are as many as the official runner has. */
const BLOCK_SLOT = /^@index[12]?\d$/;

export function checkIdent(walk: Walk, expr: Ident, scope: Scope): Type {
  const local = expr.absolute ? undefined : lookUp(scope, expr.name);
  if (local !== undefined) {
    walk.references.set(expr.id, { kind: 'local', name: expr.name });
    return local;
  }
  const found = declared(walk, expr.name, expr.absolute);
  if (found !== undefined) return refer(walk, expr, found);
  if (BLOCK_SLOT.test(expr.name)) {
    walk.references.set(expr.id, { kind: 'local', name: expr.name });
    return DYN;
  }
  const written = expr.absolute ? `.${expr.name}` : expr.name;
  const about = { name: written, container: walk.env.container };
  report(walk, 'undeclared_reference', { span: expr.span }, about, (texts) => texts.nearVariable(walk, expr, scope));
  return ERROR;
}

function refer(walk: Walk, expr: Ident | Select, found: Declaration): Type {
  const { name, type, constant, phases } = found;
  walk.references.set(expr.id, constant === undefined ? { kind: 'variable', name } : { kind: 'variable', name, constant });
  const { phase } = walk.env;
  if (phase !== undefined && phases !== undefined && !phases.includes(phase)) {
    report(walk, 'absent_in_phase', { span: expr.span }, { name, phase }, () => ({ hint: `It exists in: ${phases.join(', ')}.` }));
  }
  return type;
}

export function checkSelect(walk: Walk, expr: Select, scope: Scope): Type {
  const found = expr.optional ? undefined : declarationOf(walk, expr, scope);
  if (found !== undefined) return refer(walk, expr, found);
  const [type, isOptional] = fieldType(walk, expr, scope);
  return walk.substitution.resolve(isOptional || expr.optional ? optional(type) : type);
}

export function checkHas(walk: Walk, expr: Has, scope: Scope): Type {
  fieldType(walk, expr, scope);
  return BOOL;
}

/** The type of a field, and whether it comes out of an optional. */
function fieldType(walk: Walk, expr: Select | Has, scope: Scope): readonly [Type, boolean] {
  const operand = walk.substitution.resolve(walk.check(expr.operand, scope));
  const isOptional = operand.kind === 'optional';
  return [fieldOf(walk, expr, isOptional ? operand.of : operand), isOptional];
}

function fieldOf(walk: Walk, expr: Select | Has, target: Type): Type {
  if (isDynOrError(target)) return DYN;
  const place = { span: expr.fieldSpan, order: expr.fieldSpan.start - 1 };
  switch (target.kind) {
    case 'map':
      return target.value;
    case 'message':
      return messageField(walk, target.name, expr.field, place);
    case 'opaque':
      if (target.fields !== undefined) return objectField(walk, target.fields, expr.field, place);
      break;
    case 'param':
      // From here on nothing is known about it: a later use must not narrow it.
      walk.substitution.assign(DYN, target);
      return DYN;
    default:
  }
  report(walk, 'no_field_selection', place, { type: target });
  return DYN;
}

function messageField(walk: Walk, message: string, field: string, place: Place): Type {
  const { types } = walk.env;
  const found = types.findField(message, field);
  if (found !== undefined) return found;
  if (types.findType(message) === undefined) {
    report(walk, 'unknown_type', place, { name: message });
    return ERROR;
  }
  unknownField(walk, field, types.fieldNames(message), place);
  return ERROR;
}

/** A field of a host object (`request`); an unknown one is named, and may be anything. */
export function objectField(walk: Walk, fields: Readonly<Record<string, Type>>, field: string, place: Place): Type {
  const found = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (found !== undefined) return found;
  unknownField(walk, field, Object.keys(fields), place);
  return DYN;
}

export function unknownField(walk: Walk, field: string, known: readonly string[], place: Place): void {
  report(walk, 'undefined_field', place, { field }, (texts) => texts.suggestion(field, known, place));
}
