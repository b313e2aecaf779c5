// Browser tests: one browser for the whole run, one file after another. GATEGLASS_DIST names a build; without it one is made.
import { defineConfig } from 'vitest/config';
import { root } from '../tools/paths.mjs';

export default defineConfig({
  test: {
    root,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/global.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
