// Builds the page and the embed from one bundle, to be served from any sub-path; `npm run dev` serves the same with hot reload.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { buildDefine } from './test/tools/build-id.mjs';
import { noteNotices, notices } from './test/tools/notices.mjs';
import { pagePolicy } from './test/tools/page-policy.mjs';

// Packages seen in the bundles of workers are named in the page's notices too.
const packages = new Set<string>();

export default defineConfig({
  base: './',
  define: buildDefine(),
  plugins: [react(), pagePolicy(), notices(packages)],
  worker: { format: 'es', plugins: () => [noteNotices(packages)] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    // dist/cli and dist/lib are built beside the page; `npm run build` empties the folder first.
    emptyOutDir: false,
    // Small files stay files: a data: URL would need a wider policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: ['index.html', 'embed/index.html'], checks: { bundlerTimings: false, pluginTimings: false } },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
  },
});
