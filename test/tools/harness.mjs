// Floors for the sets of recorded gateway answers, where their folder is checked out beside the project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { command, skip } from './stages.mjs';

const SHARED = inRoot('../shared');

/** Share of cases, in percent, that must agree. A floor only ever rises. */
const FLOORS = {
  'cel-spec': 100,
  'cel-recorded': 99.9,
  'agw-routing': 100,
  'agw-authorization': 100,
  'agw-validation': 100,
  'agw-url-filters': 100,
  'agw-verdicts': 100,
  'agw-mcp': 100,
  'agw-http': 99.7,
  'agw-http-full': 98.6,
  'agw-cel': 99.7,
  'agw-parser': 98,
  'agw-cel-recorded': 99.2,
  'envoy-http': 99.8,
  'envoy-http-headers': 99.8,
  'envoy-http-log': 99.5,
  'envoy-http-counters': 99.8,
  'envoy-route-unit': 95.7,
  'envoy-router-check': 98.4,
  'envoy-chains-unit': 100,
  'envoy-chains': 98.9,
  'envoy-verdicts': 99.4,
  'envoy-impact': 100,
};

/** @param {string} dist where the build is @returns {import('./stages.mjs').Counts[]} */
export const harnessStages = (dist) =>
  Object.entries(FLOORS).map(([set, floor]) => {
    const title = `recorded answers: ${set}, at least ${floor} %`;
    const runner = join(SHARED, 'harness/run.mjs');
    if (!existsSync(runner)) return skip(title, 'the recorded cases (../shared) are not checked out here');
    return command(title, [process.execPath, runner, set, '--floor', String(floor), '--show', '10', '--seconds', '300'], {
      GATEGLASS: join(dist, 'cli/gateglass.mjs'),
      CASES: join(SHARED, 'cases'),
    });
  });
