// Requests as people keep them: named, copied, moved, removed and put back; pasted in the forms that they have; every field in the form.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answer, configEditor, draftKept, firstAnswer, notices, says } from './parts.ts';
import { app, visit } from './visit.ts';

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Requests' }).getByRole('tab');
const names = (page: Page) => tabs(page).evaluateAll((list) => list.map((tab) => tab.querySelector('.steady')?.textContent ?? ''));
const chosen = (page: Page) => page.getByRole('tablist', { name: 'Requests' }).getByRole('tab', { selected: true });
const panel = (page: Page) => page.getByRole('tabpanel', { name: /^Request / });
const field = (page: Page, name: string | RegExp) => panel(page).getByRole('textbox', { name, exact: true });

async function openPart(page: Page, label: RegExp): Promise<void> {
  await panel(page).getByRole('button', { name: '+ more fields' }).click();
  await page.getByRole('menuitem', { name: label }).click();
  await page.locator('#request-form').waitFor();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).focus();
  await page.evaluate((wanted) => navigator.clipboard.writeText(wanted), text);
  await page.keyboard.press('Control+V');
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${base64url({ alg: 'RS256' })}.${base64url({ sub: 'mara', groups: ['beta'], age: 40 })}.c2lnbmF0dXJl`;

it('a request is renamed, copied, moved, removed and put back, by keys alone', async () => {
  const page = await visit();
  await firstAnswer(page);
  const { keyboard } = page;
  const before = await names(page);
  await chosen(page).focus();
  await keyboard.press('F2');
  await keyboard.type('seventeen');
  await keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual(before.with(1, 'seventeen'));
  await keyboard.press('Alt+ArrowRight');
  await expect.poll(() => names(page)).toEqual(before.toSpliced(1, 1).toSpliced(2, 0, 'seventeen'));
  await page.getByRole('button', { name: 'This request' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter');
  await expect.poll(() => chosen(page).textContent()).toContain('seventeen 2');
  await chosen(page).focus();
  const all = await names(page);
  await keyboard.press('Delete');
  await says(notices(page), 'Request seventeen 2 was removed.');
  expect((await names(page)).length).toBe(all.length - 1);
  // The focus stays among the tabs, and the keys for undoing bring the request back to its place.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tab');
  await keyboard.press('Control+Z');
  await expect.poll(() => names(page)).toEqual(all);
  await expect.poll(() => notices(page).textContent()).toBe('');
  await says(answer(page), /Status 403/);
});

it('a removed request comes back by the button that says so', async () => {
  const page = await visit();
  await firstAnswer(page);
  const before = await names(page);
  await page.getByRole('button', { name: 'This request' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(page)).toEqual(before);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('beta tester, 17');
});

it('a 404 is found out from a curl command: why, and what would have matched', async () => {
  const page = await visit();
  await firstAnswer(page);
  await paste(page, `curl 'http://eu.shop.test/basket?id=7' -H 'x-beta: 1' -H 'Authorization: Bearer ${TOKEN}'`);
  await says(answer(page), /Status 404/);
  await says(page.getByRole('list', { name: 'How the gateway decided' }), /checkout.*path is \/basket/);
  // The token says what it holds; taken as verified it decides.
  await says(page.locator('.token'), /mara.*groups \[beta\].*age 40/);
  await page.getByRole('button', { name: 'Take these claims as verified' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill('http://eu.shop.test/checkout');
  await says(answer(page), /Status 200/);
  // A changed header turns the decision: without it another route wins.
  await page.getByRole('button', { name: 'Remove header x-beta' }).click();
  await says(answer(page), /Status 200.*checkout-v1/);
});

it('another request in its place is shown in the form that is open', async () => {
  const page = await visit();
  await firstAnswer(page);
  await panel(page).getByRole('button', { name: 'x-beta: 1' }).click();
  await page.getByRole('textbox', { name: 'Value of header x-beta' }).waitFor();
  await paste(page, "curl http://eu.shop.test/checkout -H 'x-color: blue'");
  const value = page.getByRole('textbox', { name: 'Value of header x-color' });
  await expect.poll(() => value.inputValue()).toBe('blue');
  await expect.poll(() => page.getByRole('textbox', { name: 'Value of header x-beta' }).count()).toBe(0);
  await value.fill('green');
  await expect
    .poll(() =>
      panel(page)
        .getByRole('button', { name: /^x-color: green/ })
        .count(),
    )
    .toBe(1);
});

it('files that are no requests are named when the others are taken', async () => {
  const page = await visit();
  await firstAnswer(page);
  const before = await tabs(page).count();
  await panel(page).getByRole('button', { name: 'Paste curl …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import requests' });
  await dialog.getByLabel('File with requests').setInputFiles([
    { name: 'good.txt', mimeType: 'text/plain', buffer: Buffer.from('curl http://eu.shop.test/assets/a.css\n') },
    { name: 'picture.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2]) },
    { name: 'empty.har', mimeType: 'application/json', buffer: Buffer.from('{"log":{"entries":[]}}') },
  ]);
  await expect.poll(() => dialog.count()).toBe(0);
  await says(notices(page), /Not read: picture\.bin \(not text\), empty\.har \(/);
  expect(await tabs(page).count()).toBe(before + 1);
});

it('files without any request leave the dialog open and are named there', async () => {
  const page = await visit();
  await firstAnswer(page);
  await panel(page).getByRole('button', { name: 'Paste curl …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import requests' });
  await dialog.getByLabel('File with requests').setInputFiles([{ name: 'no.bin', mimeType: 'text/plain', buffer: Buffer.from([0, 1]) }]);
  await says(dialog.getByRole('status'), 'Not read: no.bin (not text)');
});

describe('every field of a sample request', () => {
  /** The requests as the draft of this tab has them. */
  const kept = async (page: Page): Promise<Record<string, unknown>> => {
    await draftKept(page);
    return page.evaluate(
      () =>
        new Promise<Record<string, unknown>>((resolve, reject) => {
          const opening = indexedDB.open('gateglass');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const asked = opening.result.transaction('drafts').objectStore('drafts').getAll();
            asked.onsuccess = () => {
              const [draft] = asked.result as { state: { requests: { request: Record<string, unknown> }[] } }[];
              resolve(draft?.state.requests[0]?.request ?? {});
            };
          };
        }),
    );
  };

  it('has its place in the form', async () => {
    const page = await visit({ url: `${app}#ex=rate-limit-key` });
    await says(page.getByRole('region', { name: 'Expression' }).getByRole('status'), 'user:');
    await page.getByRole('button', { name: 'Gateway', exact: true }).click();
    await page.getByRole('combobox', { name: 'Method' }).fill('PUT');
    await page.getByRole('textbox', { name: 'Address' }).fill('https://shop.test/v1/a?x=1');

    await openPart(page, /^Headers/);
    await field(page, 'Name of header 1').fill('cookie');
    await field(page, 'Value of header cookie').fill('a=1');
    await page.getByRole('button', { name: 'Add a header' }).click();
    // The keyboard goes on in the new row.
    await page.keyboard.type('cookie');
    await page.keyboard.press('Tab');
    await page.keyboard.type('b=2');

    await openPart(page, /^Body/);
    await field(page, 'Body, text').fill('text');
    await openPart(page, /^JWT claims/);
    await field(page, 'Claims, taken as verified').fill('{"sub":"mara"}');

    await openPart(page, /^Connection/);
    for (const [label, text] of [
      ['SNI', 'shop.test'],
      ['ALPN, with commas', 'h2, http/1.1'],
      ['Client certificate: subject', 'CN=mara'],
      ['Client certificate: issuer', 'CN=ca'],
      ['URI SANs, with commas', 'spiffe://a/b'],
      ['DNS SANs, with commas', 'a.test, b.test'],
      ['Certificate, PEM', 'pem'],
      ['Source: address', '203.0.113.7'],
      ['Direct source: address', '10.1.1.1'],
      ['Destination: address', '10.0.0.1'],
      ['Listener: address', '0.0.0.0'],
      ['Listener: name', 'http'],
      ['Protocol', 'HTTP/2'],
      ['Scheme, as sent', 'http'],
      ['Host, as sent', 'SHOP.test:443'],
      ['Path, as sent', '/v2'],
      ['More about the connection', '{"protocol":"tcp"}'],
    ] as const)
      await field(page, label).fill(text);
    await page.getByRole('checkbox', { name: 'The certificate is valid to the gateway' }).check();
    for (const [at, port] of [50_000, 40_000, 8080, 8443].entries()) await field(page, 'port').nth(at).fill(String(port));

    await openPart(page, /^Backend answers/);
    await field(page, 'Answers by backend or cluster').fill('{"a":[{"status":503},{"status":200,"delayMs":5}]}');
    await page.getByText('Effects of filters as JSON').click();
    await field(page, "By the filter's name").fill('{"f":{"allow":true}}');

    await openPart(page, /^Variables/);
    for (const [label, text] of [
      ['Time', '2026-01-01T00:00:00Z'],
      ['Random value', '7'],
      ['Extra CEL variables', '{"x":1}'],
      ['Dynamic metadata, by filter', '{"f":{"k":"v"}}'],
      ['Run-time keys', '{"key":50}'],
    ] as const)
      await field(page, label).fill(text);

    const { listener, source, directSource, destination, tls, ...rest } = await kept(page);
    expect(rest).toEqual({
      method: 'PUT',
      scheme: 'http',
      host: 'SHOP.test:443',
      path: '/v2',
      headers: [
        ['cookie', 'a=1'],
        ['cookie', 'b=2'],
      ],
      body: 'text',
      jwt: { sub: 'mara' },
      protocol: 'HTTP/2',
      connection: { protocol: 'tcp' },
      responses: { a: [{ status: 503 }, { status: 200, delayMs: 5 }] },
      verdicts: { f: { allow: true } },
      time: '2026-01-01T00:00:00Z',
      random: 7,
      vars: { x: 1 },
      metadata: { f: { k: 'v' } },
      runtime: { key: 50 },
    });
    expect({ listener, source, directSource, destination }).toEqual({
      source: { address: '203.0.113.7', port: 50_000 },
      directSource: { address: '10.1.1.1', port: 40_000 },
      destination: { address: '10.0.0.1', port: 8080 },
      listener: { address: '0.0.0.0', port: 8443, name: 'http' },
    });
    expect(tls).toEqual({
      sni: 'shop.test',
      alpn: ['h2', 'http/1.1'],
      peer: {
        subject: 'CN=mara',
        issuer: 'CN=ca',
        uriSans: ['spiffe://a/b'],
        dnsSans: ['a.test', 'b.test'],
        pem: 'pem',
        validated: true,
      },
    });

    // No Host header, no path, bytes for a body; and the whole message as bytes, from where the fields left off.
    await openPart(page, /^Connection/);
    await page.getByRole('checkbox', { name: 'Send no Host header' }).check();
    await page.getByRole('checkbox', { name: /^Send no path/ }).check();
    await openPart(page, /^Body/);
    await page.getByRole('checkbox', { name: 'Bytes, given as base64' }).check();
    expect(await kept(page)).toMatchObject({ host: null, path: null, body: { base64: 'dGV4dA==' } });
    await openPart(page, /^Raw HTTP message/);
    await page.getByRole('button', { name: 'Give the message byte by byte' }).click();
    expect(await kept(page)).toMatchObject({ raw: 'PUT / HTTP/1.1\r\ncookie: a=1\r\ncookie: b=2\r\nContent-Length: 4\r\n\r\ntext' });
  });
});

it('nothing is answered for the text of another program, and the former answer does not pass for one', async () => {
  const page = await visit();
  await firstAnswer(page);
  const before = await configEditor(page).inputValue();
  await configEditor(page).fill('http {\n  server {\n    listen 80;\n    location / { proxy_pass http://app; }\n  }\n}\n');
  await says(answer(page), /This is NGINX.*not simulated yet/);
  await expect.poll(() => page.locator('.beam').count()).toBe(0);
  await says(page.getByRole('region', { name: 'Map' }), 'appears here');
  await configEditor(page).fill(before);
  await says(answer(page), /Status 403/);
});

it.each([
  ['of the answers', 'All requests'],
  ['of the results', undefined],
])('the table %s writes the rows around the chosen request of many, and all when asked to', async (_, button) => {
  const page = await visit();
  await firstAnswer(page);
  // The first of them takes the place of the request that it is pasted over.
  const all = (await tabs(page).count()) + 99;
  await paste(page, Array.from({ length: 100 }, (_none, i) => `curl http://eu.shop.test/${i}`).join('\n'));
  await expect.poll(() => tabs(page).count()).toBe(all);
  const table = page.getByRole(button === undefined ? 'region' : 'tabpanel', { name: button ?? 'Expression', exact: true });
  const rows = table.locator('tbody tr');
  const choose = async (key: string) => {
    await chosen(page).press(key);
    if (button !== undefined) await page.getByRole('button', { name: button }).click();
  };
  await choose('Home');
  await expect.poll(() => rows.count()).toBe(100);
  await says(table, new RegExp(`1 to 100 of ${all}`));
  await choose('End');
  await says(table, new RegExp(`101 to ${all} of ${all}`));
  expect(await table.locator('tr[aria-current=true]').count()).toBe(1);
  await table.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => rows.count()).toBe(all);
});
