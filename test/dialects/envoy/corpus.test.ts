// Real Envoy files of every kind: each opens without an exception, its graph hangs together, and the verdict is the real program's.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Configuration, open } from '../../../src/gateway/index.ts';
import { project } from '../../../src/graph/index.ts';
import { loadYamlLibrary } from '../../../src/text/yaml.ts';
import { SHARED } from './shared.ts';

const CORPUS = `${SHARED}/cases/envoy/corpus`;
const VERDICTS = `${SHARED}/cases/envoy-recorded/verdicts/corpus.json`;
const has = existsSync(CORPUS) && existsSync(VERDICTS);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:ya?ml|json)$/.test(file));

/** Edges whose ends are not drawn. */
function looseEnds({ model, sources }: Configuration): readonly string[] {
  if (model === undefined) return [];
  const graph = project(model, sources);
  const drawn = new Set(graph.nodes.map(({ id }) => id));
  return graph.edges.filter(({ from, to }) => !drawn.has(from) || !drawn.has(to)).map(({ id }) => id);
}

/** Targets that nothing defines, and are not drawn as such. */
function silentReferences({ model, sources }: Configuration): readonly string[] {
  if (model === undefined) return [];
  const labels = new Set(project(model, sources).nodes.flatMap(({ kind, label }) => (kind === 'missing' ? [label] : [])));
  const targets = model.listeners.flatMap((listener) => listener.chains.flatMap(({ tcp }) => tcp?.targets ?? []));
  return targets.filter(({ cluster, name }) => cluster === undefined && !labels.has(name)).map(({ name }) => name);
}

interface Verdict {
  readonly id: string;
  readonly file: string;
  readonly config?: string;
  readonly valid: boolean;
  readonly error?: string;
}

/** What the real program refused because of the machine that it ran on: files, modules and databases that were not there. */
const OF_THE_MACHINE =
  /Invalid path|Failed to load incomplete|does not exist|No such file|MaxMind|dynamic module|script load error|unable to add filesystem watch/;

/** The real program's words, and the code that says the same. */
const SAME: readonly (readonly [RegExp, RegExp])[] = [
  [/could not find @type/, /unknown-type|missing-type/],
  [/malformed IP address|Only IPv6 address/, /bad-address/],
  [/no such field/, /unknown-field/],
  [/Only a single wildcard domain/, /duplicate-domain/],
  [/no argument for repetition operator/, /bad-regex/],
  [/Proto constraint validation failed/, /broken-rule/],
  [/Didn't find a registered/, /no-implementation/],
  [/InternalListener bootstrap extension is mandatory/, /incomplete/],
  [/Unable to parse JSON as proto/, /wrong-type|bad-duration|unknown-field|bad-address/],
];

describe.skipIf(!has)('the corpus', () => {
  it('opens whole, with a graph that hangs together', { timeout: 300_000 }, async () => {
    await loadYamlLibrary();
    const counts = { files: 0, usable: 0, loads: 0, nodes: 0, missing: 0 };
    const faults: string[] = [];
    for (const file of filesIn(CORPUS)) {
      counts.files += 1;
      const text = readFileSync(join(CORPUS, file), 'utf8');
      const configuration = await open({ files: [{ name: file, text }], dialect: 'envoy' });
      if (configuration.model === undefined && configuration.diagnostics.length === 0) faults.push(`${file}: nothing, and not a word`);
      faults.push(...[...looseEnds(configuration), ...silentReferences(configuration)].map((what) => `${file}: ${what}`));
      if (configuration.model === undefined) continue;
      const { nodes } = project(configuration.model, configuration.sources);
      counts.usable += 1;
      counts.loads += configuration.valid ? 1 : 0;
      counts.nodes += nodes.length;
      counts.missing += nodes.filter(({ kind }) => kind === 'missing').length;
    }
    console.info(
      `corpus: ${counts.files} files opened, ${counts.usable} with a model, ${counts.loads} of them load as they are; ${counts.nodes} nodes drawn, ${counts.missing} of them name what is not in the file`,
    );
    expect(faults).toEqual([]);
    expect(counts.files).toBeGreaterThan(800);
  });

  it('is taken and refused as by the real program, for the same reason', { timeout: 300_000 }, async () => {
    await loadYamlLibrary();
    const { cases } = JSON.parse(readFileSync(VERDICTS, 'utf8')) as { cases: readonly Verdict[] };
    const counts = { taken: 0, refused: 0, machine: 0 };
    const misses: string[] = [];
    for (const { id, file, config, valid, error = '' } of cases) {
      if (!valid && OF_THE_MACHINE.test(error)) {
        counts.machine += 1;
        continue;
      }
      counts[valid ? 'taken' : 'refused'] += 1;
      const text = config ?? readFileSync(join(CORPUS, file), 'utf8');
      const answer = await open({ files: [{ name: config === undefined ? file : 'envoy.yaml', text }], dialect: 'envoy' });
      const errors = answer.diagnostics.filter(({ severity }) => severity === 'error');
      if (answer.valid !== valid) misses.push(`${id}: ${valid ? `refused, ${errors[0]?.message}` : `taken, real: ${error}`}`);
      else if (
        !valid &&
        !saysTheSame(
          error,
          errors.map(({ code }) => code),
        )
      )
        misses.push(`${id}: ${errors[0]?.code}, real: ${error}`);
    }
    console.info(
      `corpus verdicts: ${counts.taken} files that Envoy takes, ${counts.refused} that it refuses; ${counts.machine} left out, which it refused for what its machine lacked`,
    );
    expect(misses).toEqual([]);
    expect(counts.taken).toBeGreaterThan(500);
  });
});

function saysTheSame(real: string, codes: readonly string[]): boolean {
  const row = SAME.find(([words]) => words.test(real));
  return row === undefined || codes.some((code) => row[1].test(code));
}
