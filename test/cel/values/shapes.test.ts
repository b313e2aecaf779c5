// Texts, maps and JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOUBLE, INT, list, map, STRING, UINT } from '../../../src/cel/types/type.ts';
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '../../../src/cel/values/bytes.ts';
import { equal } from '../../../src/cel/values/equal.ts';
import { fromJson, toJson } from '../../../src/cel/values/json.ts';
import { double, smallUint } from '../../../src/cel/values/number.ts';
import { codePoints, compareStrings, unitOffset } from '../../../src/cel/values/strings.ts';
import { text } from '../../../src/cel/values/text.ts';
import { typeName } from '../../../src/cel/values/type-of.ts';
import { typedMap } from '../../../src/cel/values/typed-map.ts';
import type { Value } from '../../../src/cel/values/value.ts';

const whole = fc.string({ unit: 'binary' });

describe('strings', () => {
  it('counts and compares by code point', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(codePoints(a)).toBe([...a].length);
        const points = (s: string) => [...s].map((c) => c.codePointAt(0) as number);
        const [x, y] = [points(a), points(b)];
        const at = x.findIndex((c, i) => c !== y[i]);
        const rule = at < 0 ? Math.sign(x.length - y.length) : at >= y.length ? 1 : Math.sign((x[at] as number) - (y[at] as number));
        expect(Math.sign(compareStrings(a, b))).toBe(rule);
      }),
    );
  });

  it('finds units of code points', () => {
    expect([0, 1, 2, 3].map((i) => unitOffset('a😀b', i))).toEqual([0, 1, 3, 4]);
  });

  it('turns into bytes and back', () => {
    fc.assert(fc.property(whole, (s) => void expect(decodeUtf8(encodeUtf8(s))).toBe(s)));
    expect(decodeUtf8(new Uint8Array([0xff]))).toBeUndefined();
  });

  it('turns bytes into base64 and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), fc.boolean(), (bytes, url, pad) => {
        expect(decodeBase64(encodeBase64(bytes, { url, pad }), { url })).toEqual(bytes);
      }),
    );
  });
});

describe('maps', () => {
  it('finds a number by any type of its key', () => {
    const m = typedMap([
      [1, 'int'],
      [smallUint(2), 'uint'],
      ['1', 'string'],
      [true, 'bool'],
    ]);
    const found = [1, smallUint(1), double(1), 2, smallUint(2), double(2), '1', '2', true, false, double(1.5)].map((key: Value) =>
      m.get(key),
    );
    expect(found).toEqual(['int', 'int', 'int', 'uint', 'uint', 'uint', 'string', undefined, 'bool', undefined, undefined]);
  });

  it('equals the plain object with the same entries', () => {
    expect(equal(typedMap([['a', 1]]), { a: 1 })).toBe(true);
    expect(equal({ a: 1 }, typedMap([['a', 2]]))).toBe(false);
    expect(equal({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  });

  it('takes names of prototypes for keys like others', () => {
    const m = fromJson(JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}'), undefined);
    expect(text(m)).toBe('{"__proto__": 1, "constructor": 2, "toString": 3}');
    expect(JSON.stringify(toJson(m))).toBe('{"__proto__":1,"constructor":2,"toString":3}');
  });
});

describe('JSON', () => {
  it.each([
    [1, undefined, 'int', '1'],
    [1.5, undefined, 'double', '1.5'],
    ['1', undefined, 'string', '"1"'],
    [null, undefined, 'null_type', 'null'],
    [[1, 'a'], undefined, 'list', '[1, "a"]'],
    ['5', UINT, 'uint', '5u'],
    [9007199254740993n, INT, 'int', '9007199254740993'],
    [9007199254740993n, undefined, 'int', '9007199254740993'],
    [9007199254740993n, UINT, 'uint', '9007199254740993u'],
    [9007199254740993n, DOUBLE, 'double', '9007199254740992.0'],
    ['9007199254740993', INT, 'int', '9007199254740993'],
    [{ 1: 'a' }, map(INT, STRING), 'map', '{1: "a"}'],
    [[1, 2], list(UINT), 'list', '[1u, 2u]'],
  ])('case %#', (json, type, name, printed) => {
    const value = fromJson(json, type);
    expect([typeName(value), text(value)]).toEqual([name, printed]);
  });

  it('comes out as it went in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const plain = JSON.parse(JSON.stringify(json));
        expect(toJson(fromJson(plain, undefined))).toEqual(plain);
      }),
    );
  });
});
