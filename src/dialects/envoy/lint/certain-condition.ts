// Whether a condition, given as a tree, ends in true or false whatever the request: it reads only what every request has, and looks
// headers up only where it has made sure of them (`'x' in request.headers && request.headers['x'] == 'a'`). Anything else may fail.
import { regexProblem } from '../match/regex.ts';
import { child, children, chosen, flag, type Message, text } from '../schema/message.ts';

type Kind = 'bool' | 'number' | 'string' | 'headers' | 'list' | 'other';

/** Attributes that every request and connection has. */
const ATTRIBUTES: Readonly<Record<string, Kind | undefined>> = {
  'request.path': 'string',
  'request.url_path': 'string',
  'request.query': 'string',
  'request.host': 'string',
  'request.method': 'string',
  'request.scheme': 'string',
  'request.protocol': 'string',
  'request.headers': 'headers',
  'request.size': 'number',
  'source.address': 'string',
  'source.port': 'number',
  'destination.address': 'string',
  'destination.port': 'number',
  'connection.mtls': 'bool',
  'connection.id': 'number',
};

const CONSTANTS: Readonly<Record<string, Kind | undefined>> = {
  bool_value: 'bool',
  int64_value: 'number',
  uint64_value: 'number',
  double_value: 'number',
  string_value: 'string',
};

const OF_TEXTS = new Set(['startsWith', 'endsWith', 'contains', 'matches']);
const ORDERED = new Set(['_<_', '_<=_', '_>_', '_>=_']);
const IN = new Set(['@in', '_in_', 'in']);
const DEEPEST = 60;

export const isCertain = (condition: Message): boolean => kindOf(condition, new Set(), 0) === 'bool';

/** What an expression surely gives, where the headers in `there` are known to be there; undefined: it may fail. */
function kindOf(m: Message | undefined, there: ReadonlySet<string>, depth: number): Kind | undefined {
  const kind = m === undefined ? undefined : chosen(m, 'expr_kind');
  const inner = kind === undefined ? undefined : child(m, kind);
  if (inner === undefined || depth > DEEPEST) return undefined;
  switch (kind) {
    case 'const_expr':
      return CONSTANTS[chosen(inner, 'constant_kind') ?? ''];
    case 'select_expr':
      return kindOfSelection(inner, there);
    case 'list_expr':
      return children(inner, 'elements').every((e) => kindOf(e, there, depth + 1) !== undefined) ? 'list' : undefined;
    case 'call_expr':
      return kindOfCall(inner, there, depth);
    default:
      return undefined;
  }
}

function kindOfSelection(m: Message, there: ReadonlySet<string>): Kind | undefined {
  const field = text(m, 'field');
  if (isHeaders(child(m, 'operand'))) return flag(m, 'test_only') ? 'bool' : there.has(field.toLowerCase()) ? 'string' : undefined;
  const root = child(child(m, 'operand'), 'ident_expr');
  const name = `${root === undefined ? '' : text(root, 'name')}.${field}`;
  return flag(m, 'test_only') || !Object.hasOwn(ATTRIBUTES, name) ? undefined : ATTRIBUTES[name];
}

function isHeaders(m: Message | undefined): boolean {
  const select = child(m, 'select_expr');
  const root = child(child(select, 'operand'), 'ident_expr');
  return select !== undefined && root !== undefined && text(root, 'name') === 'request' && text(select, 'field') === 'headers';
}

function kindOfCall(m: Message, there: ReadonlySet<string>, depth: number): Kind | undefined {
  const name = text(m, 'function');
  const target = child(m, 'target');
  const args = [...(target === undefined ? [] : [target]), ...children(m, 'args')];
  const [a, b, c] = args;
  if (name === '_&&_' && args.length === 2)
    return bothBool(kindOf(a, there, depth + 1), kindOf(b, new Set([...there, ...proven(a)]), depth + 1));
  if (name === '_[_]' && isHeaders(a)) return there.has(literal(b)?.toLowerCase() ?? '\0') ? 'string' : undefined;
  if (IN.has(name) && isHeaders(b)) return kindOf(a, there, depth + 1) === 'string' ? 'bool' : undefined;
  const kinds = args.map((arg) => kindOf(arg, there, depth + 1));
  const [first, second, third] = kinds;
  if (name === '_?_:_') return first === 'bool' && second === third && c !== undefined ? second : undefined;
  if (kinds.includes(undefined)) return undefined;
  if (name === '_||_') return bothBool(first, second);
  if (name === '!_') return first === 'bool' ? 'bool' : undefined;
  if (name === '_==_' || name === '_!=_') return kinds.length === 2 && first === second ? 'bool' : undefined;
  if (ORDERED.has(name)) return first === second && (first === 'number' || first === 'string') ? 'bool' : undefined;
  if (IN.has(name)) return second === 'list' ? 'bool' : undefined;
  if (OF_TEXTS.has(name)) return first === 'string' && second === 'string' && isSound(name, literal(b)) ? 'bool' : undefined;
  return name === 'size' && (first === 'string' || first === 'headers') ? 'number' : undefined;
}

/** What a text is tested with: a pattern that is none fails when it is tried. */
const isSound = (name: string, given: string | undefined): boolean =>
  given !== undefined && (name !== 'matches' || regexProblem(given, Number.POSITIVE_INFINITY) === undefined);

const bothBool = (a: Kind | undefined, b: Kind | undefined): Kind | undefined => (a === 'bool' && b === 'bool' ? 'bool' : undefined);

function literal(m: Message | undefined): string | undefined {
  const constant = child(m, 'const_expr');
  return constant !== undefined && chosen(constant, 'constant_kind') === 'string_value' ? text(constant, 'string_value') : undefined;
}

/** Headers that are there wherever the expression is true. */
function proven(m: Message | undefined): readonly string[] {
  const select = child(m, 'select_expr');
  if (select !== undefined && flag(select, 'test_only') && isHeaders(child(select, 'operand')))
    return [text(select, 'field').toLowerCase()];
  const call = child(m, 'call_expr');
  if (call === undefined) return [];
  const [a, b] = children(call, 'args');
  if (text(call, 'function') === '_&&_') return [...proven(a), ...proven(b)];
  const name = literal(a);
  return IN.has(text(call, 'function')) && isHeaders(b) && name !== undefined ? [name.toLowerCase()] : [];
}
