// `config.customFunctions`: functions of one's own, as text (agentgateway 1.4).
//
//   # comment
//   name(a, b) { expression }
//   this.name(a, rest...) { expression over this, a and the list rest }
//
// Braces of a body are counted outside quotes. A name stands once, is no function that exists, and calls do not lead in a circle.
export interface Definition {
  readonly name: string;
  readonly receiver: boolean;
  readonly params: readonly string[];
  readonly variadic: string | undefined;
  readonly body: string;
}

export type Definitions = { readonly ok: true; readonly list: readonly Definition[] } | { readonly ok: false; readonly because: string };

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function parseDefinitions(text: string): Definitions {
  const list: Definition[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const one = parseOne(text, at);
    if (typeof one === 'string') return { ok: false, because: one };
    if (list.some((known) => known.name === one.definition.name))
      return { ok: false, because: `${one.definition.name} is defined more than once` };
    list.push(one.definition);
    at = skipBlank(text, one.end);
  }
  return { ok: true, list };
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    if (/\s/.test(text[at] as string)) at++;
    else if (text[at] === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else break;
  }
  return at;
}

function parseOne(text: string, start: number): { readonly definition: Definition; readonly end: number } | string {
  const brace = text.indexOf('{', start);
  if (brace < 0) return 'custom function missing body';
  const open = text.indexOf('(', start);
  if (open < 0 || open > brace) return "custom function missing '('";
  const close = text.indexOf(')', open);
  if (close < 0 || close > brace) return "custom function missing ')'";
  if (text.slice(close + 1, brace).trim() !== '') return `unexpected custom function header: ${text.slice(start, brace).trim()}`;
  const header = text.slice(start, open).trim();
  const receiver = header.startsWith('this.');
  const name = receiver ? header.slice('this.'.length) : header;
  const fault = identifierFault(name);
  if (fault !== undefined) return fault;
  const params = parseParams(text.slice(open + 1, close), name);
  if (typeof params === 'string') return params;
  const end = endOfBody(text, brace);
  if (end === undefined) return `custom function ${name} has no closing brace`;
  return { definition: { name, receiver, ...params, body: text.slice(brace + 1, end).trim() }, end: end + 1 };
}

function identifierFault(name: string): string | undefined {
  if (name === 'this') return "custom function identifier cannot be 'this'";
  return IDENTIFIER.test(name) ? undefined : `invalid custom function identifier: ${name}`;
}

function parseParams(text: string, name: string): Pick<Definition, 'params' | 'variadic'> | string {
  const parts = text.trim() === '' ? [] : text.split(',').map((part) => part.trim());
  const isRest = (part: string): boolean => part.endsWith('...');
  for (const part of parts) {
    const fault = identifierFault(isRest(part) ? part.slice(0, -3).trim() : part);
    if (fault !== undefined) return fault;
  }
  const rests = parts.filter(isRest);
  if (rests.length > 1) return `custom function ${name} has multiple variadic parameters`;
  if (rests.length === 1 && !isRest(parts.at(-1) as string)) return `custom function ${name}: the variadic parameter must be the last`;
  return { params: parts.filter((part) => !isRest(part)), variadic: rests[0]?.slice(0, -3).trim() };
}

/** The brace that closes the one at `open`; quotes hide braces. */
function endOfBody(text: string, open: number): number | undefined {
  let depth = 0;
  let quote: string | undefined;
  for (let at = open; at < text.length; at++) {
    const char = text[at] as string;
    if (quote !== undefined) {
      if (char === '\\') at++;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return undefined;
}
