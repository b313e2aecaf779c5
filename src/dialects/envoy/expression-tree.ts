// A CEL expression given as a tree (google.api.expr.v1alpha1.Expr or cel.expr.Expr), written as text: what a person reads, and what is run.
import { doubleLiteral } from '../../cel/values/double-text.ts';
import { once } from './compiled.ts';
import { child, children, chosen, flag, isDuration, type Message, text } from './schema/message.ts';

const BINARY: Readonly<Record<string, string>> = {
  '_&&_': '&&',
  '_||_': '||',
  '_==_': '==',
  '_!=_': '!=',
  '_<_': '<',
  '_<=_': '<=',
  '_>_': '>',
  '_>=_': '>=',
  '_+_': '+',
  '_-_': '-',
  '_*_': '*',
  '_/_': '/',
  '_%_': '%',
  '@in': 'in',
  _in_: 'in',
  in: 'in',
};

/** The text of a tree. Brackets are written generously: what counts is that it reads back as the same tree. */
export const expressionText = once((m: Message): string => print(m, 0));

const MOST = 200;

/** What a tree lacks, so that Envoy does not load it: expressions of no kind, selections of nothing. */
export function treeProblem(m: Message | undefined, depth = 0): string | undefined {
  const kind = m === undefined ? undefined : chosen(m, 'expr_kind');
  if (m === undefined || kind === undefined) return 'an expression in it is empty';
  if (depth > MOST) return undefined;
  const inner = child(m, kind);
  const next = (list: readonly (Message | undefined)[]): string | undefined => {
    for (const e of list) {
      const found = treeProblem(e, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (kind) {
    case 'const_expr':
      return inner === undefined || chosen(inner, 'constant_kind') === undefined ? 'a constant has no value' : undefined;
    case 'ident_expr':
      return inner === undefined || text(inner, 'name') === '' ? 'an identifier has no name' : undefined;
    case 'select_expr':
      if (child(inner, 'operand') === undefined) return 'a selection needs an operand';
      return inner === undefined || text(inner, 'field') === '' ? 'a selection needs a field' : next([child(inner, 'operand')]);
    case 'call_expr': {
      if (inner === undefined || text(inner, 'function') === '') return 'a call needs a function';
      const target = child(inner, 'target');
      return next([...(target === undefined ? [] : [target]), ...children(inner, 'args')]);
    }
    case 'list_expr':
      return next(children(inner, 'elements'));
    case 'struct_expr': {
      const name = inner === undefined ? '' : text(inner, 'message_name');
      if (name !== '' && !name.startsWith('google.protobuf.')) return `nobody knows a message ${name}`;
      const entries = children(inner, 'entries');
      if (name === '' && entries.some((e) => chosen(e, 'key_kind') !== 'map_key')) return 'an entry of a map needs a key';
      if (entries.some((e) => child(e, 'value') === undefined)) return 'an entry needs a value';
      return next(entries.flatMap((e) => [...(name === '' ? [child(e, 'map_key')] : []), child(e, 'value')]));
    }
    default:
      return undefined;
  }
}

function print(m: Message | undefined, depth: number): string {
  if (m === undefined || depth > MOST) return 'null';
  const kind = chosen(m, 'expr_kind');
  const inner = kind === undefined ? undefined : child(m, kind);
  const next = (e: Message | undefined): string => print(e, depth + 1);
  switch (kind) {
    case 'const_expr':
      return inner === undefined ? 'null' : constant(inner);
    case 'ident_expr':
      return inner === undefined ? 'null' : text(inner, 'name');
    case 'select_expr': {
      if (inner === undefined) return 'null';
      const selected = `${operand(child(inner, 'operand'), next)}.${text(inner, 'field')}`;
      return flag(inner, 'test_only') ? `has(${selected})` : selected;
    }
    case 'call_expr':
      return inner === undefined ? 'null' : call(inner, next);
    case 'list_expr':
      return `[${children(inner, 'elements').map(next).join(', ')}]`;
    case 'struct_expr':
      return struct(inner, next);
    case 'comprehension_expr':
      return comprehension(inner, next);
    default:
      return 'null';
  }
}

function operand(m: Message | undefined, next: (e: Message | undefined) => string): string {
  const kind = m === undefined ? undefined : chosen(m, 'expr_kind');
  const made = next(m);
  return kind === 'call_expr' && !/^[\w.]+\(|\]$|\)$/.test(made) ? `(${made})` : made;
}

function call(m: Message, next: (e: Message | undefined) => string): string {
  const name = text(m, 'function');
  const args = children(m, 'args').map(next);
  const binary = Object.hasOwn(BINARY, name) ? BINARY[name] : undefined;
  if (binary !== undefined && args.length === 2) return `(${args[0]} ${binary} ${args[1]})`;
  if (name === '_[_]' && args.length === 2) return `${operand(children(m, 'args')[0], next)}[${args[1]}]`;
  if (name === '!_' && args.length === 1) return `!(${args[0]})`;
  if (name === '-_' && args.length === 1) return `-(${args[0]})`;
  if (name === '_?_:_' && args.length === 3) return `(${args[0]} ? ${args[1]} : ${args[2]})`;
  const target = child(m, 'target');
  return target === undefined ? `${name}(${args.join(', ')})` : `${operand(target, next)}.${name}(${args.join(', ')})`;
}

function struct(m: Message | undefined, next: (e: Message | undefined) => string): string {
  const name = m === undefined ? '' : text(m, 'message_name');
  const entries = children(m, 'entries').map(
    (e) => `${chosen(e, 'key_kind') === 'field_key' ? text(e, 'field_key') : next(child(e, 'map_key'))}: ${next(child(e, 'value'))}`,
  );
  return `${name}{${entries.join(', ')}}`;
}

/** Envoy refuses these; written so that one sees what they are. */
function comprehension(m: Message | undefined, next: (e: Message | undefined) => string): string {
  return `${next(child(m, 'iter_range'))}.all(${m === undefined ? 'x' : text(m, 'iter_var')}, ${next(child(m, 'loop_step'))})`;
}

function constant(m: Message): string {
  const kind = chosen(m, 'constant_kind');
  const value = kind === undefined ? undefined : m.fields.get(kind)?.value;
  switch (kind) {
    case 'bool_value':
      return String(value);
    case 'int64_value':
      return String(value);
    case 'uint64_value':
      return `${value}u`;
    case 'double_value':
      return doubleLiteral(value as number);
    case 'string_value':
      return JSON.stringify(value);
    case 'bytes_value':
      return `b"${[...(value as Uint8Array)].map((b) => `\\x${b.toString(16).padStart(2, '0')}`).join('')}"`;
    case 'duration_value':
      return isDuration(value) ? `duration("${value.seconds + value.nanos / 1e9}s")` : 'null';
    default:
      return 'null';
  }
}
