// How large Envoy's RE2 (the C++ library) makes the program of a pattern: Envoy refuses patterns above a limit, 100 by default.
// Envoy compiles in Latin-1, so pattern and text are bytes and a class takes one instruction a range. Forks take none, since
// RE2 flattens them away, but a place that is reached from several sides takes one more for each. This follows RE2's
// compile.cc (fragments), simplify.cc (repeats) and prog.cc (flattening).
import { encodeUtf8 } from '../values/bytes.ts';
import { type CharSet, contains, onlyMember, rangesOf } from './char-set.ts';
import { factored, isLiteral } from './factor.ts';
import { parseRe2 } from './parse-re2.ts';
import { isFault, type Node, sequence } from './tree.ts';

/** The number of instructions, or undefined for a pattern that RE2 refuses. */
export function programSize(pattern: string): number | undefined {
  const bytes = isAscii(pattern) ? pattern : Array.from(encodeUtf8(pattern), (byte) => String.fromCharCode(byte)).join('');
  const parsed = parseRe2(bytes, 'cpp');
  return isFault(parsed) ? undefined : flattenedSize(withoutRequiredPrefix(factored(parsed.root)));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

const LAST_BYTE = 0xff;

interface Instruction {
  /** `any` takes every byte. */
  readonly op: 'byte' | 'any' | 'fork' | 'other' | 'nop' | 'match';
  out: number;
  out1: number;
}

/** A piece of program: where it begins, the exits that are still open, and whether it may take nothing. */
interface Fragment {
  readonly begin: number;
  readonly exits: readonly Exit[];
  readonly nullable: boolean;
}
interface Exit {
  readonly of: number;
  readonly second: boolean;
}

/** Larger programs are not built: the answer is then at least this. */
const MOST = 20_000;

function flattenedSize(root: Node): number {
  const compiler = new Compiler();
  const { node, anchored } = withoutAnchors(root);
  const match = compiler.add('match', 0);
  const all = compiler.node(node);
  if (all.begin === 0) return 1;
  compiler.patch(all.exits, match);
  const start = all.begin;
  let unanchored = start;
  if (!anchored) {
    // The search from anywhere: any bytes first, as few as possible.
    unanchored = compiler.add('fork', start);
    const skip = compiler.add('any', unanchored);
    (compiler.code[unanchored] as Instruction).out1 = skip;
  }
  return compiler.full ? compiler.code.length : flatten(compiler.code, start, unanchored);
}

class Compiler {
  /** The first instruction is the one that fails. */
  readonly code: Instruction[] = [{ op: 'match', out: 0, out1: 0 }];

  get full(): boolean {
    return this.code.length > MOST;
  }

  add(op: Instruction['op'], out: number, out1 = 0): number {
    this.code.push({ op, out, out1 });
    return this.code.length - 1;
  }

  patch(exits: readonly Exit[], to: number): void {
    for (const { of, second } of exits) {
      const instruction = this.code[of] as Instruction;
      if (second) instruction.out1 = to;
      else instruction.out = to;
    }
  }

  node(node: Node): Fragment {
    if (this.full) return this.#single('nop', true);
    switch (node.kind) {
      case 'empty':
        return this.#single('nop', true);
      case 'assert':
        return this.#single('other', true);
      case 'set':
        return this.#class(node.set);
      case 'group': {
        const body = this.node(node.body);
        const open = this.add('other', body.begin);
        const close = this.add('other', 0);
        this.patch(body.exits, close);
        return { begin: open, exits: [{ of: close, second: false }], nullable: body.nullable };
      }
      case 'sequence':
        return node.items.map((item) => this.node(item)).reduce((a, b) => this.#join(a, b));
      case 'choice':
        return node.items.map((item) => this.node(item)).reduceRight((others, branch) => this.#either(branch, others));
      case 'repeat':
        return this.#repeat(node);
    }
  }

  #class(set: CharSet): Fragment {
    const only = onlyMember(set);
    if (only !== undefined && only <= LAST_BYTE) return this.#single('byte', false);
    const ranges = byteRanges(set).map(([low, high]) => this.#single(low === 0 && high === LAST_BYTE ? 'any' : 'byte', false));
    const [first, ...others] = ranges;
    if (first === undefined) return { begin: 0, exits: [], nullable: false };
    return others.reduce((a, b) => this.#either(a, b), first);
  }

  #single(op: 'nop' | 'other' | 'byte' | 'any', nullable: boolean): Fragment {
    const at = this.add(op, 0);
    return { begin: at, exits: [{ of: at, second: false }], nullable };
  }

  #join(a: Fragment, b: Fragment): Fragment {
    if (a.begin === 0 || b.begin === 0) return { begin: 0, exits: [], nullable: false };
    this.patch(a.exits, b.begin);
    const isNothing = this.code[a.begin]?.op === 'nop' && a.exits.length === 1 && a.exits[0]?.of === a.begin;
    return isNothing ? b : { begin: a.begin, exits: b.exits, nullable: a.nullable && b.nullable };
  }

  #either(a: Fragment, b: Fragment): Fragment {
    if (a.begin === 0) return b;
    if (b.begin === 0) return a;
    return { begin: this.add('fork', a.begin, b.begin), exits: [...a.exits, ...b.exits], nullable: a.nullable || b.nullable };
  }

  #repeat(node: Node & { kind: 'repeat' }): Fragment {
    const { body, min: least, max: most, greedy } = node;
    if (most === 0) return this.#single('nop', true);
    const parts: Fragment[] = [];
    if (most === undefined) {
      for (let i = 0; i < least - 1 && !this.full; i++) parts.push(this.node(body));
      parts.push(least === 0 ? this.#star(this.node(body), greedy) : this.#plus(this.node(body), greedy));
    } else {
      for (let i = 0; i < least && !this.full; i++) parts.push(this.node(body));
      let optional: Fragment | undefined;
      for (let i = least; i < most && !this.full; i++) {
        const one = this.node(body);
        optional = this.#optional(optional === undefined ? one : this.#join(one, optional), greedy);
      }
      if (optional !== undefined) parts.push(optional);
    }
    return parts.reduce((a, b) => this.#join(a, b));
  }

  #plus(body: Fragment, greedy: boolean): Fragment {
    const fork = greedy ? this.add('fork', body.begin, 0) : this.add('fork', 0, body.begin);
    this.patch(body.exits, fork);
    return { begin: body.begin, exits: [{ of: fork, second: greedy }], nullable: body.nullable };
  }

  #star(body: Fragment, greedy: boolean): Fragment {
    if (body.nullable) return this.#optional(this.#plus(body, greedy), greedy);
    const loop = this.#plus(body, greedy);
    return { begin: (loop.exits[0] as Exit).of, exits: loop.exits, nullable: true };
  }

  #optional(body: Fragment, greedy: boolean): Fragment {
    const fork = greedy ? this.add('fork', body.begin, 0) : this.add('fork', 0, body.begin);
    return { begin: fork, exits: [{ of: fork, second: greedy }, ...body.exits], nullable: true };
  }
}

/** The ranges of a class in Latin-1. Where A-Z are as a-z, one range with a flag does for both. */
function byteRanges(set: CharSet): readonly (readonly [number, number])[] {
  const folds = foldsAscii(set);
  return [...rangesOf(set)]
    .filter(([low, high]) => low <= LAST_BYTE && !(folds && low >= 65 && high <= 90))
    .map(([low, high]) => [low, Math.min(high, LAST_BYTE)]);
}

/** Whether a class has a letter of ASCII just when it has the other case of it. */
function foldsAscii(set: CharSet): boolean {
  for (let c = 65; c <= 90; c++) if (contains(set, c) !== contains(set, c + 32)) return false;
  return true;
}

/** A literal directly after a leading ^ is compared before the program runs and is no part of it. */
function withoutRequiredPrefix(root: Node): Node {
  const items = root.kind === 'sequence' ? root.items : [root];
  let i = 0;
  while (items[i]?.kind === 'assert' && (items[i] as Node & { kind: 'assert' }).what === 'text-start') i++;
  const first = items[i];
  if (i === 0 || first === undefined || !isLiteral(first)) return root;
  let end = i;
  while (end < items.length && isLiteral(items[end] as Node) && isFolding(items[end] as Node) === isFolding(first)) end++;
  return sequence(items.slice(end));
}

const isFolding = (node: Node): boolean => node.kind === 'set' && onlyMember(node.set) === undefined;

/** Leading ^ and trailing $ take no instruction: the program as a whole is anchored. */
function withoutAnchors(root: Node): { readonly node: Node; readonly anchored: boolean } {
  const start = strip(root, 'text-start', 0);
  const end = strip(start ?? root, 'text-end', 0);
  return { node: end ?? start ?? root, anchored: start !== undefined };
}

/** The node without the assertion at its edge, or undefined when it has none there. */
function strip(node: Node, what: 'text-start' | 'text-end', depth: number): Node | undefined {
  if (depth >= 4) return undefined;
  if (node.kind === 'assert') return node.what === what ? { kind: 'empty' } : undefined;
  if (node.kind === 'group') {
    const body = strip(node.body, what, depth + 1);
    return body === undefined ? undefined : { ...node, body };
  }
  if (node.kind !== 'sequence' || node.items.length === 0) return undefined;
  const at = what === 'text-start' ? 0 : node.items.length - 1;
  const item = strip(node.items[at] as Node, what, depth + 1);
  return item === undefined ? undefined : { kind: 'sequence', items: node.items.map((one, i) => (i === at ? item : one)) };
}

// ---- flattening: every place that is entered from a character is a list of the instructions that can follow

function flatten(code: readonly Instruction[], start: number, unanchored: number): number {
  const direct = (at: number): number => {
    let to = at;
    while (to !== 0 && code[to]?.op === 'nop') to = (code[to] as Instruction).out;
    return to;
  };
  const roots = new Set([0, unanchored, start]);
  const forksInto = new Map<number, number[]>();
  const seen = new Set<number>();
  const rest = [unanchored];
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = code[at] as Instruction;
    if (instruction.op === 'fork') {
      for (const out of [direct(instruction.out), direct(instruction.out1)]) forksInto.set(out, [...(forksInto.get(out) ?? []), at]);
      rest.push(direct(instruction.out1), direct(instruction.out));
    } else if (instruction.op === 'nop') rest.push(direct(instruction.out));
    else if (instruction.op !== 'match') {
      roots.add(direct(instruction.out));
      rest.push(direct(instruction.out));
    }
  }
  const reach = (root: number): Set<number> => {
    const reached = new Set<number>();
    const open = [root];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const instruction = code[at] as Instruction;
      if ((at !== root && roots.has(at)) || (instruction.op !== 'fork' && instruction.op !== 'nop')) continue;
      open.push(...(instruction.op === 'fork' ? [direct(instruction.out1)] : []), direct(instruction.out));
    }
    return reached;
  };
  for (const root of [...roots].sort((a, b) => b - a)) {
    if (root === start || root === unanchored || root === 0) continue;
    const reached = reach(root);
    for (const at of reached) if ((forksInto.get(at) ?? []).some((fork) => !reached.has(fork))) roots.add(at);
  }
  // A loop over any bytes with the end behind it is marked by an instruction of its own.
  const isEnd = (at: number): boolean => {
    let to = at;
    while (code[to]?.op === 'nop' || code[to]?.op === 'other') to = (code[to] as Instruction).out;
    return to !== 0 && code[to]?.op === 'match';
  };
  const loops = (at: number, fork: number): boolean => code[at]?.op === 'any' && direct((code[at] as Instruction).out) === fork;
  const isMarked = (at: number): boolean => {
    const { op, out, out1 } = code[at] as Instruction;
    if (op !== 'fork' || at === unanchored) return false;
    return (loops(direct(out), at) && isEnd(direct(out1))) || (loops(direct(out1), at) && isEnd(direct(out)));
  };
  let size = 0;
  for (const root of roots)
    for (const at of reach(root)) {
      const { op } = code[at] as Instruction;
      if ((at !== root && roots.has(at)) || (op !== 'fork' && op !== 'nop') || isMarked(at)) size++;
    }
  return size;
}
