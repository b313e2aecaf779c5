// Browser tests: one browser for the whole run, one file after another. GATEGLASS_DIST names a build; without it one is made.
import { defineConfig } from 'vitest/config';
import { root } from '../tools/paths.mjs';

export default defineConfig({
  test: {
    root,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/global.ts'],
    fileParallelism: false,
    // Waiting ends with the state that is waited for: these only end what will never come, on slow machines too.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
