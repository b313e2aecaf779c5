/// <reference path="./node-copies.d.ts" />
// The copies of nodes.ts, dealt out: each use of a function of it takes the next copy, so that a function is made of one copy twice only
// when many expressions use it. What reads by a name takes the same copy for the same name: the engine then knows what it reads.
import { others } from 'virtual:node-copies';
import { type Nodes, nodes } from './nodes.ts';

const copies: readonly Nodes[] = [nodes, ...others];

/** A table like that of nodes.ts; what is read from it comes of another copy each time. */
export const dealtNodes: Nodes = dealing();

function dealing(): Nodes {
  const dealt = { ...nodes };
  for (const name of Object.keys(nodes) as (keyof Nodes)[]) {
    let turn = 0;
    Object.defineProperty(dealt, name, { get: () => copies[turn++ % copies.length]?.[name] });
  }
  return dealt;
}

const turns = new Map<number, number>();
const MOST_TURNS = 1000;
const MOST_NAMES = 8192;

/** The turn of a path of names: that of what it goes on from (0 for a variable), and the number of its last name. */
export function turnOf(from: number, name: number): number {
  const key = from * MOST_NAMES + name;
  let turn = turns.get(key);
  if (turn === undefined) {
    turn = turns.size + 1;
    if (turn < MOST_TURNS) turns.set(key, turn);
  }
  return turn;
}

/** The copy whose turn it is. */
export const nodesOf = (turn: number): Nodes => copies[turn % copies.length] ?? nodes;
