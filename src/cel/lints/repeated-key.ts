// A map literal that gives a key twice: an error in cel-go when it runs, elsewhere the last one wins.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';

export const repeatedKey: Lint = ({ checked, profile }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'map') return [];
    const seen = new Set<string>();
    return node.entries.flatMap(({ key }) => {
      if (key.kind !== 'literal') return [];
      const text = print(key);
      if (!seen.has(text)) {
        seen.add(text);
        return [];
      }
      const lastWins = profile.evaluation.operators?.repeatedKeys === 'last-wins';
      const message = `The key ${text} stands twice: ${lastWins ? 'the last one wins' : 'making this map fails'}`;
      return [{ code: 'repeated_key', severity: 'warning' as const, message, span: key.span }];
    });
  });
