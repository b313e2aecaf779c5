// Format strings: text with `%OPERATOR(arguments):length%` and `%%`. Envoy 1.40: an operator's name is capitals, digits and `_`; its
// arguments end at the first `)` that is followed by `%` or `:length%`, quotes or not; there is no other escape than `%%`.

export interface Operator {
  readonly name: string;
  /** Undefined without parentheses. */
  readonly args: string | undefined;
  readonly length: number | undefined;
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly at: number };

export type ParsedFormat =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly message: string; readonly at: number };

const NAME = /%([A-Z0-9_]+)/y;
const TAIL = /(?::([0-9]+))?%/y;

/** Splits a format string. `at` counts UTF-16 units, as the text does. */
export function parseFormat(format: string): ParsedFormat {
  const pieces: Piece[] = [];
  let text = '';
  let i = 0;
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  while (i < format.length) {
    if (format[i] !== '%') {
      const next = format.indexOf('%', i);
      text += format.slice(i, next < 0 ? undefined : next);
      i = next < 0 ? format.length : next;
      continue;
    }
    if (format[i + 1] === '%') {
      text += '%';
      i += 2;
      continue;
    }
    const found = operatorAt(format, i);
    if (found === undefined)
      return { ok: false, message: `Incorrect configuration: ${format}. Couldn't find valid command at position ${i}`, at: i };
    flush();
    pieces.push({ kind: 'operator', operator: found.operator, at: i });
    i = found.end;
  }
  flush();
  return { ok: true, pieces };
}

function operatorAt(format: string, start: number): { readonly operator: Operator; readonly end: number } | undefined {
  NAME.lastIndex = start;
  const name = NAME.exec(format)?.[1];
  if (name === undefined) return undefined;
  const after = start + 1 + name.length;
  if (format[after] === '(')
    for (let close = format.indexOf(')', after); close >= 0; close = format.indexOf(')', close + 1)) {
      TAIL.lastIndex = close + 1;
      const tail = TAIL.exec(format);
      if (tail !== null)
        return { operator: { name, args: format.slice(after + 1, close), length: lengthOf(tail[1]) }, end: TAIL.lastIndex };
    }
  TAIL.lastIndex = after;
  const tail = TAIL.exec(format);
  return tail === null ? undefined : { operator: { name, args: undefined, length: lengthOf(tail[1]) }, end: TAIL.lastIndex };
}

const lengthOf = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits));
