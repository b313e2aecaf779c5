// Ratchets: patterns that are bad in general and now and then right. A number may only go down, and then is written down here.
import { describe, expect, it } from 'vitest';
import { filesOf, textOf } from './imports.ts';

const product = [...filesOf('src'), ...filesOf('web')];

const RATCHETS: readonly { readonly what: string; readonly pattern: RegExp; readonly files: readonly string[]; readonly most: number }[] = [
  { what: '`@ts-expect-error` in the product', pattern: /@ts-expect-error|@ts-ignore|@ts-nocheck/g, files: product, most: 0 },
  { what: 'double casts in the product', pattern: /as unknown as/g, files: product, most: 8 },
  { what: 'lint rules switched off in the product', pattern: /biome-ignore/g, files: product, most: 4 },
  { what: '`dangerouslySetInnerHTML` and `innerHTML`', pattern: /dangerouslySetInnerHTML|\.innerHTML\b/g, files: product, most: 0 },
];

describe('ratchets', () => {
  it.each(RATCHETS)('$what: at most $most', ({ pattern, files, most }) => {
    const places = files
      .flatMap((file) => [...textOf(file).matchAll(pattern)].map(() => file))
      .filter((file) => !file.endsWith('ratchet.test.ts'));
    expect(places.length, `in ${[...new Set(places)].join(', ')}`).toBeLessThanOrEqual(most);
  });
});

describe('sizes', () => {
  // A table may be longer; what is neither a table nor short wants a second file.
  const LONGEST = 600;
  const LONGER: Readonly<Record<string, string>> = {
    'src/dialects/envoy/schema/envoy-1.40.ts': 'generated: the schema of one Envoy release as a table',
    'src/dialects/envoy/schema/since.ts': 'generated: the release that each field came with',
  };

  it(`no source file is longer than ${LONGEST} lines without a reason`, () => {
    const long = product.filter((file) => textOf(file).split('\n').length > LONGEST && LONGER[file] === undefined);
    expect(long).toEqual([]);
  });

  it('half of the files have at most 150 lines', () => {
    const lengths = product.map((file) => textOf(file).split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(150);
  });
});
