// Type text is read and printed; types go together, or do not, as cel-go says.
import { describe, expect, it } from 'vitest';
import { parseType } from '../../../src/cel/types/parse.ts';
import { printType } from '../../../src/cel/types/print.ts';
import { BOOL, DYN, INT, list, map, param, STRING, T, type Type } from '../../../src/cel/types/type.ts';
import { bounded, mostGeneral, Substitution } from '../../../src/cel/types/unify.ts';

const isLibraryType = (name: string): boolean => name === 'net.IP';
const read = (text: string): Type => parseType(text, isLibraryType) ?? expect.fail(`${text} is no type`);

describe('type text', () => {
  it.each([
    'dyn',
    'int',
    'null',
    'timestamp',
    'list(int)',
    'map(string, list(dyn))',
    'optional_type(int)',
    'type(int)',
    'type',
    'wrapper(int)',
    'net.IP',
    'set(string)',
    'google.api.Rule',
    'map(string, map(int, list(optional_type(bytes))))',
  ])('%s reads and prints back', (text) => {
    expect(printType(read(text))).toBe(text);
  });

  it.each([
    ['null_type', 'null'],
    ['google.protobuf.Timestamp', 'timestamp'],
    ['google.protobuf.Int32Value', 'wrapper(int)'],
    ['google.protobuf.Struct', 'map(string, dyn)'],
    ['list', 'list(dyn)'],
    ['map( string ,int )', 'map(string, int)'],
    ['__proto__', '__proto__'],
  ])('%s is %s', (text, printed) => {
    expect(printType(read(text))).toBe(printed);
  });

  it.each(['', '(', 'list(', 'list(int', 'list(int))', 'map(string,)', 'int int', `${'list('.repeat(70)}int${')'.repeat(70)}`])(
    '%j is no type',
    (text) => {
      expect(parseType(text)).toBeUndefined();
    },
  );
});

describe('assignability', () => {
  it.each([
    ['int', 'int', true],
    ['int', 'uint', false],
    ['int', 'dyn', true],
    ['dyn', 'string', true],
    ['any', 'string', true],
    ['null', 'int', false],
    ['null', 'wrapper(int)', true],
    ['null', 'timestamp', true],
    ['null', 'google.api.Rule', true],
    ['null', 'list(int)', false],
    ['null', 'null', true],
    ['wrapper(int)', 'int', true],
    ['int', 'wrapper(int)', true],
    ['int', 'wrapper(string)', false],
    ['list(int)', 'list(dyn)', true],
    ['list(dyn)', 'list(int)', true],
    ['list(int)', 'list(string)', false],
    ['map(string, int)', 'map(string, dyn)', true],
    ['map(int, int)', 'map(string, int)', false],
    ['type(int)', 'type(string)', true],
    ['type(int)', 'int', false],
    ['optional_type(int)', 'optional_type(dyn)', true],
    ['optional_type(int)', 'int', false],
    ['net.IP', 'net.IP', true],
    ['google.a.A', 'google.a.B', false],
  ])('%s to %s: %s', (from, to, fits) => {
    expect(new Substitution().assign(read(from), read(to))).toBe(fits);
  });

  it('binds a parameter to what it meets and widens it', () => {
    const s = new Substitution();
    const [wanted] = s.instantiate([list(T)]) as [Type];
    expect(s.assign(list(INT), wanted)).toBe(true);
    expect(printType(s.resolve(wanted))).toBe('list(int)');
    expect(s.assign(list(DYN), wanted)).toBe(true);
    expect(printType(s.resolve(wanted))).toBe('list(dyn)');
  });

  it('leaves no trace of a failed attempt', () => {
    const s = new Substitution();
    const [a, b] = s.instantiate([T, BOOL]) as [Type, Type];
    expect(s.assignAll([INT, STRING], [a, b])).toBe(false);
    expect(s.resolve(a)).toEqual(a);
  });

  it('refuses a type within itself', () => {
    const s = new Substitution();
    const free = s.fresh();
    expect(s.assign(list(free), free)).toBe(false);
  });

  it('gives unbound parameters as dyn at the end', () => {
    const s = new Substitution();
    expect(printType(s.resolve(map(s.fresh(), param('X')), true))).toBe('map(dyn, dyn)');
  });

  it('joins to the more general type', () => {
    expect(printType(mostGeneral(INT, DYN))).toBe('dyn');
    expect(printType(mostGeneral(list(INT), list(DYN)))).toBe('list(dyn)');
  });

  it('does not let types grow without bound', () => {
    let type: Type = INT;
    for (let i = 0; i < 100; i++) type = bounded(map(type, type));
    expect(printType(type).length).toBeLessThan(50_000);
  });
});
