// Type checking by cel-go's rules: finds the type of every node, what each name means and which overloads a call may be.
// It never changes the tree and never throws; what is wrong comes back as issues, and the rest is checked all the same.
// Long chains (`a + b + …`, `x.f().g()…`) are walked from their innermost operand with a loop, not with the stack.
import { unreachable } from '../../base/assert.ts';
import { checkTexts, extensions, validators } from '../parts.ts';
import type { And, Conditional, Expr, Or } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, type Type } from '../types/type.ts';
import { Substitution } from '../types/unify.ts';
import { ByNode } from './by-node.ts';
import { chainOperand, checkCall, mismatch } from './calls.ts';
import type { Checked } from './checked.ts';
import type { Environment } from './environment.ts';
import { checkList, checkMap, checkStruct, literalType } from './literals.ts';
import { checkHas, checkIdent, checkSelect } from './names.ts';
import { checkComprehension } from './scopes.ts';
import { report, type Scope, type Walk } from './walk.ts';

/** Checks an expression in an environment. Parts that could not be parsed count as of unknown type. */
export function check(expr: Expr, env: Environment): Checked {
  const walk: Walk = {
    env,
    substitution: new Substitution(env.profile.checks?.alikeTypes),
    types: new ByNode(expr.id),
    references: new ByNode(expr.id),
    found: [],
    tried: [],
    depth: 0,
    check: (node, scope) => checkOnce(walk, node, scope),
  };
  walk.check(expr, undefined);
  walk.substitution.settle();
  if (!walk.substitution.isEmpty) walk.types.replaceAll((type) => walk.substitution.resolve(type, true));
  const { checks } = env.profile;
  const isLookedAt = walk.tried.length > 0 || checks?.homogeneousLiterals === true;
  if (walk.found.length === 0 && checks !== undefined && isLookedAt) validators().validate(walk, expr, checks);
  const issues = walk.found.length === 0 ? [] : checkTexts().issuesOf(walk);
  return { expr, type: walk.types.get(expr.id) ?? ERROR, types: walk.types, references: walk.references, issues };
}

/** Chains that are nested deeper than this are walked from their innermost operand. */
const DEEP = 100;

function checkOnce(walk: Walk, expr: Expr, scope: Scope): Type {
  const known = walk.types.get(expr.id);
  if (known !== undefined) return known;
  if (walk.depth >= DEEP) return checkChain(walk, expr, scope);
  walk.depth++;
  const type = checkNode(walk, expr, scope);
  walk.depth--;
  walk.types.set(expr.id, type);
  return type;
}

function checkChain(walk: Walk, expr: Expr, scope: Scope): Type {
  const chain: Expr[] = [];
  for (let node: Expr | undefined = expr; node !== undefined && !walk.types.has(node.id); node = chainOperand(walk, node, scope)) {
    chain.push(node);
  }
  for (const node of chain.reverse()) walk.types.set(node.id, checkNode(walk, node, scope));
  return walk.types.get(expr.id) ?? ERROR;
}

function checkNode(walk: Walk, expr: Expr, scope: Scope): Type {
  switch (expr.kind) {
    case 'literal':
      return literalType(expr);
    case 'ident':
      return checkIdent(walk, expr, scope);
    case 'select':
      return checkSelect(walk, expr, scope);
    case 'has':
      return checkHas(walk, expr, scope);
    case 'call':
      return checkCall(walk, expr, scope);
    case 'and':
    case 'or':
      return checkTerms(walk, expr, scope);
    case 'not':
      return checkNot(walk, expr, scope);
    case 'conditional':
      return checkConditional(walk, expr, scope);
    case 'list':
      return checkList(walk, expr, scope);
    case 'map':
      return checkMap(walk, expr, scope);
    case 'struct':
      return checkStruct(walk, expr, scope);
    case 'comprehension':
      return checkComprehension(walk, expr, scope);
    case 'bind':
      return extensions().checkBind(walk, expr, scope);
    case 'optionalMap':
      return extensions().checkOptionalMap(walk, expr, scope);
    case 'block':
      return extensions().checkBlock(walk, expr, scope);
    case 'invalid':
      for (const part of expr.parts) walk.check(part, scope);
      return ERROR;
    default:
      return unreachable(expr);
  }
}

function checkTerms(walk: Walk, expr: And | Or, scope: Scope): Type {
  let result: Type = BOOL;
  for (const term of expr.terms) walk.check(term, scope);
  for (const { id, span } of expr.terms) {
    const found = walk.types.get(id) ?? ERROR;
    if (walk.substitution.assign(found, BOOL)) continue;
    report(walk, 'type_mismatch', { span }, { expected: BOOL, found: walk.substitution.resolve(found, true) });
    result = ERROR;
  }
  return result;
}

function checkNot(walk: Walk, expr: Expr & { kind: 'not' }, scope: Scope): Type {
  const operand = walk.check(expr.operand, scope);
  if (walk.substitution.assign(operand, BOOL)) return BOOL;
  mismatch(walk, { span: expr.span }, '!_', [operand], false);
  return ERROR;
}

function checkConditional(walk: Walk, expr: Conditional, scope: Scope): Type {
  const args = [expr.condition, expr.then, expr.otherwise].map((part) => walk.check(part, scope));
  const result = walk.substitution.fresh();
  if (walk.substitution.assignAll(args, [BOOL, result, result])) return walk.substitution.resolve(result);
  // Where nobody checks types, branches of two types are no fault.
  if (walk.env.profile.checker === 'advisory' && walk.substitution.assign(args[0] as Type, BOOL)) return DYN;
  mismatch(walk, { span: expr.span, order: expr.condition.span.end }, '_?_:_', args, false);
  return ERROR;
}
