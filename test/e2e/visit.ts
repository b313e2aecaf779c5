// A visit: a fresh profile (or a given one) with a page in it. Ending a visit fails the test when the page violated its
// content security policy, logged an error, threw, or asked for anything from another origin.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, inject } from 'vitest';

export const app = inject('app');
export const embed = `${app}embed/`;

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

export interface VisitOptions {
  readonly url?: string;
  readonly theme?: 'light' | 'dark';
  readonly phone?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Another page in the profile of an earlier visit. */
  readonly profile?: BrowserContext;
  /** Which editor a person chose before; the light one by default, since the full one takes its place at a time of its own. */
  readonly editor?: 'auto' | 'light' | 'full';
  /** Origins that may be asked beside the page's own: the embedding page. */
  readonly origins?: readonly string[];
}

/** What Chromium says of every sandboxed frame that may run scripts with its own origin, which an embed of another origin must. */
const EXPECTED = /^console warning: An iframe which has both allow-scripts and allow-same-origin/;

interface Watched {
  readonly context: BrowserContext;
  readonly faults: string[];
}

let connection: Promise<Browser> | undefined;
const browser = (): Promise<Browser> => {
  connection ??= chromium.connect(inject('browser'));
  return connection;
};
let open: Watched[] = [];

/** Notes every fault of the pages of a context. */
async function watch(context: BrowserContext, origins: readonly string[]): Promise<Watched> {
  const faults: string[] = [];
  const allowed = [new URL(app).origin, ...origins];
  await context.exposeFunction('noteViolation', (text: string) => faults.push(`policy violation: ${text}`));
  await context.addInitScript(() => {
    const page = window as unknown as { noteViolation: (text: string) => void };
    addEventListener('securitypolicyviolation', (event) => page.noteViolation(`${event.violatedDirective} ${event.blockedURI}`));
  });
  context.on('console', (message) => {
    const fault = `console ${message.type()}: ${message.text()}`;
    if ((message.type() === 'error' || message.type() === 'warning') && !EXPECTED.test(fault)) faults.push(fault);
  });
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && !allowed.includes(origin)) faults.push(`foreign request: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  return { context, faults };
}

/** Opens a page in a fresh profile. */
export async function visit(options: VisitOptions = {}): Promise<Page> {
  const { url = app, theme = 'light', phone = false, origins = [], editor = 'light' } = options;
  let context = options.profile;
  if (context === undefined) {
    context = await (await browser()).newContext({
      ...(phone ? PHONE : DESKTOP),
      ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
      colorScheme: theme,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    open.push(await watch(context, origins));
    await context.addInitScript((chosen) => {
      // The empty page before the first address has no storage.
      if (location.protocol !== 'http:') return;
      try {
        localStorage.setItem('gateglass.settings', localStorage.getItem('gateglass.settings') ?? JSON.stringify({ editor: chosen }));
      } catch {
        // A sandboxed frame has none before its address is loaded.
      }
    }, editor);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return page;
}

/** The faults noted so far, which then no longer fail the test: for a test that causes some on purpose. */
export function takeFaults(page: Page): readonly string[] {
  const visited = open.find((one) => one.context === page.context());
  return visited?.faults.splice(0) ?? [];
}

afterEach(async () => {
  const visits = open;
  open = [];
  await Promise.all(visits.map((one) => one.context.close()));
  expect(visits.flatMap((one) => one.faults)).toEqual([]);
});

afterAll(async () => {
  await (await connection)?.close();
});
