import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/cel/syntax/ast.ts';
import { exprFromJson, exprToJson } from '../../../src/cel/syntax/expr-json.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { format } from '../../../src/cel/syntax/print.ts';
import { expressionText } from './generated.ts';
import { CEL } from './switches.ts';

const isExpr = (read: ReturnType<typeof exprFromJson>): read is Expr => 'kind' in read;

/** The text of the tree that the JSON of a text reads as; undefined where the text has no JSON form. */
function roundTrip(text: string): string | undefined {
  const json = exprToJson(parse(text, CEL).expr);
  if (json === undefined) return undefined;
  const read = exprFromJson(JSON.parse(JSON.stringify(json)));
  if (!isExpr(read)) throw new Error(`${read.path} ${read.why}`);
  return format(read);
}

describe('trees as JSON', () => {
  it.each([
    'request.headers["x-a"] == "1" && !(jwt.age in [1, 2u, 3.5])',
    'has(a.b) ? -x : f(b"\\001", null, true)',
    'a || b || c || d || e',
    '{"k": 1, 2: [3]}',
    'a.b.M{f: 1}',
    'x.startsWith("/") && size(x) % 2 == 0',
    '9223372036854775807 < 18446744073709551615u',
    '.a.b',
    'a.?b[?0].c',
  ])('%s', (text) => {
    expect(roundTrip(text)).toBe(format(parse(text, CEL).expr));
  });

  it('takes camelCase, as protobuf writes JSON', () => {
    const read = exprFromJson({
      callExpr: {
        function: '_==_',
        args: [{ selectExpr: { operand: { identExpr: { name: 'request' } }, field: 'path' } }, { constExpr: { stringValue: '/x' } }],
      },
    });
    expect(isExpr(read) && format(read)).toBe('request.path == "/x"');
  });

  it.each<[unknown, string]>([
    [{}, ''],
    [{ call_expr: { function: '_==_', args: [{ ident_expr: { name: 'a' } }, { what: {} }] } }, 'call_expr.args[1].what'],
    [{ const_expr: { int64_value: 'many' } }, 'const_expr.int64_value'],
    [{ call_expr: { function: 'f', args: 'x' } }, 'call_expr.args'],
    [{ call_expr: { function: '_==_', args: [{ ident_expr: { name: 'a' } }] } }, 'call_expr.args'],
    [JSON.parse('{"__proto__": {}}') as unknown, ''],
  ])('says where %j is no tree', (json, path) => {
    const read = exprFromJson(json);
    expect(isExpr(read) ? 'a tree' : read.path).toContain(path);
    expect(isExpr(read)).toBe(false);
  });

  it('ends on trees without an end', () => {
    let deep: unknown = { ident_expr: { name: 'a' } };
    for (let i = 0; i < 10_000; i++) deep = { select_expr: { operand: deep, field: 'b' } };
    expect(exprFromJson(deep)).toMatchObject({ why: 'is nested too deeply' });
  });

  it('reads back what has a form', () => {
    fc.assert(
      fc.property(expressionText, (text) => {
        const { expr, issues } = parse(text, CEL);
        fc.pre(issues.length === 0);
        const again = roundTrip(text);
        fc.pre(again !== undefined);
        expect(again).toBe(format(expr));
      }),
      { numRuns: 1000 },
    );
  });
});
