// Builds the page and the embed from one bundle, to be served from any sub-path; `npm run dev` serves the same with hot reload.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { buildDefine } from './test/tools/build-id.mjs';
import { embedPage } from './test/tools/embed-page.mjs';
import { madeModules } from './test/tools/made-modules.mjs';
import { noteNotices, notices } from './test/tools/notices.mjs';
import { pagePolicy } from './test/tools/page-policy.mjs';

// Packages seen in the bundles of workers are named in the page's notices too.
const packages = new Set<string>();

export default defineConfig({
  base: './',
  define: buildDefine(),
  plugins: [react(), pagePolicy(), embedPage(), ...madeModules(), notices(packages)],
  worker: {
    format: 'es',
    plugins: () => [...madeModules(), noteNotices(packages)],
    // As for the page below: what every answer runs, in one file. What only some need (checker, patterns, costs) stays apart.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: /[\\/]src[\\/](?:base|text[\\/](?!json|yaml-library|expand|position-map|typing|assist|decode-scalar|within-scalar|line-diff)|http[\\/](?!jw|raw)|simulate|cel[\\/](?:syntax|plan[\\/](?!.*\?copy)|values|types[\\/](?!unify)|explain[\\/](?!op|expanded)|compile\.ts|answer|parts|lib[\\/](?:texts|round|matches|sort)))/,
              minShareCount: 2,
            },
            // Not in the next group, which would take it along: every configuration is read, of whatever dialect.
            { name: 'reading', test: /[\\/]src[\\/]text[\\/](?:fast-yaml[\\/]|(?:read|yaml|syntax)\.ts$)/ },
            {
              name: 'agentgateway',
              test: /[\\/]src[\\/](?:dialects[\\/]agentgateway[\\/](?:cel-site|parts|read[\\/](?!location|text-source|conditional)|run[\\/](?!seldom|tcp|tunnel|dynamic-address)|lower[\\/](?!generated|sections|gateways|services|targeted|tcp-routes)|steps[\\/](?:index|authorization|header-modifier))|cel[\\/]profiles[\\/]agentgateway[\\/](?!docs)|cel[\\/]lib[\\/](?:json-text|standard[\\/]operators))/,
            },
          ],
        },
      },
    },
  },
  build: {
    target: 'es2023',
    outDir: 'dist',
    // dist/cli and dist/lib are built beside the page; `npm run build` empties the folder first.
    emptyOutDir: false,
    // Small files stay files: a data: URL would need a wider policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: ['index.html', 'web/embed/index.html'],
      checks: { bundlerTimings: false, pluginTimings: false },
      // What every page runs comes in few files: many small ones compress worse than they cache better.
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /(?<!@xyflow.*)node_modules[\\/](?:react|react-dom|scheduler|zustand|@tanstack)[\\/]/, priority: 2 },
            // Not what only dialogs, forms, tables, pinned answers and links from outside need.
            {
              name: 'page',
              test: /[\\/]web[\\/](?:queries[\\/](?!use-compared)|state[\\/](?!sound)|ui[\\/](?!Dialog|LongTable|PairRows)|workers|panes[\\/]story[\\/](?!Pinned))/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    setupFiles: ['test/setup.ts'],
    // They end what will never come, and nothing else: on a quiet machine no test needs a tenth of them.
    testTimeout: 240_000,
    hookTimeout: 600_000,
  },
});
