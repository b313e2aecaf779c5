// Patterns of the dialects' regular expressions, ready to run, always in time linear in the text: through the host's RegExp
// where that is proven to be so (nearly all patterns of gateways, at some 15 ns), else through the automaton.
//
//   const pattern = compileRegex('^/v[0-9]+/', 're2');   // a Regex, or a CelError with the library's own words
//   pattern.test('/v1/users')                            // true

import { spend } from '../values/meter.ts';
import { CelError } from '../values/value.ts';
import { type Slots, search } from './automaton.ts';
import { sourceOf } from './emit.ts';
import { parseRe2 } from './parse-re2.ts';
import { parseRust } from './parse-rust.ts';
import { compileProgram, isNullable, type Program } from './program.ts';
import { isLinear } from './proof.ts';
import { StateMachine } from './states.ts';
import { isFault, type Node, type Pattern, type PatternFault } from './tree.ts';

/** `re2`: Go's library, as in CEL and Kubernetes. `re2-cpp`: the C++ library, as in Envoy. `rust`: the regex crate, as in agentgateway. */
export type Dialect = 're2' | 're2-cpp' | 'rust';

/** A match in UTF-16 offsets; `groups[0]` is the first capturing group, undefined where it took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly ({ readonly start: number; readonly end: number } | undefined)[];
}

const KEPT = 200;
const kept = new Map<string, Regex | CelError>();

/** Compiles a pattern; the last ones used are kept. A `CelError` says why the dialect refuses it. */
export function compileRegex(pattern: string, dialect: Dialect): Regex | CelError {
  const key = `${dialect} ${pattern}`;
  const known = kept.get(key) ?? compile(pattern, dialect);
  kept.delete(key);
  kept.set(key, known);
  if (kept.size > KEPT)
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  return known;
}

function compile(pattern: string, dialect: Dialect): Regex | CelError {
  const parsed = dialect === 'rust' ? parseRust(pattern) : parseRe2(pattern, dialect === 're2' ? 'go' : 'cpp');
  if (isFault(parsed)) return new CelError('bad_regex', faultText(parsed, dialect));
  const program = compileProgram(parsed);
  if (program === undefined) return new CelError('bad_regex', faultText(TOO_LARGE[dialect](pattern), dialect));
  return new Regex(pattern, parsed, program);
}

function faultText(fault: PatternFault, dialect: Dialect): string {
  if (dialect === 're2-cpp') return fault.piece === '' ? fault.code : `${fault.code}: ${fault.piece}`;
  if (dialect === 're2') return `error parsing regexp: ${fault.code}: \`${fault.piece}\``;
  return fault.piece === '' ? fault.code : `regex parse error:\n${fault.piece}\nerror: ${fault.code}`;
}

const TOO_LARGE: Readonly<Record<Dialect, (pattern: string) => PatternFault>> = {
  re2: (pattern) => ({ code: 'expression too large', piece: pattern }),
  're2-cpp': () => ({ code: 'pattern too large - compile failed', piece: '' }),
  rust: () => ({ code: 'Compiled regex exceeds size limit of 10485760 bytes.', piece: '' }),
};

/** A pattern that compiled. Nothing here depends on earlier calls; engines are built when first needed. */
export class Regex {
  readonly source: string;
  /** Capturing groups, without the whole match. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly #root: Node;
  readonly #program: Program;
  #anywhere: ((text: string) => boolean) | undefined;
  #whole: ((text: string) => boolean) | undefined;
  #finder: ((text: string, from: number) => Match | undefined) | undefined;

  constructor(source: string, pattern: Pattern, program: Program) {
    this.source = source;
    this.groups = pattern.groups;
    this.names = pattern.names;
    this.#root = pattern.root;
    this.#program = program;
  }

  /** Whether the pattern matches anywhere in the text. */
  test(text: string): boolean {
    this.#anywhere ??= this.#tester(withoutIdleEnds(this.#root), false);
    return this.#anywhere(text);
  }

  /** Whether the pattern matches all of the text. */
  testWhole(text: string): boolean {
    this.#whole ??= this.#tester({ kind: 'sequence', items: [START, this.#root, END] }, true);
    return this.#whole(text);
  }

  /** The leftmost match at or after `from`, the one that Perl's rules prefer. */
  find(text: string, from = 0): Match | undefined {
    this.#finder ??= this.#matcher();
    return this.#finder(text, from);
  }

  /** Matches that do not overlap, at most `limit`. An empty match directly after another match does not count. */
  findAll(text: string, limit = Number.POSITIVE_INFINITY): Match[] {
    const out: Match[] = [];
    let from = 0;
    let lastEnd = -1;
    while (from <= text.length && out.length < limit) {
      const match = this.find(text, from);
      if (match === undefined) break;
      spend(1);
      if (match.end > match.start || match.start !== lastEnd) out.push(match);
      lastEnd = match.end;
      from = match.end > from ? match.end : from + widthAt(text, from);
    }
    return out;
  }

  #tester(node: Node, whole: boolean): (text: string) => boolean {
    const program = this.#program;
    if (isLinear(node, whole)) {
      if (program.looksAround) {
        const finder = new RegExp(sourceOf(node), 'gu');
        return (text) => execFrom(finder, text, 0) !== null;
      }
      const native = new RegExp(sourceOf(node), 'u');
      return (text) => native.test(text);
    }
    if (!program.looksAround) {
      const machine = new StateMachine(program, whole);
      return (text) => machine.test(text, spend);
    }
    const exact = whole ? (compileProgram({ root: node, groups: this.groups, names: this.names }) ?? program) : program;
    return (text) => search(exact, text, 0, whole, spend) !== undefined;
  }

  #matcher(): (text: string, from: number) => Match | undefined {
    if (isLinear(this.#root, false) && !differsInJavaScript(this.#root)) {
      const native = new RegExp(sourceOf(this.#root), 'dgu');
      return (text, from) => {
        const found: readonly ([number, number] | undefined)[] | undefined = execFrom(native, text, from)?.indices;
        const whole = found?.[0];
        return found === undefined || whole === undefined
          ? undefined
          : { ...rangeOf(whole), groups: found.slice(1).map((pair) => (pair === undefined ? undefined : rangeOf(pair))) };
      };
    }
    return (text, from) => {
      // Whether there is a match at all is found out much faster than where its groups are.
      if (from === 0 && !this.test(text)) return undefined;
      const found = search(this.#program, text, from, false, spend);
      return found === undefined ? undefined : { start: found[0] as number, end: found[1] as number, groups: groupsOf(found) };
    };
  }
}

/** `exec` that never matches between the two halves of a character, as V8 does for patterns that begin with an assertion. */
function execFrom(native: RegExp, text: string, from: number): RegExpExecArray | null {
  for (let start = from; ; ) {
    native.lastIndex = start;
    const found = native.exec(text);
    if (found === null || !isWithinPair(text, found.index)) return found;
    start = found.index + 1;
  }
}

const isWithinPair = (text: string, at: number) =>
  at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

const START: Node = { kind: 'assert', what: 'text-start' };
const END: Node = { kind: 'assert', what: 'text-end' };

const rangeOf = (pair: readonly [number, number]) => ({ start: pair[0], end: pair[1] });

function groupsOf(slots: Slots): Match['groups'] {
  const out: ({ start: number; end: number } | undefined)[] = [];
  for (let i = 2; i < slots.length; i += 2) {
    const start = slots[i] as number;
    const end = slots[i + 1] as number;
    out.push(start < 0 || end < 0 ? undefined : { start, end });
  }
  return out;
}

const widthAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** For yes or no, `.*` at either end of a pattern says nothing: the match may as well begin or end there. */
function withoutIdleEnds(root: Node): Node {
  if (root.kind === 'choice') return { kind: 'choice', items: root.items.map(withoutIdleEnds) };
  if (root.kind === 'repeat') return shortest(root);
  if (root.kind !== 'sequence') return root;
  let items = root.items;
  while (items.length > 1 && isIdle(items[0] as Node)) items = items.slice(1);
  while (items.length > 1 && isIdle(items.at(-1) as Node)) items = items.slice(0, -1);
  return { kind: 'sequence', items: items.map((item, i) => (i === 0 || i === items.length - 1 ? shortest(item) : item)) };
}

const isIdle = (node: Node) => node.kind === 'repeat' && node.min === 0 && node.body.kind === 'set';
const shortest = (node: Node): Node => (node.kind === 'repeat' && node.body.kind === 'set' ? { ...node, max: node.min } : node);

/**
 * Where JavaScript finds another match than Perl: it takes no empty round of a repeat, and groups within a repeat forget at
 * every round what they took in the one before.
 */
function differsInJavaScript(node: Node): boolean {
  switch (node.kind) {
    case 'group':
      return differsInJavaScript(node.body);
    case 'sequence':
    case 'choice':
      return node.items.some(differsInJavaScript);
    case 'repeat':
      if (isNullable(node.body) || (node.max !== 1 && hasGroup(node.body))) return true;
      return differsInJavaScript(node.body);
    default:
      return false;
  }
}

function hasGroup(node: Node): boolean {
  switch (node.kind) {
    case 'group':
      return true;
    case 'sequence':
    case 'choice':
      return node.items.some(hasGroup);
    case 'repeat':
      return hasGroup(node.body);
    default:
      return false;
  }
}
