// `npm run check`: types, lint, generated files and the rules of test/checks.
import { ensureInstalled } from './install.mjs';
import { staticStages, sum, vitest } from './stages.mjs';

ensureInstalled();
const { failed } = sum([...staticStages(), vitest('rules of the code base', ['test/checks'])]);
process.exitCode = failed === 0 ? 0 : 1;
