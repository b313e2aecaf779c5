// Starts what every browser test shares: the browser, the built page under a sub-path, and a page of another origin.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../tools/build.mjs';
import { findBrowser } from '../tools/find-browser.mjs';
import { root } from '../tools/paths.mjs';
import { serve } from '../tools/serve.mjs';
import { serveHostPage } from './host-page.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser listens. */
    readonly browser: string;
    /** The page's address, in a sub-path: `http://127.0.0.1:…/docs/gateglass/`. */
    readonly app: string;
    /** A page of another origin; `?src=…` is the frame that it shows. */
    readonly host: string;
    /** The folder that is served. */
    readonly dist: string;
  }
}

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dist = process.env.GATEGLASS_DIST ?? join(root, '.cache/test-dist');
  if (process.env.GATEGLASS_DIST === undefined || !existsSync(join(dist, 'index.html'))) await buildPage(dist);
  const { path, env } = findBrowser();
  const browser = await chromium.launchServer({ executablePath: path, args: ARGS, env: { ...process.env, ...env } });
  const app = await serve({ folder: dist, prefix: '/docs/gateglass/' });
  const host = await serveHostPage();
  project.provide('browser', browser.wsEndpoint());
  project.provide('app', app.url);
  project.provide('host', host.url);
  project.provide('dist', dist);
  return async () => {
    await browser.close();
    await Promise.all([app.close(), host.close()]);
  };
}
