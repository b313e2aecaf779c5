// What the parts of a run count for in the API server, whose programs are optimised: constant lists, maps and conversions
// are computed beforehand, and `x in ['a', 'b']` looks into a set.
import type { Core, CoreCall } from '../../expand/core.ts';
import { isList, kindOf, toArray } from '../../values/kind.ts';
import type { Value } from '../../values/value.ts';
import type { RunModel } from '../track.ts';
import { callCost } from './call-cost.ts';

const CONVERSIONS: ReadonlySet<string> = new Set('bool bytes double duration dyn int string timestamp type uint'.split(' '));

/** A model for one expression: it remembers which parts are constant. */
export function kubernetesModel(): RunModel {
  const known = new Map<Core, boolean>();
  const isConstant = (node: Core): boolean => {
    let answer = known.get(node);
    if (answer === undefined) {
      answer = find(node);
      known.set(node, answer);
    }
    return answer;
  };
  const find = (node: Core): boolean => {
    switch (node.kind) {
      case 'literal':
        return true;
      case 'ident':
        return node.constant !== undefined;
      case 'list':
        return node.elements.every(isConstant);
      case 'map':
        return node.entries.every((e) => isConstant(e.key) && isConstant(e.value));
      case 'call':
        return isConstantCall(node);
      default:
        return false;
    }
  };
  const isConstantCall = (node: CoreCall): boolean => {
    const [first, second] = node.args;
    if (isMembership(node)) return second?.kind === 'list' && second.elements.length === 0;
    return node.target === undefined && node.args.length === 1 && CONVERSIONS.has(node.name) && first !== undefined && isConstant(first);
  };
  const call = (node: CoreCall, values: readonly Value[], result: Value): bigint => {
    const [, list] = node.args;
    if (isMembership(node) && list?.kind === 'list' && isConstant(list) && isSet(values[1])) return 0n;
    const [overload] = node.overloads.length === 1 ? node.overloads : [];
    return callCost({ name: node.name, overload, args: values, result });
  };
  return { presence: (ofChoice) => (ofChoice ? -1n : 0n), absence: 0n, failedLiteral: 1n, onError, call, isConstant };
}

/** One or two arguments are all computed; of more, those after one that fails are not, and then the call is not counted. */
const onError: RunModel['onError'] = (_, place, count) => (count < 3 ? 'go-on' : place === count - 1 ? 'count' : 'end');

const isMembership = (node: CoreCall): boolean => node.name === '@in' && node.overloads.length === 1 && node.overloads[0] === 'in_list';

const SIMPLE: ReadonlySet<string> = new Set(['bool', 'double', 'int', 'string', 'uint']);

/** Whether a constant list, however it was computed, becomes a set. */
const isSet = (list: Value | undefined): boolean => list !== undefined && isList(list) && toArray(list).every((v) => SIMPLE.has(kindOf(v)));
