// Between them the examples use every section of a configuration, and every way of a virtual model to choose.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../src/dialects/agentgateway/schema/root.ts';
import { placeAt, scalarsOf } from '../../../src/text/typing.ts';
import { root as project } from '../../tools/paths.mjs';

const folder = join(project, 'public/examples');
const texts = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
  .filter((path) => path.endsWith('gateway.yaml'))
  .map((path) => readFileSync(path, 'utf8'));

it('the sections that the examples use are those that there are', () => {
  const used = new Set(texts.flatMap((text) => placeAt(`${text}\n`, text.length + 1)?.keys ?? []));
  expect([...used].toSorted()).toEqual(Object.keys(root.fields).toSorted());
});

it('virtual models choose by weight, by priority and by condition', () => {
  const ways = new Set<unknown>();
  for (const text of texts)
    scalarsOf(text, ({ path }) => {
      if (path[1] === 'virtualModels' && path[3] === 'routing') ways.add(path[4]);
    });
  expect([...ways].toSorted()).toEqual(['conditional', 'failover', 'weighted']);
});
