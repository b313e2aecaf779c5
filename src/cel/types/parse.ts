// Type text to type: `map(string, list(int))`, as people declare variables and as `printType` writes it.
import {
  ANY,
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  ERROR,
  INT,
  list,
  map,
  message,
  NULL,
  opaque,
  optional,
  STRING,
  TIMESTAMP,
  type Type,
  type as typeOf,
  UINT,
  wrapper,
} from './type.ts';

/** Nesting beyond this is refused: type text comes from outside. */
const MAX_DEPTH = 64;

const SIMPLE: ReadonlyMap<string, Type> = new Map([
  ['dyn', DYN],
  ['!error!', ERROR],
  ['null', NULL],
  ['null_type', NULL],
  ['bool', BOOL],
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['string', STRING],
  ['bytes', BYTES],
  ['timestamp', TIMESTAMP],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['duration', DURATION],
  ['google.protobuf.Duration', DURATION],
  ['any', ANY],
  ['google.protobuf.Any', ANY],
  ['google.protobuf.Value', DYN],
  ['google.protobuf.Struct', map(STRING, DYN)],
  ['google.protobuf.ListValue', list(DYN)],
  ['google.protobuf.BoolValue', wrapper(BOOL)],
  ['google.protobuf.BytesValue', wrapper(BYTES)],
  ['google.protobuf.DoubleValue', wrapper(DOUBLE)],
  ['google.protobuf.FloatValue', wrapper(DOUBLE)],
  ['google.protobuf.Int32Value', wrapper(INT)],
  ['google.protobuf.Int64Value', wrapper(INT)],
  ['google.protobuf.StringValue', wrapper(STRING)],
  ['google.protobuf.UInt32Value', wrapper(UINT)],
  ['google.protobuf.UInt64Value', wrapper(UINT)],
]);

/**
 * Reads type text; undefined when it is none. A name that is not CEL's own is a message, unless `isOpaque` says that
 * a library declares it as a type of its own (`net.IP`).
 */
export function parseType(text: string, isOpaque: (name: string) => boolean = () => false): Type | undefined {
  let at = 0;
  const space = (): void => {
    while (text[at] === ' ') at++;
  };
  const next = (sign: string): boolean => {
    space();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };

  const name = (): string => {
    space();
    const start = at;
    while (at < text.length && /[\w.!@-]/.test(text.charAt(at))) at++;
    return text.slice(start, at);
  };

  const params = (depth: number): readonly Type[] | undefined => {
    const found: Type[] = [];
    do {
      const one = read(depth);
      if (one === undefined) return undefined;
      found.push(one);
    } while (next(','));
    return next(')') ? found : undefined;
  };

  const read = (depth: number): Type | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    const word = name();
    if (word === '') return undefined;
    if (!next('(')) return named(word, [], isOpaque);
    const given = params(depth + 1);
    return given === undefined ? undefined : named(word, given, isOpaque);
  };

  const found = read(0);
  space();
  return at === text.length ? found : undefined;
}

function named(name: string, params: readonly Type[], isOpaque: (name: string) => boolean): Type | undefined {
  const [first = DYN, second = DYN] = params;
  switch (name) {
    case 'list':
      return list(first);
    case 'map':
      return map(first, second);
    case 'type':
      return typeOf(params[0]);
    case 'wrapper':
      return params.length === 1 ? wrapper(first) : undefined;
    case 'optional_type':
    case 'optional':
      return optional(first);
    default:
      if (params.length > 0 || isOpaque(name)) return opaque(name, ...params);
      return SIMPLE.get(name) ?? message(name);
  }
}
