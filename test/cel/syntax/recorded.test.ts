// Answers of the real parsers and printer, where they are checked out (../shared/cases): cel-go's verdict on every recorded
// expression, its unparser's text, and agentgateway's verdicts, trees and string literals.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BINDING_MACROS, BLOCK_MACROS, LIST_MACROS, MATH_MACROS, PROTO_MACROS } from '../../../src/cel/syntax/extension-macros.ts';
import { parse } from '../../../src/cel/syntax/parser.ts';
import { format, print } from '../../../src/cel/syntax/print.ts';
import { decodeRustString } from '../../../src/cel/syntax/strings-rust.ts';
import type { SyntaxSwitches } from '../../../src/cel/syntax/switches.ts';
import { inRoot } from '../../tools/paths.mjs';
import { debugText } from './debug-text.ts';
import { shapeOf } from './shape.ts';
import { AGENTGATEWAY, CEL } from './switches.ts';

const absent = new Set([...BINDING_MACROS, ...BLOCK_MACROS, ...LIST_MACROS, ...MATH_MACROS, ...PROTO_MACROS]);
const KUBERNETES: SyntaxSwitches = { ...CEL, macros: new Set([...CEL.macros].filter((id) => !absent.has(id))) };

interface Recorded {
  readonly id: string;
  readonly expr: string;
  readonly profile: string;
  readonly expect: { readonly ok: boolean; readonly stage?: string; readonly message?: string; readonly unparse?: string };
}

const folder = inRoot('../shared/cases/cel-recorded');
const recorded = (file: string): Recorded[] =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded);
const switchesOf = ({ profile }: Recorded) => (profile === 'cel' ? CEL : KUBERNETES);

describe.skipIf(!existsSync(folder))('cel-go, recorded (../shared/cases; skipped where it is not checked out)', () => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ndjson')) : [];

  it.each(files)('%s: the same expressions parse', (file) => {
    const wrong = recorded(file).filter((one) => {
      const refused = one.expect.ok === false && one.expect.stage === 'parse';
      return parse(one.expr, switchesOf(one)).issues.length > 0 !== refused;
    });
    expect(wrong).toEqual([]);
  });

  it.each(files)('%s: what is printed reads back as the same tree', (file) => {
    const wrong = recorded(file).filter((one) => {
      const { expr, issues } = parse(one.expr, switchesOf(one));
      if (issues.length > 0) return false;
      const again = parse(print(expr), switchesOf(one));
      return again.issues.length > 0 || JSON.stringify(shapeOf(again.expr)) !== JSON.stringify(shapeOf(expr));
    });
    expect(wrong).toEqual([]);
  });

  it('prints as cel-go does', () => {
    const cases = recorded('unparse.ndjson');
    expect(cases.map(({ id, expr }) => [id, format(parse(expr, CEL).expr)])).toEqual(cases.map((one) => [one.id, one.expect.unparse]));
  });
});

interface ParserCase {
  readonly id: string;
  readonly expr: string;
  readonly max_recursion_depth?: number;
  readonly optional_syntax?: boolean;
  readonly expect: { readonly parse?: 'ok' | 'error'; readonly ast?: string; readonly literal?: string };
}

/** Raw strings given to the decoder alone: as tokens they would end at the quote within. */
const isForDecoder = ({ id }: ParserCase): boolean => id.startsWith('raw_string');

const ours = inRoot('../shared/cases/agentgateway');
const json = <T>(name: string): T => JSON.parse(readFileSync(`${ours}/${name}`, 'utf8')) as T;

describe.skipIf(!existsSync(ours))('agentgateway, recorded (../shared/cases; skipped where it is not checked out)', () => {
  const cases = existsSync(ours) ? json<{ cases: ParserCase[] }>('cel-parser.json').cases : [];

  it.each(cases.filter((one) => !isForDecoder(one)))('$id', (one) => {
    // The limit of the library's own tests counts what is inside the expression, agentgateway's the expression too.
    const maxDepth = one.max_recursion_depth === undefined ? 48 : one.max_recursion_depth + 1;
    const { expr, issues } = parse(one.expr, { ...AGENTGATEWAY, maxDepth, optionals: one.optional_syntax === true });
    expect(issues.length > 0 ? 'error' : 'ok').toBe(one.expect.parse ?? 'ok');
    if (one.expect.literal !== undefined) expect(expr).toMatchObject({ kind: 'literal', value: one.expect.literal });
    if (one.expect.ast !== undefined) expect(flat(debugText(expr))).toBe(flat(one.expect.ast));
  });

  it.each(cases.filter(isForDecoder))('$id decodes', ({ expr, expect: { literal } }) => {
    const faults: string[] = [];
    expect(decodeRustString(expr, 0, expr.length, /^[rR]/.test(expr), (id) => void faults.push(id))).toBe(literal);
    expect(faults).toEqual([]);
  });

  it.each(existsSync(ours) ? json<{ exprs: { expr: string; valid: boolean }[] }>('cel-corpus.json').exprs : [])(
    '$expr',
    ({ expr, valid }) => {
      expect(parse(expr, AGENTGATEWAY).issues.length === 0).toBe(valid);
    },
  );
});

const answered = inRoot('../shared/cases/agentgateway-recorded/cel');

interface Answered {
  readonly id: string;
  readonly expr?: string;
  readonly expect?: { readonly stage?: string };
}

describe.skipIf(!existsSync(answered))('agentgateway, answers (../shared/cases; skipped where it is not checked out)', () => {
  it.each(existsSync(answered) ? readdirSync(answered) : [])('%s: the same expressions parse', (file) => {
    const { cases = [] } = JSON.parse(readFileSync(`${answered}/${file}`, 'utf8')) as { cases?: readonly Answered[] };
    const wrong = cases.filter(({ expr, expect: answer }) => {
      if (expr === undefined || answer === undefined) return false;
      const refused = parse(expr, AGENTGATEWAY).issues.some((issue) => issue.severity === 'error');
      return refused !== (answer.stage === 'parse');
    });
    expect(wrong).toEqual([]);
  });
});

/** Without indentation, node ids and the marks of optional elements, which that printer leaves out. */
const flat = (debug: string): string =>
  debug
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/#\d+:/g, '#')
    .replaceAll(/([[(,]) /g, '$1')
    .replaceAll(/ ([\])])/g, '$1');
