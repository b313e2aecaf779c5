import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lacking, suits } from './install.mjs';
import { inRoot } from './paths.mjs';

describe('what is not installed', () => {
  const wanted = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b/node_modules/@x/c': { version: '2.0.0' },
      'node_modules/for-macs': { version: '1.0.0', optional: true },
    },
  };

  it.each([
    [{}, ['a', '@x/c']],
    [{ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b/node_modules/@x/c': { version: '2.0.0' } }, []],
    [{ 'node_modules/a': { version: '0.9.0' }, 'node_modules/b/node_modules/@x/c': { version: '2.0.0' } }, ['a']],
    [{ 'node_modules/a': { version: '1.0.0' }, 'node_modules/@x/c': { version: '2.0.0' } }, ['@x/c']],
  ])('of %j', (packages, expected) => {
    expect(lacking(wanted, { packages })).toEqual(expected);
  });

  it('is nothing where these tests run', () => {
    const read = (file: string) => JSON.parse(readFileSync(inRoot(file), 'utf8')) as Parameters<typeof lacking>[0];
    expect(lacking(read('package-lock.json'), read('node_modules/.package-lock.json'))).toEqual([]);
  });
});

describe('Node', () => {
  it.each([
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.7.0', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['24.0.0', true],
  ])('%s can build: %s', (version, can) => {
    expect(suits(version)).toBe(can);
  });
});
