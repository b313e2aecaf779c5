// Names that other languages have for what CEL calls otherwise.
import { nearest } from '../../base/nearest.ts';
import type { Overload } from '../lib/library.ts';
import { rewrite } from '../lints/shape.ts';
import { print } from '../syntax/print.ts';
import type { Advice, Advisor, Mistake } from './advice.ts';

const CONSTANTS: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  NULL: 'null',
  Null: 'null',
  nil: 'null',
  undefined: 'null',
};

/** Functions and methods: the name here. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  length: 'size',
  len: 'size',
  count: 'size',
  toLowerCase: 'lowerAscii',
  toLower: 'lowerAscii',
  lower: 'lowerAscii',
  lowercase: 'lowerAscii',
  toUpperCase: 'upperAscii',
  toUpper: 'upperAscii',
  upper: 'upperAscii',
  uppercase: 'upperAscii',
  includes: 'contains',
  hasPrefix: 'startsWith',
  hasSuffix: 'endsWith',
  startswith: 'startsWith',
  endswith: 'endsWith',
  match: 'matches',
  test: 'matches',
  strip: 'trim',
  trimSpace: 'trim',
  replaceAll: 'replace',
  substr: 'substring',
  slice: 'substring',
  parseInt: 'int',
  toInt: 'int',
  Number: 'double',
  float: 'double',
  parseFloat: 'double',
  str: 'string',
  String: 'string',
  toString: 'string',
  typeof: 'type',
};

export const foreignName: Advisor = (mistake) => {
  const { issue, node } = mistake;
  // A function that is there in the other form only takes no arguments of any type in this one.
  if (issue.code === 'no_matching_overload') return node.kind === 'call' ? formAdvice(mistake, node) : undefined;
  if (issue.code !== 'undeclared_reference') return undefined;
  if (node.kind === 'ident') {
    const text = Object.hasOwn(CONSTANTS, node.name) ? CONSTANTS[node.name] : undefined;
    return text === undefined ? undefined : { hint: `CEL writes ${text}.`, fix: rewrite(node.span, text) };
  }
  return node.kind === 'call' ? functionAdvice(mistake, node) : undefined;
};

function functionAdvice({ profile }: Mistake, call: Mistake['node'] & { kind: 'call' }): Advice | undefined {
  const known = profile.libraries.flatMap(({ overloads }) => overloads);
  const wanted = nameHere(call.name, known);
  const rows = known.filter(({ name }) => name === wanted);
  if (wanted === undefined || rows.length === 0) return undefined;
  const [argument] = call.args;
  if (wanted === 'containsIP' && call.target !== undefined && argument !== undefined && wanted !== call.name) {
    const text = `cidr(${print(argument)}).containsIP(${print(call.target)})`;
    return { hint: `Here the network is asked: ${text}.`, fix: rewrite(call.span, text) };
  }
  const asMethod = rows.some(({ receiver }) => receiver);
  const asFunction = rows.some(({ receiver }) => !receiver);
  // The same form under another name is a change of the name alone.
  if (call.target === undefined ? asFunction : asMethod)
    return wanted === call.name ? undefined : { hint: `Here it is called ${wanted}.`, fix: rewrite(call.nameSpan, wanted) };
  return otherForm(call, wanted);
}

function formAdvice({ profile }: Mistake, call: Mistake['node'] & { kind: 'call' }): Advice | undefined {
  if (call.form === 'operator') return undefined;
  const rows = profile.libraries.flatMap(({ overloads }) => overloads).filter(({ name }) => name === call.name);
  return rows.some(({ receiver }) => receiver === (call.form === 'receiver')) ? undefined : otherForm(call, call.name);
}

/** The function that a name stands for: as it is, as other languages call it, or with a slip in it. */
function nameHere(name: string, known: readonly Overload[]): string | undefined {
  if (name.toLowerCase() === 'incidr') return 'containsIP';
  if (known.some((row) => row.name === name)) return name;
  if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name];
  return nearest(name, new Set(known.map((row) => row.name).filter((one) => /^[a-zA-Z]+$/.test(one))));
}

/** `startsWith(a, b)` for `a.startsWith(b)`, `x.int()` for `int(x)`. */
function otherForm(call: Mistake['node'] & { kind: 'call' }, name: string): Advice | undefined {
  const [first, ...rest] = call.args;
  if (call.target === undefined) {
    if (first === undefined) return undefined;
    const text = `${print(first)}.${name}(${rest.map(print).join(', ')})`;
    return { hint: `It is a method: ${text}.`, fix: rewrite(call.span, text) };
  }
  if (first !== undefined) return undefined;
  const text = `${name}(${print(call.target)})`;
  return { hint: `It is a function: ${text}.`, fix: rewrite(call.span, text) };
}
