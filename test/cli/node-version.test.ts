import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isOldNode } from '../../src/cli/node-version.ts';
import { inRoot } from '../tools/paths.mjs';

it.each([
  ['16.20.2', true],
  ['20.18.3', true],
  ['20.19.0', false],
  ['21.0.0', false],
  ['24.1.0', false],
])('Node %s is too old: %s', (version, old) => {
  expect(isOldNode(version)).toBe(old);
});

it('is what package.json says', () => {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { readonly engines: { readonly node: string } };
  const floor = engines.node.replace('>=', '');
  expect(isOldNode(floor)).toBe(false);
  expect(isOldNode(floor.replace(/\.(\d+)\./, (_, minor) => `.${Number(minor) - 1}.`))).toBe(true);
});
