// Writes an expression's macros out, as cel-go's parser does (parser/macro.go, ext/comprehensions.go, cel/library.go there),
// with the types and overloads that the checker found.
import { unreachable } from '../../base/assert.ts';
import type { Checked, Reference } from '../check/checked.ts';
import type { Bind, Block, Call, Comprehension, Expr, OptionalMap } from '../syntax/ast.ts';
import { BOOL, DYN, INT, list, optional, type Type } from '../types/type.ts';
import { ACCUMULATOR, type Core, type CoreCall, type CoreFold, type CoreIdent, UNUSED } from './core.ts';

/** What the checker knows of nodes; both empty for an unchecked expression. */
export type Knowledge = Pick<Checked, 'types' | 'references'>;

/** `repeatOptionals`: `a.optMap(…)` evaluates `a` twice where it has a value, as cel-go did before 0.30. */
export function expand(expr: Expr, known: Knowledge, repeatOptionals = false): Core {
  return new Expansion(known, repeatOptionals).expand(expr);
}

const literal = (value: boolean | number, type: Type): Core => ({ kind: 'literal', value, type });
const local = (name: string, type: Type): CoreIdent => ({ kind: 'ident', name, local: true, type });
const call = (name: string, overload: string, args: readonly Core[], type: Type): CoreCall => ({
  kind: 'call',
  name,
  target: undefined,
  args,
  overloads: [overload],
  type,
});
const method = (target: Core, name: string, overload: string, args: readonly Core[], type: Type): CoreCall => ({
  kind: 'call',
  name,
  target,
  args,
  overloads: [overload],
  type,
});
const listOf = (elements: readonly Core[], type: Type): Core => ({ kind: 'list', elements, optional: new Set(), type });

class Expansion {
  readonly #known: Knowledge;
  readonly #repeatOptionals: boolean;

  constructor(known: Knowledge, repeatOptionals: boolean) {
    this.#known = known;
    this.#repeatOptionals = repeatOptionals;
  }

  #type(expr: Expr): Type {
    return this.#known.types.get(expr.id) ?? DYN;
  }

  #reference(expr: Expr): Reference | undefined {
    return this.#known.references.get(expr.id);
  }

  expand(expr: Expr): Core {
    const type = this.#type(expr);
    switch (expr.kind) {
      case 'literal':
        return { kind: 'literal', value: expr.value, type };
      case 'ident':
        return this.#variable(expr, type) ?? { kind: 'ident', name: expr.absolute ? `.${expr.name}` : expr.name, local: false, type };
      case 'select': {
        const variable = this.#variable(expr, type);
        if (variable !== undefined) return variable;
        const operand = this.expand(expr.operand);
        if (!expr.optional) return { kind: 'select', operand, field: expr.field, testOnly: false, type };
        const field: Core = { kind: 'literal', value: expr.field, type: { kind: 'string' } };
        return call('_?._', 'select_optional_field', [operand, field], type);
      }
      case 'has':
        return { kind: 'select', operand: this.expand(expr.operand), field: expr.field, testOnly: true, type: BOOL };
      case 'call':
        return this.#call(expr, type);
      case 'and':
        return this.#balanced('_&&_', 'logical_and', expr.terms, 0, expr.terms.length - 2);
      case 'or':
        return this.#balanced('_||_', 'logical_or', expr.terms, 0, expr.terms.length - 2);
      case 'not':
        return call('!_', 'logical_not', [this.expand(expr.operand)], BOOL);
      case 'conditional': {
        const parts = [expr.condition, expr.then, expr.otherwise].map((part) => this.expand(part));
        return call('_?_:_', 'conditional', parts, type);
      }
      case 'list': {
        const positions = expr.elements.flatMap((e, i) => (e.optional ? [i] : []));
        return { kind: 'list', elements: expr.elements.map((e) => this.expand(e.value)), optional: new Set(positions), type };
      }
      case 'map': {
        const entries = expr.entries.map((e) => ({ key: this.expand(e.key), value: this.expand(e.value), optional: e.optional }));
        return { kind: 'map', entries, type };
      }
      case 'struct': {
        const reference = this.#reference(expr);
        const fields = expr.fields.map((f) => ({ name: f.name, value: this.expand(f.value), optional: f.optional }));
        return { kind: 'struct', name: reference?.kind === 'struct' ? reference.name : expr.name, fields, type };
      }
      case 'comprehension':
        return this.#comprehension(expr, type);
      case 'bind':
        return this.#bind(expr, type);
      case 'optionalMap':
        return this.#optionalMap(expr, type);
      case 'block':
        return this.#block(expr, type);
      case 'invalid':
        return { kind: 'literal', value: null, type };
      default:
        return unreachable(expr);
    }
  }

  #variable(expr: Expr, type: Type): Core | undefined {
    const reference = this.#reference(expr);
    if (reference?.kind === 'local') return local(reference.name, type);
    if (reference?.kind !== 'variable') return undefined;
    const { name, constant } = reference;
    return constant === undefined ? { kind: 'ident', name, local: false, type } : { kind: 'ident', name, local: false, constant, type };
  }

  #call(expr: Call, type: Type): Core {
    const reference = this.#reference(expr);
    const overloads = reference?.kind === 'overloads' ? reference.overloads : [];
    const ids = overloads.map((o) => o.id);
    const args = expr.args.map((arg) => this.expand(arg));
    const [first] = overloads;
    const isMethod = expr.target !== undefined && (first === undefined || first.receiver);
    const name = first === undefined ? expr.name : first.name;
    if (args.length > 2 && (name === 'math.least' || name === 'math.greatest')) return extreme(name, ids, args, type);
    return { kind: 'call', name, target: isMethod ? this.expand(expr.target as Expr) : undefined, args, overloads: ids, type };
  }

  /** Chains of && and || as the balanced trees that cel-go builds of them. */
  #balanced(name: string, overload: string, terms: readonly Expr[], low: number, high: number): Core {
    const middle = (low + high + 1) >> 1;
    const left = middle === low ? this.expand(terms[middle] as Expr) : this.#balanced(name, overload, terms, low, middle - 1);
    const right = middle === high ? this.expand(terms[middle + 1] as Expr) : this.#balanced(name, overload, terms, middle + 1, high);
    return call(name, overload, [left, right], BOOL);
  }

  #comprehension(expr: Comprehension, type: Type): Core {
    const range = this.expand(expr.range);
    const fold = (initial: Core, condition: Core, step: Core, result: Core, over: Core = range): CoreFold => ({
      kind: 'fold',
      first: expr.first,
      second: expr.second,
      range: over,
      accumulator: ACCUMULATOR,
      initial,
      condition,
      step,
      result,
      type: result.type,
    });
    const body = this.expand(expr.body);
    const always = literal(true, BOOL);
    switch (expr.macro) {
      case 'all': {
        const held = local(ACCUMULATOR, BOOL);
        const condition = call('@not_strictly_false', 'not_strictly_false', [held], BOOL);
        return fold(literal(true, BOOL), condition, call('_&&_', 'logical_and', [held, body], BOOL), held);
      }
      case 'exists': {
        const held = local(ACCUMULATOR, BOOL);
        const none = call('!_', 'logical_not', [held], BOOL);
        const condition = call('@not_strictly_false', 'not_strictly_false', [none], BOOL);
        return fold(literal(false, BOOL), condition, call('_||_', 'logical_or', [held, body], BOOL), held);
      }
      case 'exists_one': {
        const held = local(ACCUMULATOR, INT);
        const more = call('_+_', 'add_int64', [held, literal(1, INT)], INT);
        const one = call('_==_', 'equals', [held, literal(1, INT)], BOOL);
        return fold(literal(0, INT), always, call('_?_:_', 'conditional', [body, more, held], INT), one);
      }
      case 'filter':
        return this.#collect(fold, type, body, this.#firstVariable(expr, range));
      case 'map':
      case 'transformList':
        return this.#collect(fold, type, expr.filter === undefined ? undefined : this.expand(expr.filter), body);
      case 'transformMap':
        return this.#insert(fold, type, expr, [this.#firstVariable(expr, range), body], 'cel_@mapInsert_map_key_value');
      case 'transformMapEntry':
        return this.#insert(fold, type, expr, [body], 'cel_@mapInsert_map_map');
      case 'mapValues':
        return this.#insert(fold, type, expr, [this.#firstVariable(expr, range), body], 'cel_@mapInsert_map_key_value');
      case 'filterKeys':
        return this.#insert(
          fold,
          type,
          { ...expr, filter: expr.body },
          [this.#firstVariable(expr, range), body],
          'cel_@mapInsert_map_key_value',
        );
      case 'sortBy':
        return this.#sortBy(expr, type, body);
      default:
        return unreachable(expr.macro);
    }
  }

  #firstVariable(expr: Comprehension, range: Core): Core {
    const { type } = range;
    const of = type.kind === 'list' ? (expr.second === undefined ? type.element : INT) : type.kind === 'map' ? type.key : DYN;
    return local(expr.first, of);
  }

  /** `filter ? accumulator + [item] : accumulator` */
  #collect(fold: MakeFold, type: Type, filter: Core | undefined, item: Core): Core {
    const held = local(ACCUMULATOR, type);
    const added = call('_+_', 'add_list', [held, listOf([item], type)], type);
    const step = filter === undefined ? added : call('_?_:_', 'conditional', [filter, added, held], type);
    return fold(listOf([], type), literal(true, BOOL), step, held);
  }

  #insert(fold: MakeFold, type: Type, expr: Comprehension, entry: readonly Core[], overload: string): Core {
    const held = local(ACCUMULATOR, type);
    const added = call('cel.@mapInsert', overload, [held, ...entry], type);
    const filter = expr.filter === undefined ? undefined : this.expand(expr.filter);
    const step = filter === undefined ? added : call('_?_:_', 'conditional', [filter, added, held], type);
    return fold({ kind: 'map', entries: [], type }, literal(true, BOOL), step, held);
  }

  /** `cel.bind(input, xs, input.@sortByAssociatedKeys(input.map(x, key)))` */
  #sortBy(expr: Comprehension, type: Type, key: Core): Core {
    const input = '@__sortBy_input__';
    const held = local(input, this.#type(expr.range));
    const keys: Type = list(key.type);
    const collected: MakeFold = (initial, condition, step, result) => ({
      kind: 'fold',
      first: expr.first,
      second: undefined,
      range: held,
      accumulator: ACCUMULATOR,
      initial,
      condition,
      step,
      result,
      type: result.type,
    });
    const mapped = this.#collect(collected, keys, undefined, key);
    const overloads = keyKinds(key.type).map((kind) => `list_${kind}_sortByAssociatedKeys`);
    const sorted: CoreCall = { kind: 'call', name: '@sortByAssociatedKeys', target: held, args: [mapped], overloads, type };
    return bindTo(input, this.expand(expr.range), sorted);
  }

  #bind(expr: Bind, type: Type): Core {
    return { ...bindTo(expr.variable, this.expand(expr.value), this.expand(expr.body)), type };
  }

  /** `x.hasValue() ? optional.of(cel.bind(v, x.value(), body)) : optional.none()`, with x bound first unless it is a name. */
  #optionalMap(expr: OptionalMap, type: Type): Core {
    const value = this.expand(expr.value);
    const repeats = this.#repeatOptionals || value.kind === 'ident';
    const held = repeats ? value : local('@target', value.type);
    const inside = value.type.kind === 'optional' ? value.type.of : DYN;
    const bound = bindTo(expr.variable, method(held, 'value', 'optional_value', [], inside), this.expand(expr.body));
    const some = expr.flat ? bound : call('optional.of', 'optional_of', [bound], optional(bound.type));
    const none = call('optional.none', 'optional_none', [], type);
    const mapped = call('_?_:_', 'conditional', [method(held, 'hasValue', 'optional_hasValue', [], BOOL), some, none], type);
    return repeats ? mapped : bindTo('@target', value, mapped);
  }

  #block(expr: Block, type: Type): Core {
    const slots = expr.bindings.map((b) => this.expand(b));
    return call('cel.@block', 'cel_block_list', [listOf(slots, list(DYN)), this.expand(expr.body)], type);
  }
}

/** The kinds that a key of sortBy() may turn out to be. */
function keyKinds(type: Type): readonly string[] {
  if (type.kind === 'dyn') return ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
  return [type.kind === 'wrapper' ? type.of.kind : type.kind];
}

/** `math.least(a, b, c)` is a call over a list. */
function extreme(name: string, ids: readonly string[], args: readonly Core[], type: Type): CoreCall {
  const overloads = ids.flatMap((id) => {
    const [stem, kind] = id.split('_many');
    return kind === '' ? ['double', 'int', 'uint'].map((k) => `${stem}_list_${k}`) : [`${stem}_list${kind ?? ''}`];
  });
  return { kind: 'call', name, target: undefined, args: [listOf(args, list(type))], overloads, type };
}

type MakeFold = (initial: Core, condition: Core, step: Core, result: Core) => CoreFold;

/** A variable with a value, as a fold over an empty list. */
const bindTo = (name: string, value: Core, body: Core): CoreFold => ({
  kind: 'fold',
  first: UNUSED,
  second: undefined,
  range: listOf([], list(DYN)),
  accumulator: name,
  initial: value,
  condition: literal(false, BOOL),
  step: local(name, value.type),
  result: body,
  type: body.type,
});
