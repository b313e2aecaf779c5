// Fields are read straight from objects where no class can answer in their place: so every member name of our own
// value classes must be known to `fieldRisk`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldRisk } from '../../../src/cel/plan/field.ts';

const CEL = join(import.meta.dirname, '../../../src/cel');
const VALUE_CLASS =
  /class (\w+)[^\n]* extends (?:Boxed|ListView|CelMap|TypedMap|Message|Opaque|TextValue|KubernetesValue)\b[^\n]*\{\n([\s\S]*?)\n\}/g;
const MEMBER = /^ {2}(?:(?:private|protected|public|abstract|override|readonly|get|set|declare) )*([A-Za-z_]\w*)\s*[(<:?=]/gm;

const members = readdirSync(CEL, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(CEL, file), 'utf8').matchAll(VALUE_CLASS)])
  .flatMap(([, name = '', body = '']) => [...body.matchAll(MEMBER)].map(([, member = '']) => [name, member] as const))
  .filter(([, member]) => member !== 'constructor');

describe('fieldRisk', () => {
  it('finds the classes', () => {
    expect(new Set(members.map(([name]) => name)).size).toBeGreaterThan(15);
  });

  it.each(members)('%s.%s is no direct field', (_, member) => {
    expect(fieldRisk(member)).not.toBe('direct');
  });

  it.each([
    ['__proto__', 'slow'],
    ['constructor', 'slow'],
    ['toString', 'slow'],
    ['length', 'slow'],
    ['0', 'slow'],
    ['size', 'slow'],
    ['trim', 'plain'],
    ['seconds', 'plain'],
    ['headers', 'direct'],
  ])('%s is %s', (name, risk) => {
    expect(fieldRisk(name)).toBe(risk);
  });
});
