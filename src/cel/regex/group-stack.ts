// The open groups while a pattern is read. No recursion: a pattern of ten thousand parentheses is an ordinary fault.
import { choice, type Node, sequence } from './tree.ts';

interface Open<Flags> {
  /** Undefined for a group that captures nothing. */
  readonly index: number | undefined;
  readonly name: string | undefined;
  /** The flags to go back to after the group. */
  readonly flags: Flags;
  /** What had been read on the level around it. */
  readonly branches: Node[];
  readonly items: Node[];
}

export class GroupStack<Flags> {
  readonly #outer: Open<Flags>[] = [];
  #branches: Node[] = [];
  #items: Node[] = [];
  readonly names = new Map<string, number>();
  groups = 0;

  get depth(): number {
    return this.#outer.length;
  }

  /** Whether there is nothing here that a repetition could apply to. */
  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  push(node: Node): void {
    this.#items.push(node);
  }

  /** Takes the item that a repetition applies to. */
  pop(): Node | undefined {
    return this.#items.pop();
  }

  bar(): void {
    this.#branches.push(sequence(this.#items));
    this.#items = [];
  }

  open(flags: Flags, capture: boolean, name?: string): void {
    const index = capture ? ++this.groups : undefined;
    if (name !== undefined && index !== undefined && !this.names.has(name)) this.names.set(name, index);
    this.#outer.push({ index, name, flags, branches: this.#branches, items: this.#items });
    this.#branches = [];
    this.#items = [];
  }

  /** Closes the innermost group and gives the flags of before; undefined when none is open. */
  close(): { readonly flags: Flags } | undefined {
    const outer = this.#outer.pop();
    if (outer === undefined) return undefined;
    const body = this.whole();
    this.#branches = outer.branches;
    this.#items = outer.items;
    const { index, name, flags } = outer;
    this.#items.push(index === undefined ? body : { kind: 'group', index, name, body });
    return { flags };
  }

  /** What has been read on this level. */
  whole(): Node {
    return choice([...this.#branches, sequence(this.#items)]);
  }
}
