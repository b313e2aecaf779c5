// `npm run check`: types, lint, generated files and the rules of test/checks.
import { ensureInstalled } from './install.mjs';
import { conclude, staticStages, vitest } from './stages.mjs';

ensureInstalled();
process.exitCode = conclude([...staticStages(), vitest('rules of the code base', ['test/checks'])]) ? 0 : 1;
