// Composing YAML recurses, so nesting is bounded on the tokens before: what is deeper is cut out and reported. Without
// recursion itself; the tokens may be nested twenty thousand deep.
import type { CST } from 'yaml';
import { limits, type ProblemList } from './problem.ts';

interface Level {
  readonly token: CST.Token;
  readonly depth: number;
}

/** The same tokens, with collections below the bound emptied. */
export function cutDeepNesting(tokens: CST.Token[], problems: ProblemList): CST.Token[] {
  const open: Level[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    const { token, depth } = level;
    if (token.type === 'document') {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      if (depth < limits.depth) pushItems(open, token, depth + 1);
      else {
        problems.add(
          'text/too-deep',
          `Nested deeper than ${limits.depth} levels; what is inside is not read.`,
          token.offset,
          token.offset + 1,
        );
        token.items.length = 0;
      }
    }
  }
  return tokens;
}

function pushItems(open: Level[], collection: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, depth: number): void {
  for (const item of collection.items) {
    if (item.key !== null && item.key !== undefined && 'items' in item.key) open.push({ token: item.key, depth });
    if (item.value !== undefined && 'items' in item.value) open.push({ token: item.value, depth });
  }
}
