// A tree without ids and places, for comparison of what it means.
import type { Expr } from '../../../src/cel/syntax/ast.ts';

export const shapeOf = (expr: Expr): unknown =>
  JSON.parse(
    JSON.stringify(expr, (key, value) => {
      if (key === 'id' || key === 'span' || key.endsWith('Span')) return undefined;
      if (typeof value === 'bigint') return `${value}n`;
      return Object.is(value, -0) ? '-0' : value;
    }),
  );
