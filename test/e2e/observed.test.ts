// What operators see of an exchange leads back to the configuration; what they have in their logs becomes requests; and what is reported
// explains itself.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { answer, configEditor, draftKept, firstAnswer, problems, says } from './parts.ts';
import { app, visit } from './visit.ts';

const CONFIG = `static_resources:
  listeners:
  - name: ingress
    address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: ingress
          access_log:
          - name: envoy.access_loggers.stdout
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
              log_format: { text_format_source: { inline_string: "%REQ(:METHOD)% of %REQ(:PATH)% at %REQ(:AUTHORITY)% gave %RESPONSE_CODE% %RESPONSE_FLAGS%\\n" } }
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
          route_config:
            virtual_hosts:
            - name: shop
              domains: ["*"]
              routes:
              - match: { prefix: /empty }
                route: { cluster: empty }
              - match: { prefix: /gone }
                direct_response: { status: 410 }
  clusters:
  - name: empty
    connect_timeout: 1s
    type: STATIC
    load_assignment: { cluster_name: empty }
`;

async function withConfig(): Promise<Page> {
  const page = await visit();
  await firstAnswer(page);
  await configEditor(page).fill(CONFIG);
  await page.getByRole('textbox', { name: 'Address' }).fill('http://shop.test/empty/a');
  await says(answer(page), /Status 503/);
  return page;
}

const caretLine = (page: Page): Promise<string> =>
  configEditor(page).evaluate((area: HTMLTextAreaElement) => {
    const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    return area.value.slice(start, area.value.indexOf('\n', area.selectionStart)).trim();
  });

it('log lines, flags and counters name the line that they come from', async () => {
  const page = await withConfig();
  const parts = page.locator('.exchange');
  await parts.locator('summary', { hasText: 'Access log' }).click();
  const lines = page.getByRole('list', { name: 'Access log lines' });
  await says(lines, 'GET of /empty/a at shop.test gave 503 UH');
  await parts.locator('summary', { hasText: 'Flags' }).click();
  const flags = page.getByRole('list', { name: 'Response flags and details' });
  await says(flags, /UH.*no healthy endpoint/);
  await flags.getByRole('button', { name: /^L\d/ }).first().click();
  await expect.poll(() => caretLine(page)).toBe('- name: empty');
  await parts.locator('summary', { hasText: 'Counters' }).click();
  const counter = page
    .getByRole('list', { name: 'Counters' })
    .getByRole('listitem')
    .filter({ hasText: 'http.ingress.downstream_rq_5xx' })
    .first();
  await counter.getByRole('button', { name: /^L\d/ }).click();
  await expect.poll(() => caretLine(page)).toBe('stat_prefix: ingress');
  expect(await axeFaults(page)).toEqual([]);
});

it('a line in the format of the configuration becomes a request, held against the answer', async () => {
  const page = await withConfig();
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.focus();
  await page.evaluate(() => navigator.clipboard.writeText('POST of /gone/b at shop.test gave 503 UF'));
  await page.keyboard.press('Control+V');
  await says(answer(page), /Status 410/);
  expect(await page.getByRole('combobox', { name: 'Method' }).inputValue()).toBe('POST');
  const logged = page.getByRole('region', { name: 'What the access log said' });
  await says(logged, 'answered differently here');
  await says(logged.getByRole('row', { name: /^status/ }), /503\s*410/);
  await says(logged, /UF: the connection to the upstream failed/);
  expect(await axeFaults(page)).toEqual([]);
  // It stays with the request.
  await draftKept(page);
  await page.reload();
  await says(page.getByRole('region', { name: 'What the access log said' }).getByRole('row', { name: /^status/ }), /503\s*410/);
});

it('says why something is a problem, and opens the example', async () => {
  const page = await visit();
  await firstAnswer(page);
  const text = await configEditor(page).inputValue();
  await configEditor(page).fill(text.replace('pathPrefix: /assets', 'pathPrefix: /checkout'));
  await says(problems(page), 'Nothing reaches this');
  await problems(page).getByRole('button', { name: 'Why? agentgateway/shadowed-route' }).click();
  const dialog = page.getByRole('dialog', { name: 'Why this is reported' });
  await says(dialog, 'agentgateway/shadowed-route');
  await says(dialog, /Source:/);
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('region', { name: 'Put right' }).getByRole('button', { name: 'Open it here' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await expect.poll(() => configEditor(page).inputValue()).toContain('name: second');
  expect(await page.evaluate(() => location.href)).toContain(app);
});

it('the effect of a program that is not simulated is declared in the form', async () => {
  const page = await visit();
  await firstAnswer(page);
  const lua =
    '- name: script\n            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: { inline_string: "function envoy_on_request(h) end" } }\n          ';
  await configEditor(page).fill(CONFIG.replace('- name: envoy.filters.http.router', `${lua}- name: envoy.filters.http.router`));
  await page.getByRole('textbox', { name: 'Address' }).fill('http://shop.test/gone/b');
  await says(answer(page), /Status 410/);
  const assumed = page.getByRole('list', { name: 'What this answer takes for granted' });
  await says(assumed, 'its program may change the request');
  await assumed.getByRole('button', { name: 'Declare its effect' }).click();
  await page.getByRole('button', { name: 'script changes it' }).click();
  await expect.poll(() => assumed.count()).toBe(0);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/empty/x');
  await page.getByRole('checkbox', { name: 'The route is chosen anew' }).check();
  await says(answer(page), /Status 503/);
  await page.getByRole('combobox', { name: 'What script does' }).selectOption('denies');
  await says(answer(page), /Status 403/);
  expect(await axeFaults(page)).toEqual([]);
});

it('the tags that a configuration asks for stand before those that every span has, which are a list to open', async () => {
  const page = await visit();
  await firstAnswer(page);
  const tracing = 'tracing: { custom_tags: [{ tag: team, literal: { value: shops } }] }\n          ';
  await configEditor(page).fill(CONFIG.replace('http_filters:', `${tracing}http_filters:`));
  await says(answer(page), /Status 404|Status 503|Status 410/);
  const tags = page.getByRole('list', { name: 'What changed' }).filter({ hasText: 'shops' });
  await says(tags, /^team\s*shops/);
  await expect.poll(() => tags.getByText('http.status_code').count()).toBe(0);
  await tags.getByText(/^\d+ more$/).click();
  await tags.getByText('http.status_code').waitFor();
});
