// Values that are secret by the name they are given: `password: …` in YAML, `"clientSecret": "…"` in JSON, `api_key=…` in a query, a form or an
// environment file, `request.headers["x-api-key"] == "…"` in an expression, `Authorization: …` in a message.
import type { Claims } from './find.ts';
import { claimHeader, claimValue } from './header-value.ts';
import { isParameterName, isSecretHeader, isSecretName, isSecretParameter } from './names.ts';

/** A name, what closes it (a quote, a bracket), and what sets it apart from its value. */
const NAMED = /(?<![\w.-])([\w.-]{2,80})(["'\])]{0,3}[ \t]*(?:[=!]=|=>?|:(?![:/])|\.(?:startsWith|endsWith|contains|matches)\()[ \t]*)/g;

export function claimAssignments(claims: Claims): void {
  const { text } = claims;
  const hasHolders = AROUND_ANYWHERE.test(text);
  let passed = 0;
  for (const found of text.matchAll(NAMED)) {
    const [all, path = '', sign = ''] = found;
    // A name within a value is a part of it.
    if (found.index < passed) continue;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const isSecret =
      isSecretName(name) || (sign === '=' && isParameterName(name)) || (hasHolders && isHolder(name) && within(text, found.index));
    if (!isSecret && !isSecretHeader(name)) continue;
    const value = valueAt(text, found.index + all.length, sign);
    if (value === undefined) continue;
    passed = value[1];
    if (!isSecret) claimHeader(name, claims, ...value);
    else if (isSecretName(name) || sign !== '=' || isSecretParameter(name, text.slice(...value)))
      claimValue('password or key', claims, ...value);
  }
}

/** The value that begins at a place, without its quotes. Undefined where a list, an object or nothing begins. */
function valueAt(text: string, at: number, sign: string): readonly [number, number] | undefined {
  const first = text[at];
  if (first === undefined) return undefined;
  if (first === '"' || first === "'") return quoted(text, at, first);
  // Two names that are compared hold no value; in YAML an alias, a tag, a list or an object begins with a sign.
  if (/[=!]=|\($/.test(sign) || (sign.includes('=') ? /[\s&,;)]/ : /[\s[{&*!,)\]}]/).test(first)) return undefined;
  if (/^[|>][+-]?\d?[ \t]*\r?\n/.test(text.slice(at, at + 20))) return block(text, at);
  const line = text.slice(at, at + 2000);
  const end = sign.includes('=') ? /[\s&,;"'<>]|$/ : isInFlow(text, at) ? /[,}\]\r\n]|$/ : /(?<![ \t])[ \t]+#|\r|\n|$/;
  const length = line.slice(0, line.search(end)).trimEnd().length;
  return length === 0 ? undefined : [at, at + length];
}

function quoted(text: string, at: number, quote: string): readonly [number, number] | undefined {
  // In a JSON text within a JSON text the quotes are escaped; an escaped quote within a value is passed over.
  for (let i = at + 1; i < text.length && i < at + 5000; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i === at + 1 ? undefined : [at + 1, i];
  }
  return undefined;
}

/** A block of YAML: the lines that are further in than the one that begins it. */
function block(text: string, at: number): readonly [number, number] | undefined {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, at))?.[0].length ?? 0;
  let end = text.indexOf('\n', at) + 1;
  const start = end;
  for (;;) {
    const next = text.indexOf('\n', end);
    const line = text.slice(end, next < 0 ? undefined : next);
    if (line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent) break;
    end = next < 0 ? text.length : next + 1;
    if (next < 0 || end - start > 5000) break;
  }
  const body = text.slice(start, end);
  const from = start + (body.length - body.trimStart().length);
  return body.trim() === '' ? undefined : [from, start + body.trimEnd().length];
}

/** What stands before a place on its line, as far back as some characters: a minified file is one line, and has thousands of places. */
function lineBefore(text: string, at: number, most: number): string {
  const before = text.slice(Math.max(0, at - most), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Whether a place is within braces or brackets that begin on its line. */
function isInFlow(text: string, at: number): boolean {
  let open = 0;
  for (const sign of lineBefore(text, at, 500))
    open += sign === '{' || sign === '[' ? 1 : (sign === '}' || sign === ']') && open > 0 ? -1 : 0;
  return open > 0;
}

/** Members that hold a value whose meaning a member around them tells. */
const isHolder = (name: string): boolean => /^(?:key|value|inline_?string|inline_?bytes|htpasswd|string)$/i.test(name);
/** Members that hold credentials: agentgateway's policies, Envoy's secrets. */
const AROUND =
  /^(?:backendAuth|apiKey|basicAuth|generic_secret|session_ticket_keys|[\w-]*(?:password|secret|token|credential|private_key))$/i;
const AROUND_ANYWHERE = /(?:backendAuth|apiKey|basicAuth|session_ticket_keys|password|secret|token|credential|private_key)["']?[ \t]*:/i;

/** Whether a member such as `key` stands in one that holds credentials: in its braces, or further in on the lines below it. */
function within(text: string, at: number): boolean {
  const before = lineBefore(text, at, MOST_BEFORE);
  const inLine = [...before.matchAll(/([\w-]+)["']?[ \t]*:[ \t]*(?=[[{])/g)].some(([, around]) => AROUND.test(around ?? ''));
  return inLine || (before.length < MOST_BEFORE && below(text, at - before.length, indentOf(before)));
}

/** Characters of a line within which a member that holds credentials is looked for. */
const MOST_BEFORE = 300;

function below(text: string, lineStart: number, from: number): boolean {
  let indent = from;
  let end = lineStart - 1;
  for (let lines = 0; lines < 60 && indent > 0 && end > 0; lines++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, Math.min(end, start + MOST_BEFORE));
    const found = /^[ \t-]*["']?(\w[\w-]*)["']?[ \t]*:[ \t]*(?:[[{][ \t]*)?$/.exec(line);
    const depth = indentOf(line);
    if (line.trim() !== '' && depth < indent) {
      if (AROUND.test(found?.[1] ?? '')) return true;
      indent = depth;
    }
    end = start - 1;
  }
  return false;
}

const indentOf = (line: string): number => /^[ \t-]*/.exec(line)?.[0].length ?? 0;
