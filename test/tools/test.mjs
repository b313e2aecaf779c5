// `npm test`: from a bare clone to one line that says whether everything holds. Installs what is missing, a browser included.
import { ensureInstalled } from './install.mjs';
import { inRoot } from './paths.mjs';
import { command, conclude, staticStages, vitest } from './stages.mjs';

ensureInstalled();
const { harnessStages } = await import('./harness.mjs');

const dist = inRoot('.cache/test-dist');
const results = [...staticStages(), vitest('unit and conformance tests', [])];
const built = command('build', [process.execPath, inRoot('test/tools/build.mjs'), '--out', dist]);
results.push(built);
if (built.passed === 1) {
  results.push(...harnessStages(dist));
  results.push(vitest('browser tests', ['--config', 'test/e2e/vitest.config.ts'], { GATEGLASS_DIST: dist }));
} else {
  console.log('\nWithout a build neither the harness nor the browser tests can run: both count as failed.');
  results.push({ passed: 0, failed: 2, skipped: 0, failures: ['recorded answers', 'browser tests'] });
}

process.exitCode = conclude(results) ? 0 : 1;
