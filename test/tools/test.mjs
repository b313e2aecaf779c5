// `npm test`: from a bare clone to one line that says whether everything holds. Installs what is missing, a browser included.
import { findBrowser } from './find-browser.mjs';
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
  results.push(browserTests());
} else {
  console.log('\nWithout a build neither the harness nor the browser tests can run: both count as failed.');
  results.push({ passed: 0, failed: 2, skipped: 0, failures: ['recorded answers', 'browser tests'] });
}

/** Without a browser it is said once, and why, instead of by every test. */
function browserTests() {
  try {
    findBrowser();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(`\n— browser tests\n  failed: ${why}`);
    return { passed: 0, failed: 1, skipped: 0, failures: [`browser tests: ${why}`] };
  }
  return vitest('browser tests', ['--config', 'test/e2e/vitest.config.ts'], { GATEGLASS_DIST: dist });
}

process.exitCode = conclude(results) ? 0 : 1;
