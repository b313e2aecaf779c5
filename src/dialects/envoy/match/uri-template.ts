// URI templates (path_match_policy, path_rewrite_policy, RBAC). Envoy 1.40 turns a template into an RE2 expression:
// `*` is one part of pchar, `**` anything and only at the end (literal text may follow), `{v}` is `{v=*}`, at most five variables.
// Inside a literal a `*` is not escaped and so repeats the character before it; `**` there never matches.
import { fullMatch, fullMatchGroups } from './regex.ts';

const PCHAR = "a-zA-Z0-9._~%!$&'()*+,;=:@-";
const ONE = `[${PCHAR}]+`;
const ANY = `[/${PCHAR}]*`;

type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'any' }
  | { readonly kind: 'variable'; readonly name: string; readonly pieces: readonly Piece[] };

export interface Template {
  readonly regex: string;
  /** Names of the variables, in order. */
  readonly variables: readonly string[];
}

/** Parses a match template, or says why the real program would refuse it. */
export function parseTemplate(template: string): Template | string {
  if (!template.startsWith('/')) return 'a URI template begins with /';
  if (template.includes('//')) return 'a URI template has no empty part';
  const pieces: Piece[] = [];
  const parts = splitParts(template.slice(1));
  for (const [i, part] of parts.entries()) {
    pieces.push({ kind: 'literal', text: '/' });
    if (/^\*\*?[^*{]/.test(part) && i < parts.length - 1) return 'text after * ends a URI template; nothing follows that part';
    const inner = parsePart(part);
    if (typeof inner === 'string') return inner;
    if (part === '' && i === 0 && template !== '/') return 'a URI template has no empty part';
    pieces.push(...inner);
  }
  const variables = namesOf(pieces);
  if (variables.length > 5) return 'a URI template has at most five variables';
  if (new Set(variables).size !== variables.length) return 'a variable of a URI template stands only once';
  const problem = anyProblem(pieces);
  if (problem !== undefined) return problem;
  // Envoy 1.40: an expression that RE2 does not take (`/a**b`) loads and never matches
  return { regex: pieces.map(regexOf).join(''), variables };
}

/** Parts between slashes; a slash inside braces belongs to the variable. */
function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (text[i] === '/' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `{a}`, `pre-{a}post`, `*`, `**`, `**.html`, a literal. */
function parsePart(part: string): readonly Piece[] | string {
  if (part === '*') return [{ kind: 'one' }];
  if (part === '**') return [{ kind: 'any' }];
  // an operator at the start of a part, literal text after it
  if (part.startsWith('*') && !part.includes('{')) {
    const any = part.startsWith('**');
    const rest = literalOf(part.slice(any ? 2 : 1));
    return typeof rest === 'string' ? rest : [{ kind: any ? 'any' : 'one' }, rest];
  }
  const open = part.indexOf('{');
  if (open < 0) {
    if (part.includes('}')) return 'a } has no {';
    const literal = literalOf(part);
    return typeof literal === 'string' ? literal : [literal];
  }
  const close = part.indexOf('}', open);
  if (close < 0) return 'a { has no }';
  if (part.indexOf('{', open + 1) >= 0 && part.indexOf('{', open + 1) < close) return 'variables of a URI template cannot be nested';
  if (part.indexOf('{', close) >= 0) return 'a part of a URI template has at most one variable';
  const before = part.slice(0, open);
  const after = part.slice(close + 1);
  const variable = parseVariable(part.slice(open + 1, close), before !== '' || after !== '');
  if (typeof variable === 'string') return variable;
  const out: Piece[] = [];
  for (const piece of [before, variable, after]) {
    if (typeof piece !== 'string') out.push(piece);
    else if (piece !== '') {
      const literal = literalOf(piece);
      if (typeof literal === 'string') return literal;
      out.push(literal);
    }
  }
  return out;
}

function parseVariable(text: string, mixed: boolean): Piece | string {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,15}$/.test(name)) return 'a variable is 1 to 16 letters, digits and _, beginning with a letter';
  if (equals < 0) return { kind: 'variable', name, pieces: [{ kind: 'one' }] };
  const pattern = text.slice(equals + 1);
  if (pattern === '') return 'a variable needs a pattern after =';
  const pieces: Piece[] = [];
  for (const [i, part] of pattern.split('/').entries()) {
    if (i > 0) pieces.push({ kind: 'literal', text: '/' });
    if (part === '' && i > 0) return 'a pattern has no empty part';
    if (part === '') continue;
    if (part === '*') pieces.push({ kind: 'one' });
    else if (part === '**') pieces.push({ kind: 'any' });
    else if (part.startsWith('*')) return 'a * stands alone in its part of a pattern, or behind text';
    else {
      const literal = literalOf(part);
      if (typeof literal === 'string') return literal;
      pieces.push(literal);
    }
  }
  if (mixed && pieces.some((p) => p.kind === 'literal')) return 'a variable beside literal text takes * or ** alone';
  return { kind: 'variable', name, pieces };
}

function literalOf(text: string): Piece | string {
  if (text === '') return { kind: 'literal', text: '' };
  return LITERAL.test(text) ? { kind: 'literal', text } : `${JSON.stringify(text)} has a character that no path can have`;
}

const LITERAL = new RegExp(`^[/${PCHAR}]*$`);

const flat = (pieces: readonly Piece[]): readonly Piece[] => pieces.flatMap((p) => (p.kind === 'variable' ? flat(p.pieces) : [p]));
const namesOf = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap((p) => (p.kind === 'variable' ? [p.name, ...namesOf(p.pieces)] : []));

/** `**` is the last operator; only literal text may follow. */
function anyProblem(pieces: readonly Piece[]): string | undefined {
  const all = flat(pieces);
  const at = all.findIndex((p) => p.kind === 'any');
  return at >= 0 && all.slice(at + 1).some((p) => p.kind !== 'literal') ? '** is the last operator of a URI template' : undefined;
}

function regexOf(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return piece.text.replace(/[.$^()+?{}[\]|\\]/g, '\\$&');
    case 'one':
      return ONE;
    case 'any':
      return ANY;
    case 'variable':
      return `(?P<${piece.name}>${piece.pieces.map(regexOf).join('')})`;
  }
}

export const templateMatches = (template: Template, path: string): boolean => fullMatch(template.regex, path);

/** A rewrite template's text: literals and `{name}`s of the match template's variables. */
export function rewriteTemplate(match: Template, rewrite: string, path: string): string | undefined {
  const groups = fullMatchGroups(match.regex, path);
  if (groups === undefined) return undefined;
  return rewrite.replace(/\{([^{}]*)\}/g, (_, name: string) => groups[match.variables.indexOf(name) + 1] ?? '');
}

/** Why a rewrite template is refused, or undefined. */
export function rewriteProblem(match: Template, rewrite: string): string | undefined {
  if (!rewrite.startsWith('/')) return 'a rewrite template begins with /';
  if (rewrite.includes('?') || rewrite.includes('//')) return 'a rewrite template is a path without a query and without empty parts';
  if (!LITERAL.test(rewrite.replace(/\{[^{}]*\}/g, ''))) return 'a rewrite template has a character that no path can have';
  const names = [...rewrite.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1] as string);
  if (/[{}]/.test(rewrite.replace(/\{[^{}]*\}/g, ''))) return 'a brace of the rewrite template has no partner';
  const unknown = names.find((n) => !match.variables.includes(n));
  return unknown === undefined ? undefined : `${unknown} is no variable of the match template`;
}
