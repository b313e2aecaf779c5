// The first load: all JavaScript that is fetched before the first decision is on the screen, main thread and worker apart, as
// gzip would carry it. Heavy parts (full editor, graph, layout) come after.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Worker } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { firstAnswer } from './parts.ts';
import { app, visit } from './visit.ts';

const KB = 1000;
const BUDGET = { main: 120 * KB, worker: 90 * KB };

/** Scripts that a thread fetched up to a moment, in milliseconds of the wall clock. */
const scriptsBefore = (thread: Pick<Page, 'evaluate'>, moment: number): Promise<readonly string[]> =>
  thread.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => performance.timeOrigin + entry.startTime <= until && /\.js$/.test(new URL(entry.name).pathname))
        .map((entry) => entry.name),
    moment,
  );

const sizeOf = (url: string): number => gzipSync(readFileSync(join(inject('dist'), url.slice(app.length))), { level: 9 }).length;

/** A worker's script with all that it imports statically: the browser counts those as fetched by the page. */
function withStaticImports(url: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(url)) return found;
  found.add(url);
  const code = readFileSync(join(inject('dist'), url.slice(app.length)), 'utf8');
  for (const match of code.matchAll(/\b(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
    withStaticImports(new URL(match[1] ?? '', url).href, found);
  return found;
}

const total = (urls: Iterable<string>): number => [...new Set(urls)].reduce((sum, url) => sum + sizeOf(url), 0);

async function loadAndMeasure(url: string) {
  const page = await visit({ url: 'about:blank', editor: 'auto' });
  const workers: Worker[] = [];
  page.on('worker', (worker) => workers.push(worker));
  await page.addInitScript(() => {
    // The first status of three digits is the first decision.
    const noted = window as unknown as { firstDecision?: number };
    const look = () => {
      if (noted.firstDecision === undefined && /Status\s*\d{3}/.test(document.querySelector('[role="status"].verdict')?.textContent ?? ''))
        noted.firstDecision = performance.timeOrigin + performance.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(url);
  await firstAnswer(page);
  const moment = await page.evaluate(() => (window as unknown as { firstDecision: number }).firstDecision);
  const ofWorkers = await Promise.all(
    workers.map(async (worker) => [...withStaticImports(worker.url()), ...(await scriptsBefore(worker, moment))]),
  );
  const inWorkers = new Set(ofWorkers.flat());
  const main = (await scriptsBefore(page, moment)).filter((name) => !inWorkers.has(name));
  return { page, moment, main, inWorkers: [...inWorkers] };
}

describe('before the first decision', () => {
  it('the main thread and the worker fetch no more JavaScript than their budgets', async () => {
    const { page, moment, main, inWorkers } = await loadAndMeasure(app);
    const start = await page.evaluate(() => performance.timeOrigin);
    console.log(`first decision after ${Math.round(moment - start)} ms`);
    const sizes = (urls: readonly string[]) => urls.map((name) => `${name.split('/').pop()} ${sizeOf(name)}`).join(', ');
    console.log(`first load: main ${total(main)} of ${BUDGET.main}, worker ${total(inWorkers)} of ${BUDGET.worker} bytes (gzip)`);
    expect(main.length).toBeGreaterThan(0);
    expect(inWorkers.length).toBeGreaterThan(0);
    expect(total(main), sizes(main)).toBeLessThanOrEqual(BUDGET.main);
    expect(total(inWorkers), sizes(inWorkers)).toBeLessThanOrEqual(BUDGET.worker);
  });

  it('neither the full editor nor the graph nor its layout is fetched', async () => {
    const { main, inWorkers } = await loadAndMeasure(app);
    const code = [...main, ...inWorkers].map((name) => readFileSync(join(inject('dist'), name.slice(app.length)), 'utf8')).join('\n');
    // Words that only these packages have.
    const heavy = { 'the graph': 'react-flow__handle', 'the full editor': 'codicon-', 'its layout': 'network-simplex' };
    expect(Object.entries(heavy).flatMap(([what, word]) => (code.includes(word) ? [what] : []))).toEqual([]);
  });
});

describe('the build', () => {
  it('has no file that a static host would refuse', () => {
    for (const file of ['index.html', 'embed/index.html', 'THIRD-PARTY-NOTICES.txt'])
      expect(statSync(join(inject('dist'), file)).size).toBeGreaterThan(500);
  });
});
